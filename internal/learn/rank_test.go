package learn

import (
	"math"
	"testing"
)

// choices are right by the first feature; the second points the other way less strongly, the third says nothing.
func choices() []Choice {
	var out []Choice
	for i := range 50 {
		x := float32(i%5) / 5
		out = append(out, Choice{
			Features: [][]float32{{1, 0, x}, {0, 1, x}, {0, 0.5, 1 - x}}, Right: []bool{true, false, false}, Weight: 1,
		})
	}
	return out
}

func TestTrainRank(t *testing.T) {
	t.Parallel()
	o := RankOptions{Epochs: 20, Rate: 0.2, Decay: 1, Seed: 1}
	w := TrainRank(choices(), 3, o)
	if w[0] < 1 || w[1] > w[0] || math.Abs(float64(w[2])) > 1 {
		t.Errorf("weights %v", w)
	}
	if again := TrainRank(choices(), 3, o); again[0] != w[0] || again[1] != w[1] {
		t.Error("the same choices gave other weights")
	}
}

// TestTrainRankFrom goes on from weights: the stronger the prior, the nearer to them the result stays.
func TestTrainRankFrom(t *testing.T) {
	t.Parallel()
	from := []float32{-1, 1, 0.5}
	near := TrainRank(choices(), 3, RankOptions{Epochs: 20, Rate: 0.05, Decay: 3000, Seed: 1, From: from})
	far := TrainRank(choices(), 3, RankOptions{Epochs: 20, Rate: 0.05, Decay: 1, Seed: 1, From: from})
	if math.Abs(float64(near[0]-from[0])) > 0.1 || far[0] < near[0]+0.3 {
		t.Errorf("from %v to %v and %v", from, near, far)
	}
}

// TestGradient holds the gradient against differences of the likelihood.
func TestGradient(t *testing.T) {
	t.Parallel()
	c := Choice{Features: [][]float32{{1, 2, -1}, {0.5, 0, 1}, {-1, 1, 0.25}}, Right: []bool{true, true, false}}
	loss := func(w []float32) float64 {
		p := Softmax(c.Features, w)
		return -math.Log(float64(p[0] + p[1]))
	}
	w, g := []float32{0.3, -0.2, 0.1}, make([]float32, 3)
	if !c.gradient(w, g) {
		t.Fatal("nothing to learn")
	}
	for d := range w {
		const h = 1e-2
		up, down := append([]float32(nil), w...), append([]float32(nil), w...)
		up[d] += h
		down[d] -= h
		if want := (loss(up) - loss(down)) / (2 * h); math.Abs(want-float64(g[d])) > 1e-3 {
			t.Errorf("dimension %d: %g, want %g", d, g[d], want)
		}
	}
}
