package geotag

import (
	"slices"
	"strings"

	"example.com/geotag/measure"
)

// shares finds the areas that the text states as a part of a place, "20 % of Ukraine", or by comparison with one, "twice the size of
// Latvia", and puts them among those that it states in figures.
func (r *reading) shares(areas []StatedArea) []StatedArea {
	for k := range r.spans {
		s := &r.spans[k]
		if s.best < 0 || s.role == 0 || s.role == Demonym {
			continue
		}
		p := r.cands[s.best].place
		start, end := r.bytes(s)
		share, land, ok := measure.ShareBefore(r.text, start)
		if !ok || p.AreaM2() == 0 || !r.wanted(p) || !land && !r.aboutLand(share.Start, end) {
			continue
		}
		m2 := share.Part * p.AreaM2()
		a := StatedArea{Area: measure.Area{
			Start: share.Start, End: end, LowM2: m2, HighM2: m2, Qualifier: measure.About,
			ImpliedLowM2: share.ImpliedLow * p.AreaM2(), ImpliedHighM2: share.ImpliedHigh * p.AreaM2(),
		}}
		if share.Comparison {
			a.Qualifier = measure.Comparison
		} else {
			a.Place, a.StatedShare = p, share.Part
			a.draw(r.o.ClipAreas)
		}
		areas = r.place(areas, a)
	}
	return areas
}

// aboutLand reports whether the words around a part of a place say that land is meant, and not its people or its trade: who holds it or
// what covers it, in the same sentence; and after a possessive what is possessed.
func (r *reading) aboutLand(start, end int) bool {
	after := r.text[end:min(end+24, len(r.text))]
	if rest, ok := cutPossessive(after); ok {
		word, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
		return slices.Contains([]string{"territory", "land", "area", "surface"}, strings.Trim(strings.ToLower(word), ".,;:"))
	}
	before := strings.ToLower(strings.ToValidUTF8(r.text[max(start-60, 0):start], ""))
	if i := strings.LastIndexAny(before, ".!?"); i >= 0 {
		before = before[i:]
	}
	after = strings.ToLower(strings.ToValidUTF8(r.text[end:min(end+40, len(r.text))], ""))
	if i := strings.IndexAny(after, ".!?,;"); i >= 0 {
		after = after[:i]
	}
	return containsAny(before, holding) || containsAny(after, holding) || containsAny(after, lying)
}

func containsAny(s string, some []string) bool {
	return slices.ContainsFunc(some, func(stem string) bool { return strings.Contains(s, stem) })
}

func cutPossessive(s string) (rest string, ok bool) {
	for _, p := range []string{"'s", "’s"} {
		if rest, ok = strings.CutPrefix(s, p); ok {
			return rest, true
		}
	}
	return s, false
}

// holding are stems of verbs of holding and covering land.
var holding = []string{
	"occup", "control", "seiz", "captur", "holds ", "hold ", "held ", "cover", "flood", "burn", "scorch", "annex", "liberat", "inundat", "submerg", "swallow",
}

// lying are what land is said to be, after its name.
var lying = []string{"under water", "under evacuation", "is desert", "is forest", "in ruins", "destroyed"}

// place puts an area among the others by its start. A figure beside it leads: the share restates it, and a comparison says nothing new.
func (r *reading) place(areas []StatedArea, a StatedArea) []StatedArea {
	for i := range areas {
		f := &areas[i]
		last := f.End
		if f.Restatement != nil {
			last = max(last, f.Restatement.End)
		}
		switch {
		case a.Start < last && f.Start < a.End: // "20 % of 100 km² of Ukraine"
			return areas
		case a.Qualifier == measure.Comparison && near(last, a.Start, 40), a.Qualifier == measure.Comparison && near(a.End, f.Start, 40):
			return areas
		case a.StatedShare > 0 && (near(a.End, f.Start, 12) && joins(r.text[a.End:f.Start]) || near(last, a.Start, 12) && joins(r.text[last:a.Start])):
			f.Place, f.StatedShare, f.Share = a.Place, a.StatedShare, f.middle()/a.Place.AreaM2()
			if f.Restatement == nil {
				f.Restatement = &measure.Restatement{
					Start: a.Start, End: a.End, M2: a.LowM2, Consistent: f.ImpliedLowM2 <= a.ImpliedHighM2*1.03 && (f.ImpliedHighM2 == 0 || a.ImpliedLowM2 <= f.ImpliedHighM2*1.03),
					DifferencePercent: 100 * (a.LowM2/f.middle() - 1),
				}
			}
			f.draw(r.o.ClipAreas)
			return areas
		}
	}
	i, _ := slices.BinarySearchFunc(areas, a.Start, func(b StatedArea, start int) int { return b.Start - start })
	return slices.Insert(areas, i, a)
}

// near reports whether b comes after a by no more than gap bytes.
func near(a, b, gap int) bool { return b >= a && b-a <= gap }

// joins reports whether what stands between two areas says that they are one.
func joins(s string) bool {
	switch strings.Trim(strings.ToLower(s), " ") {
	case ", or", "or", "(", ", about", "—", "–", ", or about", "(about", "(some", ", some":
		return true
	}
	return false
}
