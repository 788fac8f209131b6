package merge

import "example.com/geotag/gazetteer"

// An idSet is a set of ids: a bit for each number up to the largest, as GeoNames' are dense, and a map of the others.
type idSet struct {
	numbers []uint64
	texts   map[string]bool
}

// mostBits is the largest number in the bits; those above are rare.
const mostBits = 1 << 28

func (s *idSet) add(id string) {
	n, ok := gazetteer.IDNumber(id)
	if !ok || n >= mostBits {
		if s.texts == nil {
			s.texts = map[string]bool{}
		}
		s.texts[id] = true
		return
	}
	if word := int(n / 64); word >= len(s.numbers) {
		s.numbers = append(s.numbers, make([]uint64, word+1-len(s.numbers))...)
	}
	s.numbers[n/64] |= 1 << (n % 64)
}

func (s *idSet) has(id string) bool {
	n, ok := gazetteer.IDNumber(id)
	if !ok || n >= mostBits {
		return s.texts[id]
	}
	word := int(n / 64)
	return word < len(s.numbers) && s.numbers[word]>>(n%64)&1 == 1
}
