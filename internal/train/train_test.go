package train_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/train"
)

// lessons are sentences of ours, in which Kano is a town and Adams a person.
func lessons() []train.Lesson {
	kano := orb.Point{8.52, 12.0}
	return []train.Lesson{
		{Corpus: "towns", Text: "Floods hit Kano on Monday.", Names: []train.Name{{Start: 11, End: 15, Kind: train.PlaceName, Role: model.Location, Point: &kano}}},
		{Corpus: "towns", Text: "Traders in Kano went home.", Names: []train.Name{{Start: 11, End: 15, Kind: train.PlaceName, Point: &kano}}},
		{Corpus: "people", AllNames: true, Text: "John Adams went home.", Names: []train.Name{{Start: 0, End: 10, Kind: train.PersonName}}},
		{Corpus: "people", AllNames: true, Text: "Adams said no.", Names: []train.Name{{Start: 0, End: 5, Kind: train.PersonName}}},
	}
}

func TestLearn(t *testing.T) {
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	var stages int
	m, err := train.Learn(t.Context(), ix, lessons(), func(string) { stages++ })
	if err != nil || stages == 0 {
		t.Fatal(stages, "stages", err)
	}
	again, err := train.Learn(t.Context(), ix, lessons(), nil)
	if err != nil || again.Version != m.Version {
		t.Errorf("the same lessons gave another model, error %v", err)
	}
	foreign := train.Lesson{Corpus: "vecinos", Language: "es", AllNames: true, Text: "Los vecinos de la ciudad no quieren que el agua suba otra vez."}
	more, err := train.LearnJoint(t.Context(), ix, append(lessons(), foreign), m, nil)
	if err != nil || !slices.Equal(more.Taught, []string{"es"}) || bytes.Equal(more.Joint.Weights, m.Joint.Weights) {
		t.Errorf("a Spanish lesson taught %v, error %v", more.Taught, err)
	}
	if !bytes.Equal(more.Chain.Weights, m.Chain.Weights) || more.Trust != m.Trust {
		t.Error("a Spanish lesson changed what reads English")
	}
	read, err := geotag.ReadModel(m.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	d, err := geotag.NewWithModel(ix, read).Tag(t.Context(), "Floods hit Kano again.", geotag.Options{})
	if err != nil || len(d.References) != 1 || d.References[0].Place.Name() != "Kano" {
		t.Errorf("answered %+v, error %v", d, err)
	}
}

func TestGoOn(t *testing.T) {
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	base, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	oregon, text := orb.Point{-123.02, 44.05}, "Springfield has a new bridge."
	own := []train.Lesson{{Corpus: "own", Text: text, Names: []train.Name{{Start: 0, End: 11, Kind: train.PlaceName, Role: model.Location, Point: &oregon}}}}
	m, err := train.GoOn(t.Context(), ix, slices.Repeat(own, 8), base, nil)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := train.GoOn(t.Context(), ix, slices.Repeat(own, 8), base, nil); err != nil || again.Version != m.Version {
		t.Errorf("the same lessons gave another model, error %v", err)
	}
	if bytes.Equal(m.Chain.Weights, base.Chain.Weights) || m.Later == base.Later || bytes.Equal(m.Roles.Weights, base.Roles.Weights) {
		t.Error("the weights are what they were")
	}
	if !bytes.Equal(m.Joint.Weights, base.Joint.Weights) || m.Trust != base.Trust {
		t.Error("English lessons changed what they do not teach")
	}
	if m.Usual["5754005"] == 0 || len(m.Usual) != 1 {
		t.Errorf("usual places %v", m.Usual)
	}
	for m, want := range map[*model.Model]bool{base: false, m: true} {
		read, err := geotag.ReadModel(m.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		d, err := geotag.NewWithModel(ix, read).Tag(t.Context(), "The road to Springfield was closed.", geotag.Options{Evidence: true})
		if err != nil || len(d.References) != 1 || (d.References[0].Place.ID() == "5754005") != want {
			t.Fatalf("answered %+v, error %v", d.References, err)
		}
		if e := d.References[0].Evidence; want && !slices.ContainsFunc(e, func(e geotag.Evidence) bool {
			return e.ID == geotag.ByHome && strings.HasPrefix(e.Text, "texts that the model learned from")
		}) {
			t.Errorf("the reasons are %+v", e)
		}
	}
}
