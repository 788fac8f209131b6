package geotag

import (
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
)

// What a place loses, in powers of ten of people, that is called so by others only: in a language that is not its own, long ago, or nobody knows
// where. England the division stands before the United Kingdom, Columbia before Colombia, and Roma is still Rome.
const aliasLoss = 3

// What a country or division loses by its code: less than a namesake that is a town is short of it, but for one that is written
// like a name: "Can" is a town before it is Canada.
const codeLoss, titleCodeLoss = 2, 5.5

// formerLoss is what a settlement loses that was called so: Leningrad is Saint Petersburg before it is the oblast.
const formerLoss = 0.5

// What a name gains that differs in case only, and loses that lacks diacritics which were asked for, or has some that were not.
const (
	caseGain  = 0.5
	marksLoss = 1
	plainLoss = 0.4
)

// landmarkGain is what each doubling of the names of a building adds to its fame: in how many languages one speaks of it is all that tells
// the White House from a town hall.
const landmarkGain = 0.3

// townGain is what a settlement gains where a postal code stands beside the name: "L-2449 Luxembourg" is the city.
const townGain = 5

// fame says how well known a place is, in powers of ten of people.
func (f *finder) fame(p Place) float32 {
	t := p.Type()
	rank := names.Prior(p, t)
	switch t {
	case gazetteer.Settlement:
		if f.envelope {
			rank += townGain
		}
	case gazetteer.Facility:
		rank += landmarkGain * names.Log2(uint64(1+p.Renown()))
	case gazetteer.Postcode: // as its town
		rank = 0
		for _, n := range f.t.ix.Nearest(p.Point(), townsOfPostcode, townM) {
			rank = max(rank, names.Prior(n.Place, gazetteer.Settlement))
		}
		rank += postcodeGain
	}
	return rank
}

// postcodeGain puts a postal code before its town, which is less than what was asked for.
const postcodeGain = 10

// Which settlements around a postal code may be its town.
const townsOfPostcode, townM = 40, 10e3

// likeness is what a use of a name gains or loses by how the name is used and spelled.
func likeness(u gazetteer.Use, asked string, exact bool) float32 {
	own := isOwn(u)
	c := names.Candidate{Flags: u.Flags(), Main: u.IsDisplay(), Foreign: !own && !u.InLang("en"), Known: own || u.HasLang("en") || u.Place().Type() == gazetteer.Postcode}
	rank := c.Usage()
	switch {
	case own:
	case c.Flags&gazetteer.Historic != 0 && u.Place().Type() == gazetteer.Settlement && (u.InLang("en") || u.HasLang(u.Place().Language())):
		rank -= formerLoss
	default:
		rank -= aliasLoss
	}
	asked = strings.TrimSpace(asked)
	switch {
	case exact:
		rank += model.ByHand[model.Exact]
	case strings.EqualFold(u.Spelling(), asked):
		rank += caseGain
	case marked(asked):
		rank -= marksLoss
	case marked(u.Spelling()):
		rank -= plainLoss
	}
	return rank
}

// isOwn reports whether a use is a name of the place's own, and not the abbreviation of another's, made by rule.
func isOwn(u gazetteer.Use) bool {
	if !u.IsDisplay() && u.Flags()&gazetteer.Derived != 0 {
		if long := writtenOut(u.Spelling()); long != nil && !slices.Contains(long, fold.Name(u.Place().Name())) {
			return false
		}
	}
	return u.IsOwn()
}

// marked reports whether a name has Latin letters with diacritics, which are then asked for.
func marked(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return r >= 0xC0 && r < 0x250 })
}

// beginsLike reports whether a spelling begins as is asked, in any case.
func beginsLike(spelling, asked string) bool {
	asked = strings.TrimSpace(asked)
	s, a := []rune(spelling), []rune(asked)
	return len(s) >= len(a) && strings.EqualFold(string(s[:len(a)]), asked)
}
