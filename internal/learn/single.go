package learn

// Single returns the probability of each label of a sequence of one token: what a Lattice finds, without its memory.
func (c *Chain) Single(token Sum) [Labels]float32 {
	out := odds(c.score(token))
	sum := float32(0)
	for k, first := range &c.odds[Labels] {
		out[k] *= first
		sum += out[k]
	}
	if sum <= 0 { // every label is forbidden or lost to rounding
		return row{1}
	}
	for k := range out {
		out[k] /= sum
	}
	return out
}
