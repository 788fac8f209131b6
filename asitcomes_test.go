package geotag_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"example.com/geotag"
)

// said lists what a text is answered with: each mention as it is written, white space and marks of quotation made one space, and the
// id of its place.
func said(t *testing.T, text string) []string {
	t.Helper()
	d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range d.References {
		for _, m := range r.Mentions {
			out = append(out, fmt.Sprintf("%s = %s", strings.Join(strings.Fields(text[m.Start:m.End]), " "), r.Shown().ID()))
		}
	}
	return out
}

// wrapped breaks the lines of a text at the last space before a width in characters.
func wrapped(text string, width int, lineEnd string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		at := 0
		for i, word := range strings.Split(line, " ") {
			n := utf8.RuneCountInString(word)
			switch {
			case i == 0:
				out = append(out, word)
			case at+1+n > width:
				out = append(out, lineEnd, word)
				at = -1
			default:
				out = append(out, " ", word)
			}
			at += n + 1
		}
		out = append(out, "\n")
	}
	return strings.TrimSuffix(strings.Join(out, ""), "\n")
}

// mayDiffer is the share of the mentions of wrapped texts that may have another answer: next to none.
const mayDiffer = 0.01

func TestWrappedTextsHaveTheSameAnswers(t *testing.T) {
	f, err := os.Open("testdata/gold/own.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var texts []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var d struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, d.Text)
	}
	for _, how := range []struct {
		width   int
		lineEnd string
	}{{32, "\n"}, {50, "\n"}, {65, "\r\n"}, {72, "\n"}, {72, "\u2028"}, {100, "\n"}} {
		all, differ := 0, 0
		for _, text := range texts {
			want := map[string]int{}
			for _, s := range said(t, text) {
				want[s]++
				all++
			}
			for _, s := range said(t, wrapped(text, how.width, how.lineEnd)) {
				if want[s]--; want[s] < 0 {
					differ++
				}
			}
			for _, n := range want {
				differ += max(n, 0)
			}
		}
		if float64(differ) > mayDiffer*float64(all) {
			t.Errorf("lines of %d characters that end with %q: %d of %d answers differ", how.width, how.lineEnd, differ, all)
		}
	}
}

func TestTextAsItComes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		want       string // mentions as they stand in the text
	}{
		{"two lines", "Ferries left Hong\nKong for New\r\nZealand.", "Hong\nKong|New\r\nZealand"},
		{"a quotation", "> It rained in Addis\n> Ababa.", "Addis\n> Ababa"},
		{"a hyphen", "The mine near Johannes-\nburg was closed.", "Johannes-\nburg"},
		{"a list", "Capitals:\nLima\nQuito\nBern", "Lima|Quito|Bern"},
		{"soft hyphens", "It rained in Johannes\u00ADburg and in Lis\u00ADbon.", "Johannes\u00ADburg|Lis\u00ADbon"},
		{"characters without width", "It rained in Ma\u200Bdrid and Ti\u2060rana.", "Ma\u200Bdrid|Ti\u2060rana"},
		{"spaces", "He flew to New\u00A0Delhi and Addis\u202FAbaba.", "New\u00A0Delhi|Addis\u202FAbaba"},
		{"tags", "<p>It rained in <a href=\"/Rome\">Hanoi</a>, <b>Addis</b> Ababa and Ti<i>ra</i>na</p>", "Hanoi|Addis</b> Ababa|Ti<i>ra</i>na"},
		{"cells", "<tr><td>Lima</td><td>Peru</td></tr>", "Lima|Peru"},
		{"a row", "Lima\tQuito\tLa Paz", "Lima|Quito|La Paz"},
		{"names that are words elsewhere", "Como, Lecco", "Como|Lecco"},
		{"entities", "Floods in M&uuml;nster, &#321;&oacute;d&#378; and New&nbsp;Delhi.", "M&uuml;nster|&#321;&oacute;d&#378;|New&nbsp;Delhi"},
		{"no markup", "If a < 3 and b > 4, go to Lagos & Kano.", "Lagos|Kano"},
		{"an ampersand in a name", "Trade with Trinidad &amp; Tobago grew.", "Trinidad &amp; Tobago"},
	} {
		d, err := newTagger(t).Tag(t.Context(), tt.text, geotag.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range d.References {
			for _, m := range r.Mentions {
				got = append(got, tt.text[m.Start:m.End])
			}
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, g, tt.want)
		}
	}
}

func TestAreasOfTextAsItComes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Fires burned 1,300 square\nkilometers of Portugal.":                 "1,300 square\nkilometers",
		"Fires burned 1,300 square kilo-\nmeters of Portugal.":               "1,300 square kilo-\nmeters",
		"Fires burned 1,300&nbsp;km&sup2; of Portugal.":                      "1,300&nbsp;km&sup2;",
		"<p>Fires burned <b>1,300</b> km<sup>2</sup> of Portugal.":           "1,300</b> km<sup>2</sup>",
		"Fires burned 1,3\u00AD00\u202Fsquare kilo\u00ADmeters of Portugal.": "1,3\u00AD00\u202Fsquare kilo\u00ADmeters",
	} {
		tagger := newTagger(t)
		d, err := tagger.Tag(t.Context(), text, geotag.Options{})
		if err != nil || len(d.Areas) != 1 {
			t.Errorf("%q: areas %+v, %v", text, d.Areas, err)
			continue
		}
		a := d.Areas[0]
		if text[a.Start:a.End] != want || a.LowM2 != 1300e6 || a.Place.Country() != "PT" {
			t.Errorf("%q: %q is %g m² of %s", text, text[a.Start:a.End], a.LowM2, a.Place.ID())
		}
		alone, err := tagger.ConvertArea(t.Context(), text, "PT")
		if err != nil || alone.Start != a.Start || alone.End != a.End || alone.LowM2 != a.LowM2 {
			t.Errorf("%q: alone %+v, %v", text, alone, err)
		}
	}
	const text = "It burned 30\u00A0km&nbsp;south\nof <b>Addis</b>\nAbaba."
	d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
	if err != nil || len(d.Relations) != 1 || text[d.Relations[0].Start:d.Relations[0].End] != "30\u00A0km&nbsp;south\nof <b>Addis</b>\nAbaba" {
		t.Errorf("relations %+v, %v", d.Relations, err)
	}
}

func TestSpansGivenInTextAsItComes(t *testing.T) {
	t.Parallel()
	const text = "<p>It rained in <b>Addis</b>\nAbaba&nbsp; and in Lis&shy;bon.</p>"
	spans := spansOf(t, text, "<b>Addis</b>\nAbaba&nbsp;", "Lis&shy;bon", "<p>")
	d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{Spans: spans})
	if err != nil || len(d.References) != 2 {
		t.Fatalf("%+v, %v", d, err)
	}
	for i, id := range []string{"344979", "2267057"} {
		r := d.References[i]
		if m := r.Mentions[0]; r.Place.ID() != id || m.Start != spans[i].Start || m.End != spans[i].End {
			t.Errorf("%q is %s", text[m.Start:m.End], r.Place.ID())
		}
	}
}
