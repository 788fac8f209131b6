package gazetteer

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

var v1Options = Options{
	Title: "test", Date: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC),
	Sources: []Source{{Name: "testdata/v1.txt", License: "CC0-1.0"}},
}

// v1 returns testdata/v1.gaz, which stays as it is for ever.
func v1(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/v1.gaz")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Files of version 1 stay readable, and as long as it is the current version Compile writes them to the byte: v1.gaz is of the time
// before the sections about boundaries and what is near, v1-borders.gaz has them, but no section sizes.
func TestVersion1(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := Compile(&b, all(v1Entries(t)), v1Options); err != nil {
		t.Fatal(err)
	}
	old, now := load(t, v1(t)), load(t, b.Bytes())
	p, ok := old.Place("9")
	if !ok || p.Name() != "Saint Petersburg" || p.NameIn("fr") != "Saint-Pétersbourg" {
		t.Errorf("place 9 is %q, %q in French", p.Name(), p.NameIn("fr"))
	}
	for _, s := range old.layout.sections {
		if got, err := now.layout.find(now.data, s.tag); version == 1 && !bytes.Equal(got, old.data[s.offset:s.end]) {
			t.Errorf("Compile no longer writes section %s of testdata/v1.gaz: %v", s.tag, err)
		}
	}
}

func TestVersion1Borders(t *testing.T) {
	t.Parallel()
	old, now := load(t, v1Borders(t)), load(t, compile(t, bordersEntries(t)))
	for _, s := range old.layout.sections {
		if got, err := now.layout.find(now.data, s.tag); version == 1 && !bytes.Equal(got, old.data[s.offset:s.end]) {
			t.Errorf("Compile no longer writes section %s of testdata/v1-borders.gaz: %v", s.tag, err)
		}
	}
	if p, _ := old.Place("WW"); p.BoundaryM2() != 0 || p.AreaMeasured() {
		t.Error("a file of the time before the section sizes measures a boundary")
	}
	if p, ok := load(t, v1Borders(t)).Place("WW"); !ok || len(p.Boundary(0)) != 2 {
		t.Error("Westland has not two polygons")
	}
}

// The examples in the description of the format are what Compile writes.
func TestExamples(t *testing.T) {
	t.Parallel()
	ix := index(t, "São Paulo", "São", "Sur", "Sur")
	want := "\x03\x00\x00\x00" +
		"\x03sao\x03\x05\x01\x01\x02ã\x01\x00\x01" +
		"\x09sao paulo\x03\x05\x01\x07\x02ã\x00\x00\x01" +
		"\x03sur\x04\x02\x00\x03\x00"
	if string(ix.names) != want {
		t.Errorf("names: %q, want %q", ix.names, want)
	}
	for _, tt := range []struct {
		unit  int
		label byte
		base  uint32
	}{
		{0, labelFree, 0}, {115, 's', 1}, {98, 'a', 2}, {113, 'o', 3 | unitEnd}, {258, labelEnd, 4 | unitLeaf},
		{35, ' ', 18 | unitLeaf}, {118, 'u', 38 | unitLeaf},
	} {
		if ix.label[tt.unit] != tt.label || le.Uint32(ix.base[4*tt.unit:]) != tt.base {
			t.Errorf("unit %d: label %q, base %#x", tt.unit, ix.label[tt.unit], le.Uint32(ix.base[4*tt.unit:]))
		}
	}
}

// v1Borders returns testdata/v1-borders.gaz, which stays as it is for ever.
func v1Borders(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/v1-borders.gaz")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTruncated(t *testing.T) {
	t.Parallel()
	data := v1(t)
	for n := range data {
		if _, err := Load(data[:n]); !errors.Is(err, ErrFormat) {
			t.Fatalf("Load of the first %d bytes: %v", n, err)
		}
	}
	if _, err := Load(append(bytes.Clone(data), 0)); !errors.Is(err, ErrFormat) {
		t.Errorf("Load with a byte more: %v", err)
	}
}

// Whatever bit is wrong, Load or Verify sees it, and nothing panics if only Load was called.
func TestBitFlips(t *testing.T) {
	t.Parallel()
	data := bytes.Clone(v1(t))
	clean := bytes.Clone(data)
	l, err := readLayout(clean)
	if err != nil {
		t.Fatal(err)
	}
	inSection := func(i int) bool {
		return slices.ContainsFunc(l.sections, func(s section) bool { return s.offset <= uint64(i) && uint64(i) < s.end })
	}
	for i := range data {
		for bit := range 8 {
			data[i] ^= 1 << bit
			ix, err := Load(data)
			if err == nil {
				err = ix.Verify()
				if (bit == 0 || bit == 7) && inSection(i) {
					exercise(ix)
				}
			}
			if !errors.Is(err, ErrFormat) {
				t.Fatalf("bit %d of byte %d: %v", bit, i, err)
			}
			data[i] = clean[i]
		}
	}
}

func TestForeignFiles(t *testing.T) {
	t.Parallel()
	future := bytes.Clone(v1(t))
	le.PutUint32(future[8:], 2)
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"empty":          {nil, "not a valid compiled gazetteer"},
		"zip":            {append([]byte("PK\x03\x04"), make([]byte, 1000)...), "not a valid compiled gazetteer"},
		"future version": {future, "version 2, this program reads version 1"},
	} {
		_, err := Load(tt.data)
		if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: Load = %v, want %q", name, err, tt.want)
		}
	}
}

// rewrite returns data with the sections that edit makes of each: none leaves it out.
func rewrite(t testing.TB, data []byte, edit func(tag string, b []byte) [][]byte) []byte {
	t.Helper()
	l, err := readLayout(data)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	fw := newFileWriter(&out)
	for _, s := range l.sections {
		for _, b := range edit(s.tag, bytes.Clone(data[s.offset:s.end])) {
			fw.section(s.tag, b)
		}
	}
	fw.section("later", []byte("a section of a later program"))
	if err := fw.close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestUnknownSection(t *testing.T) {
	t.Parallel()
	data := rewrite(t, v1(t), func(_ string, b []byte) [][]byte { return [][]byte{b} })
	if _, ok := load(t, data).Lookup("Kursk"); !ok {
		t.Error("a file with an unknown section does not know Kursk")
	}
}

func TestSections(t *testing.T) {
	t.Parallel()
	for _, tag := range []string{secTrie, secNames, secPlaces, secPlNames, secExtents, secUses, secStrings, secMeta} {
		for what, edit := range map[string]func([]byte) [][]byte{
			"is missing":   func(b []byte) [][]byte { return nil },
			"stands twice": func(b []byte) [][]byte { return [][]byte{b, b} },
		} {
			data := rewrite(t, v1(t), func(have string, b []byte) [][]byte {
				if have == tag {
					return edit(b)
				}
				return [][]byte{b}
			})
			_, err := Load(data)
			ce, ok := errors.AsType[*CorruptError](err)
			if !ok || ce.Section != tag || !strings.Contains(ce.Reason, what) {
				t.Errorf("section %s %s: Load = %v", tag, what, err)
			}
		}
	}
}

func FuzzLoad(f *testing.F) {
	data := v1(f)
	f.Add(data)
	f.Add(v1Borders(f))
	f.Add(data[:len(data)-1])
	f.Add(data[:headerSize])
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		ix, err := Load(data)
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Errorf("%v is no ErrFormat", err)
			}
			return
		}
		exercise(ix)
		if err := ix.Verify(); err != nil && !errors.Is(err, ErrFormat) {
			t.Errorf("%v is no ErrFormat", err)
		}
	})
}
