package measure

import (
	"math/big"
	"testing"
)

// The factors follow from the lengths that define the units.
func TestUnitFactors(t *testing.T) {
	t.Parallel()
	square := func(num, den int64) *big.Rat { r := big.NewRat(num, den); return r.Mul(r, r) }
	foot := square(3048, 10_000)
	for _, c := range []struct {
		unit Unit
		want *big.Rat
	}{
		{SquareKilometer, big.NewRat(1e6, 1)},
		{SquareMile, new(big.Rat).Mul(foot, square(5280, 1))},
		{Hectare, square(100, 1)},
		{Acre, new(big.Rat).Mul(foot, big.NewRat(43_560, 1))},
		{SquareMeter, big.NewRat(1, 1)},
		{SquareFoot, foot},
	} {
		u := units[c.unit]
		if got := big.NewRat(int64(u.num), int64(u.den)); got.Cmp(c.want) != 0 {
			t.Errorf("%v is %v m², want %v", c.unit, got, c.want)
		}
		want, _ := c.want.Float64()
		if got := c.unit.ToM2(1); got != want {
			t.Errorf("1 %v = %v m², want %v", c.unit, got, want)
		}
		if got := c.unit.FromM2(want); got != 1 {
			t.Errorf("%v m² = %v %v, want 1", want, got, c.unit)
		}
	}
}

func TestUnitsConvertIntoEachOther(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		v    float64
		from Unit
		want float64
		to   Unit
	}{
		{1, SquareMile, 640, Acre},
		{1300, SquareKilometer, 130_000, Hectare},
		{1, Acre, 43_560, SquareFoot},
		{500, SquareMile, 1294.994055168, SquareKilometer},
		{2.5, Hectare, 25_000, SquareMeter},
	} {
		if got := c.to.FromM2(c.from.ToM2(c.v)); got-c.want > 1e-12*c.want || c.want-got > 1e-12*c.want {
			t.Errorf("%v %v = %v %v, want %v", c.v, c.from, got, c.to, c.want)
		}
	}
}

func TestNoUnit(t *testing.T) {
	t.Parallel()
	for _, u := range []Unit{0, Alqueire + 1, 255} {
		if u.ToM2(5) != 0 || u.FromM2(5) != 0 || u.String() != "" {
			t.Errorf("Unit(%d) converts or has a name", u)
		}
	}
	if Qualifier(0).String() != "" || Qualifier(200).String() != "" || Comparison.String() != "comparison" {
		t.Error("qualifiers have other names")
	}
}

// Every name of the table is found in a text, alone and whole.
func TestUnitNames(t *testing.T) {
	t.Parallel()
	for u := range units {
		for _, name := range units[u].names {
			for _, text := range []string{"5 " + name + ".", "(5 " + name + ")", "5 " + name} {
				s, ok := nextUnit(text, 0)
				if !ok || s.unit != Unit(u) || text[s.start:s.end] != name {
					t.Errorf("in %q: %v %q", text, s.unit, text[s.start:s.end])
				}
			}
			if joinsTo(name, 'x') {
				continue
			}
			for _, text := range []string{"5 x" + name, "5 " + name + "x", "5 " + name + "é", "5 é" + name} {
				if s, ok := nextUnit(text, 0); ok && s.start < len("5 x") && s.end >= len("5 ")+len(name) {
					t.Errorf("in %q: %v %q", text, s.unit, text[s.start:s.end])
				}
			}
		}
	}
}
