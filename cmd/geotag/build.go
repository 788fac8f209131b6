package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"
	"time"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/geonames"
	"example.com/geotag/gazetteer/merge"
	"example.com/geotag/gazetteer/naturalearth"
	"example.com/geotag/gazetteer/own"
	"example.com/geotag/gazetteer/sourcefile"
	"example.com/geotag/gazetteer/whosonfirst"
	"example.com/geotag/gazetteer/world"
)

const buildManual = `
Builds a gazetteer of any mix of sources, on top of the built-in one or alone. Files are read as they are downloaded:
plain, .gz or .zip. Where sources differ, your own (-geojson, -csv) are believed first, then GeoNames, Who's On First,
Natural Earth, and what is built in; names are all kept. A place of your own gets the country and the division that its point
lies in, and takes in another source's of its name and type nearby. Your names are always found where a text spells
them so; -trust says the same of others, and -block that a text never means a place by them. Bad rows are skipped and counted.
FILE is replaced only when the new one is whole; servers that run with -watch take it then.`

const buildExamples = `
Examples:
  geotag gazetteer download -to dumps NL.zip alternateNamesV2.zip admin2Codes.txt
  geotag gazetteer build -o nl.gaz -geonames dumps/NL.zip -alternates dumps/alternateNamesV2.zip -admin2 dumps/admin2Codes.txt
  geotag gazetteer build -o camps.gaz -csv camps.csv -map id=code,lat=Nordwert,lon=Ostwert
  geotag gazetteer build -o sites.gaz -csv sites.txt -columns id,name,lat,lon -names aliases.csv -block nonames.txt
  geotag gazetteer build -o mine.gaz -base none -geojson zones.geojson`

// An importer reads the files of a flag.
type importer struct {
	flag, usage string
	rank        merge.Rank
	read        func(io.Reader) iter.Seq2[gazetteer.Entry, error]
	many        bool // a zip may hold several tables
	files       []string
}

// importers come in the order in which their files are read: those that describe places before those that add to them, and own places before what
// they take in; but first the tables that tell the numbers of divisions, by which own places may call them.
func importers(o *own.Options) []*importer {
	return []*importer{
		{flag: "countries", usage: "GeoNames' countryInfo.txt", rank: merge.GeoNames, read: geonames.Countries},
		{flag: "admin1", usage: "GeoNames' admin1CodesASCII.txt", rank: merge.GeoNames, read: geonames.Admin1},
		{flag: "admin2", usage: "GeoNames' admin2Codes.txt", rank: merge.GeoNames, read: geonames.Admin2},
		{flag: "geojson", usage: "places of your own as GeoJSON or TopoJSON; docs/imports.md has the properties", rank: merge.Own,
			read: func(r io.Reader) iter.Seq2[gazetteer.Entry, error] { return own.GeoJSON(r, *o) }},
		{flag: "csv", usage: "places of your own as a table with name, lat and lon, or a geometry", rank: merge.Own,
			read: func(r io.Reader) iter.Seq2[gazetteer.Entry, error] { return own.CSV(r, *o) }},
		{flag: "geonames", usage: "GeoNames' main table: allCountries, a country's, cities*", rank: merge.GeoNames, read: geonames.Places},
		{flag: "postal", usage: "GeoNames' postal codes: allCountries, a country's, or a zip of several", rank: merge.GeoNames, read: geonames.Postal, many: true},
		{flag: "wof", usage: "Who's On First records: GeoJSON, or one a line", rank: merge.WhosOnFirst, read: whosonfirst.Read},
		{flag: "natural-earth", usage: "a layer of Natural Earth: a zipped shapefile, or GeoJSON", rank: merge.NaturalEarth, read: naturalearth.GeoJSON},
		{flag: "names", usage: "names of your own for places that are known: a table of ID,NAME or ID,NAME,LANGUAGE", rank: merge.Own, read: own.Names},
		{flag: "alternates", usage: "GeoNames' alternateNamesV2.txt", rank: merge.GeoNames, read: geonames.Alternates},
		{flag: "hierarchy", usage: "GeoNames' hierarchy.txt", rank: merge.GeoNames, read: geonames.Hierarchy},
		{flag: "shapes", usage: "GeoNames' shapes_all_low.txt", rank: merge.GeoNames, read: geonames.Shapes},
	}
}

// A build is a build of a gazetteer.
type build struct {
	e       env
	out     string
	base    string
	title   string
	imports []*importer
	own     own.Options
	lists   map[string]*[]string // of names that a flag has read: trust, block
	coded   []string             // what files are written in, if not in UTF-8
	index   *gazetteer.Index     // the base; nil: none
	merger  *merge.Merger
	begun   time.Time
}

func gazetteerBuild(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag gazetteer build -o FILE [FLAGS]", buildManual, buildExamples)
	b := &build{e: e, begun: time.Now(), lists: map[string]*[]string{}}
	b.imports = importers(&b.own)
	fs.StringVar(&b.out, "o", "", "write the gazetteer to `FILE`")
	fs.StringVar(&b.base, "base", "world", "build on `BASE`: world, which is built in, or none")
	fs.StringVar(&b.title, "title", "", "call the gazetteer `TITLE`")
	most := fs.Int("max-errors", 1000, "give up after so `MANY` bad rows")
	tmp := fs.String("tmp", "", "sort in temporary files in `DIR` (default: where FILE goes)")
	fs.Func("map", "`FIELD=COLUMN`,...: columns or properties of -csv and -geojson whose names do not say what they are", b.own.Map.Set)
	fs.Func("csv-columns", "the same as -map, by its older name, such as `id=code,lat=y`", b.own.Map.Set)
	fs.Func("columns", "the `COLUMNS` of a -csv table without a header row, such as id,name,lat,lon", func(text string) error {
		b.own.Columns = strings.Split(text, ",")
		return nil
	})
	b.listFlag(fs, "trust", "read `FILE`: names, one a line, that a text always means a place by")
	b.listFlag(fs, "block", "read `FILE`: names, one a line, that a text never means a place by")
	for _, im := range b.imports {
		fs.Func(im.flag, "read `FILE`: "+im.usage, func(name string) error {
			im.files = append(im.files, name)
			return nil
		})
	}
	if _, err := fs.parse(args, 0, 0); err != nil {
		return err
	}
	switch {
	case b.out == "":
		return fs.misuse("no -o FILE to write to")
	case b.base != "world" && b.base != "none":
		return fs.misuse("-base is world or none, not %q", b.base)
	case *most < 0:
		return fs.misuse("-max-errors is negative")
	}
	if *tmp == "" {
		*tmp = filepath.Dir(b.out)
	}
	b.merger = merge.New(*tmp)
	b.merger.MaxErrors = *most
	defer b.merger.Close()
	if err := b.read(ctx); err != nil {
		b.report(e.stderr)
		return hinted(err, "nothing was written; what stood in "+b.out+" before still does")
	}
	return b.write(ctx, *tmp)
}

// listFlag defines a flag that reads a list of names.
func (b *build) listFlag(fs *flagSet, flag, usage string) {
	list := new([]string)
	b.lists[flag] = list
	fs.Func(flag, usage, func(name string) error {
		f, _, err := sourcefile.OpenText(name)
		if err != nil {
			return err
		}
		defer f.Close()
		more, err := own.List(f)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		*list = append(*list, more...)
		return nil
	})
}

// read reads all sources.
func (b *build) read(ctx context.Context) error {
	if b.base == "world" {
		var err error
		if b.index, err = world.Index(); err != nil {
			return err
		}
		for e := range b.index.Entries() {
			b.merger.Await(&e)
		}
	}
	b.own = ownOptions(b.index, b.own)
	b.merger.Trust(*b.lists["trust"])
	b.merger.Block(*b.lists["block"])
	for _, im := range b.imports {
		for _, name := range im.files {
			if err := b.readFile(ctx, im, name); err != nil {
				return err
			}
		}
	}
	if b.index != nil {
		return b.merger.Add("built in", merge.BuiltIn, until(ctx, b.index.Entries()))
	}
	return nil
}

func (b *build) readFile(ctx context.Context, im *importer, name string) error {
	if im.flag == "natural-earth" && strings.EqualFold(filepath.Ext(name), ".zip") {
		return b.readShapefile(ctx, im, name)
	}
	f, err := b.open(im, name)
	if err != nil {
		return err
	}
	defer f.Close()
	p := newProgress(b.e.stderr, filepath.Base(name), f.Size())
	p.unit, p.perUnit = "MB", 1e6
	defer p.done()
	entries := im.read(f)
	if im.rank == merge.Own && b.index != nil {
		entries = locator{b.index}.located(entries)
	}
	return b.merger.Add(filepath.Base(name), im.rank, until(ctx, watched(entries, func() { p.at(f.Done()) })))
}

// open opens a file: of the user's own in whatever encoding it is.
func (b *build) open(im *importer, name string) (*sourcefile.File, error) {
	if im.many {
		return sourcefile.OpenAll(name)
	}
	if im.rank != merge.Own {
		return sourcefile.Open(name)
	}
	f, encoding, err := sourcefile.OpenText(name)
	if err == nil && encoding != sourcefile.UTF8 {
		b.coded = append(b.coded, fmt.Sprintf("%s: read as %s", filepath.Base(name), encoding))
	}
	return f, err
}

// readShapefile reads the .shp and .dbf of a zip.
func (b *build) readShapefile(ctx context.Context, im *importer, name string) error {
	z, err := zip.OpenReader(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer z.Close()
	part := map[string]io.Reader{}
	for _, f := range z.File {
		ext := strings.ToLower(filepath.Ext(f.Name))
		if ext != ".shp" && ext != ".dbf" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		defer r.Close()
		if part[ext] != nil {
			return fmt.Errorf("%s: it holds more than one %s", name, ext)
		}
		part[ext] = r
	}
	if part[".shp"] == nil || part[".dbf"] == nil {
		return fmt.Errorf("%s: it holds no .shp and .dbf", name)
	}
	return b.merger.Add(filepath.Base(name), im.rank, until(ctx, naturalearth.Shapefile(part[".shp"], part[".dbf"])))
}

// until ends entries when ctx does.
func until(ctx context.Context, entries iter.Seq2[gazetteer.Entry, error]) iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		for e, err := range entries {
			if ctx.Err() != nil {
				yield(gazetteer.Entry{}, ctx.Err())
				return
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// watched calls at with each entry.
func watched(entries iter.Seq2[gazetteer.Entry, error], at func()) iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		for e, err := range entries {
			at()
			if !yield(e, err) {
				return
			}
		}
	}
}

// write compiles what was read into the file.
func (b *build) write(ctx context.Context, tmp string) error {
	added := b.merger.Added()
	p := newProgress(b.e.stderr, "joining places", int64(added))
	p.unit, p.perUnit = "thousand", 1e3
	n := int64(0)
	entries := until(ctx, watched(b.merger.Entries(), func() { n++; p.at(n) }))
	names := newProgress(b.e.stderr, "writing names", 1)
	names.unit, names.perUnit = "thousand", 1e3
	o := gazetteer.Options{Title: b.title, TempDir: tmp, Sources: b.sources(), Progress: func(done, total int) {
		names.total = int64(total)
		names.at(int64(done))
	}}
	size, err := replaceFile(b.out, func(w io.Writer) error {
		if err := gazetteer.Compile(w, entries, o); err != nil || n > 0 {
			return err
		}
		return errors.New("nothing that was read makes a place")
	})
	p.done()
	if err != nil {
		b.report(b.e.stderr)
		return hinted(err, "what stood in "+b.out+" before still does")
	}
	b.report(b.e.stdout)
	ix, err := gazetteer.Open(b.out)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(b.e.stdout, "\n%s: version %s, %s places, %s names, %.1f MB, in %s\n", b.out, ix.Version(),
		grouped(float64(ix.NumPlaces())), grouped(float64(ix.NumNames())), float64(size)/1e6, time.Since(b.begun).Round(time.Second/10))
	return err
}
