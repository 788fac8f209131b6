// Package measure finds the areas that a text states, such as "1,300 square
// kilometers (roughly 500 square miles)", and converts them to square metres.
//
// It knows number forms, ranges, hedges, two sides ("300 m by 400 m") and the units listed with [Unit], whose names it reads in some twenty
// languages. It leaves out what is no area though it looks like one: densities ("per square km"), rates ("500 acres an hour"), lengths,
// volumes ("acre-feet"), the "Square Mile" as a name, names of units that are other words and stand beside no land ("3 sections of the
// report"), and amounts without a number ("acres of documents").
//
// All functions may be called concurrently.
package measure

// An Area is one stated area.
type Area struct {
	// Start and End are the byte span of the figure with its unit, both figures of
	// a range. Hedges are not part of it, nor the full stop of an abbreviation. The
	// first area of "grew from 100 to 500 acres" is the number alone.
	Start, End int
	// LowM2 and HighM2 are the area as stated, in square metres: the ends of a
	// range, else the same.
	LowM2, HighM2 float64
	// ImpliedLowM2 and ImpliedHighM2 are the least and the greatest area that the
	// rounding and the hedge allow. A plain figure is good to half a unit of the last
	// place written: "1,300" is 1,299.5 to 1,300.5. A rough one is good to half a unit
	// of the last place that is no trailing zero: "about 1,300" is 1,250 to 1,350.
	// "At least" has no upper bound, for which ImpliedHighM2 is 0, and "up to" has the
	// lower bound 0; "just over" and "nearly" are bounded by the rough figure on the
	// other side.
	ImpliedLowM2, ImpliedHighM2 float64
	Unit                        Unit
	Qualifier                   Qualifier
	// OtherM2 is the other reading of a figure such as "1.300 km²", where neither the unit's name, nor the language, nor a
	// restatement says what its point means; 0: there is none.
	OtherM2 float64
	// Restatement is the same area in another unit, or nil.
	Restatement *Restatement

	least, most float64   // the sizes of the unit by which the bounds go
	said        Qualifier // what the text says, of whatever size the unit is
}

// A Restatement is an area stated a second time in another unit.
type Restatement struct {
	Start, End int     // the byte span of its figure with its unit
	M2         float64 // what it states in square metres; of a range, the middle
	Unit       Unit
	// Consistent says whether both figures can be the same area, given how they are
	// rounded and hedged.
	Consistent bool
	// DifferencePercent is by how much it differs from the first figure, in per cent
	// of that; negative where it is less.
	DifferencePercent float64
	// LikelyMistake is what may have gone wrong where it is not consistent; 0: nothing
	// that is known.
	LikelyMistake Mistake
}

// Areas returns the areas that an English text states, or one of a language that is
// not known; see AreasIn.
func Areas(text string) []Area { return AreasIn(text, "") }

// AreasIn returns the areas that a text states, in order and without overlap, or nil.
// Its language, such as "de", says whether "1.300 km²" is more than a thousand, where
// the unit's name does not: "1.300 Quadratkilometer" always is.
func AreasIn(text, lang string) []Area {
	r := reader{text: text, whole: LocaleOf(lang)}
	return r.areas()
}

// AreasOf returns the areas that a text states in several languages, in order and without overlap, or nil; locale returns that of the part of the
// text around a byte of it, and is asked about the figures alone.
//
// Its time is linear in the length of the text, whatever that holds, and it
// allocates nothing where there is no area. Text that is not UTF-8 is no error.
func AreasOf(text string, locale func(at int) *Locale) []Area {
	r := reader{text: text, parts: locale}
	return r.areas()
}

func (r *reader) areas() []Area {
	text := r.text
	var out []Area
	var last figure // what the last of out, or a restatement of it, was read from
	floor := 0      // the end of that, before which no other figure begins
	rate := -1      // the end of the last unit of a rate: "per square mile"
	for at := 0; ; {
		u, ok := nextUnit(text, at)
		if !ok {
			return out
		}
		at = u.end
		found, n := r.figuresAt(floor, u)
		if n == 0 && isPer(text[floor:u.start]) || n == 1 && rate >= 0 && restatesRate(text[rate:found[0].lead]) {
			rate = u.end
			continue
		}
		for _, f := range found[:n] {
			at = max(at, f.end)
			joined := text[min(last.tail, f.lead):f.lead]
			if len(out) > 0 && out[len(out)-1].Restatement == nil && f.adds(&last, joined) && (u.need != onlyLand || joined == " " || f.met(text, u.need)) {
				last.add(&f)
				out[len(out)-1], floor = last.area(), f.end
				continue
			}
			if !f.met(text, u.need) {
				continue
			}
			if len(out) > 0 {
				a := &out[len(out)-1]
				if a.Restatement == nil && f.extends(&last, joined) {
					f.start, f.lead, f.low = last.start, last.lead, last.low
					f.hedge = last.hedge.and(f.hedge)
					*a = f.area()
					last, floor = f, f.end
					continue
				}
				if f.restates(a, &last, joined) {
					last.end, last.tail, floor = f.end, f.tail, f.end
					continue
				}
			}
			out = append(out, f.area())
			last, floor = f, f.end
		}
	}
}

// area makes the Area of a figure.
func (f *figure) area() Area {
	from, to := f.hedge.bounds(f.low, f.high)
	a := Area{
		Start:         f.start,
		End:           f.end,
		LowM2:         f.unit.ToM2(f.low.value),
		HighM2:        f.unit.ToM2(f.high.value),
		ImpliedLowM2:  f.unit.ToM2(from),
		ImpliedHighM2: f.unit.ToM2(to),
		Unit:          f.unit,
		Qualifier:     max(f.hedge.q, Exact),
	}
	if !f.isRange() {
		a.OtherM2 = f.unit.ToM2(f.low.grouped)
	}
	a.said = a.Qualifier
	if f.isRange() {
		a.said = Range
	}
	a.least, a.most = f.unit.ToM2(1), f.unit.ToM2(1)
	a.resize(a.least, f.unit.atMost(1))
	if f.unit == FootballField {
		a.Qualifier = Comparison
	}
	a.Localize(f.home, "")
	return a
}
