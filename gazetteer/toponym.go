package gazetteer

import (
	"bytes"
	"iter"
	"math"
	"runtime"
	"sort"
	"strings"
	"unicode/utf8"

	"example.com/geotag/internal/fold"
)

// namesHeader is the size of what stands before the first record of the names section: their number.
const namesHeader = 4

// A name is a decoded record of the names section, pointing into it. The zero value is what damaged bytes give.
type name struct {
	key       []byte
	spellings []byte // each a difference from the title form of the key
	postings  []byte
	width     int // bytes of a posting
	end       uint32
}

// key returns the folded form of the name at off.
func (ix *Index) key(off uint32) []byte {
	if i := uint64(off); i < uint64(len(ix.names)) { // nearly all are shorter than 128 bytes
		if end := i + 1 + uint64(ix.names[i]); ix.names[i] < 0x80 && end <= uint64(len(ix.names)) {
			return ix.names[i+1 : end : end]
		}
	}
	c := at(ix.names, uint64(off))
	return c.str()
}

func (ix *Index) name(off uint32) name {
	c := at(ix.names, uint64(off))
	n := name{key: c.str(), width: ix.refWidth + ix.useWidth}
	head := c.uvarint()
	if head&1 != 0 {
		n.width++
		n.spellings = c.str()
	}
	n.postings = c.next(head >> 1 * n.width)
	if c.bad {
		return name{width: n.width}
	}
	n.end = uint32(len(ix.names) - len(c.b))
	return n
}

// posting returns the i-th posting.
func (ix *Index) posting(n name, i int) (ref, use uint32, spelling uint8) {
	p := n.postings[i*n.width : (i+1)*n.width]
	ref, use = fixed(p, ix.refWidth, 0), fixed(p[ix.refWidth:], ix.useWidth, 0)
	if len(p) > ix.refWidth+ix.useWidth {
		spelling = p[len(p)-1]
	}
	return ref, use, spelling
}

func (n name) numPostings() int { return len(n.postings) / n.width }

// spelling appends the i-th spelling to dst: 0 is the title form of the key, those above are stored.
func (n name) spelling(dst []byte, i uint8) []byte {
	if i == 0 {
		return fold.AppendTitle(dst, n.key)
	}
	c := cursor{b: n.spellings}
	for range i - 1 {
		c.difference()
	}
	prefix, middle, suffix := c.difference()
	var buf [64]byte
	title := fold.AppendTitle(buf[:0], n.key)
	dst = append(dst, title[:min(prefix, len(title))]...)
	dst = append(dst, middle...)
	return append(dst, title[max(0, len(title)-suffix):]...)
}

// difference reads a spelling: how many bytes of the title form to keep in front, what to put after them, and how many
// to keep at the end.
func (c *cursor) difference() (prefix int, middle []byte, suffix int) {
	if ends := c.next(2); ends != nil {
		return int(ends[0]), c.str(), int(ends[1])
	}
	return 0, nil, 0
}

// appendDifference appends text as a difference from title.
func appendDifference(dst []byte, text, title string) []byte {
	most := min(len(text), len(title), math.MaxUint8)
	prefix, suffix := 0, 0
	for prefix < most && text[prefix] == title[prefix] {
		prefix++
	}
	for suffix < most-prefix && text[len(text)-1-suffix] == title[len(title)-1-suffix] {
		suffix++
	}
	return appendString(append(dst, byte(prefix), byte(suffix)), text[prefix:len(text)-suffix])
}

// A Toponym is a name as the index knows it: a folded form and all places that use it. It is a small comparable handle.
type Toponym struct {
	ix  *Index
	off uint32 // of the record in the names section
}

// Ref returns a number that tells the toponym from all others of its index, cheaper to compare and to keep than the handle. It is never 0.
func (t Toponym) Ref() uint32 { return t.off }

// ToponymAt returns the toponym with a Ref. Of other numbers it makes one with a wrong key and wrong uses, or none.
func (ix *Index) ToponymAt(ref uint32) Toponym { return Toponym{ix, ref} }

// Key returns the folded form.
func (t Toponym) Key() string {
	if t.ix == nil {
		return ""
	}
	s := string(t.ix.key(t.off))
	runtime.KeepAlive(t.ix)
	return s
}

// NumUses returns the number of uses, without reading them.
func (t Toponym) NumUses() int {
	if t.ix == nil {
		return 0
	}
	n := t.ix.name(t.off).numPostings()
	runtime.KeepAlive(t.ix)
	return n
}

// Uses yields all uses, in the order of their places. A place stands more than once if it has several spellings or kinds of use
// of the name ("Georgia" the country, "Georgian" of it); its display name's use is then the first. It does not allocate.
func (t Toponym) Uses() iter.Seq[Use] {
	return func(yield func(Use) bool) {
		if t.ix == nil {
			return
		}
		n := t.ix.name(t.off)
		for i := range n.numPostings() {
			ref, use, spelling := t.ix.posting(n, i)
			if !yield(Use{t.ix, t.off, ref, use, spelling}) {
				break
			}
		}
		runtime.KeepAlive(t.ix)
	}
}

// A Use is one use of a name: a place, a spelling, the languages and the kind. It is a small comparable handle.
type Use struct {
	ix       *Index
	off      uint32 // of the name
	ref      uint32 // of the place
	use      uint32 // number in the uses section
	spelling uint8
}

// Place returns the place that has the name.
func (u Use) Place() Place { return Place{u.ix, u.ref} }

// Toponym returns the name.
func (u Use) Toponym() Toponym { return Toponym{u.ix, u.off} }

var noUse [useSize]byte

func (ix *Index) hasUse(use uint32) bool { return uint64(use) < uint64(len(ix.uses)/useSize) }

func (u Use) record() []byte {
	if u.ix == nil || !u.ix.hasUse(u.use) {
		return noUse[:]
	}
	return u.ix.uses[int(u.use)*useSize:][:useSize]
}

// Flags returns how the name is used.
func (u Use) Flags() NameFlags {
	f := le.Uint16(u.record())
	runtime.KeepAlive(u.ix)
	return NameFlags(f)
}

// langs returns the languages, sorted, with commas between.
func (u Use) langs() []byte {
	if u.ix == nil {
		return nil
	}
	c := at(u.ix.strings, uint64(le.Uint32(u.record()[2:])))
	return c.str()
}

// Langs returns the languages in which the name is so written, sorted, with commas between ("de,en"); empty: not known.
func (u Use) Langs() string {
	s := string(u.langs())
	runtime.KeepAlive(u.ix)
	return s
}

// InLang reports whether the name is so written in lang, such as "en", or may be: its languages are not known, or not all (Und).
// It does not allocate.
func (u Use) InLang(lang string) bool {
	in, _ := u.Speaks(lang)
	return in
}

// Speaks reports whether the name is one in a language, as InLang does, and whether a source says so, as HasLang does.
func (u Use) Speaks(lang string) (in, has bool) {
	langs := u.langs()
	has = contains(langs, lang)
	in = has || len(langs) == 0 || open(langs)
	runtime.KeepAlive(u.ix)
	return in, has
}

// IsDisplay reports whether the name is the place's display name, however it is spelt.
func (u Use) IsDisplay() bool {
	p := u.Place()
	lo, hi := p.nameRange()
	same := lo < hi && le.Uint32(u.ix.plnames[4*lo:]) == u.off
	runtime.KeepAlive(u.ix)
	return same
}

// HasLang reports whether lang, such as "en", is one of the languages. It does not allocate.
func (u Use) HasLang(lang string) bool {
	has := contains(u.langs(), lang)
	runtime.KeepAlive(u.ix)
	return has
}

// contains reports whether lang is one of langs, which have commas between.
func contains(langs []byte, lang string) bool {
	if lang == "" || strings.IndexByte(lang, ',') >= 0 {
		return false
	}
	for {
		i := bytes.Index(langs, []byte(lang))
		if i < 0 {
			return false
		}
		end := i + len(lang)
		if (i == 0 || langs[i-1] == ',') && (end == len(langs) || langs[end] == ',') {
			return true
		}
		next := bytes.IndexByte(langs[end:], ',')
		if next < 0 {
			return false
		}
		langs = langs[end+next+1:]
	}
}

// open reports whether Und is one of langs: no other language begins so.
func open(langs []byte) bool { return bytes.HasPrefix(langs, und) || bytes.Contains(langs, commaUnd) }

var und, commaUnd = []byte(Und), []byte("," + Und)

// Spelling returns the name as it is written.
func (u Use) Spelling() string {
	var buf [64]byte
	return string(u.AppendSpelling(buf[:0]))
}

// AppendSpelling appends the name as it is written to dst.
func (u Use) AppendSpelling(dst []byte) []byte {
	if u.ix == nil {
		return dst
	}
	dst = u.ix.name(u.off).spelling(dst, u.spelling)
	runtime.KeepAlive(u.ix)
	return dst
}

// SpelledAs reports whether text is the name as it is written, byte for byte. It does not allocate for names below 64 bytes.
func (u Use) SpelledAs(text []byte) bool {
	if u.ix == nil {
		return false
	}
	n := u.ix.name(u.off)
	same, plain := false, false
	if u.spelling == 0 {
		same, plain = equalTitle(n.key, text)
	}
	if !plain {
		var buf [64]byte
		same = bytes.Equal(n.spelling(buf[:0], u.spelling), text)
	}
	runtime.KeepAlive(u.ix)
	return same
}

// SpelledLike reports whether two uses are of one name and spelled alike, without reading how.
func (u Use) SpelledLike(other Use) bool {
	return u.ix == other.ix && u.off == other.off && u.spelling == other.spelling
}

// equalTitle compares the title form of a key with text where the key is ASCII, without making it; plain: it is.
func equalTitle(key, text []byte) (same, plain bool) {
	same = len(key) == len(text)
	first := true
	for i, c := range key {
		if c >= utf8.RuneSelf {
			return false, false
		}
		if first && 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		first = c == ' '
		if same && text[i] != c {
			same = false
		}
	}
	return same, true
}

// usesOf yields the uses of the name at off by one place.
func (ix *Index) usesOf(off, ref uint32) iter.Seq[Use] {
	return func(yield func(Use) bool) {
		n := ix.name(off)
		first := sort.Search(n.numPostings(), func(i int) bool {
			r, _, _ := ix.posting(n, i)
			return r >= ref
		})
		for i := first; i < n.numPostings(); i++ {
			r, use, spelling := ix.posting(n, i)
			if r != ref || !yield(Use{ix, off, ref, use, spelling}) {
				return
			}
		}
	}
}
