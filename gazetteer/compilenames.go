package gazetteer

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"example.com/geotag/internal/fold"
)

// A spelled is a use of a name: one posting to be.
type spelled struct {
	key, text string
	kind
	ref     uint32
	display bool
}

// gather collects the names of all entries in the order of their postings.
func (c *compiler) gather() {
	var own []spelled
	for i := range c.entries {
		own = mergeNames(own[:0], &c.entries[i])
		for _, s := range own {
			s.key, s.ref = fold.Name(s.text), uint32(i)
			c.spelled = append(c.spelled, s)
		}
	}
	slices.SortFunc(c.spelled, func(a, b spelled) int {
		if n := cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.ref, b.ref)); n != 0 {
			return n
		}
		if a.display != b.display {
			if a.display {
				return -1
			}
			return 1
		}
		return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.flags, b.flags), strings.Compare(a.langs, b.langs))
	})
}

// mergeNames appends the names of e, those of one spelling and one kind merged. That a name is preferred or short does
// not make it another; that it is historic or a demonym does.
func mergeNames(own []spelled, e *Entry) []spelled {
	const same = Preferred | Short
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

// nameSections are the names and plnames sections, and what the trie and the places need of them.
type nameSections struct {
	records []byte
	keys    []string
	offsets []uint32 // of each key's record
	byPlace []byte   // the plnames section
	starts  []uint32 // of each place in it
}

func (c *compiler) nameSections(numbers map[kind]uint32) (*nameSections, error) {
	ns := &nameSections{records: make([]byte, namesHeader), starts: c.nameStarts()}
	byPlace := make([]uint32, ns.starts[len(c.entries)])
	last := slices.Clone(ns.starts) // of each place; the first of all is its display name's
	for rest := c.spelled; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].key == rest[0].key {
			n++
		}
		var group []spelled
		group, rest = rest[:n], rest[n:]
		off := uint32(len(ns.records))
		ns.keys, ns.offsets = append(ns.keys, group[0].key), append(ns.offsets, off)
		for i, s := range group {
			switch {
			case i > 0 && s.ref == group[i-1].ref:
			case s.display:
				byPlace[ns.starts[s.ref]] = off
			default:
				last[s.ref]++
				byPlace[last[s.ref]] = off
			}
		}
		if ns.records = c.appendName(ns.records, group, numbers); ns.records == nil {
			return nil, fmt.Errorf("gazetteer: entry %q: %q has more than 255 spellings", c.entries[group[0].ref].ID, group[0].key)
		}
		if len(ns.records) > math.MaxInt32 {
			return nil, errors.New("gazetteer: more than 2 GiB of names")
		}
	}
	le.PutUint32(ns.records, uint32(len(ns.keys)))
	for _, off := range byPlace {
		ns.byPlace = le.AppendUint32(ns.byPlace, off)
	}
	return ns, nil
}

// appendName appends the record of the name that the uses in group share. It returns nil if they have too many spellings.
func (c *compiler) appendName(dst []byte, group []spelled, numbers map[kind]uint32) []byte {
	title := fold.Title(group[0].key)
	var texts []string
	for _, s := range group {
		if s.text != title {
			texts = append(texts, s.text)
		}
	}
	slices.Sort(texts)
	texts = slices.Compact(texts)
	if len(texts) > math.MaxUint8 {
		return nil
	}
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
	refWidth, useWidth := width(len(c.entries)), width(len(numbers))
	for _, s := range group {
		dst = appendFixed(dst, refWidth, s.ref)
		dst = appendFixed(dst, useWidth, numbers[s.kind])
		if len(texts) > 0 {
			i, _ := slices.BinarySearch(texts, s.text)
			if s.text != title {
				i++
			} else {
				i = 0
			}
			dst = append(dst, byte(i))
		}
	}
	return dst
}

// nameStarts returns where each place's names start among all, and their number at the end.
func (c *compiler) nameStarts() []uint32 {
	starts := make([]uint32, len(c.entries)+1)
	for i, s := range c.spelled {
		if i == 0 || s.ref != c.spelled[i-1].ref || s.key != c.spelled[i-1].key {
			starts[s.ref+1]++
		}
	}
	for i := range c.entries {
		starts[i+1] += starts[i]
	}
	return starts
}
