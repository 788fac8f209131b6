package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/mmap"
)

func gazetteerCommand(ctx context.Context, e env, args []string) error {
	cmds := []command{
		{"build", "make a gazetteer of GeoNames, Natural Earth, Who's On First or your own places", gazetteerBuild},
		{"download", "fetch GeoNames' public dumps", gazetteerDownload},
		{"diff", "say which places another gazetteer adds, lacks and moves", gazetteerDiff},
		{"info", "say what a gazetteer holds, and where it comes from", gazetteerInfo},
		{"verify", "check every byte of a gazetteer", gazetteerVerify},
	}
	help := len(args) > 0 && (args[0] == "-h" || args[0] == "-help" || args[0] == "--help")
	if len(args) > 0 && !help {
		return dispatch(ctx, e, "geotag gazetteer", cmds, args)
	}
	w := e.stderr
	if help {
		w = e.stdout
	}
	fmt.Fprint(w, "Usage: geotag gazetteer COMMAND [FLAGS] [FILE]\n\n")
	for _, c := range cmds {
		fmt.Fprintf(w, "  %-10s %s\n", c.name, c.short)
	}
	fmt.Fprint(w, "\nWithout FILE info and verify speak of the gazetteer that is built in.\n")
	if help {
		return nil
	}
	return &usageError{errors.New("no command given"), ""}
}

func gazetteerInfo(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag gazetteer info [FLAGS] [FILE]",
		"Says what a gazetteer holds, where it comes from, and the attribution to show beside what is made from it.", "")
	var src source
	src.flags(fs)
	args, err := fs.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if len(args) == 1 {
		src.file = args[0]
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
	fs := e.flags("geotag gazetteer verify [-gazetteer] [FILE]", "Checks every byte of a gazetteer. It says ok, or where the damage is.", "")
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
