package model

import "math"

// Trust holds the weights of the logistic curve that makes the score of a mention, or the values it is made from: how likely
// it is that its words are a place's name, and that the place chosen is the one.
type Trust [NumTrust]float32

// What a score is made from.
const (
	TrustBias     = iota
	TrustSpan     // the log odds that the model gives the words
	TrustChoice   // the log odds of the place among its rivals
	TrustOnly     // there is no rival
	TrustUnlisted // the gazetteer lacks the place
	TrustHosted   // what it lies in stands next to it
	TrustDemonym
	TrustPart
	TrustCountry
	TrustTown
	TrustFame     // how well known the place is, in tenths of the scale of names.Prior
	TrustBoth     // the log odds of both the words and the place
	TrustBothHigh // the same, as far as they are above 2
	TrustBothLow  // as far as they are below 1
	TrustDivision
	TrustRivals  // how many candidates the name has, as a logarithm
	TrustCount   // how often the text names the place, as a logarithm
	TrustHeld    // the text names what holds it next to it
	TrustNear    // how near the closest of the text's other places is
	TrustOutdone // how much less known the place is than the best known of its name, in tenths of the scale of names.Prior
	TrustLong    // the name has several words
	NumTrust
)

var trustNames = [NumTrust]string{
	"bias", "span", "choice", "only", "unlisted", "hosted", "demonym", "part", "country", "town", "fame",
	"both", "both high", "both low", "division", "rivals", "count", "held", "near", "outdone", "long",
}

// Score returns how sure an answer is, from 0 to 1: of the answers scored 0.9, nine in ten are right.
func (w *Trust) Score(x *Trust) float64 {
	sum := float32(0)
	for i, v := range x {
		sum += v * w[i]
	}
	return 1 / (1 + math.Exp(-float64(sum)))
}
