package geotag

import (
	"slices"
	"sort"

	"example.com/geotag/internal/learn"
)

// sequences makes of each island of a text what a chain learns from.
func (r *reading) sequences(l *Lesson, domain int) []learn.Sequence {
	allowed := r.allowed(l)
	var out []learn.Sequence
	for _, is := range r.islands {
		s := learn.Sequence{Domain: domain, Allowed: allowed[is.first : is.last+1]}
		for i := is.first; i <= is.last; i++ {
			s.Tokens = append(s.Tokens, slices.Clone(r.tokenFeatures(i)))
		}
		out = append(out, s)
	}
	return out
}

const inside = learn.Set(1 << labelInside)

// allowed returns the labels that each token may have, by what the lesson marks and by what its corpus never marks.
func (r *reading) allowed(l *Lesson) []learn.Set {
	out := make([]learn.Set, len(r.tokens))
	named, demonym := make([]bool, len(r.tokens)), make([]bool, len(r.tokens))
	for k := range r.spans {
		s := &r.spans[k]
		for i := s.first; i <= s.last; i++ {
			named[i], demonym[i] = true, s.demonym
		}
	}
	for i := range out {
		out[i] = l.unmarked(demonym[i])
	}
	for _, n := range l.Names {
		first := sort.Search(len(r.tokens), func(i int) bool { return int(r.tokens[i].end) > n.Start })
		for i := first; i < len(r.tokens) && int(r.tokens[i].start) < n.End; i++ {
			out[i] = n.labels(i == first, named[i], demonym[i])
		}
	}
	return out
}

// unmarked returns what a token may be that is part of no marked name.
func (l *Lesson) unmarked(demonym bool) learn.Set {
	const people = 1<<labelPeople | inside
	switch {
	case l.AllNames && demonym:
		return 1<<labelOther | 1<<labelName | people
	case l.AllNames:
		return 1 << labelOther
	case l.NoDemonyms && demonym:
		return 1<<labelOther | 1<<labelPerson | 1<<labelBody | 1<<labelName | people
	}
	return 1<<labelOther | 1<<labelPerson | 1<<labelBody | 1<<labelName
}

// labels returns what a token of a marked name may be.
func (n *LessonName) labels(first, named, demonym bool) learn.Set {
	switch n.Kind {
	case PersonName:
		return 1 << labelPerson
	case BodyName:
		if named {
			return 1<<labelBody | 1<<labelPart | inside
		}
		return 1 << labelBody
	case OtherName:
		if demonym {
			return 1<<labelName | 1<<labelPeople | inside
		}
		if named {
			return 1<<labelName | 1<<labelPart | inside
		}
		return 1 << labelName
	case PlaceName:
		return n.placeLabels(first, demonym)
	}
	return learn.All
}

func (n *LessonName) placeLabels(first, demonym bool) learn.Set {
	switch {
	case !first:
		return inside
	case demonym:
		return 1 << labelPeople
	case n.Role == PartOfName:
		return 1 << labelPart
	case n.Role != 0:
		return 1 << labelPlace
	}
	return 1<<labelPlace | 1<<labelPart
}
