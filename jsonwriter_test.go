package geotag

import (
	"encoding/json"
	"math"
	"testing"
)

// A number is written as encoding/json writes it: by a way of its own where it has few decimals.
func FuzzAppendNumber(f *testing.F) {
	for _, x := range []float64{
		0, math.Copysign(0, -1), 1, -1, 0.1, 12.5, -122.4194, 116.1234567, 179.9999999, 1e-6, -1e-6, 9e-7, 1e-7, 1.5e-7, 99999999.9999999, 1e8, 123456789.5, 1e15, 1e20, 1e21,
		0.30000000000000004, 8.000000000000002, math.MaxFloat64, math.SmallestNonzeroFloat64,
	} {
		f.Add(x)
	}
	f.Fuzz(func(t *testing.T, x float64) {
		for _, x := range []float64{x, math.Round(x*1e7) / 1e7, math.Round(x*1e4) / 1e4, math.Trunc(x)} {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				continue
			}
			want, err := json.Marshal(x)
			if got := appendNumber(nil, x); err != nil || string(got) != string(want) {
				t.Fatalf("%v is %s, want %s", x, got, want)
			}
		}
	})
}

// A string is read as it was, but for bytes that are not UTF-8.
func FuzzAppendString(f *testing.F) {
	for _, s := range []string{"", "Kano", `"\/`, "\x00\b\t\n\f\r\x1f\x7f", "Łódź 漢字 🌊 \u2028", "\xff\xc3(\xe2\x82", "a\ufffdb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		b := appendString(nil, s)
		if err := json.Unmarshal(b, &got); err != nil || got != string([]rune(s)) { // a rune of each byte that is none
			t.Fatalf("%q is %s, which is read as %q, %v", s, b, got, err)
		}
	})
}
