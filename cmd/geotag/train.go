package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/score"
	"example.com/geotag/internal/train"
)

const trainManual = `
Learns the model that answers texts from gold texts (as eval reads them), from gold texts that mark only some of their
places, and from sentences whose persons, organizations and places are marked. The same input gives the same bytes.

What reads other languages than English is learned from -lang files: a JSON object a line, {"lang","text","names":[[start, end, kind]]},
offsets in code points, of kinds LOC, PER, ORG, MISC and others. With "mentions", as gold texts have them, -cross prints how well each is read by a
model that has not seen it, half by half.

With -from and -gold, but neither -lang nor -roles, it goes on from that model with texts of your own, which takes seconds: names, roles where "kind" says
them, which place is meant, and which places the texts usually name. It takes five texts with twenty places, which agree with each other; -cross says
first, by five folds, how well the texts are answered before and after by models that have not seen them.

What a name is used for is learned from gold texts with kinds of use and from -roles files: a JSON object a line, {"text","start","end","reading"} of one
name, literal, metonymic or mixed, or {"text","mentions":[{"start","end","use"}]} of all names that are used as places (place) and of adjectives
(adjective); what else the text names is used otherwise.`

const trainExamples = `
Examples:
  geotag train -gold news.jsonl -partial encyclopedia.jsonl -ner tweets.conll -o model.bin
  geotag train -gold news.jsonl -lang ru.jsonl -lang de.jsonl -from embedded -o model.bin
  geotag train -gold a.jsonl -gold b.jsonl -cross

A model of your own, and first what it would be worth:

  geotag train -from embedded -gold mine.jsonl -cross
  geotag train -from embedded -gold mine.jsonl -o mine.model
  geotag serve -model mine.model`

// files is a flag that may be given several times.
type files []string

func (f *files) String() string     { return fmt.Sprint(*f) }
func (f *files) Set(s string) error { *f = append(*f, s); return nil }

// texts are the files that a model is learned from.
type texts struct {
	gold, partial, ner, languages, roles files
	reader                               goldReader // of gold and partial
}

func trainModel(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag train -gold FILE ... [FLAGS] {-o FILE | -cross}", trainManual, trainExamples)
	var in texts
	fs.Var(&in.gold, "gold", "gold texts in `FILE`; repeat for more")
	fs.Var(&in.partial, "partial", "gold texts in `FILE` that mark only some places; repeat for more")
	fs.Var(&in.ner, "ner", "tokens with classes of names in `FILE`; repeat for more")
	fs.Var(&in.languages, "lang", "texts in other languages with all their names marked, in `FILE`; repeat for more")
	fs.Var(&in.roles, "roles", "texts that mark how names are used, in `FILE`; repeat for more")
	homesFile := fs.String("homes", "", "where the publishers of gold texts sit, in `FILE`: a source and a place id or LAT,LON a line")
	in.reader.flag(fs)
	from := fs.String("from", "", "go on from the model in `FILE`, or \"embedded\"; with -lang: learn what reads other languages alone, with -roles: how names are used alone, and take all else from it")
	out := fs.String("o", "", "write the model to `FILE`")
	cross := fs.Bool("cross", false, "print the figures of models on what they have not seen, and write none")
	fast := fs.Bool("fast", false, "with -cross: leave out how sure answers are, in a third of the time")
	file := fs.String("gazetteer", "", "learn over the gazetteer in `FILE` instead of the one built in")
	if _, err := fs.parse(args, 0, 0); err != nil {
		return err
	}
	switch {
	case len(in.gold) == 0 || (*out == "") != *cross:
		return fs.misuse("give -gold, and either -o or -cross")
	case *fast && (!*cross || *from != ""):
		return fs.misuse("-fast goes with -cross, and without -from")
	}
	ix, err := openGazetteer(*file)
	if err != nil {
		return err
	}
	in.reader.ix = ix
	corpora, err := in.read()
	if err != nil {
		return err
	}
	homes, err := readHomes(*homesFile, ix)
	if err != nil {
		return err
	}
	for _, c := range corpora {
		c.settle(homes)
	}
	how := learning{ix: ix, own: *from != "" && len(in.languages)+len(in.roles) == 0, fast: *fast}
	if how.base, err = modelOf(*from); err != nil {
		return err
	}
	if how.own {
		if err := teachable(corpora); err != nil {
			return err
		}
	}
	if *cross {
		return how.crossValidate(ctx, e, corpora)
	}
	return how.write(ctx, e, corpora, *out)
}

// write learns a model and writes it to a file.
func (how *learning) write(ctx context.Context, e env, corpora []*corpus, file string) error {
	begun := time.Now()
	m, err := how.learn(ctx, lessonsOf(corpora), func(stage string) {
		fmt.Fprintf(e.stderr, "%4.0f s  %s\n", time.Since(begun).Seconds(), stage)
	})
	if err != nil {
		return err
	}
	if err := writeWhole(file, m.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(e.stderr, "%4.0f s  wrote model %s, %d bytes\n", time.Since(begun).Seconds(), m.Version, len(m.Bytes()))
	return nil
}

// teachable reports what makes the gold texts unfit to go on with.
func teachable(corpora []*corpus) error {
	var documents []*score.Document
	for _, c := range corpora {
		documents = append(documents, c.documents...)
	}
	err := score.Teach(documents)
	if bad, ok := errors.AsType[*score.TeachingError](err); ok && len(bad.Contradictions) > 0 {
		return hinted(err, "mark each name in one way, or leave these texts out")
	}
	return err
}

// modelOf reads the model in a file; "embedded" is that of this program, and no name none.
func modelOf(file string) (*model.Model, error) {
	switch file {
	case "":
		return nil, nil
	case "embedded":
		return model.Default()
	}
	return readModel(file)
}

// A learning is how models are learned.
type learning struct {
	ix   *gazetteer.Index
	base *model.Model // what learning goes on from; nil: nothing
	own  bool         // it goes on with what reads all texts, rather than with what reads other languages than English or tells how names are used
	fast bool
}

// learn learns a model from lessons.
func (how *learning) learn(ctx context.Context, lessons []train.Lesson, report func(stage string)) (*model.Model, error) {
	switch {
	case how.own:
		return train.GoOn(ctx, how.ix, lessons, how.base, report)
	case how.base != nil:
		return how.renew(ctx, lessons, report)
	case how.fast:
		return train.LearnFast(ctx, how.ix, lessons, report)
	}
	return train.Learn(ctx, how.ix, lessons, report)
}

// renew learns anew the parts of a model for which there are lessons: what reads other languages, and how names are used.
func (how *learning) renew(ctx context.Context, lessons []train.Lesson, report func(stage string)) (m *model.Model, err error) {
	m = how.base
	if slices.ContainsFunc(lessons, func(l train.Lesson) bool { return l.Language != "" }) {
		if m, err = train.LearnJoint(ctx, how.ix, lessons, m, report); err != nil {
			return nil, err
		}
	}
	if slices.ContainsFunc(lessons, func(l train.Lesson) bool { return l.Uses != train.AnyUses }) {
		report("learning how names are used")
		return train.LearnRoles(ctx, how.ix, lessons, m)
	}
	return m, nil
}

// read reads all files.
func (t *texts) read() (out []*corpus, err error) {
	for _, kind := range []struct {
		files files
		read  func(file string) (*corpus, error)
	}{
		{t.gold, func(file string) (*corpus, error) { return t.reader.corpus(file, false) }},
		{t.partial, func(file string) (*corpus, error) { return t.reader.corpus(file, true) }},
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
