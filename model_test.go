package geotag_test

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag"
	"example.com/geotag/gazetteer/world"
)

func TestDefaultModel(t *testing.T) {
	m, err := geotag.DefaultModel()
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat("model.bin")
	if err != nil {
		t.Fatal(err)
	}
	if kin, err := os.Stat("internal/lexicon/kin.bin"); err != nil || info.Size()+kin.Size() > 6e6 {
		t.Errorf("the weights and the clusters take more than 6 MB; error %v", err)
	}
	if v := newTagger(t).ModelVersion(); len(v) != 12 || v != m.Version() {
		t.Errorf("version %q", v)
	}
}

func TestReadModelRefuses(t *testing.T) {
	m, err := geotag.DefaultModel()
	if err != nil {
		t.Fatal(err)
	}
	good := m.Bytes()
	if again, err := geotag.ReadModel(good); err != nil || again.Version() != m.Version() {
		t.Errorf("its own bytes: %v", err)
	}
	for _, bad := range [][]byte{nil, []byte("geotag"), good[:100], good[:len(good)-1], append(bytes.Clone(good), 0), bytes.Repeat([]byte{0xFF}, 200)} {
		if _, err := geotag.ReadModel(bad); !errors.Is(err, geotag.ErrModel) {
			t.Errorf("%d bytes: error %v", len(bad), err)
		}
	}
}

// lessons are sentences of ours, in which Kano is a town and Adams a person.
func lessons() []geotag.Lesson {
	kano := orb.Point{8.52, 12.0}
	return []geotag.Lesson{
		{Corpus: "towns", Text: "Floods hit Kano on Monday.", Names: []geotag.LessonName{{Start: 11, End: 15, Kind: geotag.PlaceName, Role: geotag.Location, Point: &kano}}},
		{Corpus: "towns", Text: "Traders in Kano went home.", Names: []geotag.LessonName{{Start: 11, End: 15, Kind: geotag.PlaceName, Point: &kano}}},
		{Corpus: "people", AllNames: true, Text: "John Adams went home.", Names: []geotag.LessonName{{Start: 0, End: 10, Kind: geotag.PersonName}}},
		{Corpus: "people", AllNames: true, Text: "Adams said no.", Names: []geotag.LessonName{{Start: 0, End: 5, Kind: geotag.PersonName}}},
	}
}

func TestTrain(t *testing.T) {
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	var stages int
	m, err := geotag.Train(t.Context(), ix, lessons(), func(string) { stages++ })
	if err != nil || stages == 0 {
		t.Fatal(stages, "stages", err)
	}
	again, err := geotag.Train(t.Context(), ix, lessons(), nil)
	if err != nil || again.Version() != m.Version() {
		t.Errorf("the same lessons gave another model, error %v", err)
	}
	d, err := geotag.NewWithModel(ix, m).Tag(t.Context(), "Floods hit Kano again.", geotag.Options{})
	if err != nil || len(d.References) != 1 || d.References[0].Place.Name() != "Kano" {
		t.Errorf("answered %+v, error %v", d, err)
	}
}

// FuzzReadModel reads anything without a panic.
func FuzzReadModel(f *testing.F) {
	f.Add([]byte("geotag model 1\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := geotag.ReadModel(b); err != nil && !errors.Is(err, geotag.ErrModel) {
			t.Fatal(err)
		}
	})
}
