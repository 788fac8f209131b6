// Package train learns a model from marked texts. It reads them by the same steps as the tagger, and its features are the
// tagger's own.
//
//	lessons -> sequences -> chain of names -> chain of roles -> ranking, pass by pass -> trust
package train

import (
	"github.com/paulmach/orb"

	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

// A Lesson is a text to learn from, with the names that somebody marked in it.
type Lesson struct {
	Corpus string // texts of one corpus are marked by the same rules
	Text   string
	// Language is that of a text for the joint chain alone (BCP 47); empty: the text is English, and is learned from whole.
	Language string
	Names    []Name // in the order of the text, not overlapping
	// AllNames says that persons and organizations are marked, too.
	AllNames bool
	// NoDemonyms says that adjectives and peoples are not marked as places.
	NoDemonyms bool
	// Outlet is where the text appeared, of a corpus that has several texts of an outlet; empty: not said.
	Outlet string
	// Home is where the publisher sits, a place id; empty: not said. The ranking is told of it in a part of the lessons.
	Home string
	// Partial says that only some of the places are marked.
	Partial bool
	// Uses says what the text tells of how names are used, and that it tells nothing else; it must be Partial.
	Uses Uses
}

// Uses is what a text marks of how names are used. A name that is marked as a Location is where something is or happens; one that is marked as an
// Actor is used otherwise, in whatever role.
type Uses uint8

// What texts mark of it.
const (
	AnyUses   Uses = iota // they mark more
	SomeUses              // of some names
	PlaceUses             // of all that are used as places, or are adjectives of such; what is not marked is used otherwise
)

// A Name is a name marked in a text.
type Name struct {
	Start, End int // bytes
	Kind       Kind
	Role       model.Role // of a place; 0: not said
	Apart      bool       // what is marked is not a place inside the name of a body, nor such a name with a place in it
	Point      *orb.Point // of a place, where it lies; nil: not said
	ID         string     // of a place in the gazetteer; empty: not said
}

// A Kind is what a name was marked as.
type Kind uint8

// The kinds of names.
const (
	AnyName Kind = iota // marked, but not as what
	PlaceName
	PersonName
	BodyName // an organization, a team, a publication
	OtherName
)

const (
	narrowWeight  = 0.5 // of the choice among places that all count as right
	toldWeight    = 0.5 // of a choice in a text that was read before without knowing where its publisher sits
	partialWeight = 0.3 // of a choice in a text that marks only some places, for there are many such texts of one kind
)

// weight is what the choices of a lesson count.
func (l *Lesson) weight() float32 {
	if l.Partial && l.Corpus != exerciseCorpus {
		return partialWeight
	}
	return 1
}

// places returns the spans of a lesson's places.
func (l *Lesson) places() (spans []prose.Span) {
	for _, n := range l.Names {
		if n.Kind == PlaceName && n.Point != nil && (len(spans) == 0 || spans[len(spans)-1].End <= n.Start) {
			spans = append(spans, prose.Span{Start: n.Start, End: n.End})
		}
	}
	return spans
}

const inside = learn.Set(1 << model.LabelInside)

// unmarked returns what a word may be that is part of no marked name.
func (l *Lesson) unmarked(demonym bool) learn.Set {
	const people = 1<<model.LabelPeople | inside
	const others = 1<<model.LabelOther | 1<<model.LabelPerson | 1<<model.LabelBody | 1<<model.LabelName
	switch {
	case l.AllNames && demonym:
		return 1<<model.LabelOther | 1<<model.LabelName | people
	case l.AllNames:
		return 1 << model.LabelOther
	case l.NoDemonyms && demonym:
		return others | people
	}
	return others
}

// labels returns what a word of a marked name may be: its first or another, in a name of the gazetteer or not.
func (n *Name) labels(first, named, demonym bool) learn.Set {
	one := func(label learn.Set, or bool, other learn.Set) learn.Set {
		if or {
			return label | other | inside
		}
		return label
	}
	switch n.Kind {
	case PersonName:
		return one(1<<model.LabelPerson, demonym, 1<<model.LabelPeople)
	case BodyName:
		return one(1<<model.LabelBody, named && !n.Apart, 1<<model.LabelPart)
	case OtherName:
		if demonym {
			return one(1<<model.LabelName, true, 1<<model.LabelPeople)
		}
		return one(1<<model.LabelName, named, 1<<model.LabelPart)
	case PlaceName:
		return n.placeLabels(first, demonym)
	}
	return learn.All
}

func (n *Name) placeLabels(first, demonym bool) learn.Set {
	switch {
	case !first:
		return inside
	case demonym:
		return 1 << model.LabelPeople
	case n.Role == model.PartOfName:
		return 1 << model.LabelPart
	case n.Role != 0 || n.Apart:
		return 1 << model.LabelPlace
	}
	return 1<<model.LabelPlace | 1<<model.LabelPart
}
