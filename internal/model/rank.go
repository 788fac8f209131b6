package model

// A Feature numbers what speaks for or against a candidate of a mention.
type Feature uint8

// The features of candidates, from 0 to 1 where nothing else is said.
const (
	// What is known of the place.
	Prior     Feature = iota // how well known it is: names.Prior
	Behind                   // how much less than the best known candidate
	Best                     // it is the best known candidate
	Unbacked                 // Behind, as far as nothing that the text names speaks for it
	Unpeopled                // a settlement without a known population
	Country
	Admin1
	Admin2
	Region   // or a continent, a union
	Natural  // a water, a landform, an island
	Built    // an airport, a facility
	Capital  // of a country
	Seat     // of a first-order division
	Section  // of a populated place
	Namesake // a division, of which the seat bears the name; counts between the two alone
	// How the text writes it.
	Exact // spelt as the text spells it
	Main  // by its display name
	Historic
	Colloquial
	Derived
	Short         // an abbreviation or a code
	Foreign       // only other languages than the text's use it
	OtherTown     // a settlement by a name that is not its display name
	OtherDivision // the same, of a division
	OtherCountry  // a country by the display name of a division of it: the United Kingdom as England
	PeopleTown    // a settlement that a people's name is the display name of
	// What stands next to it.
	HeldByCountry // the text names the country that holds it next to it
	Held          // the text names another thing that holds it next to it
	HeldTight     // the same, across a comma or a bracket, or as an owner: "Paris, Texas"
	Holds         // the text names what it holds next to it
	Town          // "the town of", or a dateline
	NotTown       // the same, of what is no settlement
	Division
	NotDivision
	Nature // "the river Congo"
	NotNature
	TheNature // "the Congo", of a thing of nature or a region
	TheTown   // the same, of a settlement or a division
	Acting    // a capital or a country that acts: "Beijing accused Washington"
	// What the text's other names may mean, whichever is chosen.
	CountryVote // the share of the other names that may mean a place there, each by how few countries it leaves open
	Admin1Vote
	Admin2Vote
	MayBeHeld // another name may mean the second-order division that holds it
	MayHold   // another name may mean a place in it, of a second-order division
	// How near the places are that the text's other names may mean, whichever is chosen: resolve's vicinity.
	VicinityVote  // the votes of all other names, of which two are enough
	VicinityBest  // the largest
	VicinityShare // their mean
	// Where the publisher sits.
	HomeCountry
	HomeAdmin1
	HomeNear  // 1 there, 1/2 at 100 km
	HomeLocal // 1 there, 1/2 at 30 km, and soon nothing
	// Of the reading that the gazetteer lacks the place, and that it lies in or near a host.
	Lacked
	LackedHeld  // the host stands next to it
	LackedAlone // no other reading lies in the host
	LackedLong  // the name has several words
	LackedOnly  // there is one other reading only
	LackedKnown // how well known the best known of the other readings is, in tenths of the scale of prior
	// What was chosen for the text's other names.
	CountryNamed
	Admin1Named
	Admin2Named
	CountryShare // of the text's other places, by mentions
	Admin1Share
	Admin2Share
	Near         // how near the closest of the text's other places is: 1 there, 1/2 at 100 km
	Nearby       // the same, 1/2 at 500 km
	Close        // the share of the text's other places within 60 km
	Around       // within 250 km
	Neighbor     // how near the places named before and after it are
	DatelineNear // how near the dateline's place is
	Holding      // of a division: it holds places chosen for other names
	HoldingShare // the share of the text's other places that it holds, by mentions
	NumFeatures
)

// InContext is the first of the features that change from pass to pass.
const InContext = CountryNamed

// featureNames are the names of the features, in their order: a part of the fingerprint.
var featureNames = [NumFeatures]string{
	"prior", "behind", "best", "unbacked", "unpeopled", "country", "admin1", "admin2", "region", "natural", "built", "capital", "seat",
	"section", "namesake", "exact", "main", "historic", "colloquial", "derived", "short", "foreign", "other town",
	"other division", "other country", "people town", "held by country", "held", "held tight", "holds", "town", "not town", "division", "not division", "nature", "not nature", "the nature", "the town", "acting", "country vote",
	"admin1 vote", "admin2 vote", "may be held", "may hold", "vicinity vote", "vicinity best",
	"vicinity share", "home country", "home admin1", "home near", "home local", "lacked", "lacked held", "lacked alone",
	"lacked long", "lacked only", "lacked known", "country named", "admin1 named", "admin2 named", "country share", "admin1 share",
	"admin2 share", "near", "nearby", "close", "around", "neighbor", "dateline near", "holding", "holding share",
}

// Features are the values of one candidate, or the weights of all.
type Features [NumFeatures]float32

// Score adds up the weighted features from one on, up to another.
func (f *Features) Score(w *Features, from, to Feature) float32 {
	sum := float32(0)
	for i := from; i < to; i++ {
		sum += f[i] * w[i]
	}
	return sum
}

// AtOnce is how many candidates Scores adds up at once, for a processor waits on a single sum.
const AtOnce = 4

// Scores adds up the features of some candidates, up to one, each by two kinds of weights.
func Scores(f *[AtOnce]Features, first, later *Features, to Feature) [AtOnce][2]float32 {
	var a0, a1, b0, b1, c0, c1, d0, d1 float32 // in registers, which arrays are not
	for i := range min(to, NumFeatures) {
		v, w := first[i], later[i]
		a0, a1 = a0+f[0][i]*v, a1+f[0][i]*w
		b0, b1 = b0+f[1][i]*v, b1+f[1][i]*w
		c0, c1 = c0+f[2][i]*v, c1+f[2][i]*w
		d0, d1 = d0+f[3][i]*v, d1+f[3][i]*w
	}
	return [AtOnce][2]float32{{a0, a1}, {b0, b1}, {c0, c1}, {d0, d1}}
}

// ByHand were set by hand; what a model learned replaces them.
var ByHand = Features{
	Prior: 1.2, Unbacked: -1.1, Admin1: 0.8, Namesake: -3, Exact: 0.6, Main: 0.6, Historic: -0.5, Colloquial: -0.5, Derived: -0.3, OtherCountry: -2, PeopleTown: -2,
	HeldByCountry: 4, Held: 4, HeldTight: 3, Holds: 4, Town: 2, NotTown: -2, Division: 2, NotDivision: -1.5,
	Nature: 2, NotNature: -2, TheNature: 1.5, TheTown: -1, Acting: 1, CountryNamed: 0.6, Admin1Named: 2.5, Admin2Named: 2.5, CountryShare: 2.5,
	Near: 2.5, Nearby: 1.2, HomeCountry: 1.5, HomeAdmin1: 1.5, HomeNear: 3,
}

// Floor raises the weights of what texts seldom contradict, and so do not teach, to those set by hand, and sets those of
// the publisher's home where no lesson said one.
func (w *Features) Floor() {
	for _, f := range []Feature{Best, Capital, HeldByCountry, HeldTight, Holds, Town, Division, Nature, TheNature, Acting} {
		w[f] = max(w[f], ByHand[f])
	}
	for _, f := range []Feature{Unbacked, Admin1, Historic, Foreign, OtherCountry, PeopleTown, Namesake, NotTown, NotDivision, NotNature, TheTown} {
		w[f] = min(w[f], ByHand[f])
	}
	if w[HomeCountry] == 0 && w[HomeNear] == 0 {
		w[HomeCountry], w[HomeAdmin1], w[HomeNear] = ByHand[HomeCountry], ByHand[HomeAdmin1], ByHand[HomeNear]
	}
}
