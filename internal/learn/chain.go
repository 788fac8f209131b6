package learn

import (
	"encoding/binary"
	"math"
)

// A Chain is a linear-chain conditional random field over hashed features (Lafferty, McCallum and Pereira 2001). A
// label follows a label only where Follows allows it. A Chain is read-only and safe for concurrent use.
type Chain struct {
	// Weights has a row of Labels weights for each bucket, in steps of Step above 128; the number of buckets is a power
	// of two.
	Weights []uint8
	Step    float32
	// Steps are the weights of one label after another; the last row is that of the first label of a sequence.
	Steps [Labels + 1]row
	// Follows says which labels may follow a label; its last entry, which may begin a sequence.
	Follows [Labels + 1]Set

	odds [Labels + 1]row // exp of Steps, 0 where Follows forbids
}

// Prepare derives what Run needs from Steps and Follows; a Chain made by hand must be prepared before it is used.
func (c *Chain) Prepare() {
	for from := range c.odds {
		for to := range c.odds[from] {
			c.odds[from][to] = 0
			if c.Follows[from].Has(to) {
				c.odds[from][to] = float32(math.Exp(float64(c.Steps[from][to])))
			}
		}
	}
}

// maxFeatures is how many features of a token count, for the sums of as many weights fit 16 bits.
const maxFeatures = math.MaxUint16 / math.MaxUint8

// A Sum is the weights of some features of a token, added up: of all labels at once, four in each of two words. Sums are of whole numbers, so
// that those of parts of the features add up to that of all, in any order.
type Sum struct {
	Even, Odd uint64 // of labels 0, 2, 4, 6 and 1, 3, 5, 7, the lowest first, each weight above 128
	Features  uint32 // of at most 257, for more may not fit
}

// Add adds the features of another sum of the same chain.
func (s *Sum) Add(o Sum) {
	s.Even += o.Even
	s.Odd += o.Odd
	s.Features += o.Features
}

// Sum adds up the weights of features.
func (c *Chain) Sum(features []uint32) (s Sum) {
	const lanes = 0x00FF00FF00FF00FF
	mask := uint32(len(c.Weights)/Labels - 1)
	features = features[:min(len(features), maxFeatures)]
	for _, f := range features {
		w := binary.LittleEndian.Uint64(c.Weights[(f&mask)*Labels:])
		s.Even += w & lanes
		s.Odd += w >> 8 & lanes
	}
	s.Features = uint32(len(features))
	return s
}

// score returns the scores of a token by the sum of its features.
func (c *Chain) score(s Sum) (out row) {
	zero := float32(128 * s.Features)
	for k := range Labels / 2 {
		out[2*k] = (float32(s.Even>>(16*k)&math.MaxUint16) - zero) * c.Step
		out[2*k+1] = (float32(s.Odd>>(16*k)&math.MaxUint16) - zero) * c.Step
	}
	return out
}

// A Lattice holds what a Chain makes of one sequence. It keeps its memory between sequences; one goroutine uses it at a
// time.
type Lattice struct {
	odds    *[Labels + 1]row
	emit    []row     // exp of the tokens' scores, over the largest of each
	forward []row     // the sum over all beginnings, scaled to 1
	back    []row     // the sum over all endings, scaled as forward
	scale   []float32 // what scaled a token's forward row
}

// Run reads a sequence of tokens by the sums of their features.
func (l *Lattice) Run(c *Chain, tokens []Sum) {
	l.reset(&c.odds, len(tokens))
	for i := range tokens {
		l.emit[i] = odds(c.score(tokens[i]))
	}
	l.fill()
}

func (l *Lattice) reset(odds *[Labels + 1]row, n int) {
	l.odds = odds
	l.emit, l.forward, l.back, l.scale = grow(l.emit, n), grow(l.forward, n), grow(l.back, n), grow(l.scale, n)
}

// fill computes the forward and backward rows and reports whether any labelling is possible.
func (l *Lattice) fill() bool {
	possible := true
	for i := range l.emit {
		possible = l.ahead(i) && possible
	}
	for i := len(l.emit) - 1; i >= 0; i-- {
		l.behind(i)
	}
	return possible
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// ahead computes the forward row of token i from the one before.
func (l *Lattice) ahead(i int) bool {
	f := l.odds[Labels]
	if i > 0 {
		f = follow(&l.forward[i-1], l.odds)
	}
	emit := &l.emit[i]
	sum := float32(0)
	for k := range f {
		f[k] *= emit[k]
		sum += f[k]
	}
	possible := sum > 0
	if !possible { // every label is forbidden or lost to rounding: go on with one
		f, sum = row{1}, 1
	}
	for k := range f {
		f[k] /= sum
	}
	l.forward[i], l.scale[i] = f, sum
	return possible
}

// follow returns the odds of the labels after one of which the odds are p. Its sums, and those of precede, stay in registers: so written they take
// a third of the time that loops do.
func follow(p *row, odds *[Labels + 1]row) row {
	var s0, s1, s2, s3, s4, s5, s6, s7 float32
	for from, v := range p {
		o := &odds[from]
		s0, s1, s2, s3 = s0+v*o[0], s1+v*o[1], s2+v*o[2], s3+v*o[3]
		s4, s5, s6, s7 = s4+v*o[4], s5+v*o[5], s6+v*o[6], s7+v*o[7]
	}
	return row{s0, s1, s2, s3, s4, s5, s6, s7}
}

// behind computes the backward row of token i from the one after.
func (l *Lattice) behind(i int) {
	if i+1 == len(l.emit) {
		l.back[i] = row{1, 1, 1, 1, 1, 1, 1, 1}
		return
	}
	next, emit, scale := l.back[i+1], &l.emit[i+1], l.scale[i+1]
	for k := range next {
		next[k] = next[k] * emit[k] / scale
	}
	precede(&l.back[i], &next, l.odds)
}

// precede fills in the odds of the labels before one of which the odds are n.
func precede(out, n *row, odds *[Labels + 1]row) {
	n0, n1, n2, n3, n4, n5, n6, n7 := n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]
	for from := range out {
		o := &odds[from]
		out[from] = o[0]*n0 + o[1]*n1 + o[2]*n2 + o[3]*n3 + o[4]*n4 + o[5]*n5 + o[6]*n6 + o[7]*n7
	}
}

// Marginal returns the probability that token i has a label.
func (l *Lattice) Marginal(i, label int) float32 { return l.forward[i][label] * l.back[i][label] }

// Stretch returns the probability that token i has the label first, all up to j the label rest, and the one after j,
// if any, another.
func (l *Lattice) Stretch(i, j, first, rest int) float32 {
	p, label := l.forward[i][first], first
	for k := i + 1; k <= j; k++ {
		p *= l.odds[label][rest] * l.emit[k][rest] / l.scale[k]
		label = rest
	}
	if j+1 == len(l.forward) {
		return p
	}
	sum := float32(0)
	for to, o := range l.odds[label] {
		if to != rest {
			sum += o * l.emit[j+1][to] * l.back[j+1][to] / l.scale[j+1]
		}
	}
	return p * sum
}
