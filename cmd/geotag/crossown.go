package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/score"
	"example.com/geotag/internal/train"
)

// ownFolds is in how many parts one's own texts are answered by models that have not seen them: the fewer, the fewer texts these have learned
// from.
const ownFolds = 5

// crossOwn goes on from the base without each part of the texts in turn, and prints how well that part is answered before and after.
func (how *learning) crossOwn(ctx context.Context, e env, corpora []*corpus) error {
	var before, after result
	texts := 0
	for part := range ownFolds {
		fmt.Fprintf(e.stderr, "learning without part %d of %d\n", part+1, ownFolds)
		var lessons []train.Lesson
		var unseen []*score.Document
		for _, c := range corpora {
			for i, l := range c.lessons {
				if c.documents != nil && i%ownFolds == part {
					unseen = append(unseen, c.documents[i])
				} else {
					lessons = append(lessons, l)
				}
			}
		}
		m, err := how.learn(ctx, lessons, nil)
		if err != nil {
			return err
		}
		if err := before.answer(ctx, how, how.base, unseen); err != nil {
			return err
		}
		if err := after.answer(ctx, how, m, unseen); err != nil {
			return err
		}
		texts += len(unseen)
	}
	t := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%d texts unseen\trecognition F1\tend to end F1@161\tthe same, points\tfalse\tAcc@161 given\tECE\troles\n", texts)
	before.print(t, "before")
	after.print(t, "after")
	return t.Flush()
}

// answer counts what a model answers to texts.
func (r *result) answer(ctx context.Context, how *learning, m *model.Model, documents []*score.Document) error {
	return answered(ctx, how.ix, m, func(api geotagv1.GeotagServiceClient) error {
		for _, d := range documents {
			if err := r.count(ctx, api, d); err != nil {
				return err
			}
		}
		return nil
	})
}
