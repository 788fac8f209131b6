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
	chance := m.Chance
	if a.Place.IsZero() {
		if a.sense >= 0 { // the gazetteer has the name, but of another place
			chance *= float32(r.group.senses[a.sense].chance)
		}
		x[model.TrustSpan] = logit(float64(chance))
		x[model.TrustUnlisted], x[model.TrustHosted] = 1, one(n.Container >= 0)
		return x
	}
	x[model.TrustSpan] = logit(float64(chance))
	se := &r.group.senses[a.sense]
	c := &r.group.rated[se.best]
	if x[model.TrustOnly] = one(se.to-se.from <= 2); x[model.TrustOnly] == 0 {
		x[model.TrustChoice] = logit(se.chance)
	}
	x[model.TrustCountry], x[model.TrustTown] = one(c.Kind == gazetteer.Country), one(c.Kind == gazetteer.Settlement)
	x[model.TrustFame] = c.Prior / 10
	return x
}

// logit returns the log odds of a probability, from -5 to 5.
func logit(p float64) float32 {
	return float32(max(-5, min(5, math.Log((p+1e-9)/(1-p+1e-9)))))
}
