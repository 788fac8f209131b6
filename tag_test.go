package geotag_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"example.com/geotag"
	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
)

func newTagger(t testing.TB) *geotag.Tagger {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	return geotag.New(ix)
}

// TestTexts reads testdata/tag/*.txtar: a text, and what a good answer holds, line for line. With UPDATE=1 it writes
// the answers of this version, to be read before they are committed.
func TestTexts(t *testing.T) {
	tagger := newTagger(t)
	files, err := filepath.Glob("testdata/tag/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			text := string(ar.Files[0].Data)
			d, err := tagger.Tag(t.Context(), text, geotag.Options{Rejected: true})
			if err != nil {
				t.Fatal(err)
			}
			got := &txtar.Archive{Comment: ar.Comment, Files: []txtar.File{ar.Files[0]}}
			for _, part := range []struct{ name, lines string }{
				{"places", places(text, d)}, {"rejected", rejected(text, d)}, {"areas", areas(text, d)}, {"relations", relations(text, d)}, {"focus", focused(d)},
			} {
				if part.lines != "" {
					got.Files = append(got.Files, txtar.File{Name: part.name, Data: []byte(part.lines)})
				}
			}
			want, have := string(txtar.Format(ar)), string(txtar.Format(got))
			if want == have {
				return
			}
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(name, []byte(have), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s\n%s", name, diff(want, have))
		})
	}
}

// places prints a line a mention: text | role | place | where | score in tenths.
func places(text string, d *geotag.Document) string {
	byStart := map[int]string{}
	for _, ref := range d.References {
		for _, m := range ref.Mentions {
			pt := ref.Shown().Point()
			where := path(ref.Shown())
			if ref.Place.IsZero() {
				where = "in or near " + where
			}
			byStart[m.Start] = fmt.Sprintf("%s | %s | %s | %.1f %.1f | %.1f\n", text[m.Start:m.End], m.Role, where, pt[1], pt[0], ref.Score)
		}
	}
	var b strings.Builder
	for i := range len(text) {
		b.WriteString(byStart[i])
	}
	return b.String()
}

// path names a place and all that holds it.
func path(p gazetteer.Place) string {
	if p.IsZero() {
		return "-"
	}
	var s strings.Builder
	s.WriteString(p.Name())
	for a := range p.Ancestors() {
		s.WriteString(", " + a.Name())
	}
	return s.String()
}

// rejected prints a line a rejection: text | reason | detail.
func rejected(text string, d *geotag.Document) string {
	var b strings.Builder
	for _, r := range d.Rejected {
		fmt.Fprintf(&b, "%s | %s | %s\n", text[r.Start:r.End], r.Reason, r.Detail)
	}
	return b.String()
}

// areas prints a line an area: text | hedge | km² | place and share | around | restatement.
func areas(text string, d *geotag.Document) string {
	var b strings.Builder
	for _, a := range d.Areas {
		fmt.Fprintf(&b, "%s | %s | %.6g-%.6g km² | %s", text[a.Start:a.End], a.Qualifier, a.LowM2/1e6, a.HighM2/1e6, path(a.Place))
		if a.Share > 0 {
			fmt.Fprintf(&b, " %.2g %%", 100*a.Share)
		}
		fmt.Fprintf(&b, " | around %s", path(a.Anchor))
		if re := a.Restatement; re != nil {
			fmt.Fprintf(&b, " | %s, consistent %t, differs %.1f %%", text[re.Start:re.End], re.Consistent, re.DifferencePercent)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// relations prints a line a relation: text | kind | from where | to where.
func relations(text string, d *geotag.Document) string {
	var b strings.Builder
	for _, r := range d.Relations {
		fmt.Fprintf(&b, "%s | %s | %s", text[r.Start:r.End], r.Kind, path(r.Anchor))
		if !r.Other.IsZero() {
			fmt.Fprintf(&b, " | %s", path(r.Other))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// focused prints a line a place that the text is about: its share in per cent.
func focused(d *geotag.Document) string {
	var b strings.Builder
	for _, level := range [][]geotag.FocusPlace{d.Focus.Countries, d.Focus.Regions, d.Focus.Settlements} {
		for _, f := range level {
			fmt.Fprintf(&b, "%s | %.0f %%\n", path(f.Place), 100*f.Share)
		}
	}
	return b.String()
}

// diff prints the lines that only one side has.
func diff(want, have string) string {
	lines := func(s string) map[string]bool {
		m := map[string]bool{}
		for l := range strings.Lines(s) {
			m[l] = true
		}
		return m
	}
	var b strings.Builder
	for l := range strings.Lines(want) {
		if !lines(have)[l] {
			b.WriteString("- " + l)
		}
	}
	for l := range strings.Lines(have) {
		if !lines(want)[l] {
			b.WriteString("+ " + l)
		}
	}
	return b.String()
}
