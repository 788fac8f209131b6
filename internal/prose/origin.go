package prose

import "sort"

// An Origin says where the bytes of a text as its reader sees it stood in what was handed in. The zero Origin is that nothing was
// changed.
type Origin struct {
	layers [editions][]cut
	base   int // the byte of what was handed in at which the text's part begins
}

// editions is how often a text may be edited: its markup twice, for it may be escaped, then its lines.
const editions = 3

// A cut is a stretch of a text, in bytes, that gave way to n bytes of the edited text.
type cut struct{ at, n, from, to int32 }

// Input returns the bytes of what was handed in that a stretch of the source stood for.
func (o *Origin) Input(start, end int) (from, to int) {
	for i := editions - 1; i >= 0; i-- {
		if cuts := o.layers[i]; len(cuts) > 0 {
			start, end = inputStart(cuts, int32(start)), inputEnd(cuts, int32(end))
		}
	}
	return o.base + start, o.base + end
}

// Source returns the bytes of the source that a stretch of what was handed in became; none where a reader sees nothing of it.
func (o *Origin) Source(start, end int) (from, to int) {
	start, end = start-o.base, end-o.base
	for i := range editions {
		if cuts := o.layers[i]; len(cuts) > 0 {
			start, end = sourceStart(cuts, int32(start)), sourceEnd(cuts, int32(end))
		}
	}
	return start, max(start, end)
}

// inputStart returns where the character at a byte of the edited text began: after what was cut out right before it.
func inputStart(cuts []cut, at int32) int {
	k := sort.Search(len(cuts), func(k int) bool { return cuts[k].at > at }) - 1
	switch {
	case k < 0:
		return int(at)
	case at < cuts[k].at+cuts[k].n:
		return int(cuts[k].from)
	}
	return int(cuts[k].to + at - cuts[k].at - cuts[k].n)
}

// inputEnd returns where the character that ends at a byte of the edited text ended: before what was cut out right after it.
func inputEnd(cuts []cut, at int32) int {
	k := sort.Search(len(cuts), func(k int) bool { return cuts[k].at >= at }) - 1
	if k < 0 {
		return int(at)
	}
	return int(cuts[k].to + max(at-cuts[k].at-cuts[k].n, 0))
}

// sourceStart returns where what stood at a byte stands in the edited text.
func sourceStart(cuts []cut, at int32) int {
	k := sort.Search(len(cuts), func(k int) bool { return cuts[k].from > at }) - 1
	switch {
	case k < 0:
		return int(at)
	case at < cuts[k].to:
		return int(cuts[k].at)
	}
	return int(cuts[k].at + cuts[k].n + at - cuts[k].to)
}

// sourceEnd returns where what ended at a byte ends in the edited text.
func sourceEnd(cuts []cut, at int32) int {
	k := sort.Search(len(cuts), func(k int) bool { return cuts[k].from >= at }) - 1
	if k < 0 {
		return int(at)
	}
	return int(cuts[k].at + cuts[k].n + max(at-cuts[k].to, 0))
}

// An edit copies a text, or the beginning of one, and replaces stretches of it in their order.
type edit struct {
	text string
	done int // bytes of the text that were copied or replaced
	out  []byte
	cuts []cut
}

// begin empties an edit for a text, keeping its memory.
func (e *edit) begin(text string, cuts []cut) {
	*e = edit{text: text, out: e.out[:0], cuts: cuts[:0]}
}

// replace puts other bytes in the place of a stretch that begins where the last ended or later.
func (e *edit) replace(from, to int, with string) {
	e.out = append(e.out, e.text[e.done:from]...)
	if len(with) != to-from {
		e.cuts = append(e.cuts, cut{int32(len(e.out)), int32(len(with)), int32(from), int32(to)})
	}
	e.out = append(e.out, with...)
	e.done = to
}

// result returns the edited text up to a byte of the text: its own bytes where nothing was replaced.
func (e *edit) result(end int) string {
	if e.done == 0 {
		return e.text[:end]
	}
	e.out = append(e.out, e.text[e.done:end]...)
	return string(e.out)
}
