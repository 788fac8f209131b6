// Package extsort sorts more byte strings than fit into memory, by way of temporary files.
package extsort

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
)

// A Sorter takes records and gives them back in the order of their bytes. It is not safe for concurrent use.
type Sorter struct {
	dir    string
	budget int
	arena  []byte // of the records that are not yet in a file
	items  []item
	runs   []*os.File
	spill  chan error // the result of the spill under way; nil: none
	spare  chunk      // memory of the spill before, to be filled again
}

// A chunk is what is sorted in memory at once.
type chunk struct {
	arena []byte
	items []item
}

// An item is a record in the arena. The first bytes stand beside it, to compare most records without a look there.
type item struct {
	head   uint64
	off, n uint32
}

// New returns a Sorter that holds about so many bytes of records in memory, half of them while the other half goes into
// a file in dir; dir is empty for the system's directory of temporary files.
func New(dir string, budget int) *Sorter {
	return &Sorter{dir: dir, budget: min(max(budget/2, 1), 1<<31)}
}

// Add adds a copy of a record. An error is that of a temporary file, and the Sorter is of no more use.
func (s *Sorter) Add(record []byte) error {
	if cost := len(s.arena) + len(record) + 16*len(s.items); cost > s.budget && len(s.items) > 0 {
		if err := s.startSpill(); err != nil {
			return err
		}
	}
	s.items = append(s.items, item{headOf(record), uint32(len(s.arena)), uint32(len(record))})
	s.arena = append(s.arena, record...)
	return nil
}

func headOf(record []byte) uint64 {
	var b [8]byte
	copy(b[:], record)
	return binary.BigEndian.Uint64(b[:])
}

// startSpill writes what is in memory to a file, in the background, once the spill before has ended.
func (s *Sorter) startSpill() error {
	if err := s.wait(); err != nil {
		return err
	}
	f, err := os.CreateTemp(s.dir, "geotag-sort-*")
	if err != nil {
		return fmt.Errorf("extsort: %w", err)
	}
	os.Remove(f.Name()) // where the system lets it: nothing stays behind whatever ends the program
	s.runs = append(s.runs, f)
	full := chunk{s.arena, s.items}
	s.arena, s.items = s.spare.arena[:0], s.spare.items[:0]
	s.spare = full
	done := make(chan error, 1)
	s.spill = done
	go func() { done <- full.write(f) }()
	return nil
}

// wait waits for the spill under way.
func (s *Sorter) wait() error {
	if s.spill == nil {
		return nil
	}
	err := <-s.spill
	s.spill = nil
	return err
}

func (c chunk) record(it item) []byte { return c.arena[it.off:][:it.n] }

func (c chunk) sort() {
	slices.SortFunc(c.items, func(a, b item) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return bytes.Compare(c.record(a), c.record(b))
	})
}

// write sorts the chunk and writes each record after its length.
func (c chunk) write(f *os.File) error {
	c.sort()
	w := bufio.NewWriterSize(f, 1<<18)
	var length [binary.MaxVarintLen64]byte
	for _, it := range c.items {
		w.Write(length[:binary.PutUvarint(length[:], uint64(it.n))])
		w.Write(c.record(it))
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("extsort: a temporary file: %w", err)
	}
	return nil
}

// Sorted yields all records in the order of their bytes, equal ones as often as they were added. A record is valid until the next
// one is asked for. It may be called once, and nothing added after. An error ends it.
func (s *Sorter) Sorted() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if err := s.wait(); err != nil {
			yield(nil, err)
			return
		}
		last := chunk{s.arena, s.items}
		last.sort()
		s.spare = chunk{}
		runs := make(runHeap, 0, len(s.runs)+1)
		for _, f := range s.runs {
			if _, err := f.Seek(0, io.SeekStart); err != nil {
				yield(nil, fmt.Errorf("extsort: %w", err))
				return
			}
			runs = append(runs, &run{file: bufio.NewReaderSize(f, 1<<18)})
		}
		runs = append(runs, &run{memory: last})
		if err := runs.merge(yield); err != nil {
			yield(nil, err)
		}
	}
}

// Close removes the temporary files.
func (s *Sorter) Close() error {
	err := s.wait()
	for _, f := range s.runs {
		err = errors.Join(err, f.Close())
		if e := os.Remove(f.Name()); e != nil && !errors.Is(e, os.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	s.runs, s.arena, s.items, s.spare = nil, nil, nil, chunk{}
	return err
}

// A run is a sorted stretch of records, in a file or, if file is nil, in memory.
type run struct {
	file   *bufio.Reader
	memory chunk
	buf    []byte
	record []byte // the next one
}

// next reads the next record and reports whether there is one.
func (r *run) next() (bool, error) {
	if r.file == nil {
		if len(r.memory.items) == 0 {
			return false, nil
		}
		r.record = r.memory.record(r.memory.items[0])
		r.memory.items = r.memory.items[1:]
		return true, nil
	}
	n, err := binary.ReadUvarint(r.file)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	if err == nil {
		r.buf = slices.Grow(r.buf[:0], int(n))[:n]
		_, err = io.ReadFull(r.file, r.buf)
	}
	if err != nil {
		return false, fmt.Errorf("extsort: reading a temporary file back: %w", err)
	}
	r.record = r.buf
	return true, nil
}

type runHeap []*run

// merge yields the records of all runs.
func (h *runHeap) merge(yield func([]byte, error) bool) error {
	live := (*h)[:0]
	for _, r := range *h {
		ok, err := r.next()
		if err != nil {
			return err
		}
		if ok {
			live = append(live, r)
		}
	}
	*h = live
	heap.Init(h)
	for len(*h) > 0 {
		r := (*h)[0]
		if !yield(r.record, nil) {
			return nil
		}
		ok, err := r.next()
		if err != nil {
			return err
		}
		if ok {
			heap.Fix(h, 0)
		} else {
			heap.Pop(h)
		}
	}
	return nil
}

func (h runHeap) Len() int           { return len(h) }
func (h runHeap) Less(i, j int) bool { return bytes.Compare(h[i].record, h[j].record) < 0 }
func (h runHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *runHeap) Push(r any)        { *h = append(*h, r.(*run)) }

func (h *runHeap) Pop() any {
	old := *h
	r := old[len(old)-1]
	*h = old[:len(old)-1]
	return r
}
