package learn

import (
	"math"
	"math/rand/v2"
)

// A Choice is a set of candidates of which one or more are right.
type Choice struct {
	Features [][]float32 // of each candidate, all equally long
	Right    []bool
	Weight   float32
}

// RankOptions say how a ranker learns.
type RankOptions struct {
	Epochs int
	Rate   float32 // of AdaGrad
	Decay  float32 // the strength of the prior that holds weights near From, in choices
	Seed   uint64
	From   []float32 // the weights that learning begins with; nil: all 0
}

// TrainRank learns the weights of a log-linear ranker: the probability of a candidate is the softmax of the weighted sum
// of its features. It maximises the likelihood of the right candidates together. The same input gives the same weights.
func TrainRank(choices []Choice, dims int, o RankOptions) []float32 {
	w, squares, g := make([]float32, dims), make([]float32, dims), make([]float32, dims)
	from := make([]float32, dims)
	copy(from, o.From)
	copy(w, from)
	random := rand.New(rand.NewPCG(o.Seed, 2))
	order := random.Perm(len(choices))
	mean := make([]float64, dims)
	for epoch := range o.Epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			c := &choices[i]
			if !c.gradient(w, g) {
				continue
			}
			for d := range w {
				v := g[d]*c.Weight + (w[d]-from[d])*o.Decay/float32(len(choices))
				squares[d] += v * v
				w[d] -= o.Rate * v / (float32(math.Sqrt(float64(squares[d]))) + 1e-6)
				if epoch*2 >= o.Epochs {
					mean[d] += float64(w[d])
				}
			}
		}
	}
	for d := range w { // the mean of the second half moves less from run to run than the last step
		w[d] = float32(mean[d] / float64(max(1, (o.Epochs-o.Epochs/2)*len(choices))))
	}
	return w
}

// gradient fills g and reports whether there is anything to learn.
func (c *Choice) gradient(w, g []float32) bool {
	clear(g)
	p := Softmax(c.Features, w)
	right := float32(0)
	for i, ok := range c.Right {
		if ok {
			right += p[i]
		}
	}
	if right <= 0 {
		return false
	}
	for i, f := range c.Features {
		q := p[i]
		if c.Right[i] {
			q -= p[i] / right
		}
		for d, v := range f {
			g[d] += q * v
		}
	}
	return true
}

// Softmax returns the probabilities of candidates.
func Softmax(features [][]float32, w []float32) []float32 {
	p := make([]float32, len(features))
	top := float32(math.Inf(-1))
	for i, f := range features {
		for d, v := range f {
			p[i] += v * w[d]
		}
		top = max(top, p[i])
	}
	sum := float32(0)
	for i, v := range p {
		p[i] = float32(math.Exp(float64(v - top)))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}
