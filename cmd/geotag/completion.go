package main

import (
	"cmp"
	"context"
	"embed"
	"flag"
	"fmt"
	"slices"
	"strings"
)

// shells are what runs in a shell when a word of geotag is to be completed. Each asks geotag complete, so that it knows what that one can do
// which is called.
//
//go:embed completion
var shells embed.FS

const completionManual = `
Prints what lets a shell complete geotag's commands, flags and their values. It asks the geotag that is called, so that it needs to be
installed once.`

const completionExamples = `
Examples:
  source <(geotag completion bash)                                         # in ~/.bashrc
  geotag completion bash > /usr/share/bash-completion/completions/geotag   # for everybody
  geotag completion zsh > "${fpath[1]}/_geotag"
  geotag completion fish > ~/.config/fish/completions/geotag.fish
  geotag completion powershell | Out-String | Invoke-Expression            # in $PROFILE`

func completion(_ context.Context, e env, args []string) error {
	fs := e.flags("geotag completion {bash|zsh|fish|powershell}", completionManual, completionExamples)
	fs.arguments = []string{"bash", "zsh", "fish", "powershell"}
	args, err := fs.parse(args, 1, 1)
	if err != nil {
		return err
	}
	script, err := shells.ReadFile("completion/" + args[0])
	if err != nil {
		return fs.misuse("%q is no shell that is known here", args[0])
	}
	_, err = e.stdout.Write(script)
	return err
}

// complete prints what a word can become, a line each, with a tab and what it is for; or in one line that begins with a colon, which kind of thing
// it is. Its first argument is a full stop and the word, which may be empty; the others are the words before it.
func complete(_ context.Context, e env, args []string) error {
	if len(args) == 0 || !strings.HasPrefix(args[0], ".") {
		return &usageError{fmt.Errorf("complete is asked by shells: see geotag completion -h"), ""}
	}
	found, kind := completions(args[1:], args[0][1:])
	for _, c := range found {
		fmt.Fprintf(e.stdout, "%s\t%s\n", c.word, c.help)
	}
	if len(found) == 0 {
		fmt.Fprintln(e.stdout, kind)
	}
	return nil
}

// A candidate is what a word can become.
type candidate struct{ word, help string }

// The kinds of things that words are which only the shell knows.
const (
	ofFiles   = ":files"
	ofFolders = ":folders"
	ofNothing = ":nothing"
)

// completions returns what a word can become after others, or which kind of thing it is.
func completions(before []string, word string) ([]candidate, string) {
	m := manualOf(geotagCommand)
	for len(before) > 0 && m.flags == nil {
		all := m.all()
		i := slices.IndexFunc(all, func(c command) bool { return c.name == before[0] && c.short != "" })
		if i < 0 {
			return nil, ofNothing
		}
		m, before = manualOf(all[i].run), before[1:]
	}
	if m.flags == nil {
		return beginning(word, m.candidates()), ofNothing
	}
	return m.flags.completions(before, word)
}

// beginning returns the candidates that a word is the beginning of.
func beginning(word string, all []candidate) []candidate {
	return slices.DeleteFunc(all, func(c candidate) bool { return !strings.HasPrefix(c.word, word) })
}

// candidates returns the commands below.
func (m *manual) candidates() (all []candidate) {
	for _, c := range m.all() {
		if c.short != "" {
			all = append(all, candidate{c.name, c.short})
		}
	}
	return all
}

// completions returns what a word of a command that has flags can become.
func (fs *flagSet) completions(before []string, word string) ([]candidate, string) {
	before = slices.DeleteFunc(slices.Clone(before), func(s string) bool { return s == "=" }) // bash cuts "-flag=value" into three
	if name, value, ok := strings.Cut(word, "="); ok && strings.HasPrefix(name, "-") {
		return fs.valueOf(name+"=", strings.TrimLeft(name, "-"), value)
	}
	if n := len(before); n > 0 && strings.HasPrefix(before[n-1], "-") && fs.values(before[n-1]) == 1 {
		return fs.valueOf("", strings.TrimLeft(before[n-1], "-"), strings.TrimPrefix(word, "="))
	}
	if strings.HasPrefix(word, "-") {
		var all []candidate
		fs.VisitAll(func(f *flag.Flag) {
			_, usage := flag.UnquoteUsage(f)
			all = append(all, candidate{"-" + f.Name, usage})
		})
		return beginning("-"+strings.TrimLeft(word, "-"), all), ofNothing
	}
	if len(fs.arguments) > 0 {
		return beginning(word, plainCandidates("", fs.arguments)), ofNothing
	}
	return nil, kindOf(fs.manual.line[len(commandOf(fs.manual.line)):])
}

// valueOf returns what the value of a flag can become, behind a prefix.
func (fs *flagSet) valueOf(prefix, name, value string) ([]candidate, string) {
	f := fs.Lookup(name)
	if f == nil {
		return nil, ofNothing
	}
	words := fs.choices[cmp.Or(fs.same[name], name)]
	if len(words) > 0 {
		return beginning(prefix+value, plainCandidates(prefix, words)), ofNothing
	}
	placeholder, _ := flag.UnquoteUsage(f)
	return nil, kindOf(placeholder)
}

func plainCandidates(prefix string, words []string) (all []candidate) {
	for _, w := range words {
		all = append(all, candidate{prefix + w, ""})
	}
	return all
}

// kindOf tells by what a manual calls a value which kind of thing it is.
func kindOf(placeholder string) string {
	switch {
	case strings.Contains(placeholder, "FILE"), strings.Contains(placeholder, "OLD NEW"):
		return ofFiles
	case strings.Contains(placeholder, "DIR"):
		return ofFolders
	}
	return ofNothing
}
