package measure

import (
	"math"
	"strings"
)

// restates reads f as a restatement of the last area a, whose figure is last, and
// reports whether it is one. Between the two stands joined.
//
// Only a figure in another unit restates, and only one that is plausible: "12
// acres, 3 hectares of them wooded" is two areas, and so are two figures in
// parentheses that differ by a factor which no known mistake explains.
func (f *figure) restates(a *Area, last *figure, joined string) bool {
	firm, ok := restatesBy(joined)
	if !ok || f.unit == last.unit {
		return false
	}
	consistent := last.agrees(f, 1)
	if !consistent {
		consistent = regroup(last, f)
	}
	mistake := Mistake(0)
	if !consistent {
		mistake = last.mistake(f)
	}
	ratio := f.middle() / last.middle()
	far := ratio < 0.5 || ratio > 2
	if !consistent && (!firm || mistake == 0 && far) || !firm && far {
		return false
	}
	if a.Restatement != nil { // "1,300 ha (3,200 acres; 5 sq mi)": the first will do
		return consistent
	}
	*a = last.area()
	a.Restatement = &Restatement{
		Start:             f.start,
		End:               f.end,
		M2:                f.middle(),
		Unit:              f.unit,
		Consistent:        consistent,
		DifferencePercent: (f.middle()/last.middle() - 1) * 100,
		LikelyMistake:     mistake,
	}
	return true
}

// restatesBy reports whether what stands between two figures says that the second
// restates the first, and whether it says so firmly: that it is wrong where it
// differs, rather than another area.
func restatesBy(joined string) (firm, ok bool) {
	if len(joined) > 24 {
		return false, false
	}
	joined = strings.ToLower(strings.Trim(joined, " .:：\n\t\r\u00a0\u200e\u200f"))
	word := strings.TrimLeft(strings.Replace(joined, "（", "(", 1), "(,、， ")
	bracket := strings.HasPrefix(joined, "（")
	if word = strings.TrimRight(word, ", "); bracket && word == "" || word != joined && restating[word] {
		return true, true
	}
	switch joined {
	case "(", "[", "(or", "(=", "=", ", or", ", i.e", ", equivalent to", "(equivalent to", ", equal to", "(equal to":
		return true, true
	case ",", "/", ";", "or", "\u2013", "\u2014", ", which is", ") or":
		return false, true
	}
	return false, false
}

// restating are the words after a bracket that say the same in other languages.
var restating = phraseSet(`или|то есть|або|або ж|тобто|czyli|to jest|to znaczy|lub|oder|das sind|entspricht|soit|ou|c'est-à-dire|équivalant à|o|o sea|es decir|equivalentes a|equivalente a|ovvero|cioè|pari a|ou seja|yani|veya|diğer bir deyişle|أي|أي ما يعادل|ما يعادل|أو|یعنی|معادل|یا|כלומר|או|यानी|या|即|合|相当于|相當於|すなわち|즉|sawa na|wato|atau|setara|ofwel|ή|δηλαδή|tức|hoặc|tj|neboli|adică|sau|azaz|vagyis|eller|motsvarande`)

// agrees reports whether two figures can be the same area, f having been
// multiplied by factor in a mistake: whether what they may have been rounded from overlaps.
//
// The hedge of f counts only if it is another: "more than 1,300 km² (over 500
// square miles)" are rounded figures, "1,300 km² (over 400 square miles)" is a bound.
func (last *figure) agrees(f *figure, factor float64) bool {
	low, high := last.spans()
	fLow, fHigh := f.spans()
	fLow, fHigh = fLow.over(factor), fHigh.over(factor)
	if f.hedge.q != last.hedge.q && factor == 1 {
		switch f.hedge.q {
		case AtLeast:
			fHigh.to = math.Inf(1)
		case AtMost:
			fLow.from = 0
		}
	}
	if !last.isRange() || !f.isRange() {
		return fLow.from <= high.to && low.from <= fHigh.to
	}
	return fLow.from <= low.to && fLow.to >= low.from && fHigh.to >= high.from && fHigh.from <= high.to
}

// A span is what a number may have been rounded from, in square metres.
type span struct{ from, to float64 }

func (s span) over(factor float64) span { return span{s.from / factor, s.to / factor} }

// spans returns what the ends of a figure may have been rounded from.
func (f *figure) spans() (low, high span) {
	down, up := slack(f.low, f.hedge), slack(f.high, f.hedge)
	return span{f.unit.ToM2(f.low.value - down), f.unit.ToM2(f.low.value + down)}, span{f.unit.atMost(f.high.value - up), f.unit.atMost(f.high.value + up)}
}

// conversion is half of what the usual factors are off by at most, as 0.405 hectares to the acre is.
const conversion = 0.0005

// slack is how far a number may be from what it was rounded from, and converted by a rounded factor: half a unit of its last place that is no
// trailing zero, but no more than a tenth where more places are written, as "10,000 hectares" is not 15,000. Of "about 10,000" it is twice
// that, or of "about 10,675" a hundredth, which nobody says of what is exact.
func slack(n number, h hedge) float64 {
	half := min(n.round/2, max(n.place/2, n.value/10))
	if h.q == About {
		half = max(min(2*half, n.value/5), half, n.value/100)
	}
	return max(half, n.value*conversion)
}

// regroup takes the point of "1.300 km² (500 square miles)" to group thousands if
// the figures agree then, and reports whether they do.
func regroup(last, f *figure) bool {
	for _, g := range []*figure{last, f} {
		if g.low.grouped == 0 || g.isRange() {
			continue
		}
		was := g.low
		g.low = number{value: was.grouped, place: 1, round: 1, scale: was.scale}
		g.high = g.low
		if last.agrees(f, 1) {
			return true
		}
		g.low, g.high = was, was
	}
	return false
}

// acresPerHectare is the ratio by which one of the two units stands for the other.
const acresPerHectare = 2.4710538146716532

// A Mistake is what may have gone wrong between two figures of one area that do not agree. The zero Mistake is none that is known.
type Mistake uint8

// The mistakes, in the order of the service's LikelyMistake.
const (
	LinearFactor     Mistake = iota + 1 // converted as a length: 1,300 km² as 808 square miles
	AcresForHectares                    // or the other way around
	Thousands                           // three zeros too many, or too few
)

// String returns "linear factor", "acres for hectares", "thousands", or "" for none.
func (m Mistake) String() string {
	names := [...]string{"", "linear factor", "acres for hectares", "thousands"}
	if int(m) < len(names) {
		return names[m]
	}
	return ""
}

// mistake names what may have gone wrong between two figures that do not agree.
func (last *figure) mistake(f *figure) Mistake {
	either := func(factor float64) bool {
		return last.agrees(f, factor) || last.agrees(f, 1/factor)
	}
	from, to := units[last.unit], units[f.unit]
	switch {
	case from.squared && to.squared && last.agrees(f, math.Sqrt(f.unit.ToM2(1)/last.unit.ToM2(1))):
		return LinearFactor
	case (isAcreOrHectare(last.unit) || isAcreOrHectare(f.unit)) && either(acresPerHectare):
		return AcresForHectares
	case either(1000):
		return Thousands
	}
	return 0
}

func isAcreOrHectare(u Unit) bool { return u == Acre || u == Hectare }
