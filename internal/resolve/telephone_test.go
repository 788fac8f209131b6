package resolve_test

import (
	"slices"
	"strings"
	"testing"

	"example.com/geotag/internal/resolve"
)

// The area code of a text's telephone numbers says in which state it plays, where nobody says where its publisher sits.
func TestTelephones(t *testing.T) {
	t.Parallel()
	const plain, missouri, oregon, massachusetts = "4250542", "4409896", "5754005", "4951788"
	for _, tt := range []struct{ says, home, id string }{
		{"", "", plain},
		{" Call (417) 555-0101.", "", missouri},
		{" Call 1-417-555-0101 or 573.555.0144.", "", missouri},
		{" Call 541 555-0101.", "", oregon},
		{" Call 541-555-0101 or 417-555-0101.", "", plain},
		{" Call 541-555-01012 or 541-5555-010, part 2541-555-0101, or 800-555-0101.", "", plain},
		{" Call 541-555-0101.", "US.MA", massachusetts},
	} {
		a := setup{home: tt.home}.answer(t, "a fire in Springfield is out."+tt.says)
		if got := id(t, a, "Springfield"); got != tt.id {
			t.Errorf("%q: Springfield is %s, want %s", tt.says, got, tt.id)
		}
		says := slices.ContainsFunc(a.Why(0), func(r resolve.Reason) bool {
			return r.ID == resolve.Home && strings.HasPrefix(r.Text, "telephone numbers of area code")
		})
		if told := tt.home == "" && tt.id != plain; says != told {
			t.Errorf("%q: says %t that telephone numbers decided", tt.says, says)
		}
	}
}
