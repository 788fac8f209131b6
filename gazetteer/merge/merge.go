// Package merge joins the entries of several sources into those of one gazetteer.
//
//	m := merge.New("")
//	defer m.Close()
//	m.Add("NL.txt", merge.GeoNames, geonames.Places(f))
//	m.Add("mine.csv", merge.Own, own.CSV(g, own.Options{}))
//	err := gazetteer.Compile(w, m.Entries(), gazetteer.Options{})
//
// Entries of one id are one place, and so are those that name each other in SameAs. Where they differ, the source of the lower
// rank is right, and of one rank the one added first: it gives the display name, the point, the type and so on, each where it has it;
// names are all kept. But a country has the display name of one's own source or of what is built in, not that of a dump. Entries of one's own take in
// those of other sources that are added later, have a name in common with them, the same type, and lie near. Entries without a type, a point or a name add to others and make no place by themselves.
package merge

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/extsort"
)

// A Rank is the standing of a source: of values that differ, the lower rank's is kept.
type Rank uint8

// The order in which sources are believed: what users say of their own places first, what is built in last.
const (
	Own Rank = iota
	GeoNames
	WhosOnFirst
	NaturalEarth
	BuiltIn
)

// entryMemory is how many bytes of entries are sorted in memory; one has some 150.
const entryMemory = 512 << 20

// A Merger takes the entries of sources, and gives back places in the order that gazetteer.Compile wants. Ids in SameAs count
// for what is added after them, so that sources which say where places are go before those that add names to them. It sorts in temporary
// files what is too much for the memory, and keeps a few bytes of each place in it. It is not safe for concurrent use.
type Merger struct {
	// MaxErrors is how many bad rows are skipped before Add gives up.
	MaxErrors int

	lists lists

	sorter  *extsort.Sorter
	record  []byte
	seq     uint64
	reports []*Report
	errors  int
	same    map[string]string // id -> the id that is kept
	named   idSet             // ids of places that some source knows the kind of
	placed  idSet             // ids of places that some source knows the point of
	seats   map[string]seat
	twins   map[string][]twin   // by country and folded name
	owned   map[string][]twin   // places of one's own by folded name
	keyed   []byte              // to look twins up
	up      map[string][]string // ids of what a place is said to lie in, if that is no code of a division
}

// A Report says what became of a source's rows.
type Report struct {
	Name    string // of the source
	Read    int    // rows
	Kept    int    // rows that made a place
	Merged  int    // rows that added to a place of another row
	Skipped int    // rows that were left out
	Reasons []Reason

	rank Rank
}

// A Reason is why rows were left out, or not taken as they stand, with the first of them.
type Reason struct {
	Text    string
	Count   int
	Row     int  // the first one; 0: not known
	Partial bool // the rows made places; what the reason says is all that is amiss
}

// New returns a Merger that keeps its temporary files in dir; empty: the system's directory of temporary files.
func New(dir string) *Merger {
	return &Merger{sorter: extsort.New(dir, entryMemory), same: map[string]string{}, seats: map[string]seat{},
		twins: map[string][]twin{}, owned: map[string][]twin{}, up: map[string][]string{}}
}

// Close removes the temporary files.
func (m *Merger) Close() error { return m.sorter.Close() }

// Reports returns what became of the rows, by source in the order of Add; it is whole when Entries has ended.
func (m *Merger) Reports() []*Report { return m.reports }

// Added returns how many entries Entries will join.
func (m *Merger) Added() int { return int(m.seq) }

// ErrTooMany reports that more rows are bad than MaxErrors.
var ErrTooMany = errors.New("merge: too many bad rows")

// Add reads all entries of a source. Rows with a *gazetteer.RowError, and entries that no gazetteer could hold, are counted and skipped;
// of what entries say in words that does not show is left out, and counted; any other error of entries ends it.
func (m *Merger) Add(name string, rank Rank, entries iter.Seq2[gazetteer.Entry, error]) error {
	r := &Report{Name: name, rank: rank}
	m.reports = append(m.reports, r)
	for e, err := range entries {
		var row *gazetteer.RowError
		switch {
		case errors.As(err, &row) && row.Kind == gazetteer.Partial:
			r.note(row.Reason, row.Row)
		case errors.As(err, &row):
			r.Read++
			if r.skip(row.Reason, row.Row); row.Kind == gazetteer.BadRow {
				m.errors++
			}
		case err != nil:
			return fmt.Errorf("%s: %w", name, err)
		default:
			r.Read++
			if e.Row == 0 {
				e.Row = r.Read
			}
			if e.Clean() {
				r.note("a name or source with control characters, or others that do not show: they are left out", e.Row)
			}
			if err := check(e); err != nil {
				row = &gazetteer.RowError{Row: e.Row, Reason: err.Error()}
				r.skip(row.Reason, row.Row)
				m.errors++
			} else if err := m.add(&e, r); err != nil {
				return err
			}
		}
		if m.errors > m.MaxErrors {
			return fmt.Errorf("%s: %w: the last one is row %d: %.300s", name, ErrTooMany, row.Row, row.Reason)
		}
	}
	return nil
}

// skip counts a row that is left out.
func (r *Report) skip(reason string, row int) {
	r.Skipped++
	r.count(Reason{reason, 1, row, false})
}

// note counts a row that is not taken as it stands.
func (r *Report) note(reason string, row int) { r.count(Reason{reason, 1, row, true}) }

func (r *Report) count(why Reason) {
	const most, longest = 50, 300
	if len(r.Reasons) >= most {
		why.Text = "other reasons"
	}
	if len(why.Text) > longest { // it quotes what the row holds
		why.Text = strings.ToValidUTF8(why.Text[:longest], "") + "..."
	}
	for i := range r.Reasons {
		if r.Reasons[i].Text == why.Text && r.Reasons[i].Partial == why.Partial {
			r.Reasons[i].Count++
			return
		}
	}
	r.Reasons = append(r.Reasons, why)
}

// check says why no gazetteer could hold an entry, or what it adds.
func check(e gazetteer.Entry) error {
	if e.Type == 0 {
		e.Type = gazetteer.Region
	}
	if !e.HasPoint() {
		e.Point = orb.Point{}
	}
	if e.Name == "" {
		e.Name = "x"
	}
	return gazetteer.Validate(&e)
}

func (m *Merger) add(e *gazetteer.Entry, r *Report) error {
	e.ID = m.keptID(e.ID)
	if r.rank == Own {
		m.own(e)
	} else {
		m.takeOwned(e)
	}
	if m.ringed(e) {
		ring := fmt.Sprintf("a ring of parents: %s would lie in %s, which lies in it", e.ID, e.Parent)
		if e.Parent = ""; adds(e) == 0 {
			r.skip(ring, e.Row)
			return nil
		}
		r.note(ring+"; the parent is left out", e.Row)
	}
	for _, id := range e.SameAs {
		if id != e.ID {
			m.same[id] = e.ID
		}
	}
	if e.Type != 0 && e.Name != "" {
		m.named.add(e.ID)
	}
	if e.HasPoint() {
		m.placed.add(e.ID)
	}
	m.takeSeat(e)
	m.takeTwins(e)
	m.seq++
	m.record = appendEntry(m.record[:0], e, r.rank, m.seq, uint16(len(m.reports)-1))
	return m.sorter.Add(m.record)
}

// adds returns how much an entry says of its place, beside what it lies in.
func adds(e *gazetteer.Entry) int { return int(e.Type) + len(e.Name) + len(e.Names) + len(e.Boundary) }

// keptID follows an id to the one that its place is kept by.
func (m *Merger) keptID(id string) string {
	for range 4 { // a circle ends here
		kept, ok := m.same[id]
		if !ok {
			break
		}
		id = kept
	}
	return id
}

// A seat is the settlement that a division without a point of its own is put at: its seat by feature code, or the largest.
type seat struct {
	rank  int // 0: none
	point orb.Point
}

// takeSeat notes a settlement as the seat of the divisions that it lies in.
func (m *Merger) takeSeat(e *gazetteer.Entry) {
	if e.Type != gazetteer.Settlement || !e.HasPoint() {
		return
	}
	seats := [...]string{"PPLC", "PPLA", "PPLA2"}
	for id := e.Parent; id != ""; id = coarser(id) {
		rank := 1 + int(min(e.Population, 1<<40))
		if level := strings.Count(id, "."); level < len(seats) && e.FeatureCode == seats[level] {
			rank += 1 << 41
		}
		if rank > m.seats[id].rank {
			m.seats[id] = seat{rank, e.Point}
		}
	}
}

// coarser returns the code of the division that holds the one of a code: "US.TX" of "US.TX.277", and nothing of what is no code.
func coarser(id string) string {
	i := strings.LastIndexByte(id, '.')
	return id[:max(i, 0)]
}

// has reports whether there will be a place of the id.
func (m *Merger) has(id string) bool {
	return m.named.has(id) && (m.placed.has(id) || m.seats[id].rank > 0)
}
