package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// homeM is how far from a point the settlement may be that a publisher sits in, in meters. Set by hand.
const homeM = 25e3

// readHomes reads where publishers sit: a source a line, as gold texts name theirs, and after a tab a place id, or a point as LAT,LON, whose place is
// the settlement nearest to it. What follows a second tab is a note. It returns place ids by source; none of no file.
func readHomes(file string, ix *gazetteer.Index) (map[string]string, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	homes := map[string]string{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		source, rest, _ := strings.Cut(lines.Text(), "\t")
		at, _, _ := strings.Cut(rest, "\t")
		home, err := homeAt(ix, at)
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", file, n, err)
		}
		homes[source] = home.ID()
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return homes, nil
}

// homes reads where publishers sit, by the gazetteer that a source answers from: a server's is taken to have the ids of the one built in.
func (s *source) homes(file string) (map[string]string, error) {
	if file == "" {
		return nil, nil
	}
	ix, err := openGazetteer(s.file)
	if err != nil {
		return nil, err
	}
	return readHomes(file, ix)
}

// homeAt returns the place of an id or of LAT,LON.
func homeAt(ix *gazetteer.Index, at string) (gazetteer.Place, error) {
	if p, ok := ix.Place(at); ok {
		return p, nil
	}
	var lat, lon float64
	if n, err := fmt.Sscanf(at, "%f,%f", &lat, &lon); n < 2 || err != nil {
		return gazetteer.Place{}, fmt.Errorf("%q is neither a place id nor a point as LAT,LON", at)
	}
	near := ix.Nearest(orb.Point{lon, lat}, 1, homeM)
	if len(near) == 0 {
		return gazetteer.Place{}, fmt.Errorf("no settlement lies within %d km of %s", int(homeM/1000), at)
	}
	return near[0].Place, nil
}
