package measure

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestTongues reads the areas of testdata/tongues.txt, each in its language.
func TestTongues(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/tongues.txt")
	if err != nil {
		t.Fatal(err)
	}
	lang, n, right := "", 0, 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		text, want, ok := strings.Cut(line+" ", " => ")
		switch {
		case strings.HasPrefix(line, "["):
			lang = strings.Trim(line, "[]")
		case ok:
			n++
			if got := brief(AreasIn(text, lang)); got != strings.TrimSpace(want) {
				t.Errorf("%s: %s: %s, want %s", lang, text, got, want)
			} else {
				right++
			}
		}
	}
	t.Logf("%d of %d", right, n)
}

// brief writes the areas of a text as testdata/tongues.txt does.
func brief(all []Area) string {
	var out []string
	for _, a := range all {
		stated := fmt.Sprintf("%.10g", a.Unit.FromM2(a.LowM2))
		if a.HighM2 != a.LowM2 && a.said == Range {
			stated += ".." + fmt.Sprintf("%.10g", a.Unit.FromM2(a.HighM2))
		}
		out = append(out, fmt.Sprintf("%s %v %v", stated, a.Unit, a.said))
	}
	return strings.Join(out, "; ")
}
