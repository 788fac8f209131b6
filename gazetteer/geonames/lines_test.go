package geonames

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"example.com/geotag/gazetteer"
)

func TestLines(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"a", "1 a|"},
		{"\ufeffa\r\nb\n", "1 a|2 b|"},
		{"a\n\nb", "1 a|2 |3 b|"},
		{"a\n" + strings.Repeat("x", 200_000) + "\nb\n", "1 a|2 too long|3 b|"},
		{strings.Repeat("x", 103), "1 too long|"},
		{strings.Repeat("x", 100) + "\n", "1 " + strings.Repeat("x", 100) + "|"},
	} {
		var got strings.Builder
		for l, err := range lines(iotest.OneByteReader(strings.NewReader(tt.in)), 100) {
			if row, ok := errors.AsType[*gazetteer.RowError](err); ok {
				got.WriteString(fmt.Sprint(row.Row, " too long|"))
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			got.WriteString(fmt.Sprintf("%d %s|", l.number, l.text))
		}
		if got.String() != tt.want {
			t.Errorf("lines of %.20q: %.80s, want %.80s", tt.in, got.String(), tt.want)
		}
	}
}

func TestReadError(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	var last error
	for _, err := range lines(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(broken)), 100) {
		last = err
	}
	if !errors.Is(last, broken) || !strings.Contains(last.Error(), "line 2") {
		t.Errorf("err = %v", last)
	}
}
