package learn

import (
	"encoding/binary"
	"math"
)

// A Tally is the sum of the weights of some features, so that those of several tokens are added up once. At most maxFeatures fit. The zero Tally is that of none.
type Tally struct {
	even, odd uint64 // the sums of the labels, in lanes of 16 bits
	n         int
}

// Add adds the weights of features to a tally.
func (c *Chain) Add(t Tally, features []uint32) Tally {
	const lanes = 0x00FF00FF00FF00FF
	mask := uint32(len(c.Weights)/Labels - 1)
	features = features[:min(len(features), maxFeatures-t.n)]
	for _, f := range features {
		w := binary.LittleEndian.Uint64(c.Weights[(f&mask)*Labels:])
		t.even += w & lanes
		t.odd += w >> 8 & lanes
	}
	t.n += len(features)
	return t
}

// Single returns the probability of each label of a sequence of one token with the features of a tally: what a Lattice finds, without its memory.
func (c *Chain) Single(t Tally) [Labels]float32 {
	zero := float32(128 * t.n)
	var out row
	for k := range Labels / 2 {
		out[2*k] = (float32(t.even>>(16*k)&math.MaxUint16) - zero) * c.Step
		out[2*k+1] = (float32(t.odd>>(16*k)&math.MaxUint16) - zero) * c.Step
	}
	top := out[0]
	for _, v := range out {
		top = max(top, v)
	}
	sum := float32(0)
	for k, first := range &c.odds[Labels] {
		if first == 0 {
			out[k] = 0 // no sequence begins with it
			continue
		}
		out[k] = first * float32(math.Exp(float64(out[k]-top)))
		sum += out[k]
	}
	if sum <= 0 { // every label is lost to rounding
		return row{1}
	}
	for k := range out {
		out[k] /= sum
	}
	return out
}
