package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"

	"github.com/klauspost/compress/gzip"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/bulk"
	"example.com/geotag/web"
	"example.com/geotag/web/tiles"
)

const atlasManual = `
Makes one map of the answers to many texts: a file of HTML that opens in any browser, without a server and without a network. It has the map with what
the texts name, gathered in circles by the number of texts, a table of the places, a timeline where texts have dates, and each text with its own map.

FILEs are what geotag tag and geotag collect write (-out jsonl, geojson or geojsonseq; gzip and zstd), or standard input. A text's date and title are
the members "date" and "title" of its answer or of its columns (also "published", "headline" and the like), else a date that its id begins
with or has in its path, such as 2025/03/14/a.txt. A record that cannot be read is named, and passed over.

The texts are in the map where the answers have them (geotag tag -with-text), or where -texts names the lines that were tagged.`

const atlasExamples = `
Examples:
  geotag tag -with-text archive/ -o places.jsonl && geotag atlas places.jsonl -o map.html
  geotag atlas places.jsonl.zst -texts articles.jsonl.gz -title 'Floods of 2025' -o floods.html
  geotag collect -nats nats://localhost:4222 | geotag atlas -o map.html`

// mostWarnings is how many records that cannot be read are named, before they are only counted.
const mostWarnings = 10

// An atlasing is what geotag atlas is asked to do.
type atlasing struct {
	e                       env
	files                   []string
	to, title, texts, world string
	bar                     *progress
	bad                     int // records that could not be read
}

func atlas(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag atlas [FILE...] -o MAP.html [FLAGS]", atlasManual, atlasExamples)
	a := atlasing{e: e}
	fs.StringVar(&a.to, "o", "", "write the map to `FILE`")
	fs.StringVar(&a.title, "title", "", "call the map `TITLE`; else by the name of the first FILE")
	fs.StringVar(&a.texts, "texts", "", "show the texts in `FILE`, lines with id and text, also with date and title, as geotag tag -lines reads them")
	fs.StringVar(&a.world, "gazetteer", "", "draw the names of the gazetteer in `FILE` below, instead of those of the one built in")
	var err error
	if a.files, err = fs.parse(args, 0, math.MaxInt); err != nil {
		return err
	}
	switch {
	case a.to == "":
		return fs.misuse("-o FILE is missing: where to write the map")
	case sameFile(a.to, a.texts):
		return fs.misuse("-o %s: it is read, too", a.to)
	}
	for _, name := range a.files {
		if sameFile(name, a.to) {
			return fs.misuse("-o %s: it is read, too", a.to)
		}
	}
	if len(a.files) == 0 && isTerminal(e.stdin) {
		fmt.Fprintln(e.stderr, "geotag: reading from the terminal; end with ^D")
	}
	return a.run(ctx)
}

// run writes the map.
func (a *atlasing) run(ctx context.Context) error {
	page, err := web.Standalone()
	if errors.Is(err, web.ErrNoPage) {
		return hinted(err, "build it with Node there: make page build; a binary of a release has it")
	} else if err != nil {
		return err
	}
	before, after, ok := bytes.Cut(page, []byte(web.DataMarker))
	if !ok {
		return errors.New("the page for files has no place for data: build it anew")
	}
	ix, err := openGazetteer(a.world)
	if err != nil {
		return err
	}
	survey, err := bulk.Look(ctx, a.files, nil)
	if err != nil {
		return err
	}
	a.bar = newProgress(a.e.stderr, "reading", survey.Bytes)
	a.bar.total, a.bar.unit, a.bar.from = survey.Bytes, "texts", -1
	kept := newAtlasPlaces()
	size, err := replaceFile(a.to, func(w io.Writer) error {
		out := bufio.NewWriterSize(w, 1<<16)
		out.Write(before)
		fmt.Fprintf(out, `<script type="application/json" id="geotag-data">{"title":%s,"results":"`, quoted(a.name()))
		if err := a.results(ctx, out, kept); err != nil {
			return err
		}
		out.WriteString(`","tiles":{`)
		if err := writeTiles(ctx, out, tiles.New(func() *gazetteer.Index { return ix }), kept.weights()); err != nil {
			return err
		}
		out.WriteString("}}</script>")
		out.Write(after)
		return out.Flush()
	})
	a.bar.done()
	if err != nil {
		return err
	}
	a.summary(kept, size)
	return nil
}

// name is the map's title.
func (a *atlasing) name() string {
	if a.title != "" || len(a.files) == 0 {
		return cmp.Or(a.title, "Many texts")
	}
	return filepath.Base(a.files[0])
}

// quoted is a string as JSON, in which nothing is markup.
func quoted(s string) []byte {
	b, _ := json.Marshal(s) // a string always is JSON
	return b
}

// results writes the documents of the files, a line each, as gzip in base64.
func (a *atlasing) results(ctx context.Context, w io.Writer, kept *atlasPlaces) error {
	text := base64.NewEncoder(base64.StdEncoding, w)
	packed, err := gzip.NewWriterLevel(text, gzip.BestCompression)
	if err != nil {
		return err
	}
	texts := newAtlasTexts(ctx, a.texts)
	defer texts.stop()
	encode := json.NewEncoder(packed) // which escapes what could be markup
	join := &atlasJoin{done: func(d *atlasDocument) error {
		if err := texts.add(d); err != nil {
			return err
		}
		kept.trim(d)
		return encode.Encode(d)
	}}
	for r, err := range bulk.Records(ctx, a.files, a.e.stdin) {
		if err != nil {
			return err
		}
		if err := cmp.Or(r.Err, join.add(r.JSON)); err != nil {
			if bad, ok := errors.AsType[*recordError](err); ok {
				err = bad.error
			} else if r.Err == nil {
				return err
			}
			a.warn(r.Where, err)
		}
		a.bar.counted(r.BytesRead, int64(kept.documents), int64(a.bad))
	}
	if err := join.end(); err != nil {
		return err
	}
	if kept.documents == 0 {
		return hinted(errors.New("there is no answer to any text in what was read"), "geotag tag FILE... -o places.jsonl makes some")
	}
	return errors.Join(packed.Close(), text.Close())
}

// warn names a record that cannot be read.
func (a *atlasing) warn(where string, err error) {
	if a.bad++; a.bad > mostWarnings {
		return
	}
	a.bar.done()
	if _, ok := errors.AsType[*bulk.FileError](err); ok { // which says where
		report(beneath(a.e.stderr), err)
		return
	}
	report(beneath(a.e.stderr), fmt.Errorf("%s: passed over: %w", where, err))
}

// summary says what the map holds.
func (a *atlasing) summary(kept *atlasPlaces, size int64) {
	if a.bad > mostWarnings {
		fmt.Fprintf(a.e.stderr, "geotag: and %s more were passed over\n", grouped(float64(a.bad-mostWarnings)))
	}
	if a.texts != "" && kept.texts < kept.documents {
		fmt.Fprintf(a.e.stderr, "geotag: %s has no text for %s of %s\n", plain(a.texts), grouped(float64(kept.documents-kept.texts)), grouped(float64(kept.documents)))
	}
	fmt.Fprintf(a.e.stdout, "%s texts and %s places on the map in %s, %.1f MB\n", grouped(float64(kept.documents)), grouped(float64(len(kept.counts))), plain(a.to), float64(size)/1e6)
}
