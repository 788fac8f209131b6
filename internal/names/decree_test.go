package names

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/prose"
)

// What the builder of a gazetteer says of a name holds in the spelling that he gave it, and of a blocked one in all.
func TestDecrees(t *testing.T) {
	t.Parallel()
	entries := []gazetteer.Entry{
		{ID: "1", Name: "Sector Vostok", Type: gazetteer.Region, Names: []gazetteer.Name{{Text: "Sector Vostok", Flags: gazetteer.Trusted}}},
		{ID: "2", Name: "March", Type: gazetteer.Settlement, Names: []gazetteer.Name{{Text: "March", Flags: gazetteer.Trusted}}},
		{ID: "3", Name: "New York", Type: gazetteer.Settlement, Names: []gazetteer.Name{{Text: "New York", Flags: gazetteer.Blocked}}},
		{ID: "4", Name: "York", Type: gazetteer.Settlement},
		{ID: "5", Name: "hill 402", Type: gazetteer.Landform, Names: []gazetteer.Name{{Text: "hill 402", Flags: gazetteer.Trusted}}},
	}
	var b bytes.Buffer
	all := func(yield func(gazetteer.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
	if err := gazetteer.Compile(&b, all, gazetteer.Options{}); err != nil {
		t.Fatal(err)
	}
	ix, err := gazetteer.Load(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text string
		want []string // name and decree
	}{
		{"Shelling in Sector Vostok.", []string{"Sector Vostok 1"}},
		{"Shelling at Sector Vostok's edge, and in SECTOR VOSTOK.", []string{"Sector Vostok 1", "SECTOR VOSTOK 1"}},
		{"shelling in sector vostok today", []string{"sector vostok 1"}},
		{"The march led to March.", []string{"March 1"}},
		{"They took hill 402 and Hill 402.", []string{"hill 402 1", "Hill 402 1"}},
		{"THE MARCH", []string{"MARCH 0"}},
		{"He left New York for York.", []string{"New York 2", "York 0"}},
		{"NEW YORK", []string{"NEW YORK 2"}},
	} {
		text, err := prose.NewReader(ix).Read(context.Background(), tt.text, "en")
		if err != nil {
			t.Fatal(err)
		}
		list, err := NewFinder(ix).Find(context.Background(), text)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range list.Names {
			n := &list.Names[i]
			got = append(got, text.Slice(n.First, n.Last)+" "+string('0'+rune(n.Decree)))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.text, got, tt.want)
		}
	}
}
