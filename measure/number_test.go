package measure

import (
	"math"
	"testing"
)

func TestCutNumber(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, rest          string
		value, place, round float64
	}{
		// In figures.
		{"covers 1,300", "covers ", 1300, 1, 100},
		{"1300", "", 1300, 1, 100},
		{"1 300", "", 1300, 1, 100},
		{"12 345 600", "", 12345600, 1, 100},
		{"1,300.50", "", 1300.5, 0.01, 0.01},
		{"1.5", "", 1.5, 0.1, 0.1},
		{"(.5", "(", 0.5, 0.1, 0.1},
		{"0,5", "", 0.5, 0.1, 0.1},
		{"1.300.000", "", 1.3e6, 1, 1e5},
		{"2024 300", "2024 ", 300, 1, 100},
		{"on May 27 300", "on May 27 ", 300, 1, 100},
		{"5.25 300", "5.25 ", 300, 1, 100},
		{"March 27, 300", "March 27, ", 300, 1, 100},
		{"12\n\n300", "12\n\n", 300, 1, 100},
		// In words.
		{"the two", "the ", 2, 1, 1},
		{"thirty-five", "", 35, 1, 1},
		{"ninety", "", 90, 1, 10},
		{"Nine Hundred and Ninety-Nine", "", 999, 1, 1},
		{"a hundred", "", 100, 100, 100},
		{"one thousand three hundred", "", 1300, 100, 100},
		{"two million three hundred thousand", "", 2.3e6, 1e5, 1e5},
		{"two hundred thousand", "", 2e5, 1e5, 1e5},
		// In both.
		{"2.5 million", "", 2.5e6, 1e5, 1e5},
		{"2.50 million", "", 2.5e6, 1e4, 1e4},
		{"some 2.5m", "some ", 2.5e6, 1e5, 1e5},
		{"300k", "", 3e5, 1e3, 1e5},
		{"1.3 thousand", "", 1300, 100, 100},
		// Shares.
		{"half a", "", 0.5, 0.1, 0.1},
		{"half a million", "", 5e5, 1e5, 1e5},
		{"a quarter of a million", "", 2.5e5, 5e4, 5e4},
		{"three quarters of an", "", 0.75, 0.05, 0.05},
		{"two and a half million", "", 2.5e6, 1e5, 1e5},
		{"2½", "", 2.5, 0.1, 0.1},
		{"3/4", "", 0.75, 0.1, 0.1},
		// The longest run that is a number.
		{"between one and two", "between one and ", 2, 1, 1},
		{"killed two 12", "killed two ", 12, 1, 1},
		{"one hundred and two hundred", "one hundred and ", 200, 100, 100},
		{"three thousand million", "", 0, 0, 0},
		{"two three", "two ", 3, 1, 1},
	} {
		rest, n, ok := english.cutNumber(c.text)
		if ok != (c.value != 0) || ok && (rest != c.rest || !equal(n.value, c.value) || !equal(n.place, c.place) || !equal(n.round, c.round)) {
			t.Errorf("cutNumber(%q) = %q, %+v, %v", c.text, rest, n, ok)
		}
	}
}

func equal(a, b float64) bool { return math.Abs(a-b) <= 1e-12*math.Abs(b) }

func TestCutNumberRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", " ", "acres of", "hundred", "several hundred", "and", "of", "third", "a third",
		"$5", "£1,300", "CV-63", "B52", "5:30", "27/3/24", "1/32", "5/4", "x5", "é5", "1,30,0", "1,2,3", "1,3000,000",
		"1..5", "#5", "12345678901234567890123456789012345",
	} {
		if rest, n, ok := english.cutNumber(text); ok {
			t.Errorf("cutNumber(%q) = %q, %+v", text, rest, n)
		}
	}
}

// Only a point before three digits can mean thousands.
func TestGrouped(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{"1.300": 1300, "153.150": 153150, "0.300": 0, "1.30": 0, "1300.500": 0, "1,300": 0} {
		if _, n, ok := english.cutNumber(text); !ok || n.grouped != want {
			t.Errorf("cutNumber(%q).grouped = %v, want %v", text, n.grouped, want)
		}
	}
}
