package main

import (
	"strings"
	"testing"
	"time"

	"example.com/geotag/internal/fleet"
)

// The fleet fits a terminal of 80 columns, and a worker that tags with other versions than most stands out.
func TestStatusTable(t *testing.T) {
	t.Parallel()
	s := &fleet.Status{Stream: "ARTICLES", Pending: 123_456_789, Unacknowledged: 5000, Results: "PLACES", DeadLetters: 3}
	for i, gazetteer := range []string{"1f99f77de08d", "1f99f77de08d", "0123456789ab"} {
		s.Workers = append(s.Workers, fleet.Member{
			Worker: "node-eu-west-1-" + string(rune('a'+i)), Version: fleet.Version{Geotag: "0.2.0", Gazetteer: gazetteer, Model: "4bfd76a3f49f"},
			Since: time.Now().Add(-99 * time.Hour), Jobs: 64, Tagged: 123_456_789, Failed: 123, Dead: 45, Rate: 12_345.6, MessageRate: 800,
		})
	}
	var out strings.Builder
	if err := statusTable(&out, s, false); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if len(line) > 81 || strings.HasSuffix(line, " \n") {
			t.Errorf("%d columns: %q", len(line)-1, line)
		}
	}
	if got := out.String(); strings.Count(got, "1f99f77de08d") != 1 || !strings.Contains(got, "node-eu-west-1-c") || !strings.Contains(got, "\n  of geotag 0.2.0, gazetteer 0123456789ab") {
		t.Error(got)
	}
}
