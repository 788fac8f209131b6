package prose_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/prose"
)

func reader(t *testing.T) *prose.Reader {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	return prose.NewReader(ix)
}

// cuts reports whether a byte is amidst one of some spans.
func cuts(spans []prose.Span, at int) bool {
	return slices.ContainsFunc(spans, func(s prose.Span) bool { return s.Start < at && at < s.End })
}

// parts reads a text in parts and returns what each is of it.
func parts(t *testing.T, text string, given []prose.Span) (all []prose.Span) {
	t.Helper()
	r := reader(t)
	r.Begin(text)
	for r.More() {
		part, err := r.Next(t.Context(), given, "en")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, part.Input)
	}
	return all
}

// Parts are all of a text, none longer than it may be nor very short, each of whole characters, cut where a text is best cut.
func TestParts(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ unit, before string }{ // what every part but the last ends with
		"paragraphs":    {"A flood hit St. Louis. It rained for days.\nIt did.\n\n", "\n\n"},
		"sentences":     {"A flood hit St. Louis, Mo. and Kano, 1,300 km² of it. ", ". "},
		"abbreviations": {"Mr. J. St. John of U.S. origin et al. went, ", ", "},
		"lines":         {"Kano\n", "\n"},
		"commas":        {"Kano, Ibadan, ", ", "},
		"areas":         {"9 km²,", ","},
		"words":         {"kano 1300 ", "o 1300 "[:0]},
		"one word":      {"kano", ""},
		"marks":         {"e\u0301\u0316", ""},
		"CJK":           {"北京市朝阳区。", "。"},
		"tags":          {"<b title=\"It is. So. \">Kano</b>", ""},
	} {
		text := strings.Repeat(tt.unit, 100_000/len(tt.unit))
		at := 0
		for i, p := range parts(t, text, nil) {
			part := text[p.Start:p.End]
			if p.Start != at || !utf8.ValidString(part) || len(part) > prose.PartBytes+len(tt.unit) || len(part) < prose.PartBytes/4 {
				t.Errorf("%s: part %d is [%d, %d), and the one before ends at %d", name, i, p.Start, p.End, at)
			}
			if at = p.End; at < len(text) && !strings.HasSuffix(part, tt.before) {
				t.Errorf("%s: part %d ends with %q", name, i, part[len(part)-20:])
			}
		}
		if at != len(text) {
			t.Errorf("%s: the parts end at %d of %d", name, at, len(text))
		}
	}
}

// No part ends amidst a span, unless that is longer than a part.
func TestPartsKeepSpans(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("It rained. ", 20_000)
	var given []prose.Span
	for at := 5; at+32 < len(text); at += 33 { // over all ends of sentences but every third
		given = append(given, prose.Span{at, at + 26})
	}
	for _, p := range parts(t, text, given) {
		if p.End < len(text) && (cuts(given, p.End) || text[p.End-2:p.End] != ". ") {
			t.Errorf("a part ends at %d, after %q", p.End, text[p.End-8:p.End])
		}
	}
	if n := len(parts(t, text, []prose.Span{{10, len(text) - 10}})); n < len(text)/prose.PartBytes {
		t.Errorf("%d parts of a text that is all one span", n)
	}
}

// What a script hides is of the part before it, however long it is.
func TestPartsHideScripts(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("It rained. ", 2_000) + "<script>" + strings.Repeat("var kano = 1; ", 10_000) + "</script> It stopped."
	r := reader(t)
	r.Begin(text)
	for r.More() {
		part, err := r.Next(t.Context(), nil, "en")
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(part.Source, "kano") || len(part.Source) > prose.PartBytes {
			t.Errorf("a part of %d bytes holds the script", len(part.Source))
		}
		if i := strings.Index(part.Source, "stopped"); i >= 0 {
			if from, to := part.Origin.Input(i, i+7); text[from:to] != "stopped" {
				t.Errorf("%q stands where the text has %q", "stopped", text[from:to])
			}
			if from, to := part.Origin.Source(len(text)-8, len(text)-1); part.Source[from:to] != "stopped" {
				t.Errorf("%q is where the part has %q", "stopped", part.Source[from:to])
			}
		}
	}
}
