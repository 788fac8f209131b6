package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/mmap"
)

const gazetteerManual = `
A gazetteer is the places that texts may name, in one file. One of the whole world is built in; others are built on top of it, of GeoNames,
Natural Earth, Who's On First, or a table or GeoJSON of your own. All commands that answer take one by -gazetteer FILE.

Without FILE info and verify speak of the one that is built in.`

const gazetteerExamples = `
Examples:
  geotag gazetteer info
  geotag gazetteer build -o sites.gaz -csv sites.csv
  geotag gazetteer diff old.gaz new.gaz
  geotag serve -gazetteer sites.gaz -watch 5s`

func gazetteerCommand(ctx context.Context, e env, args []string) error {
	return e.dispatch(ctx, &manual{line: "geotag gazetteer COMMAND [FLAGS] [FILE]", text: gazetteerManual, more: gazetteerExamples, groups: []group{{"Commands", []command{
		{"build", "make one of GeoNames, Natural Earth, Who's On First or your own places", gazetteerBuild},
		{"download", "fetch GeoNames' public dumps", gazetteerDownload},
		{"info", "say what one holds, where that is from, and whom to name", gazetteerInfo},
		{"diff", "say which places another adds, lacks and moves", gazetteerDiff},
		{"verify", "check every byte of one", gazetteerVerify},
	}}}}, args)
}

func gazetteerInfo(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag gazetteer info [FLAGS] [FILE]",
		"Says what a gazetteer holds, where it comes from, and the attribution to show beside what is made from it. With -addr it asks a server for its own.",
		"\nExamples:\n  geotag gazetteer info\n  geotag gazetteer info my.gaz\n  geotag gazetteer info -addr localhost:8080")
	var src source
	src.flags(fs)
	args, err := fs.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if len(args) == 1 {
		src.file = args[0]
		if !fs.given["addr"] {
			src.addr = "" // which the environment said
		}
	}
	return src.call(ctx, func(api geotagv1.GeotagServiceClient) error {
		resp, err := api.GetGazetteer(ctx, &geotagv1.GetGazetteerRequest{})
		if err != nil {
			return err
		}
		return printGazetteer(e.stdout, resp)
	})
}

func printGazetteer(w io.Writer, g *geotagv1.GetGazetteerResponse) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "title\t%s\nversion\t%s\ndate\t%s\n", plain(g.GetTitle()), plain(g.GetVersion()), plain(g.GetDate()))
	fmt.Fprintf(t, "places\t%s\nnames\t%s\n", grouped(g.GetPlaceCount()), grouped(g.GetNameCount()))
	for _, c := range g.GetTypes() {
		kind := strings.ToLower(strings.TrimPrefix(c.GetPlaceType().String(), "PLACE_TYPE_"))
		fmt.Fprintf(t, "  %s\t%s\n", kind, grouped(c.GetCount()))
	}
	printLanguages(t, g.GetLanguages())
	if err := t.Flush(); err != nil {
		return err
	}
	for _, s := range g.GetSources() {
		title := strings.Join(strings.Fields(s.GetName()+" "+s.GetVersion()), " ")
		fmt.Fprintf(w, "\n%s (%s, %s)\n  %s\n  %s\n", plain(title), plain(s.GetDate()), plain(s.GetLicense()), plain(s.GetAttribution()), plain(s.GetUrl()))
	}
	return nil
}

// printLanguages prints the languages that are read, by what they are.
func printLanguages(w io.Writer, languages []*geotagv1.TextLanguage) {
	var tags [len(readingTitles)][]string
	for _, l := range languages {
		if r := int(l.GetReading()); r < len(tags) {
			tags[r] = append(tags[r], plain(l.GetTag()))
		}
	}
	for r, title := range readingTitles {
		if len(tags[r]) > 0 {
			fmt.Fprintf(w, "%s\t%s\n", title, strings.Join(tags[r], " "))
		}
	}
}

// readingTitles are those of the languages read so, in the order of the enum.
var readingTitles = [...]string{"reads", "learned to read", "reads untaught", "reads by rules"}

func gazetteerVerify(_ context.Context, e env, args []string) error {
	fs := e.flags("geotag gazetteer verify [FILE]", "Checks every byte of a gazetteer. It says ok, or where the damage is.",
		"\nExamples:\n  geotag gazetteer verify my.gaz")
	file := fs.String("gazetteer", "", "verify `FILE`")
	args, err := fs.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if len(args) == 1 {
		*file = args[0]
	}
	ix, err := verified(*file)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "ok: version %s, %s places, %s names\n", ix.Version(),
		grouped(float64(ix.NumPlaces())), grouped(float64(ix.NumNames())))
	return err
}

// verified opens a gazetteer and checks all of it.
func verified(file string) (*gazetteer.Index, error) {
	var ix *gazetteer.Index
	var opened bool
	err := mmap.Guard(func() (err error) { // who writes into the file meanwhile must not end the process
		if ix, err = openGazetteer(file); err != nil {
			return err
		}
		opened = true
		return ix.Verify()
	})
	if err != nil && !opened {
		return nil, err
	}
	if err != nil {
		return nil, hinted(fmt.Errorf("verifying %s: %w", nameOf(file), err), "the file is damaged: build or copy it again")
	}
	return ix, nil
}

func nameOf(file string) string {
	if file == "" {
		return "the built-in gazetteer"
	}
	return file
}
