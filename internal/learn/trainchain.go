package learn

import (
	"math"
	"math/rand/v2"
	"slices"
)

// A Sequence is a stretch of labelled text to learn from.
type Sequence struct {
	Tokens  [][]uint32 // the features of each token
	Allowed []Set      // the labels that each token may have: one where it is known, several where the text does not say
	Domain  int        // the corpus, from 0 on: each has weights of its own beside those that all share
}

// ChainOptions say how a Chain learns.
type ChainOptions struct {
	Buckets int // of the shared weights; a power of two
	Domains int // corpora with weights of their own; 0: all share theirs
	Epochs  int
	Rate    float32 // of AdaGrad (Duchi, Hazan and Singer 2011)
	Decay   float32 // the share of each weight that an epoch takes away
	Follows [Labels + 1]Set
	Blend   float32   // how much of the mean of the domains' own weights the result adds to the shared ones
	Blended []float32 // how much each domain counts for it, from 0 on
	Seed    uint64
	OwnRate float32 // that of the domains' own weights, as a share of Rate
	From    *Chain  // what learning begins with and Decay draws back to, in place of Buckets, Follows and weights of 0; nil: nothing
	Caution float32 // what the sums of squared gradients begin with: the more, the smaller the first steps
}

// TrainChain learns a Chain by maximising the likelihood of the allowed labels (a partially labelled field), each corpus
// with a private copy of every feature beside the shared one (Daumé 2007). The same input gives the same Chain.
//
// With From it goes on from that Chain, whose weights change only where a sequence has their features: those of the result have its Step.
func TrainChain(sequences []Sequence, o ChainOptions) *Chain {
	t := newChainTrainer(o)
	order := make([]int, len(sequences))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(o.Seed, 1))
	for range o.Epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.learn(&sequences[i])
		}
		t.decay()
	}
	return t.result()
}

func newChainTrainer(o ChainOptions) *chainTrainer {
	if o.From != nil {
		o.Buckets, o.Follows = len(o.From.Weights)/Labels, o.From.Follows
	}
	t := &chainTrainer{o: o, mask: uint32(o.Buckets - 1), tables: make([]table, 1+o.Domains)}
	for d := range t.tables {
		t.tables[d] = table{make([]row, o.Buckets), slices.Repeat([]row{even(o.Caution)}, o.Buckets)}
	}
	for i := range t.squares {
		t.squares[i] = even(o.Caution)
	}
	t.c.Follows = o.Follows
	if o.From != nil {
		t.c.Steps = o.From.Steps
		for f := range t.tables[0].weights {
			t.tables[0].weights[f] = o.From.at(f)
		}
	}
	return t
}

// even returns a row of one value.
func even(v float32) (r row) {
	for k := range r {
		r[k] = v
	}
	return r
}

// at returns the weights of a bucket.
func (c *Chain) at(bucket int) (r row) {
	for k := range r {
		r[k] = (float32(c.Weights[bucket*Labels+k]) - 128) * c.Step
	}
	return r
}

// A table holds weights by bucket, with the sums of their squared gradients.
type table struct{ weights, squares []row }

type chainTrainer struct {
	o       ChainOptions
	mask    uint32
	tables  []table // the shared one, then the domains'
	c       Chain   // its steps
	squares [Labels + 1]row

	scores      []row
	truth, free Lattice
}

func (t *chainTrainer) learn(s *Sequence) {
	n := len(s.Tokens)
	all, own := &t.tables[0], (*table)(nil)
	if t.o.Domains > 0 {
		own = &t.tables[1+s.Domain]
	}
	t.scores = grow(t.scores, n)
	t.c.Prepare()
	t.truth.reset(&t.c.odds, n)
	t.free.reset(&t.c.odds, n)
	for i, features := range s.Tokens {
		t.scores[i] = row{}
		for _, f := range features {
			f &= t.mask
			add(&t.scores[i], &all.weights[f])
			if own != nil {
				add(&t.scores[i], &own.weights[f])
			}
		}
		t.free.emit[i] = odds(t.scores[i])
		t.truth.emit[i] = t.free.emit[i]
		for k := range t.truth.emit[i] {
			if !s.Allowed[i].Has(k) {
				t.truth.emit[i][k] = 0
			}
		}
	}
	if !t.truth.fill() || !t.free.fill() {
		return
	}
	t.steps(n)
	for i, features := range s.Tokens {
		var g row
		most := float32(0)
		for k := range g {
			g[k] = t.free.Marginal(i, k) - t.truth.Marginal(i, k)
			most = max(most, g[k], -g[k])
		}
		if most < 1e-4 {
			continue
		}
		for _, f := range features {
			all.update(f&t.mask, &g, t.o.Rate)
			if own != nil {
				own.update(f&t.mask, &g, t.o.Rate*t.o.OwnRate)
			}
		}
	}
}

// steps learns from the n-1 steps between labels, and from the first label.
func (t *chainTrainer) steps(n int) {
	var g [Labels + 1]row
	for k := range g[Labels] {
		g[Labels][k] = t.free.Marginal(0, k) - t.truth.Marginal(0, k)
	}
	for i := range n - 1 {
		for from := range Labels {
			for to := range Labels {
				g[from][to] += t.free.step(i, from, to) - t.truth.step(i, from, to)
			}
		}
	}
	for from := range g {
		adagrad(&t.c.Steps[from], &t.squares[from], &g[from], t.o.Rate)
	}
}

// step returns the probability that token i has one label and the next another.
func (l *Lattice) step(i, from, to int) float32 {
	return l.forward[i][from] * l.odds[from][to] * l.emit[i+1][to] * l.back[i+1][to] / l.scale[i+1]
}

func add(r, a *row) {
	for k, v := range a {
		r[k] += v
	}
}

func (t *table) update(f uint32, g *row, rate float32) {
	adagrad(&t.weights[f], &t.squares[f], g, rate)
}

func adagrad(w, squares, g *row, rate float32) {
	for k, v := range g {
		if v != 0 {
			squares[k] += v * v
			w[k] -= rate * v / (float32(math.Sqrt(float64(squares[k]))) + 1e-3)
		}
	}
}

// decay takes the weights nearer to where they began.
func (t *chainTrainer) decay() {
	for d := range t.tables {
		for f := range t.tables[d].weights {
			var from row
			if d == 0 && t.o.From != nil {
				from = t.o.From.at(f)
			}
			for k, w := range t.tables[d].weights[f] {
				t.tables[d].weights[f][k] = from[k] + (w-from[k])*(1-t.o.Decay)
			}
		}
	}
}

// result blends the tables and rounds the weights to steps.
func (t *chainTrainer) result() *Chain {
	all := t.tables[0].weights
	top, sum := float32(0), float32(0)
	for _, share := range t.o.Blended {
		sum += share
	}
	for f := range all {
		for k := range all[f] {
			for d, share := range t.o.Blended {
				if share > 0 {
					all[f][k] += t.o.Blend * share / sum * t.tables[1+d].weights[f][k]
				}
			}
			top = max(top, all[f][k], -all[f][k])
		}
	}
	c := t.c
	if c.Step = min(top, maxWeight) / math.MaxInt8; t.o.From != nil {
		c.Step = t.o.From.Step // so that what was not learned anew stays as it is
	}
	c.Weights = make([]uint8, len(all)*Labels)
	for f := range all {
		for k, w := range all[f] {
			c.Weights[f*Labels+k] = uint8(128 + max(-math.MaxInt8, min(math.MaxInt8, math.Round(float64(w/c.Step)))))
		}
	}
	c.Prepare()
	return &c
}

// maxWeight clips weights, so that a step stays small.
const maxWeight = 4
