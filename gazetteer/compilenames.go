package gazetteer

import (
	"cmp"
	"encoding/binary"
	"errors"
	"iter"
	"math"
	"slices"
	"strings"

	"example.com/geotag/internal/extsort"
	"example.com/geotag/internal/fold"
)

// A spelled is a use of a name: one posting to be.
type spelled struct {
	key, text string
	kind
	ref     uint32
	display bool
}

// addNames takes the names of the next entry.
func (c *compiler) addNames(ref uint32, e *Entry) error {
	c.own = mergeNames(c.own[:0], e)
	keys := make([]string, len(c.own))
	var known []string // keys by which the place is known beyond lists
	for i := range c.own {
		s := &c.own[i]
		s.key, s.ref = fold.Name(s.text), ref
		keys[i] = s.key
		if s.flags&Listed == 0 {
			known = append(known, s.key)
		}
		c.kinds[s.kind]++
		c.meta.Uses++
		if err := c.spelled.add(s); err != nil {
			return err
		}
	}
	all := countDistinct(keys)
	c.starts += uint32(all)
	c.listed = append(c.listed, byte(min(all-countDistinct(known), math.MaxUint8)))
	return nil
}

// countDistinct counts strings, and sorts them.
func countDistinct(list []string) int {
	slices.Sort(list)
	return len(slices.Compact(list))
}

// mergeNames appends the names of e, those of one spelling and one kind merged. That a name is preferred or short does
// not make it another, nor what its builder says of it; that it is historic or a demonym does.
func mergeNames(own []spelled, e *Entry) []spelled {
	const same = Preferred | Short | Trusted | Blocked
	own = append(own, spelled{text: e.Name, display: true})
	for _, n := range e.Names {
		langs := slices.Clone(n.Langs)
		i := slices.IndexFunc(own, func(s spelled) bool { return s.text == n.Text && s.flags&^same == n.Flags&^same })
		if i < 0 {
			i = len(own)
			own = append(own, spelled{text: n.Text})
		} else if own[i].langs != "" {
			langs = append(langs, strings.Split(own[i].langs, ",")...)
		}
		slices.Sort(langs)
		own[i].flags |= n.Flags
		own[i].langs = strings.Join(slices.Compact(langs), ",")
	}
	return own
}

// nameMemory is how many bytes of uses are sorted in memory; a use has some 50.
const nameMemory = 512 << 20

// A useSorter sorts uses by name, place, display name first, text, flags and languages.
type useSorter struct {
	*extsort.Sorter
	record []byte
}

func newUseSorter(dir string) *useSorter { return &useSorter{Sorter: extsort.New(dir, nameMemory)} }

// add adds a use, coded so that the bytes sort as is wanted; neither keys nor what else ends in a zero byte holds one, but texts
// may, so that their lengths stand at the end.
func (u *useSorter) add(s *spelled) error {
	b := append(u.record[:0], s.key...)
	b = append(b, 0)
	b = binary.BigEndian.AppendUint32(b, s.ref)
	if s.display {
		b = append(b, 0)
	} else {
		b = append(b, 1)
	}
	b = append(b, s.text...)
	b = append(b, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(s.flags))
	b = append(b, s.langs...)
	b = le.AppendUint32(b, uint32(len(s.key)))
	u.record = le.AppendUint32(b, uint32(len(s.text)))
	return u.Add(u.record)
}

// decodeUse reads what add wrote, with keys and languages from the tables, where they are.
func decodeUse(b []byte, langs map[string]string) spelled {
	n := len(b) - 8
	key, text := int(le.Uint32(b[n:])), int(le.Uint32(b[n+4:]))
	s := spelled{ref: binary.BigEndian.Uint32(b[key+1:]), display: b[key+5] == 0}
	at := key + 6 + text
	s.text, s.flags = string(b[key+6:at]), NameFlags(binary.BigEndian.Uint16(b[at+1:]))
	l, ok := langs[string(b[at+3:n])]
	if !ok {
		l = string(b[at+3 : n])
		langs[l] = l
	}
	s.langs = l
	return s
}

// groups yields the uses of each name, in the order of names; the slice is valid until the next.
func (u *useSorter) groups() iter.Seq2[[]spelled, error] {
	return func(yield func([]spelled, error) bool) {
		var group []spelled
		var key []byte
		langs := map[string]string{}
		for b, err := range u.Sorted() {
			if err != nil {
				yield(nil, err)
				return
			}
			k := b[:le.Uint32(b[len(b)-8:])]
			if len(group) > 0 && string(k) != string(key) {
				if !yield(group, nil) {
					return
				}
				group = group[:0]
			}
			s := decodeUse(b, langs)
			if len(group) == 0 {
				key = append(key[:0], k...)
				s.key = string(key)
			} else {
				s.key = group[0].key
			}
			group = append(group, s)
		}
		if len(group) > 0 {
			yield(group, nil)
		}
	}
}

// nameSections are the names and plnames sections, and what the trie needs of them.
type nameSections struct {
	records []byte
	offsets []uint32 // of each name's record
	byPlace []byte   // the plnames section
}

// key returns the i-th name.
func (ns *nameSections) key(i int) []byte {
	c := cursor{b: ns.records[ns.offsets[i]:]}
	return c.str()
}

func (c *compiler) nameSections(numbers map[kind]uint32) (*nameSections, error) {
	ns := &nameSections{records: make([]byte, namesHeader), byPlace: make([]byte, 4*int(c.starts))}
	start := func(ref uint32) uint32 { return le.Uint32(c.places[int(ref)*placeSize+atNames:]) }
	done := 0
	last := make([]uint32, c.meta.Places) // how many of a place's names are in, its display name not counted
	for group, err := range c.spelled.groups() {
		if err != nil {
			return nil, err
		}
		off := uint32(len(ns.records))
		if ns.offsets = append(ns.offsets, off); c.o.Progress != nil && len(ns.offsets)%100_000 == 0 {
			c.o.Progress(done, c.meta.Uses)
		}
		done += len(group)
		for i, s := range group {
			switch {
			case i > 0 && s.ref == group[i-1].ref:
			case s.display:
				le.PutUint32(ns.byPlace[4*start(s.ref):], off)
			default:
				last[s.ref]++
				le.PutUint32(ns.byPlace[4*(start(s.ref)+last[s.ref]):], off)
			}
		}
		if ns.records = c.appendName(ns.records, group, numbers); len(ns.records) > math.MaxInt32 {
			return nil, errors.New("gazetteer: more than 2 GiB of names")
		}
	}
	le.PutUint32(ns.records, uint32(len(ns.offsets)))
	return ns, nil
}

// appendName appends the record of the name that the uses in group share.
func (c *compiler) appendName(dst []byte, group []spelled, numbers map[kind]uint32) []byte {
	title := fold.Title(group[0].key)
	texts := spellings(group, title)
	head := uint64(len(group)) << 1
	if len(texts) > 0 {
		head |= 1
	}
	dst = appendString(dst, group[0].key)
	dst = binary.AppendUvarint(dst, head)
	if len(texts) > 0 {
		var b []byte
		for _, t := range texts {
			b = appendDifference(b, t, title)
		}
		dst = appendString(dst, b)
	}
	refWidth, useWidth := width(c.meta.Places), width(len(numbers))
	for _, s := range group {
		dst = appendFixed(dst, refWidth, s.ref)
		dst = appendFixed(dst, useWidth, numbers[s.kind])
		if len(texts) > 0 {
			i, found := slices.BinarySearch(texts, s.text)
			if found {
				i++
			} else {
				i = 0
			}
			dst = append(dst, byte(i))
		}
	}
	return dst
}

// spellings returns the spellings to be stored, sorted: those that differ from the title form, and of more than 255 the most usual. What
// is left out is read back as the title form.
func spellings(group []spelled, title string) []string {
	var texts []string
	for _, s := range group {
		if s.text != title {
			texts = append(texts, s.text)
		}
	}
	slices.Sort(texts)
	count := map[string]int{}
	if len(texts) > math.MaxUint8 {
		for _, t := range texts {
			count[t]++
		}
	}
	if texts = slices.Compact(texts); len(texts) > math.MaxUint8 {
		slices.SortFunc(texts, func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
		texts = texts[:math.MaxUint8]
		slices.Sort(texts)
	}
	return texts
}
