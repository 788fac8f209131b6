package scale

import (
	"bytes"
	"strings"
	"testing"

	"example.com/geotag/gazetteer/world"
)

func TestWriteDump(t *testing.T) {
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	var a, b bytes.Buffer
	if err := WriteDump(&a, ix, 2000); err != nil {
		t.Fatal(err)
	}
	if err := WriteDump(&b, ix, 2000); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two dumps differ")
	}
	count := map[string]int{}
	for line := range strings.Lines(a.String()) {
		columns := strings.Split(line, "\t")
		if len(columns) != 19 {
			t.Fatalf("%d columns: %s", len(columns), line)
		}
		count[columns[1]]++
	}
	if most := count[mostFrequent(count)]; len(count) < 1500 || most < 5 {
		t.Errorf("%d names of 2000 rows differ, the most frequent stands %d times", len(count), most)
	}
}

func mostFrequent(count map[string]int) (name string) {
	for n, c := range count {
		if c > count[name] {
			name = n
		}
	}
	return name
}
