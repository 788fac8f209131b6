package train

import (
	"slices"

	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

// roles learns how names are used from the lessons that say it.
func (t *trainer) roles(m *model.Model, lessons []Lesson, o learn.ChainOptions) (*learn.Chain, error) {
	r := newReader(t.ix, m)
	var out []learn.Sequence
	for _, l := range lessons {
		if !l.tells() {
			continue
		}
		text, set, err := r.read(t.ctx, l.Text, l.used())
		if err != nil {
			return nil, err
		}
		for k := range set.Names {
			if label := l.roleLabel(text, set, k); label != 0 {
				out = append(out, learn.Sequence{Tokens: [][]uint32{slices.Clone(r.mentions.RoleFeatures(set, k))}, Allowed: []learn.Set{label}})
			}
		}
	}
	return learn.TrainChain(out, o), nil
}

// tells reports whether a lesson says how a name is used.
func (l *Lesson) tells() bool {
	return l.Uses != AnyUses || slices.ContainsFunc(l.Names, func(n Name) bool { return n.Role != 0 })
}

// used returns the spans of which a lesson says how they are used; none where they are to be found.
func (l *Lesson) used() (spans []prose.Span) {
	if l.Uses != SomeUses {
		return l.places()
	}
	for _, n := range l.Names {
		if len(spans) == 0 || spans[len(spans)-1].End <= n.Start {
			spans = append(spans, prose.Span{Start: n.Start, End: n.End})
		}
	}
	return spans
}

// roleLabel returns what the role of a mention may be by the lesson, or 0 where it says nothing of it.
func (l *Lesson) roleLabel(text *prose.Text, set *mention.Set, k int) learn.Set {
	m, demonym := &set.Mentions[k], set.Names[k].Demonym
	if m.Role == 0 || m.Role == model.Dateline || set.Names[k].Unlisted {
		return 0
	}
	if l.Uses == PlaceUses {
		start, end := set.Input(text, int32(k))
		n := l.over(start, end)
		switch {
		case n == nil && demonym:
			return 0
		case n == nil:
			return otherwise
		}
		return n.roleLabel(demonym)
	}
	n := l.at(m.Given)
	switch {
	case n == nil:
		return 0
	case l.Uses == SomeUses && n.Role == model.Actor:
		return otherwise | 1<<model.RoleLabelDemonym
	}
	return n.roleLabel(demonym)
}

// otherwise are the roles of a name that is not used as a place.
const otherwise = learn.Set(1<<model.RoleLabelActor | 1<<model.RoleLabelPart)

// at returns the name of a lesson at a span that was given, or nil.
func (l *Lesson) at(s prose.Span) *Name {
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

// over returns the first name of a lesson that shares a byte with a span, or nil.
func (l *Lesson) over(start, end int) *Name {
	for i := range l.Names {
		if l.Names[i].Start < end && start < l.Names[i].End {
			return &l.Names[i]
		}
	}
	return nil
}

// roleLabel returns the label of a name's role, or 0 where none is said.
func (n *Name) roleLabel(demonym bool) learn.Set {
	switch {
	case n.Role == model.PartOfName:
		return 1 << model.RoleLabelPart
	case n.Role == model.Demonym, n.Role != 0 && demonym:
		return 1 << model.RoleLabelDemonym
	case n.Role == model.Location:
		return 1 << model.RoleLabelLocation
	case n.Role == model.Actor:
		return 1 << model.RoleLabelActor
	}
	return 0
}
