package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"text/tabwriter"
	"time"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/score"
	"example.com/geotag/internal/train"
)

const trainManual = `
Learns the model that answers texts from gold texts (as eval reads them), from gold texts that mark only some of their
places, and from sentences whose persons, organizations and places are marked. The same input gives the same bytes.`

const trainExamples = `
Examples:
  geotag train -gold news.jsonl -partial encyclopedia.jsonl -ner tweets.conll -o model.bin
  geotag train -gold a.jsonl -gold b.jsonl -cross   # how well models do on the corpus, or the half of one, that they have not seen`

// files is a flag that may be given several times.
type files []string

func (f *files) String() string     { return fmt.Sprint(*f) }
func (f *files) Set(s string) error { *f = append(*f, s); return nil }

func trainModel(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag train -gold FILE ... [-partial FILE ...] [-ner FILE ...] {-o FILE | -cross}", trainManual, trainExamples)
	var gold, partial, ner, languages files
	fs.Var(&gold, "gold", "gold texts in `FILE`; repeat for more")
	fs.Var(&partial, "partial", "gold texts in `FILE` that mark only some places; repeat for more")
	fs.Var(&ner, "ner", "tokens with classes of names in `FILE`; repeat for more")
	fs.Var(&languages, "lang", "texts in other languages with all their names marked, in `FILE`; repeat for more")
	from := fs.String("from", "", "learn the chain of other languages alone, and take all else from the model in `FILE`, or the embedded one")
	out := fs.String("o", "", "write the model to `FILE`")
	cross := fs.Bool("cross", false, "print the figures of models on what they have not seen, and write none")
	file := fs.String("gazetteer", "", "learn over the gazetteer in `FILE` instead of the one built in")
	if _, err := fs.parse(args, 0, 0); err != nil {
		return err
	}
	if len(gold) == 0 || (*out == "") != *cross {
		return fs.misuse("give -gold, and either -o or -cross")
	}
	ix, err := openGazetteer(*file)
	if err != nil {
		return err
	}
	corpora, err := readCorpora(gold, partial, ner, languages)
	if err != nil {
		return err
	}
	if *cross {
		return crossValidate(ctx, e, ix, corpora)
	}
	begun := time.Now()
	report := func(stage string) {
		fmt.Fprintf(e.stderr, "%4.0f s  %s\n", time.Since(begun).Seconds(), stage)
	}
	var m *model.Model
	if *from != "" {
		var base *model.Model
		if base, err = model.Default(); *from != "embedded" {
			var data []byte
			if data, err = os.ReadFile(*from); err != nil {
				return err
			}
			base, err = model.Read(data)
		}
		if err != nil {
			return err
		}
		m, err = train.LearnJoint(ctx, ix, lessonsOf(corpora), base, report)
	} else {
		m, err = train.Learn(ctx, ix, lessonsOf(corpora), report)
	}
	if err != nil {
		return err
	}
	if err := writeWhole(*out, m.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(e.stderr, "%4.0f s  wrote model %s, %d bytes\n", time.Since(begun).Seconds(), m.Version, len(m.Bytes()))
	return nil
}

func readCorpora(gold, partial, ner, languages files) ([]*corpus, error) {
	var out []*corpus
	for i, f := range append(gold, partial...) {
		c, err := readGold(f, i >= len(gold))
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	for _, f := range ner {
		c, err := readNER(f)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	for _, f := range languages {
		c, err := readLanguage(f)
		if err != nil {
			return nil, err
		}
		if h := os.Getenv("GEOTAG_HALF"); h != "" { // XXX
			var kept []train.Lesson
			for i, l := range c.lessons {
				if strconv.Itoa(i%2) != h {
					kept = append(kept, l)
				}
			}
			c.lessons = kept
		}
		out = append(out, c)
	}
	return out, nil
}

func lessonsOf(corpora []*corpus) (out []train.Lesson) {
	for _, c := range corpora {
		out = append(out, c.lessons...)
	}
	return out
}

// A fold is a part of one corpus that a model has not seen.
type fold struct {
	corpus *corpus
	half   int // 0 or 1: every second text; -1: all
}

// crossValidate trains a model for each fold and prints what it does there: the whole corpus unseen, and, each after the
// other, its halves.
func crossValidate(ctx context.Context, e env, ix *gazetteer.Index, corpora []*corpus) error {
	t := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "unseen\trecognition F1\tend to end F1@161\tthe same, points\tfalse\tAcc@161 given\tECE\troles")
	for _, halves := range [][]int{{-1}, {0, 1}} {
		for _, c := range corpora {
			if c.documents == nil {
				continue
			}
			r := result{partial: c.lessons[0].Partial}
			for _, half := range halves {
				fmt.Fprintf(e.stderr, "learning without %s\n", foldName(c, half))
				if err := r.add(ctx, ix, corpora, fold{c, half}); err != nil {
					return err
				}
			}
			r.print(t, foldName(c, halves[0]))
		}
	}
	return t.Flush()
}

func foldName(c *corpus, half int) string {
	if half < 0 {
		return c.name
	}
	return fmt.Sprintf("%s, half", c.name)
}

// A result is what models did on folds.
type result struct {
	plain, points, given score.Counts
	tally                score.Tally
	partial              bool
}

func (r *result) add(ctx context.Context, ix *gazetteer.Index, corpora []*corpus, f fold) error {
	var lessons []train.Lesson
	for _, c := range corpora {
		for i, l := range c.lessons {
			if c != f.corpus || f.half >= 0 && i%2 != f.half {
				lessons = append(lessons, l)
			}
		}
	}
	m, err := train.Learn(ctx, ix, lessons, nil)
	if err != nil {
		return err
	}
	learned, err := geotag.ReadModel(m.Bytes())
	if err != nil {
		return err
	}
	return inProcess(ctx, geotag.NewWithModel(ix, learned), func(api geotagv1.GeotagServiceClient) error {
		for i, d := range f.corpus.documents {
			if f.half >= 0 && i%2 != f.half {
				continue
			}
			if err := r.count(ctx, api, d); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *result) count(ctx context.Context, api geotagv1.GeotagServiceClient, d *score.Document) error {
	resp, err := ask(ctx, api, d, true)
	if err != nil {
		return err
	}
	r.given.Add(score.Count(d, predictions(resp), score.Rules{Given: true}))
	if resp, err = ask(ctx, api, d, false); err != nil {
		return err
	}
	p := predictions(resp)
	r.plain.Add(score.Count(d, p, score.Rules{}))
	r.points.Add(score.Count(d, p, score.Rules{Points: true}))
	r.tally.Add(d, p, score.Rules{}, nil)
	return nil
}

func (r *result) print(t *tabwriter.Writer, name string) {
	s, points, given := r.plain.Summary(), r.points.Summary(), r.given.Summary()
	if r.partial {
		fmt.Fprintf(t, "%s\t-\t-\t-\t-\t%.3f\t-\t-\n", name, given.Accuracy161)
		return
	}
	share, n := r.tally.RoleAccuracy()
	roles := "-"
	if n > 0 {
		roles = fmt.Sprintf("%.3f", share)
	}
	fmt.Fprintf(t, "%s\t%.3f\t%.3f\t%.3f\t%.1f %%\t%.3f\t%.3f\t%s\n", name, s.F1, s.E2E, points.E2E, 100*s.False, given.Accuracy161, r.tally.CalibrationError(), roles)
}
