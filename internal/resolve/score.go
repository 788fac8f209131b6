package resolve

import (
	"math"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
)

// score returns how sure an answer is, from 0 to 1.
func (r *Resolver) score(k int32, a *Answer) float64 {
	x := r.trust(k, a)
	return r.model.Trust.Score(&x)
}

// trust returns what the score of an answer is made from.
func (r *Resolver) trust(k int32, a *Answer) (x model.Trust) {
	n, m := &r.set.Names[k], &r.set.Mentions[k]
	x[model.TrustBias] = 1
	x[model.TrustDemonym], x[model.TrustPart] = one(m.Role == model.Demonym), one(m.Role == model.PartOfName)
	x[model.TrustLong] = one(n.Last > n.First)
	span, choice := float64(m.Chance), 1.0
	if a.Place.IsZero() {
		if a.sense >= 0 { // the gazetteer has the name, but of another place
			span *= r.group.senses[a.sense].chance
		}
		x[model.TrustUnlisted], x[model.TrustHosted] = 1, one(n.Container >= 0)
	} else {
		choice = r.trustPlace(a, &x)
	}
	both := logit(span * choice)
	x[model.TrustSpan], x[model.TrustBoth] = logit(span), both
	x[model.TrustBothHigh], x[model.TrustBothLow] = max(0, both-2), max(0, 1-both)
	return x
}

// trustPlace fills in what the score of a listed place is made from, and returns the chance of the place among its rivals.
func (r *Resolver) trustPlace(a *Answer, x *model.Trust) (choice float64) {
	se := &r.group.senses[a.sense]
	c := &r.group.rated[se.best]
	choice = 1
	if x[model.TrustOnly] = one(se.to-se.from <= 2); x[model.TrustOnly] == 0 {
		choice = se.chance
		x[model.TrustChoice] = logit(choice)
	}
	x[model.TrustCountry], x[model.TrustTown] = one(c.Kind == gazetteer.Country), one(c.Kind == gazetteer.Settlement)
	x[model.TrustDivision] = one(c.Kind == gazetteer.Admin1 || c.Kind == gazetteer.Admin2)
	x[model.TrustFame], x[model.TrustOutdone] = c.Prior/10, (se.most-c.Prior)/10
	x[model.TrustRivals], x[model.TrustCount] = float32(math.Log(float64(se.to-se.from))), float32(math.Log(float64(se.count)))
	x[model.TrustHeld] = one(se.container >= 0)
	x[model.TrustNear] = se.near
	return choice
}

// logit returns the log odds of a probability, from -5 to 5.
func logit(p float64) float32 {
	return float32(max(-5, min(5, math.Log((p+1e-9)/(1-p+1e-9)))))
}
