package measure

import (
	"strings"
	"testing"
)

// A unit is found wherever among the eight bytes that are looked at as one it begins, and whatever stands before it.
func TestUnitsAreFoundAnywhere(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		want int
	}{
		{"1,300 ha", 1}, {"1,300ha", 1}, {"40 Acres", 1}, {"1,300 aha", 0}, {"300x400 m", 1}, {"300 m by 400 m", 1}, {"300 m × 400 m", 1}, {"5 km²", 1}, {"5km2", 1},
		{"5 @ha", 0}, {"7 sq mi", 1}, {"12 平方公里", 1}, {"12平方公里", 1}, {"5 гектаров", 1}, {"5 [ha", 0}, {"5 sq. ft", 1}, {"tax ha", 0},
	} {
		for _, before := range []string{"", "a ", "é ", "— ", "Ward 9, X. ", "zz "} {
			for pad := range 10 {
				lead := strings.Repeat("~", pad) + before
				for _, after := range []string{"", ".", " burned down", " — выгорело"} {
					text := lead + test.text + after
					got := AreasIn(text, "")
					if len(got) != test.want {
						t.Fatalf("%q: %v, want %d", text, got, test.want)
					}
					if test.want == 1 && got[0].Start != len(lead) {
						t.Fatalf("%q: from %d, want %d", text, got[0].Start, len(lead))
					}
				}
			}
		}
	}
}
