package geotag

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// check validates a request and returns all that is wrong with it as an *InputError.
func (t *Tagger) check(text string, o *Options) error {
	var v violations
	switch {
	case text == "":
		v.add("text", "is empty")
	case !utf8.ValidString(text):
		v.add("text", "is not valid UTF-8: the first fault is at byte %d", firstFault(text))
	}
	checkSpans(&v, text, o.Spans)
	for i, c := range o.Countries {
		if v.many() {
			break
		}
		if p, ok := t.ix.Place(c); !ok || p.Type() != gazetteer.Country {
			v.add(fmt.Sprintf("country_codes[%d]", i), "%s is not a country code; give ISO 3166-1 alpha-2, such as UA", quoted(c))
		}
	}
	checkBound(&v, o.Within)
	if o.Home != "" {
		if _, ok := t.ix.Place(o.Home); !ok {
			v.add("home", "%s is neither a country code nor the id of a place", quoted(o.Home))
		}
	}
	return v.err()
}

// checkSpans names each faulty span by its place among those that the caller gave; of two that overlap the one that begins later.
func checkSpans(v *violations, text string, spans []Span) {
	if len(spans) == 0 {
		return
	}
	order := make([]int, len(spans))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(spans[a].Start, spans[b].Start), cmp.Compare(spans[a].End, spans[b].End))
	})
	faults := map[int]string{}
	end, before := 0, 0
	for _, i := range order {
		if len(faults) == maxViolations {
			break
		}
		s := spans[i]
		switch {
		case s.Start < 0 || s.End > len(text):
			faults[i] = fmt.Sprintf("[%d, %d) lies outside the text of %d bytes", s.Start, s.End, len(text))
		case s.Start >= s.End:
			faults[i] = fmt.Sprintf("[%d, %d) is empty", s.Start, s.End)
		case s.Start < end:
			faults[i] = fmt.Sprintf("[%d, %d) overlaps spans[%d], which ends at %d", s.Start, s.End, before, end)
		case !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]):
			faults[i] = fmt.Sprintf("[%d, %d) cuts a character", s.Start, s.End)
		}
		if s.End > end {
			end, before = s.End, i
		}
	}
	for _, i := range slices.Sorted(maps.Keys(faults)) {
		v.add(fmt.Sprintf("spans[%d]", i), "%s", faults[i])
	}
}

func checkBound(v *violations, b orb.Bound) {
	lonOK := func(x float64) bool { return -180 <= x && x <= 180 }
	latOK := func(y float64) bool { return -90 <= y && y <= 90 }
	switch {
	case !lonOK(b.Min[0]) || !lonOK(b.Max[0]):
		v.add("bbox", "longitudes %g, %g must lie from -180 to 180", b.Min[0], b.Max[0])
	case !latOK(b.Min[1]) || !latOK(b.Max[1]):
		v.add("bbox", "latitudes %g, %g must lie from -90 to 90", b.Min[1], b.Max[1])
	case b.Min[1] > b.Max[1]:
		v.add("bbox", "south %g lies north of north %g; give west, south, east, north", b.Min[1], b.Max[1])
	}
}

func firstFault(s string) int {
	for i, c := range s {
		if c == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return len(s)
}

// maxViolations is how many violations are told of at most: nobody mends more at a time.
const maxViolations = 20

// quoted quotes a name of the caller's, and no more of it than any name has.
func quoted(s string) string {
	const most = 64
	if len(s) > most {
		return fmt.Sprintf("%q...", s[:most])
	}
	return fmt.Sprintf("%q", s)
}

type violations []Violation

// many reports whether there are as many as are told of.
func (v violations) many() bool { return len(v) >= maxViolations }

func (v *violations) add(field, format string, args ...any) {
	*v = append(*v, Violation{field, fmt.Sprintf(format, args...)})
}

func (v violations) err() error {
	if len(v) == 0 {
		return nil
	}
	return &InputError{v}
}
