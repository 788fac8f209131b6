package gazetteer

import (
	"bytes"
	"errors"
	"math"
	"testing"
)

// What is wrong here has a right checksum: only a look at the contents can find it. The numbers are those of testdata/v1.txt:
// places 0 to 3 are the settlements 7, 8, 9, 100.
func TestVerify(t *testing.T) {
	t.Parallel()
	put32 := func(off int, v uint32) func([]byte) []byte {
		return func(b []byte) []byte { le.PutUint32(b[off:], v); return b }
	}
	put8 := func(off int, v byte) func([]byte) []byte {
		return func(b []byte) []byte { b[off] = v; return b }
	}
	replace := func(from, to string) func([]byte) []byte {
		return func(b []byte) []byte { return bytes.Replace(b, []byte(from), []byte(to), 1) }
	}
	unit := func(change func(b []byte, units int)) func([]byte) []byte {
		return func(b []byte) []byte { change(b, len(b)/unitSize); return b }
	}
	for _, tt := range []struct {
		what    string
		section string // that is changed
		change  func([]byte) []byte
		found   string // the section that is blamed
	}{
		{"fewer names than stated", secNames, put32(0, 99), secNames},
		{"names out of order", secNames, replace("kursk region", "kursa region"), secNames},
		{"name not folded", secNames, replace("leningrad", "Leningrad"), secNames},
		{"key longer than the section", secNames, put8(namesHeader, 0x7F), secNames},
		{"length without end", secNames, func(b []byte) []byte { return append(b, 0xFF, 0xFF) }, secNames},
		{"spelling of another name", secNames, replace("-on-", "-om-"), secNames},
		{"spelling not UTF-8", secNames, replace("-on-", "-\xffn-"), secNames},
		{"posting of no place", secNames, func(b []byte) []byte {
			i := bytes.Index(b, []byte("american\x02")) + len("american\x02")
			b[i] = 99
			return b
		}, secNames},
		{"posting of no use", secNames, func(b []byte) []byte {
			i := bytes.Index(b, []byte("american\x02")) + len("american\x02")
			b[i+1] = 0x7F
			return b
		}, secNames},
		{"name at a place that does not list it", secNames, func(b []byte) []byte {
			i := bytes.Index(b, []byte("american\x02")) + len("american\x02")
			b[i] = 0
			return b
		}, secPlNames},
		{"leaf of another name", secTrie, unit(func(b []byte, n int) {
			for i := range n {
				if v := le.Uint32(b[4*i:]); v&unitLeaf != 0 {
					le.PutUint32(b[4*i:], unitLeaf|namesHeader)
				}
			}
		}), secTrie},
		{"root leads nowhere", secTrie, put32(0, baseMask), secTrie},
		{"unit that nothing leads to", secTrie, unit(func(b []byte, n int) {
			b[4*n+bytes.LastIndexByte(b[4*n:], labelFree)] = 1
		}), secTrie},
		{"free unit with a base", secTrie, unit(func(b []byte, n int) {
			b[4*bytes.LastIndexByte(b[4*n:], labelFree)] = 1
		}), secTrie},
		{"circle", secTrie, unit(func(b []byte, n int) {
			for i := 1; i < n; i++ {
				if v := le.Uint32(b[4*i:]); b[4*n+i] != labelFree && v&unitLeaf == 0 {
					le.PutUint32(b[4*i:], le.Uint32(b))
				}
			}
		}), secTrie},
		{"unknown flags", secUses, put8(1, 0x80), secUses},
		{"languages nowhere", secUses, put32(2, 1<<30), secUses},
		{"id not in order", secPlaces, put32(atID, 99), secPlaces},
		{"text of an id nowhere", secPlaces, func(b []byte) []byte {
			le.PutUint32(b[len(b)-placeSize+atID:], highBit|1<<30)
			return b
		}, secPlaces},
		{"longitude", secPlaces, put32(atLon, 1_800_000_001), secPlaces},
		{"type", secPlaces, put8(atType, 14), secPlaces},
		{"country", secPlaces, put8(atCountry, 'u'), secPlaces},
		{"feature code nowhere", secPlaces, put8(atFeature+1, 0xFF), secPlaces},
		{"no such parent", secPlaces, put32(atParent, 12), secPlaces},
		{"own parent", secPlaces, put32(atParent, 1), secPlaces},
		{"start of names", secPlaces, put32(atNames, 1), secPlaces},
		{"name nowhere", secPlNames, put32(0, 1<<31), secPlNames},
		{"name missing", secPlNames, func(b []byte) []byte { return b[:len(b)-4] }, secPlNames},
		{"extent of no place", secExtents, put32(atRef, 99), secExtents},
		{"extent off the Earth", secExtents, put32(atBound, 1<<31), secExtents},
		{"extent upside down", secExtents, put32(atBound+12, 1<<31|1<<30), secExtents},
		{"area below zero", secExtents, put8(atArea+7, 0x80|0x40), secExtents},
		{"uncertainty", secExtents, put32(atUncertainty, math.Float32bits(float32(math.Inf(1)))), secExtents},
		{"area source nowhere", secExtents, put32(atSource, 1<<30), secExtents},
		{"metadata", secMeta, put8(0, 'x'), secMeta},
		{"other counts", secMeta, replace(`"places":11`, `"places":12`), secMeta},
	} {
		data := rewrite(t, v1(t), func(tag string, b []byte) [][]byte {
			if tag == tt.section {
				was := bytes.Clone(b)
				if b = tt.change(b); bytes.Equal(was, b) {
					t.Errorf("%s: nothing was changed", tt.what)
				}
			}
			return [][]byte{b}
		})
		ix, err := Load(data)
		if err != nil {
			t.Errorf("%s: Load = %v", tt.what, err)
			continue
		}
		exercise(ix)
		err = ix.Verify()
		if ce, ok := errors.AsType[*CorruptError](err); !ok || ce.Section != tt.found {
			t.Errorf("%s: Verify = %v, want a fault of %s", tt.what, err, tt.found)
		}
	}
}

// Bytes outside all sections are part of the file, too.
func TestVerifyPadding(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	fw := newFileWriter(&out)
	l, err := readLayout(v1(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range l.sections {
		fw.write([]byte{1})
		fw.section(s.tag, v1(t)[s.offset:s.end])
	}
	if err := fw.close(); err != nil {
		t.Fatal(err)
	}
	ix, err := Load(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if ce, ok := errors.AsType[*CorruptError](ix.Verify()); !ok || ce.Reason != "padding is not zero" {
		t.Errorf("Verify = %v", ix.Verify())
	}
}
