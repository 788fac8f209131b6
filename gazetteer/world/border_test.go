package world_test

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// TestBorders holds points near borders against the country that they are in: it is said, or said to be undecided.
func TestBorders(t *testing.T) {
	t.Parallel()
	f, err := os.Open("testdata/borders.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ix := index(t)
	points, undecided, wrong := 0, 0, 0
	for s := bufio.NewScanner(f); s.Scan(); {
		var lat, lon float64
		var want string
		if strings.HasPrefix(s.Text(), "#") {
			continue
		}
		if _, err := fmt.Sscan(s.Text(), &lat, &lon, &want); err != nil {
			t.Fatal(s.Text(), err)
		}
		var got []string
		for _, a := range ix.Locate(orb.Point{lon, lat}, 5000).Areas {
			if a.Place.Type() == gazetteer.Country {
				got = append(got, a.Place.Country())
			}
		}
		points++
		switch {
		case !slices.Contains(got, want):
			wrong++
			t.Logf("%s: %v", s.Text(), got)
		case len(got) > 1:
			undecided++
			t.Logf("%s: %v, undecided", s.Text(), got)
		}
	}
	t.Logf("%d points, %d undecided, %d wrong", points, undecided, wrong)
	if points < 150 || undecided > points/20 || wrong > points/100 {
		t.Errorf("%d points, %d undecided, %d wrong", points, undecided, wrong)
	}
}
