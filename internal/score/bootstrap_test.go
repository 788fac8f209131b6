package score

import (
	"math"
	"testing"
)

// half returns counts of n texts with one mention, every other of which was found.
func half(n int) (out []Counts) {
	for i := range n {
		out = append(out, Counts{Gold: 1, Found: 1 - i%2, Placed: 1 - i%2, Wrong: i % 2})
	}
	return out
}

func TestBootstrap(t *testing.T) {
	t.Parallel()
	// Of n texts, each right or wrong, the share of right ones is binomial: 1.96 sqrt(.25/n) on either side.
	for _, n := range []int{100, 400} {
		got, want := Bootstrap(half(n), F1), 1.96*math.Sqrt(0.25/float64(n))
		if math.Abs(got.Low-(0.5-want)) > 0.015 || math.Abs(got.High-(0.5+want)) > 0.015 {
			t.Errorf("%d texts: %v, want .5 ± %.3f", n, got, want)
		}
	}
	if i := Bootstrap(half(1), E2E); i.Low != 1 || i.High != 1 {
		t.Errorf("one text: %v", i)
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	a, b := half(200), half(200)
	if d := Compare(a, b, E2E); d.By != 0 || d.P != 1 || d.Low != 0 || d.High != 0 {
		t.Errorf("the same answers differ: %+v", d)
	}
	for i := range 12 { // all in one direction
		a[2*i+1].Placed, a[2*i+1].Found, a[2*i+1].Wrong = 1, 1, 0
	}
	if d := Compare(a, b, E2E); math.Abs(d.By-0.06) > 1e-9 || d.P > 0.01 || d.Low <= 0 || d.Low > d.By || d.High < d.By {
		t.Errorf("12 more of 200: %+v", d)
	}
	if d := Compare(b, a, E2E); math.Abs(d.By+0.06) > 1e-9 || d.P > 0.01 || d.High >= 0 {
		t.Errorf("12 fewer of 200: %+v", d)
	}
	a = half(200)
	for i := range 4 { // two up, two down
		a[i].Placed = 1 - b[i].Placed
		a[i].Found = 1 - b[i].Found
		a[i].Wrong = 1 - b[i].Wrong
	}
	if d := Compare(a, b, F1); d.P < 0.5 {
		t.Errorf("as many up as down: %+v", d)
	}
}
