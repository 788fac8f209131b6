package model

import "example.com/geotag/internal/learn"

// The labels that the chain of names tells apart. A place's name begins with LabelPlace, LabelPeople or LabelPart and goes
// on with LabelInside; the other labels need no beginning.
const (
	LabelOther  = iota // no name
	LabelPerson        // a person's name
	LabelBody          // the name of an organization, a team, a publication
	LabelName          // another name: a vessel, a product, an event, a street
	LabelPlace         // a place
	LabelPeople        // an adjective or people made from a place
	LabelPart          // a place inside another name
	LabelInside
)

var labelNames = [learn.Labels]string{"other", "person", "body", "name", "place", "people", "part", "inside"}

// NameFollows says which labels of names may follow each, and which may begin a sequence.
var NameFollows = func() (f [learn.Labels + 1]learn.Set) {
	for from := range f {
		f[from] = learn.All
		if from < LabelPlace || from == learn.Labels {
			f[from] &^= 1 << LabelInside
		}
	}
	return f
}()

// The labels of the chain that tells roles. Datelines are told by where they stand.
const (
	RoleLabelLocation = iota
	RoleLabelActor
	RoleLabelPart
	RoleLabelDemonym
)

var roleLabelNames = [...]string{"location", "actor", "part", "demonym"}

// RoleFollows lets any of the roles stand alone.
var RoleFollows = func() (f [learn.Labels + 1]learn.Set) {
	f[learn.Labels] = 1<<RoleLabelLocation | 1<<RoleLabelActor | 1<<RoleLabelPart | 1<<RoleLabelDemonym
	return f
}()

// A Role is how a mention uses its place. The zero Role is none: the mention is rejected.
type Role uint8

// The roles.
const (
	Location   Role = 1 + iota // where something is or happens
	Actor                      // a capital or country that acts
	Demonym                    // an adjective or people made from a place
	Dateline                   // where a report was filed
	PartOfName                 // inside an institution's name
)

var roleNames = [...]string{"none", "location", "actor", "demonym", "dateline", "part of name"}

// A Reason is why a name is no place. The zero Reason is none: it is one.
type Reason uint8

// The reasons.
const (
	Person Reason = 1 + iota
	Organization
	Team
	Vessel
	Publication
	Street
	Product
	CommonWord
	UnknownPlace
)

var reasonNames = [...]string{
	"none", "person", "organization", "team", "vessel", "publication", "street", "product", "common word", "unknown place",
}
