package learn

import (
	"math"
	"testing"
)

// The odds are what math.Exp makes of the scores, to the last bit.
func TestExp(t *testing.T) {
	differ := 0
	for bits := math.Float32bits(1e-6); bits < math.Float32bits(200); bits += 97 {
		v := -math.Float32frombits(bits)
		if got, want := exp(v), float32(math.Exp(float64(v))); got != want {
			t.Logf("exp(%v) is %v, want %v", v, got, want)
			differ++
		}
	}
	if differ > 0 || exp(0) != 1 {
		t.Errorf("%d numbers differ", differ)
	}
}

func BenchmarkExp(b *testing.B) {
	v := float32(-0.3)
	for b.Loop() {
		for range 100 {
			v -= exp(v) * 1e-3
		}
	}
}
func BenchmarkMathExp(b *testing.B) {
	v := float32(-0.3)
	for b.Loop() {
		for range 100 {
			v -= float32(math.Exp(float64(v))) * 1e-3
		}
	}
}
