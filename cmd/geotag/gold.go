package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"example.com/geotag/internal/score"
)

const goldManual = `
Gold texts are texts whose places are marked: geotag eval holds answers against them, geotag train learns from them. They are written by
hand, or exported from the page or from a tool for annotation.`

const goldExamples = `
Examples:
  geotag gold convert -to labelstudio mine.jsonl -o tasks.json
  geotag gold convert export.json -o mine.jsonl
  geotag gold check mine.jsonl && geotag eval mine.jsonl`

func goldCommand(ctx context.Context, e env, args []string) error {
	return e.dispatch(ctx, &manual{line: "geotag gold COMMAND [FLAGS] FILE...", text: goldManual, more: goldExamples, groups: []group{{"Commands", []command{
		{"convert", "write gold texts in another form", goldConvert},
		{"check", "say whether gold texts are sound, and fit to learn from", goldCheck},
	}}}}, args)
}

const goldForms = `
The forms are

  jsonl        a document a line: {"id","text","mentions":[{"start","end","lat",
               "lon","id","geonameid","kind","spanonly"}],"lang","source",
               "partial"}
  doccano      doccano's JSON lines, as it exports and imports them
  labelstudio  an array of tasks, as Label Studio exports and imports them
  brat         a folder of NAME.txt and NAME.ann
  w3c          Web Annotations, the text being their source's value
  conll        a word a line with its class: O, B-TYPE, I-TYPE

docs/using.md says what each field means, and what stands where in each form.`

const convertManual = `
Writes gold texts in another form. What they are in is told by their content, else -from says it; they are written as geotag eval reads
them, else -to says in which form. Spans, kinds of use, coordinates, ids of places, and the ids of texts are kept; what a form cannot hold, and
what is no gold, such as a person's name, is counted on standard error.
` + goldForms

const convertExamples = `
Examples:
  geotag gold convert brat-folder/ -o mine.jsonl
  geotag gold convert -to doccano mine.jsonl -o import.jsonl
  geotag gold convert -to brat mine.jsonl -o brat-folder/
  geotag gold convert -from doccano export.jsonl | jq -r .id`

func goldConvert(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag gold convert [-from FORM] [-to FORM] [-o FILE] FILE...", convertManual, convertExamples)
	var c conversion
	formFlag(fs, &c.from, "from", "read texts as `FORM`; else it is told by the content")
	formFlag(fs, &c.to, "to", "write them as `FORM` (default jsonl)")
	out := fs.String("o", "", "write to `FILE`, of brat to a folder; else to standard output")
	files, err := fs.parse(args, 1, math.MaxInt)
	if err != nil {
		return err
	}
	c.to = cmp.Or(c.to, score.Lines)
	if c.to == score.Brat {
		if *out == "" {
			return fs.misuse("brat has files, and needs -o and a folder")
		}
		if err := os.MkdirAll(*out, 0o755); err != nil {
			return err
		}
		return c.run(ctx, e, score.NewFolder(*out), files)
	}
	write := func(to io.Writer) error {
		w, err := score.NewWriter(c.to, to)
		if err != nil {
			return err
		}
		return c.run(ctx, e, w, files)
	}
	if *out == "" {
		return write(beneath(e.stdout))
	}
	_, err = replaceFile(*out, write)
	return err
}

// formFlag adds a flag that names a form of gold texts.
func formFlag(fs *flagSet, form *score.Form, name, usage string) {
	fs.Func(name, usage, func(s string) error {
		if *form = score.Form(s); !slices.Contains(score.Forms, *form) {
			return fmt.Errorf("it must be of %v", score.Forms)
		}
		return nil
	})
	var words []string
	for _, f := range score.Forms {
		words = append(words, string(f))
	}
	fs.oneOf(name, words...)
}

// A conversion is of which form gold texts are, and of which they shall be.
type conversion struct{ from, to score.Form }

// run writes the texts of all files, one after the other, and says what that did not keep.
func (c conversion) run(ctx context.Context, e env, w *score.Writer, files []string) error {
	texts, mentions, leftOut := 0, 0, 0
	for _, name := range files {
		for d, err := range score.AsWritten(name, c.from) {
			if err == nil {
				err = errors.Join(ctx.Err(), d.Misquoted())
			}
			if err != nil {
				return located(d, err)
			}
			if err := w.Write(d); err != nil {
				return located(d, err)
			}
			texts, mentions, leftOut = texts+1, mentions+len(d.Mentions), leftOut+d.LeftOut
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	fmt.Fprintf(e.stderr, "%d texts, %d mentions\n", texts, mentions)
	if leftOut > 0 {
		fmt.Fprintf(e.stderr, "left out, as they are of no place: %d annotations\n", leftOut)
	}
	if lost := w.Lost(); len(lost) > 0 {
		fmt.Fprintf(e.stderr, "lost, as %s cannot hold it: %s\n", c.to, strings.Join(lost, ", "))
	}
	return nil
}

// located says of an error at which text it is.
func located(d *score.Document, err error) error {
	if d == nil {
		return err // which says it
	}
	return fmt.Errorf("%s: %w", d.At, err)
}

const checkGoldManual = `
Says whether gold texts are sound: each with an id of its own and a text, spans within the text that are what they say, coordinates on
earth; and whether they are fit to go on learning from (geotag train -from). Of each file it says the first fault.
` + goldForms

func goldCheck(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag gold check [-from FORM] FILE...", checkGoldManual, "\nExamples:\n  geotag gold check mine.jsonl brat-folder/")
	var form score.Form
	formFlag(fs, &form, "from", "read texts as `FORM`; else it is told by the content")
	files, err := fs.parse(args, 1, math.MaxInt)
	if err != nil {
		return err
	}
	for _, name := range files {
		documents, fault := soundGold(ctx, name, form)
		if fault != nil {
			err = errors.Join(err, fault)
			continue
		}
		mentions, placed := 0, 0
		for _, d := range documents {
			mentions, placed = mentions+len(d.Mentions), placed+len(d.Spans())
		}
		fmt.Fprintf(e.stdout, "%s is sound: %d texts, %d mentions, %d with coordinates\n", name, len(documents), mentions, placed)
		if unfit := score.Teach(documents); unfit != nil {
			fmt.Fprintf(e.stdout, "  but not fit to learn from: %s\n", strings.TrimPrefix(unfit.Error(), "score: "))
		}
	}
	return err
}

// soundGold reads gold texts, or says what the first fault of them is.
func soundGold(ctx context.Context, name string, form score.Form) (documents []*score.Document, err error) {
	ids := map[string]string{}
	for d, err := range score.AsWritten(name, form) {
		if err == nil {
			err = errors.Join(ctx.Err(), d.Misquoted())
		}
		if err != nil {
			return nil, located(d, err)
		}
		if first, ok := ids[d.ID]; ok {
			return nil, fmt.Errorf("%s: the id %q stands at %s, too", d.At, d.ID, first)
		}
		ids[d.ID] = d.At
		documents = append(documents, d)
	}
	return documents, nil
}
