package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rows.sqlite holds 150 rows (i, "n<i>", "M" for odd i or null, i*(i-75)^3) on
// pages of 512 bytes, another table and an index, so that the table has interior
// pages and integers of each width. It was written by the sqlite3 command.
func TestEachRow(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/rows.sqlite")
	if err != nil {
		t.Fatal(err)
	}
	i := int64(0)
	err = eachRow(data, "names", func(row []any) {
		i++
		want := []any{nil, fmt.Sprintf("n%d", i), nil, i * (i - 75) * (i - 75) * (i - 75)}
		if i%2 == 1 {
			want[2] = "M"
		}
		if !slices.Equal(row, want) {
			t.Errorf("row %d is %v, want %v", i, row, want)
		}
	})
	if err != nil || i != 150 {
		t.Errorf("%d rows, want 150 (%v)", i, err)
	}
	if err := eachRow(data, "absent", func([]any) {}); err == nil {
		t.Error("a table that is not there: no error")
	}
	for _, cut := range []int{0, 10, 100, 512, 3000} {
		if err := eachRow(data[:cut], "names", func([]any) {}); err == nil {
			t.Errorf("cut after %d bytes: no error", cut)
		}
	}
}

func FuzzEachRow(f *testing.F) {
	data, err := os.ReadFile("testdata/rows.sqlite")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		rows := 0
		err := eachRow(data, "names", func([]any) { rows++ })
		if err == nil && rows > len(data) {
			t.Errorf("%d rows in %d bytes", rows, len(data))
		}
	})
}

func TestSelectCommon(t *testing.T) {
	t.Parallel()
	ranked := strings.Fields("the of london said reading putin mary war may")
	isName := func(w string) bool { return slices.Contains([]string{"london", "reading", "mary", "may"}, w) }
	set := func(words string) map[string]bool {
		m := map[string]bool{}
		for w := range strings.FieldsSeq(words) {
			m[w] = true
		}
		return m
	}
	tests := []struct {
		n                int
		keep, drop, want string // want is empty for an error
	}{
		{5, "reading", "putin", "the of said reading war"},
		{6, "reading may", "putin", "the of said reading war may"},
		{4, "", "", "the of said putin"},
		{5, "reading war", "putin", ""},    // war is no name: nothing to keep
		{5, "reading", "putin london", ""}, // london is dropped without the list
		{9, "", "", ""},                    // too few words
	}
	for _, tt := range tests {
		got, err := selectCommon(ranked, tt.n, isName, set(tt.keep), set(tt.drop))
		if s := strings.Join(got, " "); s != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("%d, keep %q, drop %q: %q, %v, want %q", tt.n, tt.keep, tt.drop, s, err, tt.want)
		}
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	words := []string{"bravo", "alpha"}
	for i := range 30 {
		words = append(words, fmt.Sprintf("word%02d", i))
	}
	if err := writeList(dir, "x", "# Header.\n", words); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "x.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), "# Header.\n# Written by build; do not edit.\nalpha bravo word00 ") {
		t.Errorf("list begins %.80q", text)
	}
	for line := range strings.Lines(string(text)) {
		if len(line) > lineWidth+1 {
			t.Errorf("line of %d columns: %s", len(line), line)
		}
	}
	got, err := readList(filepath.Join(dir, "x.txt"))
	if err != nil || len(got) != len(words) || !got["bravo"] || !got["word29"] {
		t.Errorf("read %d words, want %d (%v)", len(got), len(words), err)
	}
	twice := filepath.Join(dir, "twice.txt")
	if err := os.WriteFile(twice, []byte("a b # c\nc a\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readList(twice); err == nil {
		t.Error("a word twice: no error")
	}
}

// TestSources reads each kind of source from a small package that it makes, and
// refuses a package whose sum is another.
func TestSources(t *testing.T) {
	t.Parallel()
	rows, err := os.ReadFile("testdata/rows.sqlite")
	if err != nil {
		t.Fatal(err)
	}
	// a city line of GeoNames has its people in the 15th column
	city := func(name string, people int) string {
		return "1\t" + name + "\t" + name + strings.Repeat("\t", 12) + fmt.Sprint(people) + "\t\n"
	}
	dir := t.TempDir()
	restore := []source{wordSource, citySource}
	t.Cleanup(func() { wordSource, citySource = restore[0], restore[1] })
	pack(t, dir, &wordSource, []byte(`{"size":4,"words":["the",",","of","U","i","e-mail"],"vectors":{"the":[0.1]}}`))
	pack(t, dir, &citySource, []byte(city("Reading", 150_000)+city("Sudzha", 6_000)+city("New York", 8_000_000)))

	words, err := readRanked(dir)
	if err != nil || !slices.Equal(words, []string{"the", "of", "i"}) {
		t.Errorf("words %v, %v", words, err)
	}
	places, err := readPlaces(dir, cityPeople)
	if err != nil || len(places) != 1 || !places["reading"] {
		t.Errorf("places %v, %v", places, err)
	}
	wordSource.sha256 = citySource.sha256
	if _, err := readRanked(dir); err == nil || !strings.Contains(err.Error(), "SHA-256") {
		t.Errorf("another sum: %v", err)
	}

	var zipped bytes.Buffer
	z := zip.NewWriter(&zipped)
	w, err := z.Create("rows.sqlite")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := unzip(zipped.Bytes()); err != nil || !bytes.Equal(got, rows) {
		t.Errorf("unzip: %d bytes, %v", len(got), err)
	}
}

// pack writes a tarball with the source's file into dir and sets the source's sum.
func pack(t *testing.T, dir string, s *source, content []byte) {
	t.Helper()
	var b bytes.Buffer
	gz := gzip.NewWriter(&b)
	tw := tar.NewWriter(gz)
	for _, name := range []string{"package/README", s.file} {
		if err := tw.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(content))}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(tw, bytes.NewReader(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := tw.Close(); err != nil {
		t.Fatal(err)
	}
	if err := gz.Close(); err != nil {
		t.Fatal(err)
	}
	s.sha256 = fmt.Sprintf("%x", sha256.Sum256(b.Bytes()))
	if err := os.WriteFile(filepath.Join(dir, s.pack+"-"+s.version+".tgz"), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestKmeans finds three bundles of directions, and the same centres twice.
func TestKmeans(t *testing.T) {
	t.Parallel()
	var vectors []vector
	for i := range 90 {
		var v vector
		v[i%3], v[3+i%7] = 1, 0.1
		v.normalise()
		vectors = append(vectors, v)
	}
	centres := kmeans(vectors, 6, 5)
	of := nearest(vectors, centres)
	for i := range vectors {
		for k := range vectors {
			if of[i] == of[k] && i%3 != k%3 {
				t.Fatalf("vectors %d and %d share a cluster", i, k)
			}
		}
	}
	if again := kmeans(vectors, 6, 5); !slices.Equal(again, centres) {
		t.Error("the same vectors gave other centres")
	}
}

func TestEachVector(t *testing.T) {
	t.Parallel()
	components := strings.Repeat("0.5,", dimensions)
	got := map[string]vector{}
	dec := json.NewDecoder(strings.NewReader(`{"kano":[` + components + `5,0]}`))
	if err := eachVector(dec, func(w string, v *vector) { got[w] = *v }); err != nil {
		t.Fatal(err)
	}
	if v := got["kano"]; v[0] < 0.0999 || v[0] > 0.1001 {
		t.Errorf("not of unit length: %g", v[0])
	}
	if err := eachVector(json.NewDecoder(strings.NewReader(`{"kano":[1,2]}`)), func(string, *vector) {}); err == nil {
		t.Error("a short vector is read")
	}
}
