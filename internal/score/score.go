package score

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
)

const (
	far  = 20039.0 // km: what no answer counts for, half the Earth round
	near = 161.0   // km: a hundred miles, within which a mention counts as placed
)

// A Prediction is a mention of an answer.
type Prediction struct {
	Start, End int // code points
	Point      orb.Point
	Extent     orb.Bound // the zero value: none
	Country    bool      // the answer is a country
	Demonym    bool

	// What only Cases looks at.
	Name, PlaceID, CountryCode, PlaceType, Role string  // as the wire has them, types and roles without their prefix
	Score                                       float64 // 0 to 1
}

// Rules vary the protocol. The zero value is the usual one.
type Rules struct {
	// Points leaves out the rule that forgives a country its reference point: with it, a gold point in the predicted
	// country's box counts as placed, for gazetteers disagree on the middles of countries.
	Points bool
	// Given says that the spans were given, so that only places count: no answer is an error of 20,039 km.
	Given bool
}

// Counts are what was counted, of one document or, added up, of several.
type Counts struct {
	Gold, Predicted      int // mentions
	Found, FoundLoosely  int // spans equal; spans that overlap, one to one
	Wrong, WrongLoosely  int // predictions that found nothing so
	Placed, Nowhere      int // found and within 161 km; over no gold mention at all
	Same                 int // found and Case.Same: set by who has asked a Tally
	ErrorsKM             []float64
	FoundOfKind, OfKinds map[string]int // by usage type
}

// Count holds a document's predictions against its gold mentions.
func Count(d *Document, predicted []Prediction, rules Rules) Counts {
	text := []rune(d.Text)
	predicted = d.usable(text, predicted, rules)
	c := Counts{Predicted: len(predicted), FoundOfKind: map[string]int{}, OfKinds: map[string]int{}}
	found, loosely := map[int]bool{}, map[int]bool{}
	for i := range d.Mentions {
		if m := &d.Mentions[i]; m.coded() {
			c.mention(d, m, text, predicted, rules, found, loosely)
		}
	}
	for k := range predicted {
		c.prediction(d, text, &predicted[k], found[k], loosely[k])
	}
	if d.Partial {
		c.Wrong, c.WrongLoosely, c.Nowhere, c.Predicted = 0, 0, 0, c.Found
	}
	return c
}

// usable trims the predictions and leaves out those that the corpus does not annotate, and all but the first over one span.
func (d *Document) usable(text []rune, predicted []Prediction, rules Rules) []Prediction {
	noDemonyms := d.LeavesDemonymsOut() && !rules.Given
	var out []Prediction
	seen := map[[2]int]bool{}
	for _, p := range predicted {
		if noDemonyms && p.Demonym {
			continue
		}
		p.Start, p.End = d.trim(text, p.Start, p.End)
		if span := [2]int{p.Start, p.End}; !seen[span] {
			seen[span] = true
			out = append(out, p)
		}
	}
	return out
}

// mention counts one gold mention.
func (c *Counts) mention(d *Document, m *Mention, text []rune, predicted []Prediction, rules Rules, found, loosely map[int]bool) {
	start, end := d.trim(text, m.Start, m.End)
	kind := cmp.Or(m.Kind, "-")
	c.Gold++
	c.OfKinds[kind]++
	k := slices.IndexFunc(predicted, func(p Prediction) bool { return p.Start == start && p.End == end })
	switch {
	case k >= 0 && !found[k]:
		found[k] = true
		c.Found++
		c.FoundOfKind[kind]++
		if m.Lat != nil {
			km := distance(&predicted[k], orb.Point{*m.Lon, *m.Lat}, rules)
			c.ErrorsKM = append(c.ErrorsKM, km)
			if km < near {
				c.Placed++
			}
		}
	case rules.Given:
		c.ErrorsKM = append(c.ErrorsKM, far)
	}
	best, most := -1, 0
	for k := range predicted {
		if n := overlap(&predicted[k], start, end); n > most && !loosely[k] {
			best, most = k, n
		}
	}
	if best >= 0 {
		loosely[best] = true
		c.FoundLoosely++
	}
}

// prediction counts one prediction that found a mention, or none.
func (c *Counts) prediction(d *Document, text []rune, p *Prediction, found, loosely bool) {
	touches, neutral := false, false
	for i := range d.Mentions {
		m := &d.Mentions[i]
		start, end := d.trim(text, m.Start, m.End)
		if overlap(p, start, end) > 0 {
			touches = true
			neutral = neutral || !m.coded()
		}
	}
	if !touches {
		c.Nowhere++
	}
	if neutral {
		return
	}
	if !found {
		c.Wrong++
	}
	if !loosely {
		c.WrongLoosely++
	}
}

func overlap(p *Prediction, start, end int) int { return max(0, min(p.End, end)-max(p.Start, start)) }

// distance returns how far a prediction is from the gold point, in kilometres.
func distance(p *Prediction, gold orb.Point, rules Rules) float64 {
	if !rules.Points && p.Country && inside(p.Extent, gold) {
		return 0
	}
	return geodesy.Distance(p.Point, gold) / 1000
}

// inside reports whether a box, widened by half a degree, holds a point.
func inside(b orb.Bound, p orb.Point) bool {
	const pad = 0.5
	if b == (orb.Bound{}) || p[1] < b.Min[1]-pad || p[1] > b.Max[1]+pad {
		return false
	}
	if b.Min[0] <= b.Max[0] {
		return b.Min[0]-pad <= p[0] && p[0] <= b.Max[0]+pad
	}
	return p[0] >= b.Min[0]-pad || p[0] <= b.Max[0]+pad
}

// trim takes off a span what is not the name: see Strict.
func (d *Document) trim(text []rune, start, end int) (int, int) {
	start, end = trim(text, start, end)
	if d.Lang != "tr" || start >= end {
		return start, end
	}
	if i := slices.IndexFunc(text[start+1:end], func(c rune) bool { return c == '\'' || c == '’' }); i >= 0 {
		end = start + 1 + i
	}
	return start, end
}

// trim takes a leading "the" and a trailing "'s" off a span.
func trim(text []rune, start, end int) (int, int) {
	if s := string(text[start:min(start+3, end)]); s == "the" || s == "The" {
		i := start + 3
		for i < end && unicode.IsSpace(text[i]) {
			i++
		}
		if i > start+3 && i < end {
			start = i
		}
	}
	for _, suffix := range []string{"'s", "’s"} {
		if strings.HasSuffix(string(text[start:end]), suffix) {
			end -= 2
		}
	}
	return start, end
}

// Add adds another document's counts.
func (c *Counts) Add(d Counts) {
	c.Gold += d.Gold
	c.Predicted += d.Predicted
	c.Found += d.Found
	c.FoundLoosely += d.FoundLoosely
	c.Wrong += d.Wrong
	c.WrongLoosely += d.WrongLoosely
	c.Placed += d.Placed
	c.Nowhere += d.Nowhere
	c.Same += d.Same
	c.ErrorsKM = append(c.ErrorsKM, d.ErrorsKM...)
	if c.OfKinds == nil {
		c.OfKinds, c.FoundOfKind = map[string]int{}, map[string]int{}
	}
	for k, n := range d.OfKinds {
		c.OfKinds[k] += n
	}
	for k, n := range d.FoundOfKind {
		c.FoundOfKind[k] += n
	}
}

// A Summary is what counts amount to. All are shares from 0 to 1 but for MeanKM.
type Summary struct {
	Precision, Recall, F1, LooseF1       float64 // of spans
	PlacedPrecision, PlacedRecall, E2E   float64 // of spans found and placed within 161 km; E2E is their F1
	SameEntity                           float64 // the same as E2E, where Case.Same counts as placed
	False                                float64 // predictions over no gold mention
	Accuracy161, Accuracy20, MeanKM, AUC float64 // of the mentions found, or of all if the spans were given
}

// Summary sums the counts up.
func (c *Counts) Summary() Summary {
	f1 := func(found, wrong int) float64 { return ratio(2*found, found+wrong+c.Gold) }
	s := Summary{
		Precision: ratio(c.Found, c.Found+c.Wrong), Recall: ratio(c.Found, c.Gold),
		F1: f1(c.Found, c.Wrong), LooseF1: f1(c.FoundLoosely, c.WrongLoosely),
		PlacedPrecision: ratio(c.Placed, c.Found+c.Wrong), PlacedRecall: ratio(c.Placed, c.Gold),
		False: ratio(c.Nowhere, c.Predicted), SameEntity: f1(c.Same, c.Found+c.Wrong-c.Same),
	}
	if p, r := s.PlacedPrecision, s.PlacedRecall; p+r > 0 {
		s.E2E = 2 * p * r / (p + r)
	}
	if n := len(c.ErrorsKM); n > 0 {
		s.Accuracy161, s.Accuracy20 = c.within(near), c.within(20)
		for _, km := range c.ErrorsKM {
			s.MeanKM += km / float64(n)
		}
		s.AUC = areaUnder(c.ErrorsKM)
	}
	return s
}

func (c *Counts) within(km float64) float64 {
	n := 0
	for _, e := range c.ErrorsKM {
		if e < km {
			n++
		}
	}
	return ratio(n, len(c.ErrorsKM))
}

// areaUnder is the area under the curve of the logarithms of the sorted errors, of that of the worst curve.
func areaUnder(errors []float64) float64 {
	sorted := slices.Sorted(slices.Values(errors))
	sum := 0.0
	for i := 1; i < len(sorted); i++ {
		sum += (math.Log1p(sorted[i-1]) + math.Log1p(sorted[i])) / 2
	}
	return sum / (math.Log(far) * float64(max(1, len(sorted)-1)))
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Placed reports whether a prediction puts a mention where the gold point is, by the usual rules.
func Placed(p *Prediction, gold orb.Point) bool { return distance(p, gold, Rules{}) < near }
