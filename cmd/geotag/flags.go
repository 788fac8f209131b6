package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A flagSet is a command's flags, its manual and its rule for arguments.
type flagSet struct {
	*flag.FlagSet
	e                env
	line, text, more string
	given            map[string]bool // flags that were set, after parse
}

// flags returns the flags of a command: its usage line, what it does, and examples or more.
func (e env) flags(line, text, more string) *flagSet {
	fs := &flagSet{FlagSet: flag.NewFlagSet("geotag", flag.ContinueOnError), e: e, line: line, text: text, more: more}
	fs.SetOutput(io.Discard)
	return fs
}

// parse reads flags from anywhere among the arguments and returns the rest, of which there may be least to most. What
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
			fs.help(fs.e.stdout)
			return nil, err
		} else if err != nil {
			return nil, &usageError{err, fs.hint(args[0])}
		}
		args = args[n:]
	}
	fs.given = map[string]bool{}
	fs.Visit(func(f *flag.Flag) { fs.given[f.Name] = true })
	switch {
	case len(rest) < least:
		return nil, fs.misuse("too few arguments")
	case len(rest) > most:
		return nil, fs.misuse("unexpected argument %q", rest[most])
	}
	return rest, nil
}

// fromEnvironment sets the flags that were not given to what the environment says, as GEOTAG_ with their name in capitals and _ for -.
func (fs *flagSet) fromEnvironment(getenv func(name string) string) (err error) {
	fs.VisitAll(func(f *flag.Flag) {
		name := "GEOTAG_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value := getenv(name)
		if value == "" || fs.given[f.Name] || err != nil {
			return
		}
		if bad := fs.Set(f.Name, value); bad != nil {
			err = fs.misuse("%s is %q: %w", name, value, bad)
		}
	})
	return err
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
	if f == nil {
		return 0
	}
	if b, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && b.IsBoolFlag() {
		return 0
	}
	return 1
}

// hint says which flag could have been meant.
func (fs *flagSet) hint(arg string) string {
	name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	if fs.Lookup(name) != nil {
		return "usage: " + fs.line
	}
	var names []string
	fs.VisitAll(func(f *flag.Flag) { names = append(names, "-"+f.Name) })
	if s := didYouMean("-"+name, names); s != "" {
		return s
	}
	return "usage: " + fs.line
}

func (fs *flagSet) misuse(format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...), "usage: " + fs.line}
}

func (fs *flagSet) help(w io.Writer) {
	fmt.Fprintf(w, "Usage: %s\n\n%s\n", fs.line, strings.TrimSpace(fs.text))
	heading := "\nFlags:\n"
	fs.VisitAll(func(f *flag.Flag) {
		value, usage := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			usage += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(w, "%s  %-22s %s\n", heading, strings.TrimSpace("-"+f.Name+" "+value), usage)
		heading = ""
	})
	if fs.more != "" {
		fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(fs.more))
	}
}
