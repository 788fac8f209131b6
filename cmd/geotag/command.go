package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// A command is one word after geotag, or after another command.
type command struct {
	name, short string // without a short word of what it does it is not shown
	run         func(ctx context.Context, e env, args []string) error
}

// A group is commands that belong together.
type group struct {
	title    string
	commands []command
}

// names returns the commands' names, but for those that are not shown.
func (g *group) names() (all []string) {
	for _, c := range g.commands {
		if c.short != "" {
			all = append(all, c.name)
		}
	}
	return all
}

// commandOf returns the words of a usage line that name the command.
func commandOf(line string) string {
	var words []string
	for word := range strings.FieldsSeq(line) {
		if word != strings.ToLower(word) || !isLetter(word[0]) {
			break
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' }

// dispatch runs the command that the first argument names, or shows the manual of those that there are.
func (e env) dispatch(ctx context.Context, m *manual, args []string) error {
	if len(args) == 0 {
		m.print(e.stderr)
		return &usageError{errors.New("no command given"), ""}
	}
	switch args[0] {
	case "-h", "-help", "--help", "help":
		if len(args) == 1 {
			e.show(m)
			return nil
		}
		args = append(args[1:len(args):len(args)], "-h")
	}
	var names []string
	for _, c := range m.all() {
		if c.name == args[0] {
			err := c.run(ctx, e, args[1:])
			if errors.Is(err, flag.ErrHelp) {
				return nil
			}
			return err
		}
		names = append(names, c.name)
	}
	hint := cmp.Or(didYouMean(args[0], names), "see "+commandOf(m.line)+" -h")
	return &usageError{fmt.Errorf("unknown command %q", args[0]), hint}
}

// all returns the commands of all groups.
func (m *manual) all() (all []command) {
	for _, g := range m.groups {
		all = append(all, g.commands...)
	}
	return all
}

// manualOf returns a command's manual: what it would show if it were asked for help.
func manualOf(run func(ctx context.Context, e env, args []string) error) (of *manual) {
	e := env{stdout: io.Discard, stderr: io.Discard, show: func(m *manual) { of = m }}
	if err := run(context.Background(), e, []string{"-h"}); err != nil && !errors.Is(err, flag.ErrHelp) {
		panic("geotag: -h fails: " + err.Error())
	}
	return of
}

// A shownCommand is a command with its manual.
type shownCommand struct {
	name, short string // the name with those of the commands above it: "geotag token new"
	*manual
}

// pages returns all commands, those with commands below them before those.
func pages() []shownCommand {
	return below(shownCommand{"geotag", "find the places and areas that texts name, and put them on a map", manualOf(geotagCommand)})
}

func below(c shownCommand) []shownCommand {
	all := []shownCommand{c}
	for _, sub := range c.all() {
		if sub.short != "" {
			all = append(all, below(shownCommand{c.name + " " + sub.name, sub.short, manualOf(sub.run)})...)
		}
	}
	return all
}
