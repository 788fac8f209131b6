package score

import (
	"math"

	"github.com/paulmach/orb"
)

// A Tally gathers cases.
type Tally struct {
	Classes [Classes]int
	Kinds   map[string]*Outcome // by gold usage type, where there is one
	Types   map[string]*Outcome // by the place type of the answer
	Roles   map[[2]string]int   // found mentions by the role expected and the role answered
	Bins    [10]Bin             // by the score answered, a tenth each
	Wrong   []Case              // all but those that are right
}

// An Outcome counts mentions or predictions.
type Outcome struct{ All, Found, Placed int }

// A Bin is a tenth of the scores from 0 to 1.
type Bin struct {
	Count, Right int
	Sum          float64 // of the scores
}

// Add adds a document's cases and how well its scores hold, and returns how many are the Same. locate is as for Cases; without it, misplaced mentions
// count as in another country.
func (t *Tally) Add(d *Document, predicted []Prediction, rules Rules, locate func(orb.Point) Area) (same int) {
	if t.Kinds == nil {
		t.Kinds, t.Types, t.Roles = map[string]*Outcome{}, map[string]*Outcome{}, map[[2]string]int{}
	}
	if locate == nil {
		locate = func(orb.Point) Area { return Area{} }
	}
	t.rate(d, predicted, rules)
	for _, c := range Cases(d, predicted, rules, locate) {
		t.Classes[c.Class]++
		if c.Same {
			same++
		}
		if c.Class != Right {
			t.Wrong = append(t.Wrong, c)
		}
		if c.Kind != "" {
			outcome(t.Kinds, c.Kind).add(&c)
		}
		if c.Got == nil {
			continue
		}
		outcome(t.Types, c.Got.PlaceType).add(&c)
		if want := expectedRole(c.Kind, c.Got.Role); want != "" {
			t.Roles[[2]string{want, normalRole(c.Got.Role)}]++
		}
	}
	return same
}

func outcome(m map[string]*Outcome, key string) *Outcome {
	o := m[key]
	if o == nil {
		o = new(Outcome)
		m[key] = o
	}
	return o
}

func (o *Outcome) add(c *Case) {
	o.All++
	if c.Got != nil && c.Class != Nowhere {
		o.Found++
	}
	if c.Class == Right && c.Gold != nil {
		o.Placed++
	}
}

// Errors returns the number of cases that are not right.
func (t *Tally) Errors() int {
	n := 0
	for c, k := range t.Classes {
		if Class(c) != Right {
			n += k
		}
	}
	return n
}

// rate enters the scores of a document's predictions but for those that touch a neutral mention.
func (t *Tally) rate(d *Document, predicted []Prediction, rules Rules) {
	text := []rune(d.Text)
	for _, p := range d.usable(text, predicted, rules) {
		right, touches, neutral := false, false, false
		for i := range d.Mentions {
			m := &d.Mentions[i]
			start, end := d.trim(text, m.Start, m.End)
			if overlap(&p, start, end) == 0 {
				continue
			}
			touches = true
			neutral = neutral || m.Lat == nil
			right = right || m.Lat != nil && p.Start == start && p.End == end && distance(&p, orb.Point{*m.Lon, *m.Lat}, rules) < near
		}
		if neutral || d.Partial && !touches {
			continue
		}
		b := &t.Bins[max(0, min(9, int(p.Score*10)))]
		b.Count++
		b.Sum += p.Score
		if right {
			b.Right++
		}
	}
}

// CalibrationError returns the expected calibration error: the mean, over the predictions, of how far the rate of right
// answers of a bin is from the mean score of the bin. A prediction is right if its span is strict and it is placed; those that
// touch a neutral mention do not count.
func (t *Tally) CalibrationError() float64 {
	all, sum := 0, 0.0
	for _, b := range t.Bins {
		all += b.Count
		sum += math.Abs(float64(b.Right) - b.Sum)
	}
	if all == 0 {
		return 0
	}
	return sum / float64(all)
}

// RoleAccuracy returns the share of the found mentions with a usage type whose role is the one expected, and their number.
func (t *Tally) RoleAccuracy() (share float64, n int) {
	right := 0
	for pair, k := range t.Roles {
		n += k
		if pair[0] == pair[1] {
			right += k
		}
	}
	return ratio(right, n), n
}

// The roles as the protocol tells them apart.
const (
	roleLocation = "location"
	roleActor    = "actor"
	roleDemonym  = "demonym"
	rolePart     = "part of name"
)

func normalRole(role string) string {
	if role == "dateline" {
		return roleLocation
	}
	return role
}

// expectedRole maps the usage types of GeoWebNews (Gritta, Pilehvar and Collier 2020) to roles; empty: the type says
// nothing of the role. The literal types are locations, those within another name parts of it whether literal or not,
// metonyms actors. What modifies without being literal ("Russian ambassador", "Florida governor") is a demonym if it is
// an adjective and stands for the state, an actor, if it is a noun; an adjective is a demonym in the literal types, too.
// Which of the two a modifier is, only the answer says: the mapping expects the role DEMONYM if that is the answer.
func expectedRole(kind, answered string) string {
	demonym := normalRole(answered) == roleDemonym
	switch kind {
	case "Literal", "Mixed", "Coercion":
		return roleLocation
	case "Literal_Modifier":
		if demonym {
			return roleDemonym
		}
		return roleLocation
	case "Metonymic":
		return roleActor
	case "Non_Literal_Modifier":
		if demonym {
			return roleDemonym
		}
		return roleActor
	case "Demonym", "Language":
		return roleDemonym
	case "Embedded_Literal", "Embedded_Non_Lit":
		return rolePart
	}
	return ""
}
