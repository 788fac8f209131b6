package model

// A Template is a kind of feature of a word, or of a mention's role: a feature is a template with a value, hashed. Inference
// and learning make features by the same templates (internal/mention); their numbers are hashed into the weights.
type Template uint32

// The templates of a word in its window: Window(d) + one of these, for the word d after it.
const (
	Folded   Template = iota // hash of the folded word
	Classes                  // its classes in the lexicon
	Written                  // its shape and the gap before it
	InName                   // where it stands in a name, and the kind of the name's best known place
	Cluster                  // the cluster of words that it is like
	Coarse                   // the cluster of clusters
	RuleSays                 // what the rules made of the name
	numWindow
)

// Window returns the first template of the word d words after, from -2 to 2.
func Window(d int32) Template { return Template(10 * (d + 3)) }

// The templates of a word and its two neighbors: Beside(k) + one of these, for the one before, itself, and the one after.
const (
	Tail3     Template = iota // its last three letters
	Tail2                     // its last two
	Head3                     // its first three
	Standing                  // what stands around the name, and how well known its place is
	UsedSo                    // how the same word is used in the rest of the text
	NameFame                  // where it stands in a name of which kind, and how well known that is
	LikeNames                 // how like names of towns and persons it is used, and its shape
	Frequency                 // how frequent it is, and where it stands in a name
	numBeside
)

// Beside returns the first template of the word before (0), the word itself (1), the word after (2).
func Beside(k int) Template { return Template(60 + 10*k) }

// Always is the template of the feature that every word has.
const Always Template = 0

// The templates of two things of a word and its neighbors at once.
const (
	NameClassBefore Template = iota + 103
	NameClassAfter
	NameClass
	NameRule
	NameUsed
	NameWritten
	RuleRuleBefore
	RuleRuleAfter
	ShapesAround
	CoarseAround
	CoarseBefore
	CoarseAfter
	WordBeforeName
	WordAfterName
	ClusterName
	ClassesAround
	NamesAround
	_
	_
	KindsAround
	afterPairs
)

// A templateName is a number with what it stands for.
type templateName struct {
	number Template
	name   string
}

// templateNames lists all templates of the chain of names, for the fingerprint.
func templateNames() (names []templateName) {
	names = append(names, templateName{Always, "always"})
	window := [numWindow]string{"folded", "classes", "written", "in name", "cluster", "coarse", "rule says"}
	for d := int32(-2); d <= 2; d++ {
		for i, n := range window {
			names = append(names, templateName{Window(d) + Template(i), n})
		}
	}
	beside := [numBeside]string{"tail 3", "tail 2", "head 3", "standing", "used so", "name fame", "like names", "frequency"}
	for k := range 3 {
		for i, n := range beside {
			names = append(names, templateName{Beside(k) + Template(i), n})
		}
	}
	pairs := [afterPairs - NameClassBefore]string{
		"name, class before", "name, class after", "name, class", "name, rule", "name, used so", "name, written", "rule, rule before",
		"rule, rule after", "shapes around", "coarse around", "coarse before", "coarse after", "word before, name", "word after, name",
		"cluster, name", "classes around", "names around", "", "", "kinds around",
	}
	for i, n := range pairs {
		names = append(names, templateName{NameClassBefore + Template(i), n})
	}
	return names
}
