package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A manual is what a command says of itself. Its help, its manual page and its completions are made from it, and from nothing else.
type manual struct {
	line       string   // how it is called, such as "geotag find [FLAGS] NAME"
	text, more string   // what it does; examples. Paragraphs, between empty lines; what is indented stays as it is
	flags      *flagSet // nil: it has commands below it
	groups     []group  // the commands below it
}

// A flagSet is a command's flags, its manual and its rule for arguments.
type flagSet struct {
	*flag.FlagSet
	e         env
	manual    manual
	same      map[string]string   // flags by another name
	choices   map[string][]string // the words that a flag takes, where they are few
	variables map[string][]string // of the environment, by the flag that they set
	excluding map[string][]string // flags that exclude a flag
	given     map[string]bool     // the flags that the command line has, after parse
	arguments []string            // the words that the command takes, where they are few
}

// flags returns the flags of a command: its usage line, what it does, and examples or more.
func (e env) flags(line, text, more string) *flagSet {
	fs := &flagSet{
		FlagSet: flag.NewFlagSet("geotag", flag.ContinueOnError), e: e, manual: manual{line: line, text: text, more: more},
		same: map[string]string{}, choices: map[string][]string{}, variables: map[string][]string{}, excluding: map[string][]string{}, given: map[string]bool{},
	}
	fs.manual.flags = fs
	fs.SetOutput(io.Discard)
	return fs
}

// alias gives a flag another name, beside its own.
func (fs *flagSet) alias(other, name string) {
	f := fs.Lookup(name)
	fs.Var(f.Value, other, f.Usage)
	fs.same[other] = name
}

// oneOf says which words a flag takes, for completions.
func (fs *flagSet) oneOf(name string, words ...string) { fs.choices[name] = words }

// names returns a flag's name and its others.
func (fs *flagSet) names(name string) []string {
	all := []string{name}
	for _, other := range slices.Sorted(maps.Keys(fs.same)) {
		if fs.same[other] == name {
			all = append(all, other)
		}
	}
	return all
}

// visit calls f for each flag by its first name, in their order.
func (fs *flagSet) visit(f func(*flag.Flag)) {
	fs.VisitAll(func(fl *flag.Flag) {
		if fs.same[fl.Name] == "" {
			f(fl)
		}
	})
}

// parse reads flags from anywhere among the arguments and returns the rest, of which there may be least to most; then it reads the environment. What
// looks like a negative number is an argument; after "--" everything is.
func (fs *flagSet) parse(args []string, least, most int) ([]string, error) {
	var rest []string
	for len(args) > 0 {
		if args[0] == "--" {
			rest = append(rest, args[1:]...)
			break
		}
		if !fs.isFlag(args[0]) {
			rest, args = append(rest, args[0]), args[1:]
			continue
		}
		n := min(1+fs.values(args[0]), len(args))
		if err := fs.FlagSet.Parse(args[:n]); errors.Is(err, flag.ErrHelp) {
			fs.e.show(&fs.manual)
			return nil, err
		} else if err != nil {
			return nil, &usageError{err, fs.hint(args[0])}
		}
		args = args[n:]
	}
	fs.Visit(func(f *flag.Flag) { fs.given[cmp.Or(fs.same[f.Name], f.Name)] = true })
	switch {
	case len(rest) < least:
		return nil, fs.misuse("too few arguments")
	case len(rest) > most:
		return nil, fs.misuse("unexpected argument %q", rest[most])
	}
	return rest, fs.fromEnvironment()
}

func (fs *flagSet) isFlag(arg string) bool {
	if len(arg) < 2 || arg[0] != '-' {
		return false
	}
	if strings.ContainsRune(".0123456789", rune(arg[1])) { // "-33.87, 151.21"
		return false
	}
	_, err := strconv.ParseFloat(arg, 64)
	return err != nil || fs.Lookup(arg[1:]) != nil // "-inf" parses, too
}

// values returns how many arguments a flag takes after itself.
func (fs *flagSet) values(arg string) int {
	f := fs.Lookup(strings.TrimLeft(arg, "-"))
	if f == nil || isSwitch(f) {
		return 0
	}
	return 1
}

// isSwitch reports whether a flag takes no value.
func isSwitch(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// hint says which flag could have been meant.
func (fs *flagSet) hint(arg string) string {
	name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	if fs.Lookup(name) != nil {
		return "usage: " + fs.manual.line
	}
	var names []string
	fs.VisitAll(func(f *flag.Flag) { names = append(names, "-"+f.Name) })
	if s := didYouMean("-"+name, names); s != "" {
		return s
	}
	return "usage: " + fs.manual.line
}

func (fs *flagSet) misuse(format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...), "usage: " + fs.manual.line}
}
