package naturalearth

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"testing"
)

// shp makes a .shp of records, each a list of words and floats.
func shp(records ...[]any) []byte {
	b := binary.BigEndian.AppendUint32(nil, 9994)
	b = append(b, make([]byte, 96)...)
	for i, r := range records {
		var body []byte
		for _, v := range r {
			switch v := v.(type) {
			case int:
				body = binary.LittleEndian.AppendUint32(body, uint32(v))
			case float64:
				body = binary.LittleEndian.AppendUint64(body, math.Float64bits(v))
			}
		}
		b = binary.BigEndian.AppendUint32(b, uint32(i+1))
		b = binary.BigEndian.AppendUint32(b, uint32(len(body)/2))
		b = append(b, body...)
	}
	return b
}

// dbf makes a .dbf of one field of eight bytes.
func dbf(name string, rows ...string) []byte {
	b := []byte{3, 0, 0, 0}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(rows)))
	b = binary.LittleEndian.AppendUint16(b, 65)
	b = binary.LittleEndian.AppendUint16(b, 9)
	b = append(b, make([]byte, 20)...)
	field := make([]byte, 32)
	copy(field, name)
	field[11], field[16] = 'C', 8
	b = append(append(b, field...), '\r')
	for _, r := range rows {
		b = fmt.Appendf(b, " %-8s", r)
	}
	return b
}

var (
	pointRecord = []any{1, 35.0, 51.0}
	noRecord    = []any{0}
	// A square with a square hole, the exterior clockwise; the box in front is not read.
	holedRecord = []any{5, 0.0, 0.0, 4.0, 4.0, 2, 10, 0, 5,
		0.0, 0.0, 0.0, 4.0, 4.0, 4.0, 4.0, 0.0, 0.0, 0.0,
		1.0, 1.0, 2.0, 1.0, 2.0, 2.0, 1.0, 2.0, 1.0, 1.0}
	lineRecord = []any{3, 0.0, 0.0, 1.0, 1.0, 1, 2, 0, 0.0, 0.0, 1.0, 1.0}
)

func outlineRecords(shp, dbf []byte) string {
	var b strings.Builder
	for r, err := range records(bytes.NewReader(shp), bytes.NewReader(dbf)) {
		if err != nil {
			fmt.Fprintf(&b, "error: %v\n", err)
			continue
		}
		fmt.Fprintf(&b, "%s %v\n", r.attributes["NAME"], r.geometry)
	}
	return b.String()
}

func TestRecords(t *testing.T) {
	t.Parallel()
	good, table := shp(pointRecord, noRecord, holedRecord, lineRecord), dbf("name", "Sudzha", "", "Kyïv", "River")
	want := "Sudzha [35 51]\n <nil>\nKyïv [[[[0 0] [0 4] [4 4] [4 0] [0 0]] [[1 1] [2 1] [2 2] [1 2] [1 1]]]]\nRiver [[[0 0] [1 1]]]\n"
	if got := outlineRecords(good, table); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for _, tt := range []struct {
		shp, dbf []byte
		want     string
	}{
		{nil, table, "error: .shp: unexpected EOF\n"},
		{good[4:], table, "error: .shp: file code 0, not 9994\n"},
		{good[:130], table, "Sudzha [35 51]\nerror: record 2: unexpected EOF\n"},
		{good, table[:20], "error: .dbf: unexpected EOF\n"},
		{good, dbf("name", "Sudzha"), "Sudzha [35 51]\nerror: record 2: .dbf: fewer rows than there are shapes\n"},
		{shp([]any{5, 0.0, 0.0, 4.0, 4.0, 1 << 30, 10, 0}), table, "error: record 1: .shp: a shape is shorter than it says\n"},
		{shp([]any{5, 0.0, 0.0, 4.0, 4.0, 1, 1, 9, 0.0, 0.0}), table, "error: record 1: .shp: parts of a shape are out of order\n"},
		{shp([]any{99}), table, "error: record 1: .shp: unknown kind of shape 99\n"},
	} {
		if got := outlineRecords(tt.shp, tt.dbf); got != tt.want {
			t.Errorf("got %s want %s", got, tt.want)
		}
	}
}

func FuzzRecords(f *testing.F) {
	f.Add(shp(pointRecord, noRecord, holedRecord, lineRecord), dbf("name", "a", "b", "c", "d"))
	f.Fuzz(func(t *testing.T, shp, dbf []byte) { _ = outlineRecords(shp, dbf) })
}
