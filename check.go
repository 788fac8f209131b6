package geotag

import (
	"cmp"
	"fmt"
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
	if !slices.IsSortedFunc(o.Spans, bySpan) {
		o.Spans = slices.SortedFunc(slices.Values(o.Spans), bySpan)
	}
	checkSpans(&v, text, o.Spans)
	for i, c := range o.Countries {
		if p, ok := t.ix.Place(c); !ok || p.Type() != gazetteer.Country {
			v.add(fmt.Sprintf("country_codes[%d]", i), "%q is not a country code; give ISO 3166-1 alpha-2, such as UA", c)
		}
	}
	checkBound(&v, o.Within)
	if o.Home != "" {
		if _, ok := t.ix.Place(o.Home); !ok {
			v.add("home", "%q is neither a country code nor the id of a place", o.Home)
		}
	}
	return v.err()
}

// bySpan orders spans as the text does.
func bySpan(a, b Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) }

func checkSpans(v *violations, text string, spans []Span) {
	end := 0
	for i, s := range spans {
		field := fmt.Sprintf("spans[%d]", i)
		switch {
		case s.Start < 0 || s.End > len(text):
			v.add(field, "[%d, %d) lies outside the text of %d bytes", s.Start, s.End, len(text))
		case s.Start >= s.End:
			v.add(field, "[%d, %d) is empty", s.Start, s.End)
		case s.Start < end:
			v.add(field, "[%d, %d) overlaps the span before it, which ends at %d", s.Start, s.End, end)
		case !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]):
			v.add(field, "[%d, %d) cuts a character", s.Start, s.End)
		}
		end = max(end, s.End)
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

type violations []Violation

func (v *violations) add(field, format string, args ...any) {
	*v = append(*v, Violation{field, fmt.Sprintf(format, args...)})
}

func (v violations) err() error {
	if len(v) == 0 {
		return nil
	}
	return &InputError{v}
}
