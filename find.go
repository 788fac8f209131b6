package geotag

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
)

// A Query asks for the places that bear a name.
type Query struct {
	// Name is the name, in any case, with or without diacritics and punctuation. What holds the place may follow after commas, in any order
	// and by any of its names or codes: "Paris, Texas", "Sudzha, Russia, Kursk Oblast".
	Name      string
	Mode      FindMode
	Countries []string         // keep only these (ISO 3166-1 alpha-2); none: all
	Types     []gazetteer.Type // keep only these; none: all
	Within    orb.Bound        // keep only places in it, west to east; the zero value: all
	Near      *orb.Point       // prefer places near it; nil: nowhere
	Few       bool             // the first ten will do: of FindPrefix no more than some are looked for
}

// A FindMode says how far a name may be from the one asked for.
type FindMode uint8

const (
	FindAny    FindMode = iota // as it is spelt; where nothing is, in Latin letters; and where nothing is, with one edit or two
	FindExact                  // as it is spelt, but for case, diacritics and punctuation
	FindPrefix                 // or it begins so: for completion while somebody types
	FindFuzzy                  // or it is one or two edits off
)

// A Match says how the name that was found compares with the one asked for.
type Match uint8

// The values are those of the wire.
const (
	MatchExact          Match = 1 + iota // byte for byte
	MatchFolded                          // but for case, diacritics and punctuation
	MatchPrefix                          // it begins so
	MatchTransliterated                  // in Latin letters
	MatchFuzzy                           // but for one edit or two
)

var matchNames = [...]string{
	MatchExact: "exact", MatchFolded: "folded", MatchPrefix: "prefix", MatchTransliterated: "transliterated", MatchFuzzy: "fuzzy",
}

// String returns the match in lower case: "exact".
func (m Match) String() string {
	if int(m) < len(matchNames) {
		return matchNames[m]
	}
	return fmt.Sprintf("match(%d)", uint8(m))
}

// A Found is a place that Find found.
type Found struct {
	Place Place
	Name  string // that was found, as it is written
	Match Match
	Edits int // of a fuzzy match
}

// How many places a prefix is completed to: where the first will do, as a rule, and where most may be left out.
const fewFound, mostFound, mostFiltered = gazetteer.FewCompletions, 100, 5000

// Which settlements near a point are looked at for names that begin as is asked.
const neighbors, neighborhoodM = 300, 150e3

// Find returns the places that bear a name: those of fewer edits first, then the best known, or of those alike the nearest. Demonyms are no
// names of places here. Errors: the context's own where it ends first.
func (t *Tagger) Find(ctx context.Context, q Query) ([]Found, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f := finder{t: t, q: q}
	f.whole(q.Name, nil)
	name, containers, _ := strings.Cut(q.Name, ",")
	if containers != "" {
		f.whole(name, f.containers(containers))
	}
	if q.Mode == FindAny && len(f.hits) == 0 && containers == "" {
		f.trailing()
	}
	if q.Mode == FindFuzzy || q.Mode == FindAny && len(f.hits) == 0 && !f.known {
		f.fuzzy(name, f.containers(containers))
	}
	slices.SortStableFunc(f.hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.found.Edits, b.found.Edits), cmp.Compare(b.rank, a.rank))
	})
	found := make([]Found, len(f.hits))
	for i, h := range f.hits {
		found[i] = h.found
	}
	return found, ctx.Err()
}

// A finder gathers hits, each place once.
type finder struct {
	t    *Tagger
	q    Query
	hits []hit
	at   map[Place]int // in hits

	known bool // the name is spelt right, whether or not a place that is wanted bears it
}

type hit struct {
	found Found
	rank  float32
}

// whole looks a name up by itself: as it is, as the beginning of others if that is asked for, and in Latin letters.
func (f *finder) whole(name string, in []container) {
	if found, ok := f.t.ix.Lookup(name); ok {
		f.known = true
		f.uses(found, name, MatchFolded, 0, in)
	}
	if f.q.Mode == FindPrefix {
		f.complete(name, in)
	}
	if len(f.hits) > 0 || f.q.Mode == FindExact {
		return
	}
	if romanised := names.Latin([]byte(fold.Name(name))); romanised != "" {
		if found, ok := f.t.ix.Lookup(romanised); ok {
			f.uses(found, name, MatchTransliterated, 0, in)
		}
	}
}

// complete adds places with names that begin with the given one: the weightiest, and those near the point asked for.
func (f *finder) complete(name string, in []container) {
	most := mostFound
	switch {
	case in != nil || len(f.q.Countries)+len(f.q.Types) > 0 || f.q.Within != (orb.Bound{}):
		most = mostFiltered
	case f.q.Few || f.q.Near != nil:
		most = fewFound
	}
	for _, c := range f.t.ix.Completions(name, most) {
		for u := range c.Toponym.Uses() {
			if u.Place() == c.Place {
				f.use(u, name, MatchPrefix, 0, in)
			}
		}
	}
	if f.q.Near == nil {
		return
	}
	key := fold.Name(name)
	for _, n := range f.t.ix.Nearest(*f.q.Near, neighbors, neighborhoodM) {
		for u := range n.Place.Uses() {
			if strings.HasPrefix(u.Toponym().Key(), key) {
				f.use(u, name, MatchPrefix, 0, in)
			}
		}
	}
}

// exactGain is what a whole name is worth beside one that only begins as is asked, in powers of ten of people: San, of 5,000, stands
// behind San Francisco.
const exactGain = 1.2

// trailing takes the last words of a name without commas for what holds the place: "paris texas".
func (f *finder) trailing() {
	words := strings.Fields(f.q.Name)
	for n := len(words) - 1; n > 0 && len(f.hits) == 0; n-- {
		if in := f.containers(strings.Join(words[n:], " ")); in[0].known() {
			f.whole(strings.Join(words[:n], " "), in)
		}
	}
}

// fuzzy looks for names that are not quite the one asked for: of four runes and more by one edit, of eight and more by two where
// one finds nothing.
func (f *finder) fuzzy(name string, in []container) {
	key := fold.Name(name)
	most := min(utf8.RuneCountInString(key)/4, 2)
	for _, key := range []string{key, names.Latin([]byte(key))} {
		for edits := 1; edits <= most && len(f.hits) == 0; edits++ {
			for found, n := range f.t.ix.Fuzzy(key, edits) {
				f.uses(found, name, MatchFuzzy, n, in)
			}
		}
	}
}

// uses adds the places of a name.
func (f *finder) uses(t gazetteer.Toponym, asked string, m Match, edits int, in []container) {
	for u := range t.Uses() {
		f.use(u, asked, m, edits, in)
	}
}

// use adds the place of a use of a name if it is one of those asked for.
func (f *finder) use(u gazetteer.Use, asked string, m Match, edits int, in []container) {
	p := u.Place()
	if u.Flags()&gazetteer.Demonym != 0 || !f.wanted(p) || !held(p, in) {
		return
	}
	exact := u.SpelledAs([]byte(strings.TrimSpace(asked)))
	rank := f.nearness(p)
	if f.q.Mode == FindPrefix { // by what completions are ordered by, so that the order is one whatever their number
		if rank += float32(math.Log10(float64(max(u.Weight(), 1)))); m != MatchPrefix {
			rank += exactGain
		}
	} else {
		c := names.Candidate{Flags: u.Flags(), Foreign: !u.InLang("en"), Known: u.HasLang("en"), Main: u.IsDisplay()}
		rank += names.Prior(p, p.Type()) + c.Usage()
		if exact {
			rank += model.ByHand[model.Exact]
		}
	}
	if exact {
		m = MatchExact
	}
	h := hit{Found{p, u.Spelling(), m, edits}, rank}
	i, ok := f.at[p]
	switch {
	case !ok:
		if f.at == nil {
			f.at = map[Place]int{}
		}
		f.at[p] = len(f.hits)
		f.hits = append(f.hits, h)
	case edits < f.hits[i].found.Edits || edits == f.hits[i].found.Edits && rank > f.hits[i].rank:
		f.hits[i] = h
	}
}

// wanted reports whether a place passes the query's filters.
func (f *finder) wanted(p Place) bool {
	return (len(f.q.Countries) == 0 || slices.Contains(f.q.Countries, p.Country())) &&
		(len(f.q.Types) == 0 || slices.Contains(f.q.Types, p.Type())) &&
		(f.q.Within == (orb.Bound{}) || geodesy.InBox(f.q.Within, p.Point()))
}

// What a place at the point asked for gains, in powers of ten of people, and the distance at which half of that is left.
const (
	nearGain  = 3
	nearHalfM = 50e3
)

func (f *finder) nearness(p Place) float32 {
	if f.q.Near == nil {
		return 0
	}
	return float32(nearGain / (1 + geodesy.Distance(*f.q.Near, p.Point())/nearHalfM))
}

// A container is a name or code of what is to hold the places.
type container struct {
	code   string
	places map[Place]bool // that bear the name
	begun  string         // what a name that is still being typed begins with, folded; empty: it is whole
}

// known reports whether anything bears the name.
func (c *container) known() bool { return len(c.places) > 0 }

// containers reads names after commas.
func (f *finder) containers(text string) []container {
	var all []container
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		c := container{code: strings.ToUpper(part), places: map[Place]bool{}}
		if name, ok := f.t.ix.Lookup(part); ok {
			for u := range name.Uses() {
				if u.Flags()&gazetteer.Demonym == 0 {
					c.places[u.Place()] = true
				}
			}
		}
		all = append(all, c)
	}
	if n := len(all); n > 0 && f.q.Mode == FindPrefix {
		all[n-1].begun = fold.Name(all[n-1].code)
	}
	return all
}

// held reports whether each container holds the place, by name or by the last part of its id: "TX" of "US.TX".
func held(p Place, in []container) bool {
	for _, c := range in {
		ok := p.Country() == c.code
		for up := range p.Ancestors() {
			_, code, _ := strings.Cut(up.ID(), ".")
			ok = ok || c.places[up] || code == c.code || c.begun != "" && strings.HasPrefix(fold.Name(up.Name()), c.begun)
		}
		if !ok {
			return false
		}
	}
	return true
}
