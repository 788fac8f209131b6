package model

// The ways in which a text uses a word, as bits of a feature's value.
const (
	UsedAfterPrep = 1 << iota
	UsedAfterPerson
	UsedAfterCapital
	UsedBeforeCapital
	UsedBeforeVerb
	UsedAfterComma
	UsedAsOwner
	UsedSmall
	UsedInDateline
	UsedBeforeNoun
	UsedTwice
)

// UseNames are the names of the bits, the lowest first.
var UseNames = [...]string{
	"after a preposition", "after a person's name or title", "after a capital", "before a capital", "before a verb", "after a comma", "as an owner",
	"small", "in a dateline", "before a noun for a body", "twice",
}
