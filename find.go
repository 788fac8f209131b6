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
	"example.com/geotag/internal/names"
)

// A Query asks for the places that bear a name.
type Query struct {
	// Name is the name, in any case, with or without diacritics and punctuation. What holds the place may follow after commas, in any order
	// and by any of its names or codes: "Paris, Texas", "Sudzha, Russia, Kursk Oblast", "Santos, SP", "Chelsea, NYC". A code of ISO 3166 finds a
	// country or division, and a pair of coordinates, "48.2, 16.37" or "48°12'N 16°22'E", what is there. Where nothing bears the name and
	// the mode is FindAny, it is read as a line of an address: without commas ("Reno Nevada USA"), with abbreviations ("Offenbach a. M."),
	// with a postal code ("10115 Berlin") or a street ("221B Baker Street, London").
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
	FindAny    FindMode = iota // as it is spelled; where nothing is, in Latin letters, then as a line of an address, then with one edit or two
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
	MatchAbbreviated                     // it is written out: "Offenbach am Main" for "Offenbach a. M."
	MatchCoordinates                     // a point was asked for, and the place is there
)

var matchNames = [...]string{
	MatchExact: "exact", MatchFolded: "folded", MatchPrefix: "prefix", MatchTransliterated: "transliterated", MatchFuzzy: "fuzzy",
	MatchAbbreviated: "abbreviated", MatchCoordinates: "coordinates",
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

	// Unread is what of the query was not looked up, such as a street or a postal code; empty: all of it was.
	Unread string
}

// How many places a prefix is completed to: where the first will do, as a rule, and where most may be left out.
const fewFound, mostFound = gazetteer.FewCompletions, 100

// Which settlements near a point are looked at for names that begin as is asked.
const neighbors, neighborhoodM = 300, 150e3

// Find returns the places that bear a name: those of fewer edits first, then by how well known they are by the name, or of those alike the
// nearest; a place that is called so goes before one that is only called so elsewhere. Demonyms are no names of places here. Errors: the context's
// own where it ends first.
func (t *Tagger) Find(ctx context.Context, q Query) ([]Found, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f := finder{ctx: ctx, t: t, q: q, filter: gazetteer.NewFilter(q.Countries, q.Types, q.Within)}
	if pt, ok := statedPoint(q.Name); ok {
		f.at(pt)
	} else {
		f.name()
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

// name looks for a name: as it is, before containers, and if that is asked for and needed in looser ways.
func (f *finder) name() {
	f.called(f.q.Name, nil)
	if f.ended() {
		return
	}
	name, rest, _ := strings.Cut(f.q.Name, ",")
	containers := commas(rest)
	in := f.containers(containers)
	if len(containers) > 0 {
		f.whole(name, in)
	}
	if f.q.Mode == FindAny && !slices.ContainsFunc(f.hits, func(h hit) bool { return h.found.Place.Type() != gazetteer.Postcode }) {
		f.loosely() // "Tampa 33602", too, is a name of a postal code, and means the city as well
	}
	if f.q.Mode == FindAny && len(f.hits) == 0 {
		f.ofTown(name, in)
	}
	if f.q.Mode == FindFuzzy || f.q.Mode == FindAny && len(f.hits) == 0 && !f.known {
		f.fuzzy(name, in)
	}
}

// A finder gathers hits, each place once.
type finder struct {
	ctx    context.Context
	t      *Tagger
	q      Query
	filter gazetteer.Filter
	hits   []hit
	index  map[Place]int         // in hits
	read   map[string]*container // by text

	known  bool   // the name is spelled right, whether or not a place that is wanted bears it
	unread string // what of the query is not looked up

	compared int // names with one that is written short: see maxBeginning

	envelope bool  // the query has a postal code: what it names is a town
	postal   []hit // the entries of that, if there are any; the town lies there
}

// ended reports whether the context has ended: whatever takes long asks that now and then, and Find answers the error.
func (f *finder) ended() bool { return f.ctx.Err() != nil }

type hit struct {
	found Found
	rank  float32
}

// whole looks a name up by itself: as it is, as the beginning of others if that is asked for, and in Latin letters.
func (f *finder) whole(name string, in []*container) {
	was := len(f.hits)
	if found, ok := f.t.ix.Lookup(name); ok {
		f.known = true
		f.uses(found, name, MatchFolded, 0, in)
	}
	if f.q.Mode == FindPrefix {
		f.complete(name, in)
	}
	if len(f.hits) > was || f.q.Mode == FindExact {
		return
	}
	if romanized := names.Latin([]byte(fold.Name(name))); romanized != "" {
		if found, ok := f.t.ix.Lookup(romanized); ok {
			f.uses(found, name, MatchTransliterated, 0, in)
		}
	}
}

// complete adds places with names that begin with the given one: the weightiest, and those near the point asked for.
func (f *finder) complete(name string, in []*container) {
	key := fold.Name(name)
	if key == "" { // ", Texas" begins like all names
		return
	}
	var found []gazetteer.Completion
	if few := f.q.Few || f.q.Near != nil; few && in == nil && f.filter.All() && !marked(name) {
		found = f.t.ix.Completions(name, fewFound)
	} else {
		found = f.t.ix.CompletionsOf(f.ctx, name, mostFound, &f.filter, func(p Place) bool {
			_, held := f.held(p, in)
			return held
		})
	}
	for _, c := range found {
		for u := range c.Toponym.Uses() {
			if u.Place() == c.Place {
				f.use(u, name, MatchPrefix, 0, in)
			}
		}
	}
	if f.q.Near == nil {
		return
	}
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

// fuzzy looks for names that are not quite the one asked for: of four runes and more by one edit, of eight and more by two where
// one finds nothing, as it is written and in Latin letters.
func (f *finder) fuzzy(name string, in []*container) {
	key := fold.Name(name)
	most := min(utf8.RuneCountInString(key)/4, 2)
	written := []string{key, names.Latin([]byte(key))}
	for edits := 1; edits <= most && len(f.hits) == 0; edits++ {
		for _, key := range written {
			if key == "" || f.ended() {
				continue
			}
			for found, n := range f.t.ix.Fuzzy(f.ctx, key, edits) {
				f.uses(found, name, MatchFuzzy, n, in)
			}
		}
	}
}

// uses adds the places of a name.
func (f *finder) uses(t gazetteer.Toponym, asked string, m Match, edits int, in []*container) {
	for u := range t.Uses() {
		f.use(u, asked, m, edits, in)
	}
}

// use adds the place of a use of a name if it is one of those asked for.
func (f *finder) use(u gazetteer.Use, asked string, m Match, edits int, in []*container) {
	p := u.Place()
	if u.Flags()&gazetteer.Demonym != 0 || m == MatchFuzzy && p.Type() == gazetteer.Postcode || !f.filter.Wants(p) || !f.delivered(p) {
		return
	}
	loss, held := f.held(p, in)
	if !held {
		return
	}
	exact := u.SpelledAs([]byte(strings.TrimSpace(asked)))
	rank := f.nearness(p) - loss
	if f.q.Mode == FindPrefix { // by what completions are ordered by, so that the order is one whatever their number
		if rank += float32(math.Log10(float64(max(u.Weight(), 1)))); m != MatchPrefix {
			rank += exactGain
		}
		if marked(asked) && !beginsLike(u.Spelling(), asked) {
			rank -= marksLoss
		}
	} else {
		rank += f.fame(p) + likeness(u, asked, exact)
	}
	if exact {
		m = MatchExact
	}
	f.add(hit{Found{Place: p, Name: u.Spelling(), Match: m, Edits: edits}, rank})
}

// add adds a hit, or puts it in the place of a lesser one of its place.
func (f *finder) add(h hit) {
	h.found.Unread = f.unread
	i, ok := f.index[h.found.Place]
	switch {
	case !ok:
		if f.index == nil {
			f.index = map[Place]int{}
		}
		f.index[h.found.Place] = len(f.hits)
		f.hits = append(f.hits, h)
	case h.found.Edits < f.hits[i].found.Edits || h.found.Edits == f.hits[i].found.Edits && h.rank > f.hits[i].rank:
		f.hits[i] = h
	}
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
