package geotag_test

import (
	"testing"
	"time"

	"example.com/geotag"
)

// Where it is asked for, an answer says how long each step took, and nothing else of it differs.
func TestTimings(t *testing.T) {
	tagger := newTagger(t)
	const text = "Floods covered 900 km² of Kano State, near Kano."
	began := time.Now()
	doc, err := tagger.Tag(t.Context(), text, geotag.Options{Timings: true})
	if err != nil {
		t.Fatal(err)
	}
	took, sum := time.Since(began), time.Duration(0)
	for step, d := range doc.Timings.Steps {
		if sum += d; d <= 0 {
			t.Errorf("%v took %v", geotag.Step(step), d)
		}
	}
	if sum > took || doc.Timings.Began.Before(began) {
		t.Errorf("the steps took %v of %v", sum, took)
	}
	plain, err := tagger.Tag(t.Context(), text, geotag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if plain.Timings != nil {
		t.Error("nobody asked for the timings")
	}
	if len(plain.References) != len(doc.References) || len(plain.Areas) != len(doc.Areas) {
		t.Errorf("answers differ: %v and %v", plain, doc)
	}
}
