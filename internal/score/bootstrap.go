package score

import (
	"math/rand/v2"
	"slices"
)

// draws is how many times texts are drawn anew. Set by hand: the ends of an interval then stray by a twentieth of its length.
const draws = 2000

// An Interval is where 95 % of the figures lie that as many texts, drawn from the same with replacement, would have: the bootstrap over documents.
type Interval struct{ Low, High float64 }

// A Figure is one that is drawn anew.
type Figure func(Counts) float64

// F1 is that of recognition, of strict spans.
func F1(c Counts) float64 { return ratio(2*c.Found, c.Found+c.Wrong+c.Gold) }

// E2E is the F1 of spans that are found and placed within 161 km.
func E2E(c Counts) float64 { return ratio(2*c.Placed, c.Found+c.Wrong+c.Gold) }

// Accuracy is the share of gold mentions that are placed within 161 km: for spans that were given.
func Accuracy(c Counts) float64 { return ratio(c.Placed, c.Gold) }

// Bootstrap returns the interval of a figure over documents. The same documents give the same interval.
func Bootstrap(documents []Counts, figure Figure) Interval {
	drawn := make([]float64, 0, draws)
	redraw(len(documents), func(texts []int) { drawn = append(drawn, figure(sum(documents, texts))) })
	return middle(drawn)
}

// A Difference is that of a figure between two answers to the same documents: how much more the first has, the interval of that, and the chance
// P of a difference at least as far from 0 on either side if there were none.
type Difference struct {
	By float64
	Interval
	P float64
}

// Compare draws the same documents for both answers (a paired bootstrap; Efron and Tibshirani 1993). The counts are of the same documents in the same
// order.
func Compare(a, b []Counts, figure Figure) Difference {
	all := make([]int, len(a))
	for i := range all {
		all[i] = i
	}
	d := Difference{By: figure(sum(a, all)) - figure(sum(b, all))}
	drawn := make([]float64, 0, draws)
	below, above := 1, 1
	redraw(len(a), func(texts []int) {
		by := figure(sum(a, texts)) - figure(sum(b, texts))
		if by <= 0 {
			below++
		}
		if by >= 0 {
			above++
		}
		drawn = append(drawn, by)
	})
	d.Interval, d.P = middle(drawn), min(1, 2*float64(min(below, above))/(draws+1))
	return d
}

// redraw calls f with numbers below n, drawn with replacement.
func redraw(n int, f func(texts []int)) {
	random := rand.New(rand.NewPCG(1, 21))
	texts := make([]int, n)
	for range draws {
		for i := range texts {
			texts[i] = random.IntN(n)
		}
		f(texts)
	}
}

// sum adds up what the figures are made from.
func sum(documents []Counts, texts []int) (c Counts) {
	for _, i := range texts {
		d := &documents[i]
		c.Gold += d.Gold
		c.Found += d.Found
		c.Wrong += d.Wrong
		c.Placed += d.Placed
	}
	return c
}

// middle returns where the middle 95 % of some numbers lie.
func middle(drawn []float64) Interval {
	slices.Sort(drawn)
	cut := len(drawn) / 40
	return Interval{drawn[cut], drawn[len(drawn)-1-cut]}
}
