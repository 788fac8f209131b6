// Command geotag tags texts with the places and areas that they name, and serves others who wish to.
//
// Run geotag without arguments for its commands. Each runs against a server (-addr) or, without one, serves itself in
// process: the answers are the same.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
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
	environ        []string      // NAME=VALUE; of a name that stands there twice the last counts
	show           func(*manual) // what to do with a command's manual where -h asks for it
}

// variable returns the value of a variable of the environment, or nothing.
func (e env) variable(name string) (value string) {
	for _, entry := range e.environ {
		if n, v, _ := strings.Cut(entry, "="); n == name {
			value = v
		}
	}
	return value
}

const geotagManual = `
geotag finds the places that a text names and the areas that it states, and puts them on a map: GeoJSON, in a service with a page, in
files, or on the command line. Everything is in this one program; nothing is downloaded.`

const geotagExamples = `
geotag COMMAND -h says more. Flags stand before or after arguments. Exit status is 0, 1 where it failed, and 2 where it was asked in a
wrong way.

Examples:
  echo 'Floods in Kano and Ibadan' | geotag tag
  geotag find Kursk
  geotag serve                 # and the page is on http://localhost:8081
  geotag tag archive/ -o places.jsonl`

func commands() []group {
	return []group{
		{"Ask", []command{
			{"tag", "find the places and areas in texts: GeoJSON, JSON lines or CSV", tag},
			{"find", "look a name, an address or a code up", find},
			{"reverse", "say what is at a point", reverse},
			{"area", "convert a stated area, and compare it with a place", area},
			{"atlas", "make one map of the answers to many texts, as a file that opens offline", atlas},
		}},
		{"Serve", []command{
			{"serve", "answer over gRPC and REST, with a page, tiles and the docs", serve},
			{"token", "make, list and check tokens that callers show a server", tokenCommand},
		}},
		{"Tag millions, on NATS JetStream", []command{
			{"submit", "put texts on a stream, to be tagged by workers", submit},
			{"work", "tag what is on a stream, together with other workers", work},
			{"collect", "write the workers' answers to a file", collect},
		}},
		{"Make it yours", []command{
			{"gazetteer", "build gazetteers, and describe, compare and verify them", gazetteerCommand},
			{"gold", "convert and check texts whose places are marked", goldCommand},
			{"eval", "hold answers against gold texts", eval},
			{"train", "learn a model from gold texts", trainModel},
		}},
		{"And", []command{
			{"completion", "print what completes geotag's words in bash, zsh, fish or PowerShell", completion},
			{"man", "print a manual page, or write all of them", man},
			{"version", "print the versions of the program, the gazetteer and the model", version},
			{"complete", "", complete},
		}},
	}
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	out, errs := plainly(stdout), plainly(stderr)
	defer out.finish()
	defer errs.finish()
	e := env{stdin: stdin, stdout: out, stderr: errs, environ: os.Environ()}
	e.show = func(m *manual) { m.print(e.stdout) }
	if len(args) > 0 && (args[0] == "-version" || args[0] == "--version") {
		args = []string{"version"}
	}
	return geotagCommand(ctx, e, args)
}

func geotagCommand(ctx context.Context, e env, args []string) error {
	return e.dispatch(ctx, &manual{line: "geotag COMMAND [ARGUMENTS]", text: geotagManual, more: geotagExamples, groups: commands()}, args)
}
