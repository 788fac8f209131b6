// Command geotag tags texts with the places and areas that they name, and serves others who wish to.
//
// Run geotag without arguments for its commands. Each runs against a server (-addr) or, without one, serves itself in
// process: the answers are the same.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	err := run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	if err != nil {
		report(os.Stderr, err)
	}
	if _, ok := errors.AsType[*usageError](err); ok {
		os.Exit(2)
	} else if err != nil {
		os.Exit(1)
	}
}

// An env is what a command sees of the world.
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
}

// A command is one word after geotag.
type command struct {
	name, short string
	run         func(ctx context.Context, e env, args []string) error
}

func commands() []command {
	return []command{
		{"serve", "answer over gRPC", serve},
		{"tag", "find the places and areas in a text, as GeoJSON", tag},
		{"submit", "put texts on a stream, to be tagged by workers", submit},
		{"work", "tag what is on a stream, together with other workers", work},
		{"collect", "write the workers' answers to a file", collect},
		{"atlas", "make one map of the answers to many texts, as a file that opens offline", atlas},
		{"find", "look a name up", find},
		{"reverse", "say what is at a point", reverse},
		{"area", "convert a stated area, and compare it with a place", area},
		{"gazetteer", "describe or verify a gazetteer", gazetteerCommand},
		{"eval", "hold answers against gold texts", eval},
		{"train", "learn the model from gold texts", trainModel},
		{"token", "make, list and check tokens that callers show a server", tokenCommand},
		{"version", "print the version", version},
	}
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	out, errs := plainly(stdout), plainly(stderr)
	defer out.finish()
	defer errs.finish()
	e := env{stdin, out, errs}
	if len(args) == 0 {
		usage(stderr)
		return &usageError{errors.New("no command given"), ""}
	}
	switch args[0] {
	case "-h", "-help", "--help", "help":
		usage(stdout)
		return nil
	case "-version", "--version":
		args = []string{"version"}
	}
	return dispatch(ctx, e, "geotag", commands(), args)
}

// dispatch runs the command that the first argument names.
func dispatch(ctx context.Context, e env, parent string, cmds []command, args []string) error {
	names := make([]string, len(cmds))
	for i, c := range cmds {
		if names[i] = c.name; c.name == args[0] {
			err := c.run(ctx, e, args[1:])
			if errors.Is(err, flag.ErrHelp) {
				return nil
			}
			return err
		}
	}
	hint := cmp.Or(didYouMean(args[0], names), "see "+parent+" -h")
	return &usageError{fmt.Errorf("unknown command %q", args[0]), hint}
}

func usage(w io.Writer) {
	fmt.Fprint(w, "geotag finds the places and areas that a text names, and puts them on a map.\n\nUsage: geotag COMMAND [ARGUMENTS]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-10s %s\n", c.name, c.short)
	}
	fmt.Fprint(w, `
geotag COMMAND -h says more. Flags stand before or after arguments.

  echo 'Floods in Kano and Ibadan' | geotag tag
  geotag find Kursk
  geotag serve
`)
}
