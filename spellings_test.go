package geotag_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"example.com/geotag"
)

// rowsOf returns the rows of a table of testdata/spellings.
func rowsOf(t *testing.T, name string) (rows [][]string) {
	t.Helper()
	data, err := os.ReadFile("testdata/spellings/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return rows
}

// answerAt returns the reference of the first mention of a name in a text, or nil, and what its evidence says of the spelling.
func answerAt(t *testing.T, tagger *geotag.Tagger, text, name string) (ref *geotag.Reference, spelt string) {
	t.Helper()
	d, err := tagger.Tag(t.Context(), text, geotag.Options{Evidence: true})
	if err != nil {
		t.Fatal(err)
	}
	start := strings.Index(text, name)
	for i := range d.References {
		r := &d.References[i]
		for _, m := range r.Mentions {
			if m.Start != start || m.End != start+len(name) {
				continue
			}
			for _, e := range r.Evidence {
				if strings.HasPrefix(e.Text, "spelt ") {
					spelt = e.Text
				}
			}
			return r, spelt
		}
	}
	return nil, ""
}

// Of names that the gazetteer spells otherwise, 85 of 100 find their place.
func TestSpellings(t *testing.T) {
	tagger := newTagger(t)
	right, all := map[string]int{}, map[string]int{}
	for _, row := range rowsOf(t, "pairs.tsv") {
		kind, name, id, text := row[0], row[1], row[2], row[3]
		ref, _ := answerAt(t, tagger, text, name)
		for _, k := range []string{kind, ""} {
			if all[k]++; ref != nil && ref.Place.ID() == id {
				right[k]++
			}
		}
		if ref == nil || ref.Place.ID() != id {
			t.Logf("%s, %q: not found", kind, name)
		}
	}
	t.Log(right, all)
	if 100*right[""] < 85*all[""] {
		t.Errorf("%d of %d names are found under their other spelling", right[""], all[""])
	}
}

// Of small places that the gazetteer lacks, at most 2 of 100 are taken for one whose name is spelt nearly so.
func TestAbsentPlaces(t *testing.T) {
	tagger := newTagger(t)
	rows, wrong := rowsOf(t, "absent.tsv"), 0
	for _, row := range rows {
		if ref, spelt := answerAt(t, tagger, row[2], row[0]); spelt != "" {
			wrong++
			t.Logf("%q is taken for %s, %s", row[0], ref.Place.Name(), spelt)
		}
	}
	if 100*wrong > 2*len(rows) {
		t.Errorf("%d of %d are taken for another place", wrong, len(rows))
	}
}

// A name is found under its other spelling where the text plays, in whatever way it is asked for, and the evidence says how the gazetteer spells it.
func TestSpelt(t *testing.T) {
	t.Parallel()
	tagger := newTagger(t)
	const text = "Fighters entered the town of Qoryoley in Somalia."
	ref, spelt := answerAt(t, tagger, text, "Qoryoley")
	if ref == nil || ref.Place.ID() != "52867" || spelt != "spelt Qoryooley in the gazetteer" {
		t.Fatalf("Qoryoley is %+v, %q", ref, spelt)
	}
	if ref, _ := answerAt(t, tagger, "Fighters entered the town of Qoryoley in Peru.", "Qoryoley"); ref != nil && ref.Place.ID() == "52867" {
		t.Error("Qoryoley is found where the text does not play")
	}
	if ref, _ := answerAt(t, tagger, "Qoryoley in Somalia was hit, too.", "Qoryoley"); ref == nil || ref.Place.ID() != "52867" {
		t.Errorf("what lies in Somalia is %+v", ref)
	}
	start := strings.Index(text, "Qoryoley")
	d, err := tagger.Tag(t.Context(), text, geotag.Options{Spans: []geotag.Span{{Start: start, End: start + len("Qoryoley")}}})
	if err != nil || len(d.References) != 1 || d.References[0].Place.ID() != "52867" {
		t.Errorf("given, it is %+v, %v", d.References, err)
	}
}

// A context may end while a name under another spelling is looked up and judged.
func TestSpeltUntilTheContextEnds(t *testing.T) {
	t.Parallel()
	tagger := newTagger(t)
	const text = "Fighters entered the town of Qoryoley in Somalia."
	for most := 1; ; most++ {
		switch _, err := tagger.Tag(&counting{Context: t.Context(), most: most}, text, geotag.Options{}); {
		case err == nil && most > 5:
			return
		case err != nil && !errors.Is(err, context.Canceled):
			t.Fatalf("after %d looks: %v", most, err)
		}
	}
}
