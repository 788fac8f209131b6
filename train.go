package geotag

import (
	"context"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/learn"
)

// A Lesson is a text to learn from, with the names that somebody marked in it.
type Lesson struct {
	Corpus string // texts of one corpus are marked by the same rules
	Text   string
	Names  []LessonName // in the order of the text, not overlapping
	// AllNames says that persons and organisations are marked, too.
	AllNames bool
	// NoDemonyms says that adjectives and peoples are not marked as places.
	NoDemonyms bool
	// Partial says that only some of the places are marked.
	Partial bool
}

// A LessonName is a name marked in a text.
type LessonName struct {
	Start, End int // bytes
	Kind       NameKind
	Role       Role       // of a place; 0: not said
	Point      *orb.Point // of a place, where it lies; nil: not said
	ID         string     // of a place in the gazetteer; empty: not said
}

// NameKind is what a name was marked as.
type NameKind uint8

// The kinds of names.
const (
	AnyName NameKind = iota // marked, but not as what
	PlaceName
	PersonName
	BodyName // an organisation, a team, a publication
	OtherName
)

// The settings of training, chosen by cross-validation over corpora.
var (
	chainOptions = learn.ChainOptions{Buckets: 1 << 18, Epochs: 8, Rate: 0.05, OwnRate: 0.5, Decay: 0.1, Blend: 1, Follows: follows, Seed: 1}
	roleOptions  = learn.ChainOptions{Buckets: 1 << 13, Epochs: 10, Rate: 0.03, Decay: 0.1, Follows: roleFollows, Seed: 1}
	rankOptions  = learn.RankOptions{Epochs: 30, Rate: 0.5, Decay: 1, Seed: 1}
	trustOptions = learn.RankOptions{Epochs: 20, Rate: 0.05, Decay: 0.1, Seed: 1}
)

// Train learns a model from lessons, over the gazetteer that it will answer from. report, which may be nil, is told of each
// stage as it begins. The same input gives the same model.
func Train(ctx context.Context, ix *gazetteer.Index, lessons []Lesson, report func(stage string)) (*Model, error) {
	if report == nil {
		report = func(string) {}
	}
	t := &trainer{ctx: ctx, ix: ix, report: report}
	report("reading the texts")
	if err := t.read(lessons); err != nil {
		return nil, err
	}
	trust, err := t.trust(lessons)
	if err != nil {
		return nil, err
	}
	report("learning from all texts")
	m, err := t.train(lessons, func(int) bool { return true })
	if err != nil {
		return nil, err
	}
	m.trust = trust
	return ReadModel(m.Bytes())
}

// A trainer holds the lessons as the chain sees them, so that folds need not read them again.
type trainer struct {
	ctx       context.Context
	ix        *gazetteer.Index
	report    func(stage string)
	sequences [][]learn.Sequence // of each lesson
	domains   int
	blended   []int // the domains of corpora that mark places only: their rules are those that answers follow
}

// read makes sequences of all lessons but those that mark only some of their places.
func (t *trainer) read(lessons []Lesson) error {
	domains := map[string]int{}
	r := newReading(t.ix, ruleModel)
	t.sequences = make([][]learn.Sequence, len(lessons))
	for i := range lessons {
		l := &lessons[i]
		if l.Partial {
			continue
		}
		if _, ok := domains[l.Corpus]; !ok {
			domains[l.Corpus] = len(domains)
			if !l.AllNames {
				t.blended = append(t.blended, domains[l.Corpus])
			}
		}
		r.reset(t.ctx, l.Text, Options{})
		if err := r.names(); err != nil {
			return err
		}
		t.sequences[i] = r.sequences(l, domains[l.Corpus])
	}
	t.domains = len(domains)
	return nil
}

// train learns all but the trust from some of the lessons.
func (t *trainer) train(lessons []Lesson, in func(i int) bool) (*Model, error) {
	o := chainOptions
	o.Domains, o.Blended = t.domains, t.blended
	var sequences []learn.Sequence
	var some []Lesson
	for i, s := range t.sequences {
		if in(i) {
			sequences = append(sequences, s...)
			some = append(some, lessons[i])
		}
	}
	m := &Model{chain: learn.TrainChain(sequences, o), roles: ruleModel.roles, first: handWeights, later: handWeights}
	m.swayed()
	roles, err := t.roles(m, some)
	if err != nil {
		return nil, err
	}
	m.roles = roles
	return m, t.ranks(m, some)
}

// roles learns the roles of names from the lessons that say them.
func (t *trainer) roles(m *Model, lessons []Lesson) (*learn.Chain, error) {
	r := newReading(t.ix, m)
	var out []learn.Sequence
	for i := range lessons {
		l := &lessons[i]
		if !slices.ContainsFunc(l.Names, func(n LessonName) bool { return n.Role != 0 }) {
			continue
		}
		if err := r.follow(t.ctx, l); err != nil {
			return nil, err
		}
		for k := range r.spans {
			s := &r.spans[k]
			n := l.nameAt(s.given)
			if n == nil || s.role == Dateline || s.unlisted {
				continue
			}
			if label := n.roleLabel(s.demonym); label != 0 {
				out = append(out, learn.Sequence{Tokens: [][]uint32{slices.Clone(r.roleFeatures(s))}, Allowed: []learn.Set{label}})
			}
		}
	}
	o := roleOptions
	o.Domains = 1
	return learn.TrainChain(out, o), nil
}

// roleLabel returns the label of a name's role, or 0 where none is said.
func (n *LessonName) roleLabel(demonym bool) learn.Set {
	switch {
	case n.Role == PartOfName:
		return 1 << rolePart
	case n.Role != 0 && demonym:
		return 1 << roleDemonym
	case n.Role == Location:
		return 1 << roleLocation
	case n.Role == Actor:
		return 1 << roleActor
	}
	return 0
}

// follow reads a lesson with its places given.
func (r *reading) follow(ctx context.Context, l *Lesson) error {
	var o Options
	for _, n := range l.Names {
		if n.Kind == PlaceName && n.Point != nil && (len(o.Spans) == 0 || o.Spans[len(o.Spans)-1].End <= n.Start) {
			o.Spans = append(o.Spans, Span{n.Start, n.End})
		}
	}
	r.reset(ctx, l.Text, o)
	return r.names()
}

// nameAt returns the name of a lesson at a span that was given, or nil.
func (l *Lesson) nameAt(s Span) *LessonName {
	if s.End == 0 {
		return nil
	}
	for i := range l.Names {
		if l.Names[i].Start == s.Start {
			return &l.Names[i]
		}
	}
	return nil
}
