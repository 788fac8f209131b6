package score

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// taught returns texts of ours that are worth learning from, each with the marks of five names.
func taught(t *testing.T) (out []*Document) {
	t.Helper()
	for i := range 6 {
		d := document(t, fmt.Sprintf(`{"id":"t-%d","text":"On day %d the road from Kano to Jos, Ibadan and Ilorin, then Lagos, was open.","mentions":[
{"start":23,"end":27,"lat":12,"lon":8.5},{"start":31,"end":34,"lat":9.9,"lon":8.9},{"start":36,"end":42,"lat":7.4,"lon":3.9},
{"start":47,"end":53,"lat":8.5,"lon":4.5},{"start":60,"end":65,"lat":6.5,"lon":3.4}]}`, i, i))
		d.At = fmt.Sprint("mine.jsonl:", i+1)
		out = append(out, d)
	}
	return out
}

func TestTeach(t *testing.T) {
	t.Parallel()
	if err := Teach(taught(t)); err != nil {
		t.Errorf("good texts: %v", err)
	}
	for name, test := range map[string]struct {
		change func(texts []*Document) []*Document
		want   string
	}{
		"few texts": {func(d []*Document) []*Document { return d[:4] }, "4 texts with 20 placed mentions are too few"},
		"few mentions": {func(d []*Document) []*Document {
			for _, d := range d {
				d.Mentions = d.Mentions[:3]
			}
			return d
		}, "6 texts with 18 placed mentions are too few"},
		"twice": {func(d []*Document) []*Document {
			d[2].Mentions = append(d[2].Mentions, Mention{Start: 23, End: 27, Lat: new(12.5), Lon: new(8.5)})
			return d
		}, `mine.jsonl:3: t-2: "Kano" at [23, 27) is marked twice`},
		"within a word": {func(d []*Document) []*Document {
			d[0].Mentions[0].End--
			return d
		}, `mine.jsonl:1: t-0: "Kan" at [23, 26) begins or ends within a word`},
		"left out": {func(d []*Document) []*Document {
			d[1].Mentions = d[1].Mentions[1:]
			return d
		}, `mine.jsonl:2: t-1: "Kano" at [23, 27) is not marked, and is elsewhere`},
		"far apart": {func(d []*Document) []*Document {
			d[5].Text += " Kano is big."
			d[5].Mentions = append(d[5].Mentions, Mention{Start: 77, End: 81, Lat: new(1.0), Lon: new(8.5)})
			return d
		}, `mine.jsonl:6: t-5: "Kano" at [77, 81) lies 1223 km from`},
	} {
		err := Teach(test.change(taught(t)))
		if _, ok := errors.AsType[*TeachingError](err); !ok || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %s", name, err, test.want)
		}
	}
}

// One mistake in a hundred mentions is nobody's contradiction.
func TestTeachForgives(t *testing.T) {
	t.Parallel()
	var texts []*Document
	for range 20 {
		texts = append(texts, taught(t)...)
	}
	texts[0].Mentions[0].End--
	if err := Teach(texts); err != nil {
		t.Error(err)
	}
}
