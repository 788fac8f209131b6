package geotag

import (
	"context"
	"fmt"
	"slices"
	"unicode"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/lexicon"
)

// A reading is the working state of one text. Readings are pooled, so that a text costs few allocations beyond its
// answer; one goroutine uses a reading at a time.
type reading struct {
	ix    *gazetteer.Index
	ctx   context.Context
	text  string
	o     Options
	home  Place // of Options.Home
	model *Model

	// tokenize
	folded    []byte
	tokens    []token
	sentences []sentence
	// habits
	language string
	english  bool // or not known to be anything else
	sport    bool // it reports a match
	// spot
	matches   []match
	spans     []span
	cands     []candidate
	byWriting map[writing]candidates
	// recognise
	surnames  map[uint64]bool // hashes of folded surnames of persons named in full
	views     []view
	used      map[uint32]uint32
	islands   []island
	feats     []uint32
	lattice   learn.Lattice
	stretches []stretch
	oldSpans  []span
	// resolve
	senses    []sense
	bySense   map[senseKey]int32
	regions   []region         // in which candidates lie
	regionAt  map[uint32]int32 // index in regions, by Place.Ref
	total     int32            // mentions
	datelined int32            // the sense of the dateline, or -1
	anchors   []anchor
}

func newReading(ix *gazetteer.Index, m *Model) *reading {
	return &reading{ix: ix, model: m, used: map[uint32]uint32{}, byWriting: map[writing]candidates{}, surnames: map[uint64]bool{}, bySense: map[senseKey]int32{}, regionAt: map[uint32]int32{}}
}

// largeReading is the number of tokens beyond which a reading's memory is not kept for the next text.
const largeReading = 50_000

// reset prepares the reading for a text, keeping its memory.
func (r *reading) reset(ctx context.Context, text string, o Options) {
	if len(r.tokens) > largeReading {
		*r = *newReading(r.ix, r.model)
	}
	r.ctx, r.text, r.o = ctx, text, o
	r.home, _ = r.ix.Place(o.Home)
	r.folded, r.tokens, r.sentences = r.folded[:0], r.tokens[:0], r.sentences[:0]
	r.language, r.english, r.sport = "", false, false
	r.matches, r.spans, r.cands = r.matches[:0], r.spans[:0], r.cands[:0]
	r.senses, r.anchors = r.senses[:0], r.anchors[:0]
	clear(r.byWriting)
	clear(r.surnames)
	clear(r.bySense)
	clear(r.regionAt)
	r.regions = r.regions[:0]
	r.total, r.datelined = 0, -1
}

// habits looks at the whole text: its language, and whether it reports a match.
func (r *reading) habits() {
	plain, words, cyrillic, sport := 0, 0, 0, 0
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.shape&digits != 0 {
			continue
		}
		words++
		switch {
		case t.class.Has(lexicon.Determiner | lexicon.Preposition | lexicon.Conjunction | lexicon.Pronoun | lexicon.Auxiliary):
			plain++
		case t.class.Has(lexicon.SportWord):
			sport++
		case t.class == 0:
			if c, _ := decode(r.text[t.start:]); unicode.Is(unicode.Cyrillic, c) {
				cyrillic++
			}
		}
	}
	r.sport = sport >= 2
	r.language = r.o.Language
	if r.language == "" {
		switch {
		case words >= 8 && plain*5 >= words:
			r.language = "en"
		case cyrillic*2 > words:
			r.language = r.cyrillicLanguage()
		}
	}
	r.english = r.language == "" && cyrillic == 0 || r.language == "en" || len(r.language) > 3 && r.language[:3] == "en-"
}

// cyrillicLanguage tells Ukrainian from Russian by the letters that only it has.
func (r *reading) cyrillicLanguage() string {
	for _, c := range r.text {
		switch c {
		case 'і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є', 'Ґ':
			return "uk"
		}
	}
	return "ru"
}

// document makes the answer.
func (r *reading) document() (*Document, error) {
	d := &Document{Language: r.language, References: r.references()}
	areas, err := r.areas()
	if err != nil {
		return nil, err
	}
	d.Areas, d.Relations = areas, r.relations()
	if r.o.Rejected {
		d.Rejected = r.rejections()
	}
	d.Focus = focus(d.References)
	d.Warnings = r.warnings(d)
	return d, nil
}

// warnings says what a caller should know of the answer.
func (r *reading) warnings(d *Document) []Warning {
	var out []Warning
	if !r.english {
		name := r.language
		if name == "" {
			name = "of this text"
		}
		out = append(out, Warning{LanguageWithoutModel, "no model knows the language " + name + ": fewer places are found in it than in an English text"})
	}
	if n := r.meant(); n > 0 && len(d.References) == 0 {
		out = append(out, Warning{FilteredOut, fmt.Sprintf("places were found in %d spots of the text, and the filters of the request left none of them", n)})
	}
	return out
}

// meant returns how many spans mean a place, whatever the filters let through.
func (r *reading) meant() int {
	n := 0
	for k := range r.spans {
		if s := &r.spans[k]; s.role != 0 && (s.best >= 0 || s.unlisted) && (len(r.o.Spans) == 0 || s.given.End > 0) {
			n++
		}
	}
	return n
}

// references gathers the mentions by place, in the order of their first mention.
func (r *reading) references() []Reference {
	var refs []Reference
	at := make(map[uint32]int, len(r.senses)) // by Place.Ref
	for k := range r.spans {
		s := &r.spans[k]
		if len(r.o.Spans) > 0 && s.given.End == 0 {
			continue
		}
		if s.unlisted && s.role != 0 && r.wanted(s.host) && (len(r.o.Roles) == 0 || slices.Contains(r.o.Roles, s.role)) {
			start, end := r.bytes(s)
			refs = append(refs, Reference{Host: s.host, Name: r.text[start:end], Mentions: []Mention{r.mention(s)}, Score: r.scoreOf(s)})
			continue
		}
		if s.role == 0 || s.best < 0 || len(r.o.Roles) > 0 && !slices.Contains(r.o.Roles, s.role) {
			continue
		}
		p := r.cands[s.best].place
		if !r.wanted(p) {
			continue
		}
		i, ok := at[p.Ref()]
		if !ok {
			i = len(refs)
			at[p.Ref()] = i
			refs = append(refs, Reference{Place: p})
		}
		r.refer(&refs[i], s)
	}
	return refs
}

// refer adds a span to the reference of its place, whose score is the mean of its mentions'.
func (r *reading) refer(ref *Reference, s *span) {
	ref.Mentions = append(ref.Mentions, r.mention(s))
	ref.Score += (r.scoreOf(s) - ref.Score) / float64(len(ref.Mentions))
	se := &r.senses[s.sense]
	if len(ref.Mentions) == 1 && r.o.Alternatives > 0 {
		ref.Alternatives = r.alternatives(se)
	}
	if len(ref.Mentions) == 1 && r.o.Evidence {
		ref.Evidence = r.explain(se)
	}
}

func (r *reading) mention(s *span) Mention {
	start, end := r.bytes(s)
	return Mention{start, end, s.role}
}

// bytes returns the span's place in the text.
func (r *reading) bytes(s *span) (start, end int) {
	if s.given.End > 0 {
		return s.given.Start, s.given.End
	}
	return int(r.tokens[s.first].start), int(r.tokens[s.last].end)
}

// wanted reports whether the filters let a place through.
func (r *reading) wanted(p Place) bool {
	if len(r.o.Countries) > 0 && !slices.Contains(r.o.Countries, p.Country()) {
		return false
	}
	return r.o.Within == (orb.Bound{}) || contains(r.o.Within, p.Point())
}

// contains reports whether a box, which may cross the antimeridian, contains a point.
func contains(b orb.Bound, p orb.Point) bool {
	if p[1] < b.Min[1] || p[1] > b.Max[1] {
		return false
	}
	if b.Min[0] <= b.Max[0] {
		return b.Min[0] <= p[0] && p[0] <= b.Max[0]
	}
	return p[0] >= b.Min[0] || p[0] <= b.Max[0]
}

// rejections lists the names that are no places here, in the order of the text, with the regions of no fixed bounds
// ("the West") and agencies that the gazetteer has no name for.
func (r *reading) rejections() []Rejection {
	var out []Rejection
	for i := int32(0); i < int32(len(r.tokens)); i++ {
		if n := r.tokens[i].span; n > 0 {
			s := &r.spans[n-1]
			if v, ok := r.unnamed(i); ok && s.reason == CommonWord {
				out = append(out, r.rejection(v))
			} else if s.reason != 0 && !s.silent && !r.tokens[s.first].class.Has(lexicon.VeryCommon) {
				out = append(out, r.rejection(s.verdict))
			}
			i = max(i, s.last)
			continue
		}
		if v, ok := r.unnamed(i); ok {
			out = append(out, r.rejection(v))
		}
	}
	slices.SortStableFunc(out, func(a, b Rejection) int { return a.Start - b.Start })
	return out
}

func (r *reading) rejection(v verdict) Rejection {
	cue := &r.tokens[v.cue]
	return Rejection{
		Start: int(r.tokens[v.left].start), End: int(r.tokens[v.right].end), Reason: v.reason,
		Detail: v.why + " “" + r.text[cue.start:cue.end] + "”",
	}
}

// unnamed judges a token at which no name of the gazetteer begins.
func (r *reading) unnamed(i int32) (verdict, bool) {
	t := &r.tokens[i]
	if t.shape&allCaps != 0 && t.class.Has(lexicon.Acronym) {
		return verdict{reason: Organization, left: i, right: i, why: "the acronym", cue: i}, true
	}
	if t.shape&(capital|allCaps) != capital || !t.class.Has(lexicon.Directional) {
		return verdict{}, false
	}
	the, next := r.before(i), r.after(i)
	if the == nil || !r.is(the, "the") || next != nil && next.shape&capital != 0 {
		return verdict{}, false
	}
	return verdict{reason: UnknownPlace, left: i, right: i, why: "a direction used as a region:", cue: i}, true
}
