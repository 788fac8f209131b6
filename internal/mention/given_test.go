package mention

import (
	"strings"
	"testing"

	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

func TestGiven(t *testing.T) {
	t.Parallel()
	const source = "Reading beat Zzyrkovo Gate, and Kano Gate slept in Lagos by Ibadan."
	at := func(s string) prose.Span {
		i := strings.Index(source, s)
		return prose.Span{Start: i, End: i + len(s)}
	}
	text, set := read(t, source, NewGiven([]prose.Span{at("Reading"), at("Zzyrkovo Gate"), at("Kano Gate")}, new(Rules)))
	reading, gate, kano := mentionOf(t, text, set, "Reading"), nth(text, set, "Zzyrkovo Gate", 0), nth(text, set, "Kano Gate", 0)
	if reading.Reason != 0 || reading.Role != model.Actor || reading.Chance != 1 || reading.Given != at("Reading") {
		t.Errorf("what the caller gives is %+v", reading)
	}
	if gate < 0 || !set.Names[gate].Unlisted || set.Accepted(gate) || set.Mentions[gate].Role != model.Location {
		t.Errorf("what no place bears is mention %d", gate)
	}
	if kano < 0 || !set.Names[kano].Partial || !set.Accepted(kano) {
		t.Errorf("what begins with a place's name is mention %d", kano)
	} else if start, end := set.Bytes(text, kano); source[start:end] != "Kano Gate" {
		t.Errorf("it stands at %q", source[start:end])
	}
	// The others stay.
	for _, other := range []string{"Lagos", "Ibadan"} {
		if m := mentionOf(t, text, set, other); m.Role == 0 || m.Given.End != 0 {
			t.Errorf("%s is %+v", other, m)
		}
	}
	for k := 1; k < len(set.Names); k++ {
		if set.Names[k].First <= set.Names[k-1].Last {
			t.Errorf("mention %d overlaps the one before", k)
		}
	}
}

func TestGivenAcrossNames(t *testing.T) {
	t.Parallel()
	const source = "It rained on Port Harcourt and Lagos."
	i := strings.Index(source, "Harcourt")
	text, set := read(t, source, NewGiven([]prose.Span{{Start: i, End: i + len("Harcourt")}, {Start: i + 1, End: i + 3}, {Start: len(source) - 1, End: len(source)}}, new(Rules)))
	if nth(text, set, "Port Harcourt", 0) >= 0 || nth(text, set, "Harcourt", 0) < 0 {
		t.Error("a name that a span cuts stays whole")
	}
	given := 0
	for _, m := range set.Mentions {
		if m.Given.End > 0 {
			given++
		}
	}
	if given != 1 {
		t.Errorf("%d spans are mentions, want 1: one overlaps and one has no word", given)
	}
}

// A longer name is known by the part that tells where it is.
func TestGivenByParts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, part string }{
		{"Zzyrk Hospital Lagos", "Lagos"},
		{"Kano School at Ibadan", "Ibadan"},
		{"Kano School", "Kano"},
		{"Zzyrk University of Kano", "Kano"},
		{"Kano Street", ""},
		{"Kano Embassy", ""},
		{"Embassy of Kano", ""},
		{"Kano Embassy in Lagos", "Lagos"},
		{"Hotel Lagos", ""},
		{"Zzyrk of the Zzyrk", ""},
	} {
		source := "They saw " + tt.name + " on Monday."
		text, set := read(t, source, NewGiven([]prose.Span{{Start: 9, End: 9 + len(tt.name)}}, new(Rules)))
		k := nth(text, set, tt.name, 0)
		if k < 0 {
			t.Errorf("%s is no mention", tt.name)
			continue
		}
		n := &set.Names[k]
		if tt.part == "" {
			if !n.Unlisted {
				t.Errorf("%s is known by %s", tt.name, n.Best().Place.Name())
			}
		} else if n.Unlisted || !n.Partial || n.Best().Place.Name() != tt.part {
			t.Errorf("%s is %+v, want it by %s", tt.name, n, tt.part)
		}
	}
}
