package train

import (
	"cmp"
	"context"
	"errors"
	"hash/fnv"
	"io"
	"slices"
	"sync"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
	"example.com/geotag/internal/resolve"
)

// The settings of training, chosen by cross-validation over corpora.
var (
	chainOptions = learn.ChainOptions{Buckets: 1 << 18, Epochs: 8, Rate: 0.05, OwnRate: 0.5, Decay: 0.1, Blend: 1, Follows: model.NameFollows, Seed: 1}
	jointOptions = learn.ChainOptions{Buckets: 1 << 18, Epochs: 5, Rate: 0.05, Decay: 0.1, Follows: model.NameFollows, Seed: 1}
	roleOptions  = learn.ChainOptions{Buckets: 1 << 15, Epochs: 10, Rate: 0.03, Decay: 0.1, Follows: model.RoleFollows, Seed: 1}
	rankOptions  = learn.RankOptions{Epochs: 30, Rate: 0.5, Decay: 1, Seed: 1}
	trustOptions = learn.RankOptions{Epochs: 20, Rate: 0.05, Decay: 0.1, Seed: 1}
)

// Learn learns a model from lessons, over the gazetteer that it will answer from. report, which may be nil, is told of each
// stage as it begins. The same input gives the same model.
func Learn(ctx context.Context, ix *gazetteer.Index, lessons []Lesson, report func(stage string)) (*model.Model, error) {
	t := newTrainer(ctx, ix, report)
	if err := t.read(lessons); err != nil {
		return nil, err
	}
	trust, err := t.trust(lessons)
	if err != nil {
		return nil, err
	}
	t.report("learning from all texts")
	m, err := t.train(lessons, func(int) bool { return true })
	if err != nil {
		return nil, err
	}
	m.Trust = trust
	t.report("learning from other languages")
	m.Joint, m.Taught = t.jointChain(), t.taught
	return model.Read(m.Bytes())
}

// LearnFast is Learn without what reads other languages than English and without the curve of the score, in a third of the time: for measuring
// what a model finds and where it puts it.
func LearnFast(ctx context.Context, ix *gazetteer.Index, lessons []Lesson, report func(stage string)) (*model.Model, error) {
	t := newTrainer(ctx, ix, report)
	t.fast = true
	if err := t.read(lessons); err != nil {
		return nil, err
	}
	t.report("learning from all texts")
	m, err := t.train(lessons, func(int) bool { return true })
	if err != nil {
		return nil, err
	}
	return model.Read(m.Bytes())
}

// LearnJoint learns the joint chain from lessons, those of English with their language hidden, and takes all else from a model. report is as in Learn;
// the same input gives the same model. The only errors are the context's.
func LearnJoint(ctx context.Context, ix *gazetteer.Index, lessons []Lesson, from *model.Model, report func(stage string)) (*model.Model, error) {
	t := newTrainer(ctx, ix, report)
	if err := t.read(lessons); err != nil {
		return nil, err
	}
	t.report("learning from other languages")
	m := *from
	m.Joint, m.Taught = t.jointChain(), t.taught
	return model.Read(m.Bytes())
}

// LearnRoles learns from lessons how names are used, and takes all else from a model, which answers to the names of texts that mark none. The same
// input gives the same model. The only errors are the context's.
func LearnRoles(ctx context.Context, ix *gazetteer.Index, lessons []Lesson, from *model.Model) (*model.Model, error) {
	t := &trainer{ctx: ctx, ix: ix}
	m := *from
	roles, err := t.roles(from, slices.Concat(lessons, frameLessons(ix)), roleOptions)
	if err != nil {
		return nil, err
	}
	m.Roles = roles
	return model.Read(m.Bytes())
}

// wholly is how many texts a corpus has whose own rules count as much as any other's for those that answers follow; of fewer texts they count for
// less. The smallest of the corpora of whole articles has as many.
const wholly = 90

// A trainer holds the lessons as the chain sees them, so that folds need not read them again.
type trainer struct {
	ctx          context.Context
	ix           *gazetteer.Index
	report       func(stage string)
	fast         bool               // only what reads English is learned
	sequences    [][]learn.Sequence // of each lesson, for the chain of English
	joint        [][]learn.Sequence // of each lesson, for the joint chain
	taught       []string           // the languages of the lessons for the joint chain, sorted
	domains      int
	jointDomains int
	blended      []float32 // how much the domains count for the rules that answers follow: those of corpora that mark places only do
}

// newTrainer returns a trainer; report may be nil.
func newTrainer(ctx context.Context, ix *gazetteer.Index, report func(stage string)) *trainer {
	if report == nil {
		report = func(string) {}
	}
	return &trainer{ctx: ctx, ix: ix, report: report}
}

// A reader walks lessons through the steps of the tagger.
type reader struct {
	texts    *prose.Reader
	mentions *mention.Reader
	by       mention.Recognizer
	resolver *resolve.Resolver
}

func newReader(ix *gazetteer.Index, m *model.Model) *reader {
	r := &reader{texts: prose.NewReader(ix), mentions: mention.NewReader(ix, m.Roles), by: new(mention.Rules), resolver: resolve.New(ix, m)}
	if m.Chain != nil {
		r.by = mention.NewChain(m)
	}
	return r
}

// read returns a text with its mentions; those of given spans, where there are any.
func (r *reader) read(ctx context.Context, source string, given []prose.Span) (*prose.Text, *mention.Set, error) {
	text, err := r.texts.Read(ctx, source, "")
	if err != nil {
		return nil, nil, err
	}
	by := r.by
	if text.Language.Model == "" {
		by = new(mention.Rules)
	}
	if len(given) > 0 {
		by = mention.NewGiven(given, by)
	}
	set, err := r.mentions.Read(ctx, text, by)
	return text, set, err
}

// read makes sequences of all lessons but those that mark only some of their places.
func (t *trainer) read(lessons []Lesson) error {
	t.report("reading the texts")
	domains, jd, texts := map[string]int{}, map[string]int{}, map[string]int{}
	for i := range lessons {
		texts[lessons[i].Corpus]++
	}
	for i := range lessons {
		l := &lessons[i]
		if l.Language != "" && !slices.Contains(t.taught, l.Language) {
			t.taught = append(t.taught, l.Language)
		}
		if _, ok := jd[l.Corpus]; !ok && !l.Partial {
			jd[l.Corpus] = len(jd)
		}
		if _, ok := domains[l.Corpus]; !ok && !l.Partial && l.Language == "" {
			domains[l.Corpus] = len(domains)
			share := float32(0)
			if !l.AllNames {
				share = min(1, float32(texts[l.Corpus])/wholly)
			}
			t.blended = append(t.blended, share)
		}
	}
	slices.Sort(t.taught)
	t.domains = len(domains)
	t.jointDomains = len(jd)
	t.sequences, t.joint = make([][]learn.Sequence, len(lessons)), make([][]learn.Sequence, len(lessons))
	x := &islander{
		ctx: t.ctx, texts: prose.NewReader(t.ix), mentions: mention.NewReader(t.ix, model.ByRules.Roles),
		chain: mention.NewChain(&model.Model{Taught: t.taught}),
	}
	for i := range lessons {
		l := &lessons[i]
		if l.Partial {
			continue
		}
		var err error
		if l.Language == "" {
			if t.sequences[i], err = x.read(l, "", domains[l.Corpus], prose.English, false); err != nil {
				return err
			}
		}
		if t.fast {
			continue
		}
		if t.joint[i], err = x.read(l, cmp.Or(l.Language, unknown), jd[l.Corpus], prose.Joint, i%hiddenOf == 0); err != nil {
			return err
		}
	}
	return nil
}

// unknown is the tag of texts whose language is not to be known.
const unknown = "und"

// The language is hidden in one of so many texts, from which the joint chain learns what all languages share. Chosen by the score on languages
// that it was not taught.
const hiddenOf = 2

// An islander makes sequences of lessons.
type islander struct {
	ctx      context.Context
	texts    *prose.Reader
	mentions *mention.Reader
	chain    *mention.Chain
}

// read makes sequences of a lesson in a language (or as it shows), if it is one for which a model has weights under a name.
func (x *islander) read(l *Lesson, language string, domain int, weights string, hidden bool) ([]learn.Sequence, error) {
	text, err := x.texts.Read(x.ctx, l.Text, language)
	if err != nil || text.Language.Model != weights {
		return nil, err
	}
	advice, err := x.mentions.Advise(x.ctx, text)
	if err != nil {
		return nil, err
	}
	return sequences(l, domain, advice, x.chain, hidden), nil
}

// sequences makes of each island of a text what a chain learns from.
func sequences(l *Lesson, domain int, a *mention.Advice, chain *mention.Chain, hidden bool) (out []learn.Sequence) {
	allowed := allowed(l, a)
	chain.Islands(a, hidden, func(is mention.Island, word int32, features []uint32) {
		if word == is.First {
			out = append(out, learn.Sequence{Domain: domain, Allowed: allowed[is.First : is.Last+1]})
		}
		s := &out[len(out)-1]
		s.Tokens = append(s.Tokens, slices.Clone(features))
	})
	return out
}

// allowed returns the labels that each word may have, by what the lesson marks and by what its corpus never marks.
func allowed(l *Lesson, a *mention.Advice) []learn.Set {
	words := len(a.Text.Words)
	out := make([]learn.Set, words)
	named, demonym := make([]bool, words), make([]bool, words)
	for k := range a.List.Names {
		n := &a.List.Names[k]
		for i := n.First; i <= n.Last; i++ {
			named[i], demonym[i] = true, n.Demonym
		}
	}
	for i := range out {
		out[i] = l.unmarked(demonym[i])
	}
	for i := range l.Names {
		n := &l.Names[i]
		first, last, ok := a.Text.Covering(a.Text.Origin.Source(n.Start, n.End))
		for k := first; ok && k <= last; k++ {
			out[k] = n.labels(k == first, named[k], demonym[k])
		}
	}
	return out
}

// train learns all but the trust from some of the lessons.
func (t *trainer) train(lessons []Lesson, in func(i int) bool) (*model.Model, error) {
	o := chainOptions
	o.Domains, o.Blended = t.domains, t.blended
	var sequences []learn.Sequence
	var some []Lesson
	for i, s := range t.sequences {
		if in(i) && lessons[i].Language == "" {
			sequences = append(sequences, s...)
			some = append(some, lessons[i])
		}
	}
	m := &model.Model{Chain: learn.TrainChain(sequences, o), Joint: model.ByRules.Roles, Roles: model.ByRules.Roles, First: model.ByHand, Later: model.ByHand}
	roles, err := t.roles(m, slices.Concat(some, frameLessons(t.ix)), roleOptions)
	if err != nil {
		return nil, err
	}
	m.Roles = roles
	return m, t.ranks(m, some)
}

// jointChain learns the joint chain.
func (t *trainer) jointChain() *learn.Chain {
	return learn.TrainChain(slices.Concat(t.joint...), jointOptions)
}

// trust learns the curve of the score from answers to texts that the models which give them have not seen: those learned from
// each half of the lessons answer the other.
func (t *trainer) trust(lessons []Lesson) (model.Trust, error) {
	t.report("learning from each half")
	var rated [2][]learn.Choice
	var errs [2]error
	var group sync.WaitGroup
	for half := range 2 {
		group.Go(func() { rated[half], errs[half] = t.rateOther(lessons, half) })
	}
	group.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return model.Trust{}, err
	}
	return model.Trust(learn.TrainRank(append(rated[0], rated[1]...), model.NumTrust, trustOptions)), nil
}

// rateOther learns from one half of the lessons and rates the answers to the other.
func (t *trainer) rateOther(lessons []Lesson, half int) ([]learn.Choice, error) {
	m, err := t.train(lessons, func(i int) bool { return halfOf(lessons, i) == half })
	if err != nil {
		return nil, err
	}
	r := newReader(t.ix, m)
	var rated []learn.Choice
	for i := range lessons {
		l := &lessons[i]
		if halfOf(lessons, i) == half || l.AllNames || l.Partial || l.Language != "" {
			continue
		}
		text, set, err := r.read(t.ctx, l.Text, nil)
		if err != nil {
			return nil, err
		}
		answers, err := r.resolver.Resolve(t.ctx, text, set, gazetteer.Place{})
		if err != nil {
			return nil, err
		}
		rated = append(rated, rate(l, answers)...)
	}
	return rated, nil
}

// halfOf returns the half of the lessons to which one belongs: those of an outlet to the same, for the texts of an outlet name the same places.
func halfOf(lessons []Lesson, i int) int {
	if lessons[i].Outlet == "" {
		return i % 2
	}
	h := fnv.New32a()
	io.WriteString(h, lessons[i].Outlet)
	return int(learn.Mix(h.Sum32()) % 2)
}

// rate says of each answer what it is made of and whether it is right.
func rate(l *Lesson, a *resolve.Answers) []learn.Choice {
	var out []learn.Choice
	for k := range a.All {
		at := a.All[k].At()
		if at.IsZero() || l.NoDemonyms && a.Set.Mentions[k].Role == model.Demonym {
			continue
		}
		start, end := a.Set.Input(a.Text, int32(k))
		right, neutral := false, false
		for _, n := range l.Names {
			if n.Start < end && start < n.End {
				neutral = neutral || n.Point == nil
				right = right || n.Point != nil && n.Start == start && n.End == end && placed(at, *n.Point)
			}
		}
		if !neutral {
			x := a.Trust(k)
			out = append(out, learn.Choice{Features: [][]float32{x[:], make([]float32, model.NumTrust)}, Right: []bool{right, !right}, Weight: 1})
		}
	}
	return out
}
