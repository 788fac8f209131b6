package measure

import (
	"fmt"
	"strings"
	"testing"
)

// A | stands before the name, and another after it.
func TestRelationToLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"a village 25 km from the |Slovak| border", "[25 km from the Slovak border] border 25000"},
		{"about 10 miles east of the |Iraqi| border", "[about 10 miles east of the Iraqi border] border 16093 at 90"},
		{"tents near the |Rwandan| frontier", "[near the Rwandan frontier] border"},
		{"patrols along |Chile|'s border", "[along Chile's border] border"},
		{"The |Zambian| border is open", "[Zambian border] border"},
		{"within 5 km of the |Danish| border", "[within 5 km of the Danish border] border 5000"},
		{"8 km inside the |Chinese| border", "[8 km inside the Chinese border] inside 8000"},
		{"off |Peru|’s northern coast", "[off Peru’s northern coast] off at 0"},
		{"40 nautical miles off the |Libyan| coast", "[40 nautical miles off the Libyan coast] off 74080"},
		{"adrift off |Java|'s south coast", "[off Java's south coast] off at 180"},
		{"the |Libyan| coast", ""},
		{"the |Greek| border guard", ""},
		{"the |Greek| border-guard agency", ""},
		{"the |Greek| bordering lands", ""},
		{"the |Greek|, border", ""},
		{"the |Greek|", ""},
	} {
		at := strings.IndexByte(tt.text, '|')
		after := strings.LastIndexByte(tt.text, '|') - 1
		text := strings.ReplaceAll(tt.text, "|", "")
		got := ""
		if l, ok := LineAfter(text, after); ok {
			if r, ok := RelationToLine(text, at, l); ok {
				got = fmt.Sprintf("[%s] %v", text[r.Start:l.End], r.Kind)
				if r.HighM > 0 {
					got += fmt.Sprintf(" %.0f", r.HighM)
				}
				if r.Spread > 0 {
					got += fmt.Sprintf(" at %v", r.Bearing)
				}
			}
		}
		if got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestWays(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, way, by string }{
		{"the Accra-Kumasi| highway", "highway", ""},
		{"the Accra-Kumasi| railway line was cut", "railway line", ""},
		{"the Accra-Kumasi| highways agency", "", ""},
		{"the Accra-Kumasi| match", "", ""},
		{"north of Accra| by 12 km, in hills", "", "by 12 km"},
		{"north of Accra| by about 12 miles.", "", "by about 12 miles"},
		{"north of Accra| by train", "", ""},
		{"north of Accra|", "", ""},
	} {
		at := strings.IndexByte(tt.text, '|')
		text := strings.Replace(tt.text, "|", "", 1)
		way, by := "", ""
		if end, ok := WayAfter(text, at); ok {
			way = text[at+1 : end]
		}
		if r, end, ok := (Relation{Kind: Toward, Bearing: 0, Spread: 22.5}).DistanceAfter(text, at); ok && r.HighM > 0 && r.Spread > 0 {
			by = text[at+1 : end]
		}
		if way != tt.way || by != tt.by {
			t.Errorf("%s: way %q, distance %q", tt.text, way, by)
		}
	}
}

func TestPartJoined(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"in northern and |western Mali", "northern and at 0"},
		{"the north-eastern, |central and western parts", "the north-eastern, at 45"},
		{"in central and |western Mali", "central and at 0"},
		{"Modern and |western Mali", ""},
		{"in the south and |west of Mali", "the south and at 180"},
		{"towns and |western Mali", ""},
		{"|western Mali", ""},
	} {
		at := strings.IndexByte(tt.text, '|')
		text := strings.Replace(tt.text, "|", "", 1)
		got := ""
		if r, ok := PartJoined(text, at); ok {
			got = fmt.Sprintf("%s at %v", strings.TrimSpace(text[r.Start:at]), r.Bearing)
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func FuzzLineAfter(f *testing.F) {
	f.Add("10 miles east of the ", "Iraqi", "'s southern border with")
	f.Add("", "Accra", " by about 12 miles.")
	f.Fuzz(func(t *testing.T, before, name, after string) {
		text, at, end := before+name+after, len(before), len(before)+len(name)
		if l, ok := LineAfter(text, end); ok {
			if l.End <= end || l.End > len(text) {
				t.Errorf("%q: %+v", text, l)
			}
			if r, ok := RelationToLine(text, at, l); ok && (r.Start < 0 || r.Start > at || r.LowM > r.HighM) {
				t.Errorf("%q: %+v", text, r)
			}
		}
		if _, to, ok := (Relation{}).DistanceAfter(text, end); ok && (to <= end || to > len(text)) {
			t.Errorf("%q: a distance to %d", text, to)
		}
		if to, ok := WayAfter(text, end); ok && (to <= end || to > len(text)) {
			t.Errorf("%q: a way to %d", text, to)
		}
		if r, ok := PartJoined(text, at); ok && (r.Start < 0 || r.Start > at) {
			t.Errorf("%q: %+v", text, r)
		}
	})
}
