package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/train"
)

const trainManual = `
Learns the model that answers texts from gold texts (as eval reads them), from gold texts that mark only some of their
places, and from sentences whose persons, organizations and places are marked. The same input gives the same bytes.

What reads other languages than English is learned from -lang files: a JSON object a line, {"lang","text","names":[[start, end, kind]]},
offsets in code points, of kinds LOC, PER, ORG, MISC and others. With "mentions", as gold texts have them, -cross prints how well each is read by a
model that has not seen it, half by half.

What a name is used for is learned from gold texts with kinds of use and from -roles files: a JSON object a line, {"text","start","end","reading"} of one
name, literal, metonymic or mixed, or {"text","mentions":[{"start","end","use"}]} of all names that are used as places (place) and of adjectives
(adjective); what else the text names is used otherwise.`

const trainExamples = `
Examples:
  geotag train -gold news.jsonl -partial encyclopedia.jsonl -ner tweets.conll -o model.bin
  geotag train -gold news.jsonl -lang ru.jsonl -lang de.jsonl -from embedded -o model.bin
  geotag train -gold a.jsonl -gold b.jsonl -cross   # how well models do on the corpus, or the half of one, that they have not seen`

// files is a flag that may be given several times.
type files []string

func (f *files) String() string     { return fmt.Sprint(*f) }
func (f *files) Set(s string) error { *f = append(*f, s); return nil }

// texts are the files that a model is learned from.
type texts struct{ gold, partial, ner, languages, roles files }

func trainModel(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag train -gold FILE ... [-partial FILE ...] [-ner FILE ...] [-lang FILE ...] [-roles FILE ...] {-o FILE | -cross}", trainManual, trainExamples)
	var in texts
	fs.Var(&in.gold, "gold", "gold texts in `FILE`; repeat for more")
	fs.Var(&in.partial, "partial", "gold texts in `FILE` that mark only some places; repeat for more")
	fs.Var(&in.ner, "ner", "tokens with classes of names in `FILE`; repeat for more")
	fs.Var(&in.languages, "lang", "texts in other languages with all their names marked, in `FILE`; repeat for more")
	fs.Var(&in.roles, "roles", "texts that mark how names are used, in `FILE`; repeat for more")
	from := fs.String("from", "", "learn what reads other languages (with -lang) and how names are used (with -roles) alone, and take all else from the model in `FILE`, or \"embedded\"")
	out := fs.String("o", "", "write the model to `FILE`")
	cross := fs.Bool("cross", false, "print the figures of models on what they have not seen, and write none")
	file := fs.String("gazetteer", "", "learn over the gazetteer in `FILE` instead of the one built in")
	if _, err := fs.parse(args, 0, 0); err != nil {
		return err
	}
	switch {
	case len(in.gold) == 0 || (*out == "") != *cross:
		return fs.misuse("give -gold, and either -o or -cross")
	case *from != "" && len(in.languages)+len(in.roles) == 0:
		return fs.misuse("with -from, -lang and -roles files are learned from, and there are none")
	}
	ix, err := openGazetteer(*file)
	if err != nil {
		return err
	}
	corpora, err := in.read()
	if err != nil {
		return err
	}
	base, err := modelOf(*from)
	if err != nil {
		return err
	}
	if *cross {
		return crossValidate(ctx, e, ix, corpora, base)
	}
	begun := time.Now()
	m, err := learn(ctx, ix, corpora, base, func(stage string) {
		fmt.Fprintf(e.stderr, "%4.0f s  %s\n", time.Since(begun).Seconds(), stage)
	})
	if err != nil {
		return err
	}
	if err := writeWhole(*out, m.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(e.stderr, "%4.0f s  wrote model %s, %d bytes\n", time.Since(begun).Seconds(), m.Version, len(m.Bytes()))
	return nil
}

// modelOf reads the model in a file; "embedded" is that of this program, and no name none.
func modelOf(file string) (*model.Model, error) {
	switch file {
	case "":
		return nil, nil
	case "embedded":
		return model.Default()
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return model.Read(data)
}

// learn learns a model: all of it, or, with a base, what reads other languages, and how names are used, as far as there are texts for that.
func learn(ctx context.Context, ix *gazetteer.Index, corpora []*corpus, base *model.Model, report func(stage string)) (m *model.Model, err error) {
	lessons := lessonsOf(corpora)
	if base == nil {
		return train.Learn(ctx, ix, lessons, report)
	}
	m = base
	if slices.ContainsFunc(corpora, (*corpus).foreign) {
		if m, err = train.LearnJoint(ctx, ix, lessons, m, report); err != nil {
			return nil, err
		}
	}
	if slices.ContainsFunc(corpora, (*corpus).uses) {
		report("learning how names are used")
		return train.LearnRoles(ctx, ix, lessons, m)
	}
	return m, nil
}

// read reads all files.
func (t *texts) read() (out []*corpus, err error) {
	for _, kind := range []struct {
		files files
		read  func(file string) (*corpus, error)
	}{
		{t.gold, func(file string) (*corpus, error) { return readGold(file, false) }},
		{t.partial, func(file string) (*corpus, error) { return readGold(file, true) }},
		{t.ner, readNER},
		{t.languages, readLanguage},
		{t.roles, readRoles},
	} {
		for _, f := range kind.files {
			c, err := kind.read(f)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
	}
	return out, nil
}

func lessonsOf(corpora []*corpus) (out []train.Lesson) {
	for _, c := range corpora {
		out = append(out, c.lessons...)
	}
	return out
}
