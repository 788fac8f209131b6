// Package learn holds the linear models of the tagger and how they learn: a linear-chain conditional random field that
// labels tokens, a ranker that chooses among candidates, and a logistic curve that turns their odds into a rate.
//
// It knows numbers only. What a feature or a label means is its caller's.
package learn

// Labels is the number of labels that a Chain tells apart.
const Labels = 8

// A Set is a set of labels, one bit each.
type Set uint8

// All holds every label.
const All Set = 1<<Labels - 1

// Has reports whether the set holds a label.
func (s Set) Has(label int) bool { return s>>label&1 != 0 }

// A row holds a value for each label.
type row = [Labels]float32

// Mix scrambles a feature's identity into a well spread number (the finalizer of MurmurHash3, public domain).
func Mix(h uint32) uint32 {
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}
