package main

import (
	"context"
	"fmt"
	"slices"
	"text/tabwriter"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/score"
	"example.com/geotag/internal/train"
)

// A fold is a part of one corpus that a model has not seen.
type fold struct {
	corpus *corpus
	half   int // 0 or 1, as corpus.halves has it; -1: all
}

// crossValidate trains models and prints what they do on what they have not seen: of English texts, unless there is a base whose model of them is kept,
// and of other languages.
func (how *learning) crossValidate(ctx context.Context, e env, corpora []*corpus) error {
	if how.own {
		return how.crossOwn(ctx, e, corpora)
	}
	english := slices.DeleteFunc(slices.Clone(corpora), (*corpus).foreign)
	if how.base == nil {
		if err := how.crossEnglish(ctx, e, english); err != nil {
			return err
		}
	}
	base := how.base
	foreign, uses := len(english) < len(corpora), slices.ContainsFunc(corpora, (*corpus).uses)
	if base == nil && (foreign || uses) {
		var err error
		if base, err = model.Default(); err != nil {
			return err
		}
	}
	if uses {
		if err := crossRoles(ctx, e, how.ix, english, base); err != nil {
			return err
		}
	}
	if !foreign {
		return nil
	}
	return crossLanguages(ctx, e, how.ix, corpora, base)
}

// foreign reports whether a corpus is of another language than English.
func (c *corpus) foreign() bool { return len(c.lessons) > 0 && c.lessons[0].Language != "" }

// languageFolds is in how many parts the texts in other languages are read by models that have not seen them: their corpora are small, and a model that
// lacks a half of them is much the worse for it.
const languageFolds = 4

// crossLanguages trains a model without each part of the texts in other languages and prints how well they read the parts that they have not seen.
func crossLanguages(ctx context.Context, e env, ix *gazetteer.Index, corpora []*corpus, base *model.Model) error {
	counts := map[*corpus]*score.Counts{}
	for part := range languageFolds {
		fmt.Fprintf(e.stderr, "learning other languages without part %d of %d of their texts\n", part+1, languageFolds)
		var lessons []train.Lesson
		for _, c := range corpora {
			for i, l := range c.lessons {
				if !c.foreign() || i%languageFolds != part {
					lessons = append(lessons, l)
				}
			}
		}
		m, err := train.LearnJoint(ctx, ix, lessons, base, nil)
		if err != nil {
			return err
		}
		if err := answered(ctx, ix, m, func(api geotagv1.GeotagServiceClient) error { return countPart(ctx, api, corpora, part, counts) }); err != nil {
			return err
		}
	}
	t := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "unseen\tprecision\trecall\tF1\tloose F1\tfalse")
	for _, c := range corpora {
		if n := counts[c]; n != nil {
			s := n.Summary()
			fmt.Fprintf(t, "%s, part\t%.3f\t%.3f\t%.3f\t%.3f\t%.1f %%\n", c.name, s.Precision, s.Recall, s.F1, s.LooseF1, 100*s.False)
		}
	}
	return t.Flush()
}

// countPart asks for the answers to a part of the texts in other languages and counts.
func countPart(ctx context.Context, api geotagv1.GeotagServiceClient, corpora []*corpus, part int, counts map[*corpus]*score.Counts) error {
	for _, c := range corpora {
		if !c.foreign() {
			continue
		}
		if counts[c] == nil {
			counts[c] = new(score.Counts)
		}
		for i, d := range c.documents {
			if i%languageFolds != part {
				continue
			}
			resp, err := ask(ctx, api, d, false)
			if err != nil {
				return err
			}
			counts[c].Add(score.Count(d, predictions(resp), score.Rules{}))
		}
	}
	return nil
}

// answered calls f with a service that answers by a model.
func answered(ctx context.Context, ix *gazetteer.Index, m *model.Model, f func(geotagv1.GeotagServiceClient) error) error {
	learned, err := geotag.ReadModel(m.Bytes())
	if err != nil {
		return err
	}
	return inProcess(ctx, geotag.NewWithModel(ix, learned), f)
}

// crossEnglish trains a model for each fold and prints what it does there: the whole corpus unseen, and, each after the
// other, its halves.
func (how *learning) crossEnglish(ctx context.Context, e env, corpora []*corpus) error {
	t := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "unseen\trecognition F1\tend to end F1@161\tthe same, points\tfalse\tAcc@161 given\tECE\troles\tend to end, home told")
	for _, halves := range [][]int{{-1}, {0, 1}} {
		for _, c := range corpora {
			if c.documents == nil {
				continue
			}
			r := result{partial: c.lessons[0].Partial}
			for _, half := range halves {
				fmt.Fprintf(e.stderr, "learning without %s\n", foldName(c, half))
				if err := r.add(ctx, how, corpora, fold{c, half}); err != nil {
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
	home                 score.Counts // plain, of what is told where the publisher sits
	tally                score.Tally
	partial, unsure      bool // the gold marks only some places; how sure answers are was not learned
}

func (r *result) add(ctx context.Context, how *learning, corpora []*corpus, f fold) error {
	var lessons []train.Lesson
	of := f.corpus.halves()
	for _, c := range corpora {
		for i, l := range c.lessons {
			if c != f.corpus || f.half >= 0 && of[i] != f.half {
				lessons = append(lessons, l)
			}
		}
	}
	m, err := how.learn(ctx, lessons, nil)
	if err != nil {
		return err
	}
	r.unsure = how.fast
	var unseen []*score.Document
	for i, d := range f.corpus.documents {
		if f.half < 0 || of[i] == f.half {
			unseen = append(unseen, d)
		}
	}
	return r.answer(ctx, how, m, unseen)
}

func (r *result) count(ctx context.Context, api geotagv1.GeotagServiceClient, d *score.Document) error {
	homeless := *d
	homeless.Home = ""
	resp, err := ask(ctx, api, &homeless, true)
	if err != nil {
		return err
	}
	r.given.Add(score.Count(d, predictions(resp), score.Rules{Given: true}))
	if resp, err = ask(ctx, api, &homeless, false); err != nil {
		return err
	}
	p := predictions(resp)
	r.plain.Add(score.Count(d, p, score.Rules{}))
	r.points.Add(score.Count(d, p, score.Rules{Points: true}))
	r.tally.Add(d, p, score.Rules{}, nil)
	if d.Home == "" {
		return nil
	}
	if resp, err = ask(ctx, api, d, false); err != nil {
		return err
	}
	r.home.Add(score.Count(d, predictions(resp), score.Rules{}))
	return nil
}

func (r *result) print(t *tabwriter.Writer, name string) {
	s, points, given := r.plain.Summary(), r.points.Summary(), r.given.Summary()
	if r.partial {
		fmt.Fprintf(t, "%s\t-\t-\t-\t-\t%.3f\t-\t-\t-\n", name, given.Accuracy161)
		return
	}
	share, n := r.tally.RoleAccuracy()
	roles, sure := "-", fmt.Sprintf("%.3f", r.tally.CalibrationError())
	if r.unsure {
		sure = "-"
	}
	if n > 0 {
		roles = fmt.Sprintf("%.3f", share)
	}
	home := "-"
	if h := r.home.Summary(); h.E2E > 0 {
		home = fmt.Sprintf("%.3f", h.E2E)
	}
	fmt.Fprintf(t, "%s\t%.3f\t%.3f\t%.3f\t%.1f %%\t%.3f\t%s\t%s\t%s\n", name, s.F1, s.E2E, points.E2E, 100*s.False, given.Accuracy161, sure, roles, home)
}
