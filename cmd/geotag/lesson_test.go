package main

import (
	"slices"
	"strings"
	"testing"

	"example.com/geotag/internal/score"
	"example.com/geotag/internal/train"
)

func TestNERLessons(t *testing.T) {
	t.Parallel()
	got, err := nerLessons(strings.NewReader("Rain\tO\nin\tO\nPort\tB-LOC\nHarcourt\tI-LOC\n,\tO\nsaid\tO\nAdams\tI-PER\n.\tO\n\nMonday\tB-Temporal\n"), "x", lastColumn)
	if err != nil || len(got) != 2 {
		t.Fatal(len(got), err)
	}
	if got[0].Text != "Rain in Port Harcourt, said Adams." || !got[0].AllNames || got[0].Corpus != "x" {
		t.Errorf("%+v", got[0])
	}
	names := got[0].Names
	if len(names) != 2 || got[0].Text[names[0].Start:names[0].End] != "Port Harcourt" || names[0].Kind != train.PlaceName || names[1].Kind != train.PersonName {
		t.Errorf("names %+v", names)
	}
	if len(got[1].Names) != 0 {
		t.Errorf("a date is a name: %+v", got[1].Names)
	}
	if _, err := nerLessons(strings.NewReader("Ka\xff O\n"), "x", lastColumn); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("invalid UTF-8: %v", err)
	}
	iob, err := nerLessons(strings.NewReader("# text = Kano\n1\tKano\tB-LOC\t-\t-\n"), "x", iob2Columns)
	if err != nil || len(iob) != 1 || iob[0].Text != "Kano" {
		t.Errorf("%+v %v", iob, err)
	}
}

// FuzzNERLessons checks that names lie inside their text, in order.
func FuzzNERLessons(f *testing.F) {
	f.Add("Port\tB-LOC\nHarcourt\tI-LOC\n\n")
	f.Add("1\ta\tB-LOC\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, columns := range []func(string) (string, string, bool){lastColumn, iob2Columns} {
			got, err := nerLessons(strings.NewReader(text), "x", columns)
			if err != nil {
				continue
			}
			for _, l := range got {
				last := 0
				for _, n := range l.Names {
					if n.Start < last || n.Start >= n.End || n.End > len(l.Text) {
						t.Fatalf("%q: name %+v after %d", l.Text, n, last)
					}
					last = n.End
				}
			}
		}
	})
}

func TestHalvesKeepOutletsWhole(t *testing.T) {
	t.Parallel()
	c := &corpus{lessons: make([]train.Lesson, 6)}
	for _, source := range []string{"a", "b", "a", "c", "b", "a"} {
		c.documents = append(c.documents, &score.Document{Source: source})
	}
	if got := c.halves(); !slices.Equal(got, []int{0, 1, 0, 1, 1, 0}) {
		t.Errorf("of outlets: %v", got)
	}
	for i := range c.documents {
		c.documents[i].Source = ""
	}
	if got := c.halves(); !slices.Equal(got, []int{0, 1, 0, 1, 0, 1}) {
		t.Errorf("where no outlet is named: %v", got)
	}
}
