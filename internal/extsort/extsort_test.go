package extsort

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sorted adds the records and collects them.
func sorted(t *testing.T, s *Sorter, records [][]byte) [][]byte {
	t.Helper()
	for _, r := range records {
		if err := s.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	var out [][]byte
	for r, err := range s.Sorted() {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, bytes.Clone(r))
	}
	return out
}

func TestSorted(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	var records [][]byte
	for range 5000 {
		// Few letters and long equal beginnings, so that records tie in their first bytes and in all.
		b := []byte(strings.Repeat("a", r.IntN(12)))
		for range r.IntN(4) {
			b = append(b, "\x00ab\xFF"[r.IntN(4)])
		}
		records = append(records, b)
	}
	want := slices.Clone(records)
	slices.SortFunc(want, bytes.Compare)
	for _, budget := range []int{1000, 100_000, 1 << 30} {
		dir := t.TempDir()
		s := New(dir, budget)
		if got := sorted(t, s, records); !slices.EqualFunc(got, want, bytes.Equal) {
			t.Errorf("budget %d: %d records in another order", budget, len(got))
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
			t.Errorf("budget %d leaves %v", budget, left)
		}
	}
}

func TestStopsEarly(t *testing.T) {
	t.Parallel()
	s := New(t.TempDir(), 64)
	defer s.Close()
	for i := range 100 {
		if err := s.Add([]byte{byte(100 - i)}); err != nil {
			t.Fatal(err)
		}
	}
	for r := range s.Sorted() {
		if r[0] != 1 {
			t.Errorf("first is %d", r[0])
		}
		break
	}
}

func TestNoRoom(t *testing.T) {
	t.Parallel()
	s := New(filepath.Join(t.TempDir(), "absent"), 8)
	defer s.Close()
	var err error
	for range 10 {
		if err = s.Add([]byte("record")); err != nil {
			break
		}
	}
	if err == nil || !strings.Contains(err.Error(), "extsort") || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("err = %v", err)
	}
}
