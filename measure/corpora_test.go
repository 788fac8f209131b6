package measure

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// texts reads the documents of a corpus; it skips the test where there is none.
func texts(t *testing.T, name string) map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join("../../shared/corpora", name+".jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no corpus here: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string]string{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var d struct{ ID, Text string }
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		out[d.ID] = d.Text
	}
	return out
}

// TestAnnotated holds Areas against the areas of 100 texts about places: document, bytes from and to, square metres, and those of the
// restatement or 0. The list began as what Areas found; each line, and each unit of area that it had passed over, was read in its text, and
// nothing had to be changed.
func TestAnnotated(t *testing.T) {
	t.Parallel()
	docs := texts(t, "wiktor")
	data, err := os.ReadFile("testdata/annotated.tsv")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	ids := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		want[strings.TrimSpace(line)] = true
		id, _, _ := strings.Cut(line, "\t")
		ids[id] = true
	}
	right, found := 0, 0
	for id := range ids {
		for _, a := range Areas(docs[id]) {
			found++
			if line := annotation(id, a); want[line] {
				right++
			} else {
				t.Logf("not annotated: %s: %q", line, docs[id][a.Start:a.End])
			}
		}
	}
	if f1 := 2 * float64(right) / float64(found+len(want)); f1 < 0.98 {
		t.Errorf("F1 %.4f: %d right of %d found and %d annotated", f1, right, found, len(want))
	}
}

func annotation(id string, a Area) string {
	again := 0.0
	if a.Restatement != nil {
		again = a.Restatement.M2
	}
	return fmt.Sprintf("%s\t%d\t%d\t%.0f\t%.0f", id, a.Start, a.End, a.LowM2, again)
}

// TestPairs finds what a pattern takes for "A square miles (B km²)" as one area, and reports how far apart the two are.
func TestPairs(t *testing.T) {
	t.Parallel()
	pair := regexp.MustCompile(`([0-9][0-9,.]*) (?:square|sq) miles? \(([0-9][0-9,.]*) ?(?:km²|km2|square kilomet(?:er|re)s?)\)`)
	pairs, one, apart := 0, 0, 0
	for id, text := range texts(t, "wiktor") {
		areas := Areas(text)
		for _, m := range pair.FindAllStringIndex(text, -1) {
			pairs++
			for _, a := range areas {
				if a.Start != m[0] || a.Restatement == nil || a.Restatement.Start >= m[1] {
					continue
				}
				one++
				if d := a.Restatement.DifferencePercent; math.Abs(d) > 3 {
					apart++
					t.Logf("%s: %s: %.1f %% apart, consistent: %v", id, text[m[0]:m[1]], d, a.Restatement.Consistent)
				}
			}
		}
	}
	t.Logf("%d pairs, %d found as one area, %d of them more than 3 %% apart", pairs, one, apart)
	if pairs < 200 || float64(one) < 0.98*float64(pairs) {
		t.Errorf("%d of %d pairs are one area", one, pairs)
	}
}

// TestNoAreas counts areas in sentences of news and of articles about places that hold lengths, densities, prices, scores and dates, and no
// area: at most 3 in 10,000.
func TestNoAreas(t *testing.T) {
	t.Parallel()
	area := regexp.MustCompile(`(?i)[0-9] k?m × [0-9]|([0-9]|hundred|thousand|million|half|one|two|three|four|five|six|ten|dozen|fifty|an?)[ -]*(of a |an |a )?(odd |more |contiguous )?(sq|acre|hectare|ha\b|km²|km2|m²|m2|dun[au]m|arpent|football|soccer)`)
	density := regexp.MustCompile(`(?i)per (square|sq|acre|hectare)|/(km|sq)`)
	sentence := regexp.MustCompile(`[^.!?\n]+[.!?\n]+`)
	digits := regexp.MustCompile(`[0-9]|(?i)mile|acre|field|square|hundred|million`)
	n, wrong := 0, 0
	for _, corpus := range []string{"lgl", "gwn", "geovirus", "uslocal", "wiktor"} {
		for _, text := range texts(t, corpus) {
			for _, s := range sentence.FindAllString(text, -1) {
				if !digits.MatchString(s) || area.MatchString(s) && !density.MatchString(s) || n == 20_000 {
					continue
				}
				rest := density.ReplaceAllString(s, "")
				if density.MatchString(s) && area.MatchString(rest) {
					continue // it states an area besides
				}
				n++
				for _, a := range Areas(s) {
					wrong++
					t.Logf("%q in %q", s[a.Start:a.End], s)
				}
			}
		}
	}
	t.Logf("%d areas in %d sentences", wrong, n)
	if n < 10_000 || wrong > 3*n/10_000 {
		t.Errorf("%d areas in %d sentences that hold none", wrong, n)
	}
}
