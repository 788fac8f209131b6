package whosonfirst

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/sourcefile"
)

func outline(entries iter.Seq2[gazetteer.Entry, error]) string {
	var b strings.Builder
	for e, err := range entries {
		if bad, ok := errors.AsType[*gazetteer.RowError](err); ok {
			fmt.Fprintf(&b, "row %d (kind %d): %s\n", bad.Row, bad.Kind, bad.Reason)
		} else if err != nil {
			fmt.Fprintf(&b, "error: %v\n", err)
		} else {
			fmt.Fprintf(&b, "%s %s %s in %s same %v %v %d polygons %v\n", e.ID, e.Type, e.Name, e.Parent, e.SameAs, e.Point, len(e.Boundary), e.Names)
		}
	}
	return b.String()
}

func TestRead(t *testing.T) {
	t.Parallel()
	record := func(properties string) string {
		return `{"type":"Feature","properties":{` + properties + `},"geometry":{"type":"Point","coordinates":[126,39]}}` + "\n"
	}
	for _, tt := range []struct{ in, want string }{
		{record(`"wof:id":7,"wof:name":"Masan","wof:placetype":"locality","wof:country":"KP","wof:parent_id":5,"wof:concordances":{"gn:id":1949858},"name:kor_x_preferred":["마산"],"name:eng_x_colloquial":["M"]`),
			"1949858 settlement Masan in wof:5 same [wof:7] [126 39] 0 polygons [{M [en] 128} {마산 [ko] 1}]\n"},
		{record(`"wof:id":5,"wof:name":"North","wof:placetype":"region","wof:country":"KP","wof:parent_id":-1,"lbl:latitude":40,"lbl:longitude":127`),
			"wof:5 admin1 North in KP same [] [127 40] 0 polygons []\n"},
		{record(`"wof:id":3,"wof:name":"Korea","wof:placetype":"country","wof:country":"KP"`), "KP country Korea in KP same [wof:3] [126 39] 0 polygons []\n"},
		{record(`"wof:id":8,"wof:name":"Old","wof:placetype":"locality","mz:is_current":0`), "row 1 (kind 1): deprecated, superseded or no longer current\n"},
		{record(`"wof:id":8,"wof:name":"Shop","wof:placetype":"venue"`), "row 1 (kind 1): a \"venue\"\n"},
		{record(`"wof:name":"X","wof:placetype":"locality"`), "row 1 (kind 0): no wof:id\n"},
	} {
		if got := outline(Read(strings.NewReader(tt.in))); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

// North Korea: 31,755 records, of which 242 are no longer current.
func TestRealFile(t *testing.T) {
	t.Parallel()
	f, err := sourcefile.Open("../../../shared/data/wof/wof-admin-kp.ndjson.gz")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no real file here: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	kept, out, names, boundaries := 0, 0, 0, 0
	for e, err := range Read(f) {
		if bad, ok := errors.AsType[*gazetteer.RowError](err); ok && bad.Kind == gazetteer.Unwanted {
			out++
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		kept++
		names += len(e.Names)
		if len(e.Boundary) > 0 {
			boundaries++
		}
	}
	if kept != 31513 || out != 242 || names != 74363 || boundaries != 197 {
		t.Errorf("%d entries, %d left out, %d names, %d boundaries; want 31513, 242, 74363, 197", kept, out, names, boundaries)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"type":"Feature","properties":{"wof:id":7,"wof:name":"A","wof:placetype":"locality","name:eng_x_preferred":["b"]},"geometry":null}`)
	f.Fuzz(func(t *testing.T, text string) { _ = outline(Read(strings.NewReader(text))) })
}
