package geonames

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/sourcefile"
)

// row makes a row of the main table.
func row(id, name, ascii, others, lat, lon, class, code, country, admin1, admin2, population string) string {
	return strings.Join([]string{id, name, ascii, others, lat, lon, class, code, country, "", admin1, admin2, "", "", population, "", "", "", ""}, "\t") + "\n"
}

// outline reads rows and tells entries and errors, a line each.
func outline(entries iter.Seq2[gazetteer.Entry, error]) string {
	var b strings.Builder
	for e, err := range entries {
		if bad, ok := errors.AsType[*gazetteer.RowError](err); ok {
			fmt.Fprintf(&b, "row %d (kind %d): %s\n", bad.Row, bad.Kind, bad.Reason)
			continue
		}
		if err != nil {
			fmt.Fprintf(&b, "error: %v\n", err)
			continue
		}
		fmt.Fprintf(&b, "%s %s %q in %q", e.ID, e.Type, e.Name, e.Parent)
		if e.HasPoint() {
			fmt.Fprint(&b, " ", e.Point)
		}
		if len(e.SameAs) > 0 {
			fmt.Fprint(&b, " same ", e.SameAs)
		}
		for _, n := range e.Names {
			fmt.Fprintf(&b, " +%s %v %d", n.Text, n.Langs, n.Flags)
		}
		if len(e.Boundary) > 0 {
			fmt.Fprintf(&b, " %d polygons", len(e.Boundary))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	text := "\ufeff" + row("486816", "Sudzha", "Sudzha", "Суджа,http://example.org,SUD, ", "51.19", "35.27", "P", "PPL", "RU", "41", "", "6940") +
		row("538555", "Kurskaya Oblast’", "Kurskaya Oblast'", "", "51.7", "36", "A", "ADM1", "RU", "41", "", "1104008") +
		row("2017370", "Russia", "Russia", "", "60", "100", "A", "PCLI", "RU", "00", "", "144478050") +
		row("4705191", "Lamar County", "Lamar County", "", "33.6", "-95.5", "A", "ADM2", "US", "TX", "277", "") +
		row("5", "Psyol", "Psyol", "", "51", "35", "H", "STM", "RU", "41", "999", "") +
		row("6", "M2", "M2", "", "51", "35", "R", "RD", "RU", "41", "", "") +
		row("7", "Nowhere", "Nowhere", "", "91", "35", "P", "PPL", "RU", "41", "", "") +
		row("8", "Nowhere", "Nowhere", "", "NaN", "35", "P", "PPL", "RU", "41", "", "") +
		row("nine", "Nowhere", "Nowhere", "", "1", "35", "P", "PPL", "RU", "41", "", "") +
		"10\tNowhere\n" + row("11", "\xff", "", "", "1", "35", "P", "PPL", "RU", "41", "", "") + row("12", "X", "X", "", "1", "1", "P", "PPL", "RU", "41", "", "-4")
	want := `486816 settlement "Sudzha" in "RU.41" [35.27 51.19] +Суджа [] 0 +SUD [] 8
RU.41 admin1 "Kurskaya Oblast’" in "RU" [36 51.7] same [538555] +Kurskaya Oblast' [] 0
RU country "Russia" in "" [100 60] same [2017370]
US.TX.277 admin2 "Lamar County" in "US.TX" [-95.5 33.6] same [4705191]
5 water "Psyol" in "RU.41.999" [35 51]
row 6 (kind 1): a road or railway
row 7 (kind 0): latitude "91" is not a number from -90 to 90
row 8 (kind 0): latitude "NaN" is not a number from -90 to 90
row 9 (kind 0): "nine" is no GeoNames number
row 10 (kind 0): 2 columns, not 19
row 11 (kind 0): the line is not UTF-8
row 12 (kind 0): population "-4" is not a number
`
	if got := outline(Places(strings.NewReader(text))); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestTables(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		read func(io.Reader) iter.Seq2[gazetteer.Entry, error]
		text string
		want string
	}{
		{Admin1, "RU.41\tKursk Oblast\tKursk\t538555\nRU.00\tRussia (general)\tRussia\t1\nRU\tx\tx\t2\n",
			"RU.41 admin1 \"Kursk Oblast\" in \"RU\" same [538555] +Kursk [] 0\nrow 2 (kind 1): a code of no division\nrow 3 (kind 0): \"RU\" is no code of an ADM1 division\n"},
		{Admin2, "US.TX.277\tLamar County\tLamar County\t4705191\r\n", "US.TX.277 admin2 \"Lamar County\" in \"US.TX\" same [4705191]\n"},
		{Countries, "# ISO\tISO3\nAD\tAND\t020\tAN\tAndorra\tAndorra la Vella\t468\t77006\tEU\t.ad\tEUR\tEuro\t376\tAD###\t\tca\t3041565\tES,FR\t\n",
			"AD country \"Andorra\" in \"\" same [3041565] +AND [] 8\n"},
		{Hierarchy, "6295630\t6255148\tADM\nx\t1\n", "6255148 type(0) \"\" in \"6295630\"\nrow 2 (kind 0): \"x\" is no GeoNames number\n"},
		{Alternates, "1\t486816\tru\tСуджа\t1\t\t\t\t\t\n2\t486816\tlink\thttps://example.org\n3\t486816\tfr_1793\tSoudja\t\t1\t\t1\n4\t486816\teng\tSudja\n5\tx\ten\ty\n",
			"486816 type(0) \"\" in \"\" +Суджа [ru] 1\nrow 2 (kind 1): link is no name\n486816 type(0) \"\" in \"\" +Soudja [] 66\n486816 type(0) \"\" in \"\" +Sudja [en] 0\nrow 5 (kind 0): \"x\" is no GeoNames number\n"},
		{Shapes, "geoNameId\tgeoJSON\n3041565\t{\"type\":\"Polygon\",\"coordinates\":[[[1,42],[2,42],[2,43],[1,42]]]}\n1\t{\"type\":\"Polygon\",\"coordinates\":[[[1,42],[2,42],[2,43]]]}\n2\tx\n",
			"3041565 type(0) \"\" in \"\" 1 polygons\n1 type(0) \"\" in \"\" 1 polygons\nrow 3 (kind 2): boundary mended: a ring that is not closed\nrow 4 (kind 0): the geometry is no GeoJSON\n"},
	} {
		if got := outline(tt.read(strings.NewReader(tt.text))); got != tt.want {
			t.Errorf("got\n%swant\n%s", got, tt.want)
		}
	}
}

// Real files, with how many rows give an entry, and how many are left out.
func TestRealFiles(t *testing.T) {
	t.Parallel()
	const dir = "../../../shared/data/geonames/"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no real files here: ", err)
	}
	for _, tt := range []struct {
		file      string
		read      func(io.Reader) iter.Seq2[gazetteer.Entry, error]
		kept, out int
	}{
		{"NL_mordecai.txt", Places, 22579, 273}, {"AD.txt", Places, 3147, 121}, {"MC.txt", Places, 99, 0}, {"cities15000_2026-03.zip", Places, 33407, 0},
		{"admin1CodesASCII.txt", Admin1, 3892, 1}, {"admin2Codes.txt", Admin2, 47532, 2}, {"countryInfo.txt", Countries, 252, 0},
	} {
		f, err := sourcefile.Open(dir + tt.file)
		if err != nil {
			t.Fatal(err)
		}
		kept, out := 0, 0
		for _, err := range tt.read(f) {
			if bad, ok := errors.AsType[*gazetteer.RowError](err); ok && bad.Kind == gazetteer.Unwanted {
				out++
			} else if err != nil {
				t.Errorf("%s: %v", tt.file, err)
			} else {
				kept++
			}
		}
		if err := f.Close(); err != nil || kept != tt.kept || out != tt.out {
			t.Errorf("%s: %d entries, %d left out, %v; want %d and %d", tt.file, kept, out, err, tt.kept, tt.out)
		}
	}
}

func FuzzPlaces(f *testing.F) {
	f.Add(row("1", "A", "A", "b,c", "1", "2", "P", "PPL", "RU", "41", "", "5"))
	f.Add("AD\tAND\t020\tAN\tAndorra\tx\t468\t77006\tEU\t\t\t\t\t\t\t\t3041565\n")
	f.Add("1\t{\"type\":\"Polygon\",\"coordinates\":[[[1,42],[2,42],[2,43],[1,42]]]}")
	f.Fuzz(func(t *testing.T, text string) {
		for _, read := range []func(io.Reader) iter.Seq2[gazetteer.Entry, error]{Places, Admin1, Admin2, Countries, Alternates, Hierarchy, Shapes} {
			n := 0
			for e, err := range read(strings.NewReader(text)) {
				if n++; n > len(text)+1 {
					t.Fatal("more rows than bytes")
				}
				if _, ok := errors.AsType[*gazetteer.RowError](err); err != nil && !ok {
					t.Fatal(err)
				}
				if err == nil && e.HasPoint() && (e.Point[1] < -90 || e.Point[1] > 90) {
					t.Fatal(e.Point)
				}
			}
		}
	})
}
