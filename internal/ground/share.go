package ground

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
	"example.com/geotag/measure"
)

// A Share is a part that a text states of a place whose area is not known.
type Share struct {
	Start, End              int // bytes of the text, up to the end of the place's name
	Place                   gazetteer.Place
	Part                    float64 // 0 to 1
	ImpliedLow, ImpliedHigh float64 // what the rounding and the hedge allow
}

// shares finds what the text states as a part of a place, "20 % of Ukraine", or by comparison with one, "twice the size of
// Latvia". Where the place's area is known, it is an area and put among those that are stated in figures; else a share.
func (g *Ground) shares(ctx context.Context, areas []Area) ([]Area, []Share, error) {
	var shares []Share
	for k := range int32(len(g.Set.Names)) {
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		p := g.place(k)
		if p.IsZero() || g.role(k) == model.Demonym {
			continue
		}
		start, end := g.bytes(k)
		l := g.localeOf(k)
		share, land, ok := l.ShareBefore(g.Text.Source, start)
		if !ok || !g.Wanted(p) || !g.asked(share.Start, end) || !land && !g.aboutLand(l, share.Start, end) {
			continue
		}
		if p.AreaM2() > 0 {
			a := g.shareOf(&share, p, end)
			if !g.room(1, a.Shape) {
				break
			}
			areas = g.insert(areas, a)
		} else if !share.Comparison {
			if !g.room(1, nil) {
				break
			}
			shares = append(shares, Share{share.Start, end, p, share.Part, share.ImpliedLow, share.ImpliedHigh})
		}
	}
	return areas, shares, nil
}

// shareOf makes an area of a part of a place, whose name ends at a byte of the text.
func (g *Ground) shareOf(share *measure.Share, p gazetteer.Place, end int) Area {
	m2 := share.Part * p.AreaM2()
	a := Area{Area: measure.Area{
		Start: share.Start, End: end, LowM2: m2, HighM2: m2, Qualifier: measure.About,
		ImpliedLowM2: share.ImpliedLow * p.AreaM2(), ImpliedHighM2: share.ImpliedHigh * p.AreaM2(),
	}}
	if share.Comparison {
		a.Qualifier = measure.Comparison
		return a
	}
	a.Place, a.StatedShare = p, share.Part
	a.Draw(g.atlas(), g.Clip)
	return a
}

// How many bytes before and after a share its sentence is searched for words of land.
const landBefore, landAfter, landOwned = 60, 40, 24

// aboutLand reports whether the words around a part of a place say that land is meant, and not its people or its trade: who holds it or
// what covers it, in the same sentence; and after a possessive what is possessed.
func (g *Ground) aboutLand(l *measure.Locale, start, end int) bool {
	text, words := g.Text.Source, *g.Text.Language.Shares
	if own := l.Holding(); own != nil {
		words = prose.ShareWords{Holding: own}
	}
	after := text[end:min(end+landOwned, len(text))]
	if rest, ok := cutPossessive(after); ok {
		word, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
		return slices.Contains(words.Land, strings.Trim(strings.ToLower(word), ".,;:"))
	}
	before := strings.ToValidUTF8(text[max(start-landBefore, 0):start], "")
	if i := strings.LastIndexAny(before, ".!?"); i >= 0 {
		before = before[i:]
	}
	after = strings.ToValidUTF8(text[end:min(end+landAfter, len(text))], "")
	if i := strings.IndexAny(after, ".!?,;"); i >= 0 {
		after = after[:i]
	}
	return hasWord(before, words.Holding) || hasWord(after, words.Holding) || hasWord(after, words.Lying)
}

// hasWord reports whether a word of s begins with one of some beginnings: "flooded" with "flood", but not "recovered" with "cover", nor
// "Burns", which is a name.
func hasWord(s string, some []string) bool {
	for i := range s {
		if i > 0 && isLetterBefore(s, i) {
			continue
		}
		for _, stem := range some {
			if strings.HasPrefix(s[i:], stem) {
				return true
			}
		}
	}
	return false
}

// isLetterBefore reports whether a letter or digit ends right before byte i of s.
func isLetterBefore(s string, i int) bool {
	c, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.IsLetter(c) || unicode.IsDigit(c)
}

func cutPossessive(s string) (rest string, ok bool) {
	for _, p := range []string{"'s", "’s"} {
		if rest, ok = strings.CutPrefix(s, p); ok {
			return rest, true
		}
	}
	return s, false
}

// How near, in bytes, a comparison says nothing new beside a figure, and a share restates one.
const besideComparison, besideShare = 40, 12

// sameArea is by how much two figures of one area may differ beyond their rounding.
const sameArea = 1.03

// insert puts an area among the others by its start. A figure beside it leads: the share restates it, and a comparison says nothing new.
func (g *Ground) insert(areas []Area, a Area) []Area {
	words := g.Text.Language.Shares
	joins := func(from, to int) bool {
		return near(from, to, besideShare) && slices.Contains(words.Joining, strings.Trim(strings.ToLower(g.Text.Source[from:to]), " "))
	}
	for i := range areas {
		f := &areas[i]
		last := f.End
		if f.Restatement != nil {
			last = max(last, f.Restatement.End)
		}
		switch {
		case a.Start < last && f.Start < a.End: // "20 % of 100 km² of Ukraine"
			return areas
		case a.Qualifier == measure.Comparison && (near(last, a.Start, besideComparison) || near(a.End, f.Start, besideComparison)):
			return areas
		case a.StatedShare > 0 && (joins(a.End, f.Start) || joins(last, a.Start)):
			f.Place, f.StatedShare, f.Share = a.Place, a.StatedShare, f.middle()/a.Place.AreaM2()
			if f.Restatement == nil {
				f.Restatement = restated(f, &a)
			}
			f.Draw(g.atlas(), g.Clip)
			return areas
		}
	}
	i, _ := slices.BinarySearchFunc(areas, a.Start, func(b Area, start int) int { return b.Start - start })
	return slices.Insert(areas, i, a)
}

// restated makes a share the restatement of a figure.
func restated(f, share *Area) *measure.Restatement {
	return &measure.Restatement{
		Start: share.Start, End: share.End, M2: share.LowM2,
		Consistent: f.ImpliedLowM2 <= share.ImpliedHighM2*sameArea &&
			(f.ImpliedHighM2 == 0 || share.ImpliedLowM2 <= f.ImpliedHighM2*sameArea),
		DifferencePercent: 100 * (share.LowM2/f.middle() - 1),
	}
}

// near reports whether b comes after a by no more than gap bytes.
func near(a, b, gap int) bool { return b >= a && b-a <= gap }
