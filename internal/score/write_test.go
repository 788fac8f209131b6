package score

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// written writes texts in a form, and returns the file or the folder and what was lost.
func written(t *testing.T, form Form, documents []*Document) (name string, lost []string) {
	t.Helper()
	dir := t.TempDir()
	if form == Brat {
		w := NewFolder(dir)
		for _, d := range documents {
			if err := w.Write(d); err != nil {
				t.Fatal(err)
			}
		}
		return dir, w.Lost()
	}
	var b bytes.Buffer
	w, err := NewWriter(form, &b)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		if err := w.Write(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	name = filepath.Join(dir, "gold")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name, w.Lost()
}

func readAll(t *testing.T, name string, form Form) (all []*Document) {
	t.Helper()
	for d, err := range AsWritten(name, form) {
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Misquoted(); err != nil {
			t.Error(err)
		}
		d.At = ""
		for i := range d.Mentions {
			m := &d.Mentions[i]
			m.Text, m.place, m.neutral = "", false, false
		}
		all = append(all, d)
	}
	return all
}

// The corpora of our own come back from each form as they were, but for what it says it cannot hold; without its being said, the form is told.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for _, corpus := range []string{"own", "languages", "uslocal-own"} {
		gold := readAll(t, "../../testdata/gold/"+corpus+".jsonl", Lines)
		for _, form := range Forms {
			name, lost := written(t, form, gold)
			back := readAll(t, name, "")
			if len(back) != len(gold) {
				t.Fatalf("%s as %s: %d texts of %d", corpus, form, len(back), len(gold))
			}
			bare := form == CoNLL
			by := map[string]*Document{}
			for _, d := range back {
				by[d.ID] = d
			}
			for _, d := range gold {
				want := *d
				if bare {
					want.Mentions = unplaced(d.Mentions)
				}
				if form == Brat || form == WebNotes || bare {
					want.Lang, want.Source, want.Partial = "", "", false
				}
				got := by[d.ID]
				if form == WebNotes && got != nil {
					got.Source = ""
				}
				if !reflect.DeepEqual(got, &want) {
					t.Fatalf("%s as %s: %s came back as\n%+v\nand was\n%+v", corpus, form, d.ID, got, &want)
				}
			}
			if says := strings.Join(lost, ", "); (says != "") != (form == Brat || form == WebNotes || bare) {
				t.Errorf("%s as %s: lost %q", corpus, form, says)
			}
		}
	}
}

// unplaced returns mentions as they come back without coordinates and ids.
func unplaced(all []Mention) (out []Mention) {
	for _, m := range all {
		out = append(out, Mention{Start: m.Start, End: m.End, Kind: m.Kind, SpanOnly: true})
	}
	return out
}

// Texts that are hard to hold come back, and what does not is counted.
func TestHardTexts(t *testing.T) {
	t.Parallel()
	lat, lon := 12.00012, -8.5
	d := &Document{ID: "../a b", Text: "💧 <Kano>\nNew\nYork; \"Jos\"", Partial: true, Mentions: []Mention{
		{Start: 3, End: 7, Lat: &lat, Lon: &lon, Place: "NG.29", ID: 2335204, Kind: "Literal"},
		{Start: 9, End: 17},
		{Start: 20, End: 23, SpanOnly: true, Kind: "my kind"},
		{Start: 20, End: 23, Kind: "GPE", Place: "a;b"},
	}}
	for form, lost := range map[Form]string{
		Lines:       "",
		Doccano:     "1 ids of places, which have separators in them, 1 kinds of use that are types of places there, 1 places of spans that are marked twice",
		LabelStudio: "1 ids of places, which have separators in them, 1 kinds of use that are types of places there",
		WebNotes:    "1 ids of places, which have separators in them, 1 kinds of use that are types of places there, 1 marks that not all places are marked",
		Brat: "1 ids of places, which have separators in them, 1 ids, which no file can be called, 1 kinds of use that are types of places there, " +
			"1 kinds of use with spaces in them, 1 marks that not all places are marked",
	} {
		name, says := written(t, form, []*Document{d})
		if got := strings.Join(says, ", "); got != lost {
			t.Errorf("%s: lost %s", form, got)
		}
		back := readAll(t, name, "")
		if len(back) != 1 || back[0].Text != d.Text || !reflect.DeepEqual(back[0].Mentions[:2], d.Mentions[:2]) {
			t.Errorf("%s: %+v", form, back[0])
		}
	}
	if _, err := NewWriter("xml", nil); err == nil {
		t.Error("xml is written")
	}
}

// What doccano exports is read in each of its versions, and a wrong line is said.
func TestDoccano(t *testing.T) {
	t.Parallel()
	lines := `{"id":3,"text":"Floods in Kano, Ada said.","label":[[10,14,"LOC"],[16,19,"PER"]],"Comments":[]}
{"id":"4","text":"Floods in Jos.","labels":[[10,13,"Literal"]],"notes":[[10,13,"9.9, 8.9"],[0,3,"1, 2"]]}
{"text":"Floods in Jos.","entities":[{"id":1,"start_offset":10,"end_offset":13,"label":"Demonym"}],"relations":[]}`
	all := readAll(t, files(t, [2]string{"d.jsonl", lines}), "")
	if len(all) != 3 || all[0].ID != "3" || len(all[0].Mentions) != 1 || all[0].LeftOut != 1 || !all[0].Mentions[0].SpanOnly || *all[1].Mentions[0].Lat != 9.9 ||
		all[2].Mentions[0].Kind != "Demonym" {
		t.Errorf("got %+v", all)
	}
	for line, want := range map[string]string{
		`{"text":"a","label":[[0,2,"LOC"]]}`: "d.jsonl: score: line 1: example: mention 0: [0, 2) is not in the text",
		`{"text":"a","label":[[0,1]]}`:       "d.jsonl: score: line 1: not a line of doccano's: [0,1] has 2 values",
		`{"label":[]}`:                       "d.jsonl: score: line 1: a document needs an id and a text",
	} {
		for _, err := range AsWritten(files(t, [2]string{"d.jsonl", line}), "") {
			if err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%s: %v", line, err)
			}
		}
	}
}

// Words are read as corpora have them, with sentences or texts between, and a wrong line is said.
func TestCoNLL(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"-DOCSTART- -X- O O\n\nFloods NNS I-NP O\nin IN I-PP O\nNew NNP I-NP B-LOC\nYork NNP I-NP I-LOC\n, , O O\nAda NNP I-NP B-PER\n\nJos NNP I-NP I-LOC\n": "Floods in New York, Ada [10 18]|Jos [0 3]",
		"# newdoc id = x\nJos\tB-LOC\tSpaceAfter=No\n(\tO\tSpaceAfter=No\n12\tO\n\n#\tO\nKano\tB-Literal\nKano\tB-Literal\n":                                  "Jos(12\n# Kano Kano [0 3] [9 13] [14 18]",
		"1\tJos\tB-LOC\t-\n2\tflooded\tO\t-\n": "Jos flooded [0 3]",
	} {
		var got []string
		for _, d := range readAll(t, files(t, [2]string{"w.conll", words}), "") {
			var s strings.Builder
			s.WriteString(d.Text)
			for _, m := range d.Mentions {
				s.WriteString(fmt.Sprintf(" [%d %d]", m.Start, m.End))
			}
			got = append(got, s.String())
		}
		if all := strings.Join(got, "|"); all != want {
			t.Errorf("got %q, want %q", all, want)
		}
	}
	for _, err := range AsWritten(files(t, [2]string{"w.conll", "Jos\tB-LOC\nKano\tLOC\n"}), CoNLL) {
		if err == nil || err.Error() != `w.conll: score: line 2: "Kano\tLOC" is no word with a class (O, B-TYPE or I-TYPE)` {
			t.Error(err)
		}
	}
}

func FuzzReadWords(f *testing.F) {
	f.Add("# newdoc id = x\nJos\tB-LOC\tSpaceAfter=No\n,\tO\n\n12\tI-LOC\n")
	f.Add("-DOCSTART- O\n\nNew I-LOC\nYork I-LOC\n")
	f.Fuzz(func(t *testing.T, words string) {
		for d, err := range readWords(strings.NewReader(words)) {
			if err != nil {
				continue
			}
			sound(t, d)
			w, err := NewWriter(CoNLL, new(bytes.Buffer))
			if err != nil || w.Write(d) != nil || w.Close() != nil {
				t.Error(err)
			}
		}
	})
}

func FuzzReadDoccano(f *testing.F) {
	f.Add([]byte(`{"id":3,"text":"Kano","label":[[0,4,"LOC"]],"notes":[[0,4,"12, 8; geotag:NG.29; neutral"]]}`))
	f.Add([]byte(`{"text":"Kano","entities":[{"start_offset":0,"end_offset":4,"label":""}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := readExample(b)
		if err != nil || d.check() != nil {
			return
		}
		sound(t, d)
		for _, form := range []Form{Lines, LabelStudio, WebNotes, Doccano} { // which write what is sound
			w, err := NewWriter(form, new(bytes.Buffer))
			if err != nil || w.Write(d) != nil || w.Close() != nil {
				t.Errorf("%s: %v", form, err)
			}
		}
	})
}
