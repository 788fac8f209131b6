package main

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	"example.com/geotag"
	"example.com/geotag/gazetteer/world"
)

// release is the semantic version that this is, or that it becomes; CHANGELOG.md has a heading for it.
const release = "0.2.0"

// licenses are those of the modules that the program links and of the packages in its page, which travel with every copy of it. make notice
// writes the file.
//
//go:embed licenses.txt
var licenses string

func version(_ context.Context, e env, args []string) error {
	fs := e.flags("geotag version [-licenses]", "Prints the versions of all that decides an answer: the program's, which is a semantic version, with its commit; those of the gazetteer and the model that are built in, which every answer carries; and Go's.",
		"\nExamples:\n  geotag version\n  geotag version -licenses | less")
	texts := fs.Bool("licenses", false, "print the licenses of what is linked instead, in full")
	if _, err := fs.parse(args, 0, 0); err != nil {
		return err
	}
	if *texts {
		_, err := io.WriteString(e.stdout, licenses)
		return err
	}
	ix, err := world.Index()
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "geotag\t%s\ncommit\t%s\n", release, commit())
	fmt.Fprintf(t, "gazetteer\t%s\nmodel\t%s\n", ix.Version(), geotag.New(ix).ModelVersion())
	fmt.Fprintf(t, "go\t%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return t.Flush()
}

// commitDate returns the day of the commit that the program was built from, or nothing where the build does not know it.
func commitDate() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.time" {
				day, _, _ := strings.Cut(s.Value, "T")
				return day
			}
		}
	}
	return ""
}

// commit names the commit that the program was built from, and says whether files had changed since.
func commit() string {
	of, changed := "unknown", ""
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return of
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			of = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", with changes"
		}
	}
	return of + changed
}

// buildVersion is the semantic version of what was built, which has the commit after a plus.
func buildVersion() string {
	of, changed := strings.CutSuffix(commit(), ", with changes")
	if changed {
		of += ".changed"
	}
	return release + "+" + of
}
