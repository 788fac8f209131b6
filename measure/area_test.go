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

// The words beside a figure tell its language, where nothing else does.
func TestLanguageOfWords(t *testing.T) {
	t.Parallel()
	for text, km2 := range map[string]float64{
		"As chamas destruíram 18.000 hectares em Viseu": 180, "Le feu a parcouru 18.000 hectares dans les Landes": 180, "ardieron 18.000 ha en la sierra": 180,
		"Der Brand erfasste 18.000 ha": 180, "Het vuur verwoestte 18.000 ha": 180, "Api membakar 18.000 ha di Jambi": 180, "bruciati 18.000 ha nel Lazio": 180,
		"The fire spread to 18.000 ha": 0.18, "18.000 ha": 0.18, "The Landes fire burned 18.000 hectares": 0.18, "Die 1,500 ha": 15, "El Dorado fire: 1.250 square miles": 3.2374851379,
	} {
		if a := Areas(text); len(a) != 1 || math.Abs(a[0].LowM2/1e6/km2-1) > 1e-9 {
			t.Errorf("%s: %+v, want %v km²", text, a, km2)
		}
	}
}

func TestLocalize(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text, country, admin1 string
		low, high             float64
		qualifier             Qualifier
	}{
		{"4 dunams", "IQ", "", 10_000, 10_000, Exact},
		{"4 dunams", "IL", "", 4000, 4000, Exact},
		{"4 dunams", "CY", "", 5351.215104, 5351.215104, Exact},
		{"4 dunams", "FR", "", 4000, 10_000, Range},
		{"4 dönüm", "", "", 4000, 4000, Exact},
		{"4 dönüm", "CY", "", 5351.215104, 5351.215104, Exact},
		{"about 3 bighas", "NP", "", 20317.895, 20317.895, About},
		{"3 bighas", "IN", "Tripura", 4013.411, 4013.411, Exact},
		{"3 bighas", "IN", "Jharkhand", 7587.856, 7587.856, Exact},
		{"3 bighas", "IN", "Goa", 2428.114, 7587.856, Range},
		{"from 3 to 4 bighas", "NP", "", 20317.895, 27090.526, Range},
		{"5 alqueires", "BR", "Goiás", 242_000, 242_000, Exact},
		{"5 alqueires", "BR", "Paraná", 121_000, 121_000, Exact},
		{"6 morgen", "ZA", "Gauteng", 51391.92, 51391.92, Exact},
		{"2 acres", "NP", "", 8093.713, 8093.713, Exact},
	} {
		a := Areas(tt.text)[0]
		a.Localize(tt.country, tt.admin1)
		if math.Abs(a.LowM2/tt.low-1) > 1e-6 || math.Abs(a.HighM2/tt.high-1) > 1e-6 || a.Qualifier != tt.qualifier || a.ImpliedLowM2 >= a.LowM2 {
			t.Errorf("%s in %s %s: %+v, want %v to %v m²", tt.text, tt.country, tt.admin1, a, tt.low, tt.high)
		}
		b := a
		if b.Localize(tt.country, tt.admin1); b != a {
			t.Errorf("%s: a second time %+v", tt.text, b)
		}
	}
	if !Bigha.IsLocal() || Acre.IsLocal() {
		t.Error("bighas differ by state, and acres do not")
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
		f.Add(line, "")
	}
	tongues, err := os.ReadFile("testdata/tongues.txt")
	if err != nil {
		f.Fatal(err)
	}
	tag := ""
	for line := range strings.Lines(string(tongues)) {
		if line[0] == '[' {
			tag = strings.Trim(line, "[]\n")
		}
		f.Add(line, tag)
	}
	f.Add("300 m x 400 ft by 5 km wide long and 3 mile wide, 2 bighas 3 katha", "en")
	f.Add("9999999999999999999999999999999 trillion ha", "")
	f.Add("1\xff300 km\xc2 and \xa05 km² (5 ha", "de")
	f.Fuzz(func(t *testing.T, text, tag string) {
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
		for _, a := range AreasIn(text, tag) {
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
		{"sides", fill("3 m x 4 m by 5 m long and 2 m wide ")},
		{"crosses", fill("1 x ")},
		{"ambiguous units", fill("5 sections ")},
		{"parts", fill("1 acre 2 roods 3 perches ")},
		{"points", fill("1.300 ha ")},
		{"signs of numbers", fill("千百万")},
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
