package measure

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestAreas holds Areas against testdata/areas.txt, which says how it is written.
func TestAreas(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/areas.txt")
	if err != nil {
		t.Fatal(err)
	}
	var text, want string
	var started, later bool
	check := func() {
		if !started {
			return
		}
		got := describe(text)
		switch {
		case later && got == want:
			t.Errorf("%q is read as wanted: it need not wait for later", text)
		case !later && got != want:
			t.Errorf("Areas(%q):\n%swant:\n%s", text, got, want)
		}
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(strings.ReplaceAll(line, `\n`, "\n"), "\n")
		head, rest, isText := strings.Cut(line, "> ")
		switch {
		case isText && (head == "" || head == "later"):
			check()
			text, want, later, started = rest, "", head == "later", true
		case line != "" && line[0] == '[':
			want += line + "\n"
		case line != "" && line[0] != '#':
			t.Fatalf("cannot read %q", line)
		}
	}
	check()
}

// describe writes the areas of a text as testdata/areas.txt does.
func describe(text string) string {
	var b strings.Builder
	for _, a := range Areas(text) {
		in := func(m2 float64) string { return fmt.Sprintf("%.10g", a.Unit.FromM2(m2)) }
		high := in(a.ImpliedHighM2)
		if a.ImpliedHighM2 == 0 {
			high = "-"
		}
		stated := in(a.LowM2)
		if a.HighM2 != a.LowM2 {
			stated += ".." + in(a.HighM2)
		}
		fmt.Fprintf(&b, "[%s] %s %v, %v, %s..%s", text[a.Start:a.End], stated, a.Unit, a.Qualifier, in(a.ImpliedLowM2), high)
		if r := a.Restatement; r != nil {
			fmt.Fprintf(&b, "; [%s] %.10g %v, ", text[r.Start:r.End], r.Unit.FromM2(r.M2), r.Unit)
			if r.Consistent {
				b.WriteString("agrees")
			} else {
				fmt.Fprintf(&b, "%+.0f%%", r.DifferencePercent)
			}
			if r.LikelyMistake != 0 {
				b.WriteString(", " + r.LikelyMistake.String())
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestRestatementDifference(t *testing.T) {
	t.Parallel()
	a := Areas("1,300 square kilometers (roughly 500 square miles) of Russian territory")
	if len(a) != 1 || a[0].Restatement == nil {
		t.Fatalf("got %+v", a)
	}
	// 500 square miles are 1,294.994 km², 0.385 % less than 1,300.
	if r := a[0].Restatement; math.Abs(r.DifferencePercent+0.38507) > 1e-5 || r.M2 != 1294994055.168 {
		t.Errorf("difference %v %%, %v m²", r.DifferencePercent, r.M2)
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text, lang string
		km2        float64
	}{
		{"1.300 km²", "de", 1300}, {"1.300 km²", "en", 1.3}, {"1.300 km²", "", 1.3}, {"1,300 km²", "de", 1.3}, {"1,300 km²", "en", 1300},
		{"12.345.678 km²", "es", 12345678}, {"1.300,5 km²", "de", 1300.5}, {"1.300 Quadratkilometer", "en", 1300}, {"2.5 Millionen km²", "de", 2.5e6},
	} {
		if a := AreasIn(tt.text, tt.lang); len(a) != 1 || math.Abs(a[0].LowM2/1e6/tt.km2-1) > 1e-12 {
			t.Errorf("AreasIn(%q, %q) = %+v, want %v km²", tt.text, tt.lang, a, tt.km2)
		}
	}
}

func TestOtherReading(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{
		"1.300 km²": 1300e6, "1.300 km² (500 sq mi)": 0, "1.300 Quadratkilometer": 0, "1,300 km²": 0, "1.30 km²": 0, "0.300 km²": 0,
	} {
		if a := Areas(text); len(a) != 1 || a[0].OtherM2 != want {
			t.Errorf("%s: %+v, want the other reading %v", text, a, want)
		}
	}
}

func TestLocalize(t *testing.T) {
	t.Parallel()
	for country, m2 := range map[string]float64{"IQ": 10000, "IL": 4000, "CY": 5351.215104} {
		a := Areas("4 dunams")[0]
		a.Localize(country, "")
		if math.Abs(a.LowM2/m2-1) > 1e-12 || a.HighM2 != a.LowM2 || a.Qualifier != Exact || a.ImpliedLowM2 >= a.LowM2 {
			t.Errorf("%s: %+v, want %v m²", country, a, m2)
		}
	}
	a := Areas("4 dunams")[0]
	if a.Localize("FR", ""); a.Qualifier != Range {
		t.Errorf("in France: %+v", a)
	}
}

func TestNoAllocationWithoutAreas(t *testing.T) {
	text := plain(4096)
	if n := testing.AllocsPerRun(20, func() { Areas(text) }); n != 0 {
		t.Errorf("%v allocations on text without areas", n)
	}
}

func ExampleAreas() {
	text := "Ukraine holds some 1,300 square kilometers (roughly 500 square miles) of Russian territory."
	for _, a := range Areas(text) {
		fmt.Printf("%q: %v %.0f km², %.0f to %.0f\n", text[a.Start:a.End], a.Qualifier,
			SquareKilometer.FromM2(a.LowM2), SquareKilometer.FromM2(a.ImpliedLowM2), SquareKilometer.FromM2(a.ImpliedHighM2))
		fmt.Printf("%q: %.1f %% off, consistent: %v\n", text[a.Restatement.Start:a.Restatement.End],
			a.Restatement.DifferencePercent, a.Restatement.Consistent)
	}
	// Output:
	// "1,300 square kilometers": about 1300 km², 1250 to 1350
	// "500 square miles": -0.4 % off, consistent: true
}

func FuzzAreas(f *testing.F) {
	data, err := os.ReadFile("testdata/areas.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		f.Add(line)
	}
	f.Add("9999999999999999999999999999999 trillion ha")
	f.Add("1\xff300 km\xc2 and \xa05 km² (5 ha")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		span := func(from, to int) {
			if from < end || to <= from || to > len(text) {
				t.Fatalf("span %d..%d after %d in %d bytes", from, to, end, len(text))
			}
			if utf8.ValidString(text) && (!utf8.RuneStart(text[from]) || to < len(text) && !utf8.RuneStart(text[to])) {
				t.Fatalf("span %d..%d is not on rune boundaries of %q", from, to, text)
			}
			end = to
		}
		for _, a := range Areas(text) {
			span(a.Start, a.End)
			open := a.ImpliedHighM2 == 0
			for _, v := range []float64{a.ImpliedLowM2, a.LowM2, a.HighM2} {
				if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
					t.Fatalf("%+v in %q", a, text)
				}
			}
			if a.ImpliedLowM2 > a.LowM2 || a.LowM2 > a.HighM2 || !open && a.HighM2 > a.ImpliedHighM2 || a.LowM2 == 0 {
				t.Fatalf("bounds out of order: %+v in %q", a, text)
			}
			if a.Unit == 0 || a.Qualifier == 0 || a.Qualifier != Comparison && (a.Qualifier == Range) != (a.LowM2 < a.HighM2) {
				t.Fatalf("%+v in %q", a, text)
			}
			if r := a.Restatement; r != nil {
				span(r.Start, r.End)
				if math.IsNaN(r.DifferencePercent) || math.IsInf(r.DifferencePercent, 0) || r.M2 <= 0 || r.Unit == a.Unit {
					t.Fatalf("%+v in %q", r, text)
				}
			}
		}
	})
}

// plain is n bytes of prose with many words that begin as units do, and no area.
func plain(n int) string {
	const prose = `He had asked many soldiers to hold the square at the station, and more than 12,000 people
		marched there on March 27. They sang; the mayor kept silent, five miles away. A half hour later a sack fell. `
	return strings.Repeat(prose, n/len(prose)+1)[:n]
}

func BenchmarkAreas(b *testing.B) {
	const size = 1 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for _, c := range []struct{ name, text string }{
		{"prose without areas", plain(size)},
		{"prose with one in 1,000 bytes", fill(plain(960) + " 1,300 square km (500 sq mi) of land. ")},
		{"areas only", fill("about 1,300 km² (500 sq mi), ")},
		{"digits", fill("1234567890")},
		{"groups of digits", fill("123 ")},
		{"spaces", fill("     ")},
		{"unit words", fill("acre ")},
		{"number words", fill("two hundred and ")},
		{"half units", fill("sq ")},
		{"digits and units", fill("1 ha 2 acres ")},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				Areas(c.text)
			}
		})
	}
}
