package model

// The templates of how a name is used that stand for one thing each.
const (
	RoleAlways     Template = iota // every name has it
	RoleKind                       // the kind of its best known place
	RoleEdges                      // whether it owns, a capital follows, its sentence begins with it; the gaps
	RoleDemonym                    // an adjective or people
	RoleSaid                       // what the rules made of it, and its links
	RoleShort                      // an abbreviation
	RoleInner                      // by rule it stands inside the name of a body
	RoleActing                     // by rule it acts
	RoleCountries                  // how many countries its sentence names
	RoleSport                      // whether its sentence, or its text, is of sport
	RolePower                      // whether its sentence is of governments
	RoleForce                      // of armed forces
	RoleEvent                      // of events and teams
	RolePlace                      // where in its sentence it stands
	RoleName                       // its first word
	RoleNameKin                    // the cluster of that
	RoleNearBefore                 // a word among those before it
	RoleNearAfter                  // a word among those after it
	RoleSentence                   // the cluster of a word of its sentence
	numRole
)

// A RoleSlot is a place in the sentence whose word tells how a name is used.
type RoleSlot uint32

// The slots.
const (
	SlotBefore RoleSlot = iota // the word before the name, and the two before that
	_
	_
	SlotAfter // the word after it, and the two after that
	_
	_
	SlotGovernor // what governs it: a preposition or a verb before it and all that it is listed with
	SlotTaker    // what a preposition that governs it belongs to: "war" of "war with Chad"
	numSlots
)

// The templates of a slot's word.
const (
	SlotWord Template = iota
	SlotClasses
	SlotCluster
	SlotCoarse
	SlotStem // its first five letters
	numSlot
)

// Of returns the template of a slot's word.
func (s RoleSlot) Of(t Template) Template { return 30 + 10*Template(s) + t }

// The templates of two things of how a name is used at once.
const (
	RoleGovernor    Template = iota + 200 // the word that governs it, and its kind
	RoleGoverned                          // what kind of word governs it, and its kind
	RoleTaken                             // the preposition with the word that it belongs to
	RoleTakenKin                          // with the cluster of that
	RoleTakenCoarse                       // with the coarse one
	RoleTakenFar                          // with that of the word before
	RoleTakenStem                         // with its stem
	afterRolePairs
)

// roleTemplateNames lists all templates of how a name is used, for the fingerprint.
func roleTemplateNames() (out []templateName) {
	for i, n := range [numRole]string{
		"always", "kind", "edges", "demonym", "said", "short", "inner", "acting", "countries", "sport", "power", "force", "event", "place", "name", "name kin",
		"near before", "near after", "sentence",
	} {
		out = append(out, templateName{Template(i), n})
	}
	slots := [numSlots]string{
		"before", "two before", "three before", "after", "two after", "three after", "governor", "taker",
	}
	for i, s := range slots {
		for k, n := range [numSlot]string{"word", "classes", "cluster", "coarse", "stem"} {
			out = append(out, templateName{RoleSlot(i).Of(Template(k)), s + " " + n})
		}
	}
	for i, n := range [afterRolePairs - RoleGovernor]string{
		"governor", "governed", "taken", "taken kin", "taken coarse", "taken far", "taken stem",
	} {
		out = append(out, templateName{RoleGovernor + Template(i), n})
	}
	return out
}
