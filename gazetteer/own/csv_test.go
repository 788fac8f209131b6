package own

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
)

func outlineCSV(text string, c Columns) string {
	var b strings.Builder
	for e, err := range CSV(strings.NewReader(text), c) {
		if bad, ok := errors.AsType[*gazetteer.RowError](err); ok {
			fmt.Fprintf(&b, "row %d: %s\n", bad.Row, bad.Reason)
		} else if err != nil {
			fmt.Fprintf(&b, "error: %v\n", err)
		} else {
			fmt.Fprintf(&b, "%s %s %s %v %d", e.ID, e.Type, e.Name, e.Point, e.Population)
			for _, n := range e.Names {
				fmt.Fprint(&b, " +", n.Text)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestCSV(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		c    Columns
		want string
	}{
		{"id,name,lat,lon,population,names\nx:1,\"Camp, North\",1.5,2,300,Camp A|Lager\nx:2,B,91,2,,\nx:3,C\nx:4,D,,2,,\nx:5,E,1,2,-1,\nx:6,F,0,0,,\n", Columns{},
			"x:1 settlement Camp, North [2 1.5] 300 +Camp A +Lager\nrow 3: lat \"91\" is not a number from -90 to 90\nrow 4: 2 columns, the header has 6\n" +
				"row 5: lat \"\" is not a number from -90 to 90\nrow 6: population \"-1\" is not a number from 0 to 1e+11\nx:6 settlement F [0 0] 0\n"},
		{"\ufeffCode;Ort;Breite;Laenge;Art\n7;Hütte;47;11;facility\n8;X;1;1;hut\n", Columns{ID: "code", Name: "Ort", Lat: "Breite", Lon: "Laenge", Type: "Art"},
			"7 facility Hütte [11 47] 0\nrow 3: type \"hut\" is none of those known\n"},
		{"id\tname\tlat\tlon\n1\tA, B\t1\t2\n", Columns{}, "1 settlement A, B [2 1] 0\n"},
		{"id,name,lat\n", Columns{}, "error: own: the header has no column \"lon\"; it has id, name, lat\n"},
		{"id,name,lat,lon\n", Columns{Parent: "within"}, "error: own: the header has no column \"within\"; it has id, name, lat, lon\n"},
		{"", Columns{}, "error: own: no header row: EOF\n"},
		{"id,name,lat,lon\n1," + strings.Repeat("x", 3<<20) + ",1,1\n", Columns{}, "error: own: a line is longer than 1048576 bytes\n"},
	} {
		if got := outlineCSV(tt.text, tt.c); got != tt.want {
			t.Errorf("%.40q\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("id,name,lat,lon\n1,A,1,2\n")
	f.Add("id;name;lat;lon;names\n1;\"A\n;\";1;2;x|y\n")
	f.Fuzz(func(t *testing.T, text string) {
		n := 0
		for range CSV(strings.NewReader(text), Columns{}) {
			if n++; n > len(text)+1 {
				t.Fatal("more rows than bytes")
			}
		}
	})
}
