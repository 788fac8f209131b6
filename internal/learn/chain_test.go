package learn

import (
	"bytes"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// randomChain returns a chain with random weights in which label 7 follows only 4, 5, 6 and itself.
func randomChain(seed uint64) *Chain {
	random := rand.New(rand.NewPCG(seed, 0))
	c := &Chain{Weights: make([]uint8, 64*Labels), Step: 0.02}
	for i := range c.Weights {
		c.Weights[i] = uint8(1 + random.IntN(255))
	}
	for from := range c.Steps {
		c.Follows[from] = All
		if from < 4 || from == Labels {
			c.Follows[from] &^= 1 << 7
		}
		for to := range c.Steps[from] {
			c.Steps[from][to] = random.Float32() - 0.5
		}
	}
	c.Prepare()
	return c
}

// labellings calls f with every labelling of n tokens and its probability, computed by adding all of them up.
func labellings(c *Chain, n int, features func(int) []uint32, f func(labels []int, p float64)) {
	var all [][]int
	var odds []float64
	total := 0.0
	var walk func(labels []int, score float64)
	walk = func(labels []int, score float64) {
		if len(labels) == n {
			all, odds = append(all, append([]int(nil), labels...)), append(odds, math.Exp(score))
			total += math.Exp(score)
			return
		}
		from := Labels
		if len(labels) > 0 {
			from = labels[len(labels)-1]
		}
		s := c.score(c.Sum(features(len(labels))))
		for to := range Labels {
			if c.Follows[from].Has(to) {
				walk(append(labels, to), score+float64(s[to])+float64(c.Steps[from][to]))
			}
		}
	}
	walk(nil, 0)
	for i, l := range all {
		f(l, odds[i]/total)
	}
}

// sums are those of the features of n tokens.
func sums(c *Chain, n int, features func(int) []uint32) (out []Sum) {
	for i := range n {
		out = append(out, c.Sum(features(i)))
	}
	return out
}

func TestLatticeAgainstEnumeration(t *testing.T) {
	t.Parallel()
	const n = 4
	for seed := range uint64(5) {
		c := randomChain(seed)
		features := func(i int) []uint32 { return []uint32{uint32(i), uint32(i*7 + 3), uint32(seed) + 40} }
		var l Lattice
		l.Run(c, sums(c, n, features))
		for i := range n {
			for label := range Labels {
				want := 0.0
				labellings(c, n, features, func(labels []int, p float64) {
					if labels[i] == label {
						want += p
					}
				})
				if got := l.Marginal(i, label); math.Abs(float64(got)-want) > 1e-5 {
					t.Fatalf("seed %d: token %d has label %d with %g, want %g", seed, i, label, got, want)
				}
			}
		}
		for _, s := range [][2]int{{0, 0}, {0, 2}, {1, 3}, {2, 2}, {3, 3}} {
			want := 0.0
			labellings(c, n, features, func(labels []int, p float64) {
				ok := labels[s[0]] == 4
				for k := s[0] + 1; k <= s[1]; k++ {
					ok = ok && labels[k] == 7
				}
				if ok && (s[1]+1 == n || labels[s[1]+1] != 7) {
					want += p
				}
			})
			if got := l.Stretch(s[0], s[1], 4, 7); math.Abs(float64(got)-want) > 1e-5 {
				t.Errorf("seed %d: stretch %v has %g, want %g", seed, s, got, want)
			}
		}
	}
}

// lessons are sequences in which feature k says label k, but for feature 9, which says nothing; the partly labelled ones
// tell only that it is 4 or 5.
func lessons() []Sequence {
	var out []Sequence
	for i := range 60 {
		a, b := i%4, 4+i%2
		s := Sequence{Tokens: [][]uint32{{uint32(a), 9}, {uint32(b), 9}}, Allowed: []Set{1 << a, 1 << b}, Domain: i % 2}
		if i%3 == 0 {
			s.Allowed[1] = 1<<4 | 1<<5
		}
		out = append(out, s)
	}
	return out
}

func options() ChainOptions {
	o := ChainOptions{Buckets: 1 << 8, Domains: 2, Epochs: 20, Rate: 0.2, OwnRate: 0.5, Blend: 1, Blended: []float32{1, 1}, Seed: 1}
	for from := range o.Follows {
		o.Follows[from] = All
	}
	return o
}

func TestTrainChain(t *testing.T) {
	t.Parallel()
	c := TrainChain(lessons(), options())
	var l Lattice
	for label := range 6 {
		l.Run(c, []Sum{c.Sum([]uint32{uint32(label), 9})})
		if p := l.Marginal(0, label); p < 0.6 {
			t.Errorf("label %d has %g", label, p)
		}
	}
	if again := TrainChain(lessons(), options()); !reflect.DeepEqual(c, again) {
		t.Error("the same lessons gave another chain")
	}
}

// TestTrainChainFrom goes on from a chain: what no sequence has stays as it is, and what one has moves its way.
func TestTrainChainFrom(t *testing.T) {
	t.Parallel()
	from := TrainChain(lessons(), options())
	s := Sequence{Tokens: [][]uint32{{0, 20}}, Allowed: []Set{1 << 3}} // feature 0 said label 0
	o := ChainOptions{Epochs: 4, Rate: 0.1, Decay: 0.2, Caution: 1, Seed: 1, From: from}
	c := TrainChain([]Sequence{s, s, s, s}, o)
	var l Lattice
	says := func(c *Chain) float32 {
		l.Run(c, []Sum{c.Sum(s.Tokens[0])})
		return l.Marginal(0, 3)
	}
	if before, after := says(from), says(c); after < before+0.1 {
		t.Errorf("label 3 has %g, had %g", after, before)
	}
	for f := range options().Buckets {
		row := func(c *Chain) []uint8 { return c.Weights[f*Labels : (f+1)*Labels] }
		if learned := f == 0 || f == 20; learned == bytes.Equal(row(c), row(from)) {
			t.Errorf("the weights of feature %d are %v, were %v", f, row(c), row(from))
		}
	}
	o.Decay = 1
	if c := TrainChain([]Sequence{s}, o); !bytes.Equal(c.Weights, from.Weights) {
		t.Error("what decays wholly is not what it was")
	}
}

// TestScore holds the sums of many features against plain addition.
func TestScore(t *testing.T) {
	t.Parallel()
	c := randomChain(3)
	features := make([]uint32, 150)
	var want row
	for i := range features {
		features[i] = Mix(uint32(i))
		for k := range want {
			want[k] += (float32(c.Weights[(features[i]&63)*Labels+uint32(k)]) - 128) * c.Step
		}
	}
	sum := c.Sum(features[:60]) // in parts
	sum.Add(c.Sum(features[60:]))
	for k, got := range c.score(sum) {
		if math.Abs(float64(got-want[k])) > 1e-3 {
			t.Errorf("label %d: %g, want %g", k, got, want[k])
		}
	}
}

func TestChainBytes(t *testing.T) {
	t.Parallel()
	c := randomChain(1)
	got, rest, err := ReadChain(append(c.Append(nil), "rest"...))
	if err != nil || string(rest) != "rest" || !reflect.DeepEqual(got, c) {
		t.Fatalf("rest %q, error %v", rest, err)
	}
	b := c.Append(nil)
	for _, cut := range []int{0, 3, chainHead - 1, len(b) - 1} {
		if _, _, err := ReadChain(b[:cut]); err == nil {
			t.Errorf("%d bytes of %d are a chain", cut, len(b))
		}
	}
	b[0] = 63
	if _, _, err := ReadChain(b); err == nil {
		t.Error("63 buckets are no power of two")
	}
}

// FuzzReadChain reads anything without a panic, and runs what can be read.
func FuzzReadChain(f *testing.F) {
	f.Add(randomChain(1).Append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, _, err := ReadChain(b)
		if err != nil {
			return
		}
		var l Lattice
		l.Run(c, sums(c, 3, func(i int) []uint32 { return []uint32{uint32(i), 1 << 31} }))
		if p := l.Marginal(1, 0); p < 0 || p > 1.01 {
			t.Errorf("a probability of %g", p)
		}
	})
}

func BenchmarkLattice(b *testing.B) {
	c := randomChain(1)
	features := make([]uint32, 70)
	for i := range features {
		features[i] = Mix(uint32(i))
	}
	var l Lattice
	for b.Loop() {
		l.Run(c, sums(c, 6, func(int) []uint32 { return features }))
	}
}
