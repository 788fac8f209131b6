package main

import (
	"context"
	"fmt"
	"slices"
	"text/tabwriter"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/score"
	"example.com/geotag/internal/train"
)

// roleFolds is in how many parts the texts that mark how names are used are read by models that have not seen them.
const roleFolds = 10

// crossRoles learns how names are used without each part of the texts that mark it, and prints what is made of the part.
func crossRoles(ctx context.Context, e env, ix *gazetteer.Index, corpora []*corpus, base *model.Model) error {
	counts := map[*corpus]*roleCounts{}
	for part := range roleFolds {
		fmt.Fprintf(e.stderr, "learning roles without part %d of %d of their texts\n", part+1, roleFolds)
		var lessons []train.Lesson
		for _, c := range corpora {
			for i, l := range c.lessons {
				if !c.uses() || i%roleFolds != part {
					lessons = append(lessons, l)
				}
			}
		}
		m, err := train.LearnRoles(ctx, ix, lessons, base)
		if err != nil {
			return err
		}
		if err := answered(ctx, ix, m, func(api geotagv1.GeotagServiceClient) error { return countRoles(ctx, api, corpora, part, counts) }); err != nil {
			return err
		}
	}
	t := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "unseen roles\taccuracy\tthe name given\tused as places: precision\trecall\tF1")
	for _, c := range corpora {
		if n := counts[c]; n != nil {
			n.print(t, c.name)
		}
	}
	return t.Flush()
}

// uses reports whether a corpus marks nothing but how names are used.
func (c *corpus) uses() bool { return len(c.lessons) > 0 && c.lessons[0].Uses != train.AnyUses }

// countRoles asks for the answers to a part of the texts that mark how names are used and counts.
func countRoles(ctx context.Context, api geotagv1.GeotagServiceClient, corpora []*corpus, part int, counts map[*corpus]*roleCounts) error {
	for _, c := range corpora {
		if !c.uses() {
			continue
		}
		if counts[c] == nil {
			counts[c] = new(roleCounts)
		}
		for i := range c.lessons {
			if i%roleFolds != part {
				continue
			}
			if err := counts[c].add(ctx, api, &c.lessons[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// A roleCounts counts how names were found to be used.
type roleCounts struct {
	marked, right, rightGiven int // names of which one reading is marked, and those of which it was found, as found and with the name given
	places, found             int // of texts that mark all: names used as places, and those answered so
	answered, foundRight      int // answers that a name is used as a place, and those that are right
}

// add counts the answers to a text.
func (r *roleCounts) add(ctx context.Context, api geotagv1.GeotagServiceClient, l *train.Lesson) error {
	d := &score.Document{Text: l.Text}
	resp, err := ask(ctx, api, d, false)
	if err != nil {
		return err
	}
	found := places(predictions(resp))
	if l.Uses == train.PlaceUses {
		r.all(l, found)
		return nil
	}
	for i := range l.Names {
		n := &l.Names[i]
		if n.Role == 0 {
			continue
		}
		start, end := codePoints(l.Text, n)
		resp, err := api.Tag(ctx, &geotagv1.TagRequest{
			Text: l.Text, OffsetEncoding: geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF32,
			Spans: []*geotagv1.Span{{Start: new(uint32(start)), End: new(uint32(end))}},
		})
		if err != nil {
			return err
		}
		literal := n.Role == model.Location
		r.marked++
		r.right += count(literal == over(found, start, end))
		r.rightGiven += count(literal == over(places(predictions(resp)), start, end))
	}
	return nil
}

// all counts the answers to a text that marks all names used as places. Words in small letters are no names.
func (r *roleCounts) all(l *train.Lesson, found []score.Prediction) {
	r.answered += len(found)
	for _, p := range found {
		r.foundRight += count(slices.ContainsFunc(l.Names, func(n train.Name) bool {
			start, end := codePoints(l.Text, &n)
			return n.Role == model.Location && p.Start < end && start < p.End
		}))
	}
	for i := range l.Names {
		n := &l.Names[i]
		if c := l.Text[n.Start]; n.Role != model.Location || 'a' <= c && c <= 'z' {
			continue
		}
		start, end := codePoints(l.Text, n)
		r.places++
		r.found += count(over(found, start, end))
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// places returns the mentions that say of a place that something is or happens there.
func places(all []score.Prediction) (out []score.Prediction) {
	for _, p := range all {
		if p.Role == "location" || p.Role == "dateline" {
			out = append(out, p)
		}
	}
	return out
}

// over reports whether a mention shares a code point with a span.
func over(all []score.Prediction, start, end int) bool {
	for _, p := range all {
		if p.Start < end && start < p.End {
			return true
		}
	}
	return false
}

// codePoints returns the span of a name in code points.
func codePoints(text string, n *train.Name) (start, end int) {
	start = len([]rune(text[:n.Start]))
	return start, start + len([]rune(text[n.Start:n.End]))
}

func (r *roleCounts) print(t *tabwriter.Writer, name string) {
	share := func(n, of int) string {
		if of == 0 {
			return "-"
		}
		return fmt.Sprintf("%.3f", float64(n)/float64(of))
	}
	f1 := "-"
	if r.found > 0 && r.foundRight > 0 {
		f1 = fmt.Sprintf("%.3f", 2/(float64(r.answered)/float64(r.foundRight)+float64(r.places)/float64(r.found)))
	}
	fmt.Fprintf(t, "%s, part\t%s\t%s\t%s\t%s\t%s\n", name, share(r.right, r.marked), share(r.rightGiven, r.marked),
		share(r.foundRight, r.answered), share(r.found, r.places), f1)
}
