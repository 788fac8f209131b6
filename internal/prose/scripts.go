package prose

// scripts are those of one language, or of a few, of which the first is taken where nothing tells them apart; by their letters, in order.
var scripts = []struct {
	from, to rune
	tags     []string
}{
	{0x0370, 0x03FF, []string{"el"}},
	{0x0400, 0x052F, []string{"ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "tg", "mn"}},
	{0x0530, 0x058F, []string{"hy"}},
	{0x0590, 0x05FF, []string{"he"}},
	{0x0600, 0x08FF, []string{"ar", "fa", "ur", "ps", "ckb"}},
	{0x0900, 0x097F, []string{"hi", "mr", "ne"}},
	{0x0980, 0x09FF, []string{"bn"}},
	{0x0B80, 0x0BFF, []string{"ta"}},
	{0x0C00, 0x0C7F, []string{"te"}},
	{0x0E00, 0x0E7F, []string{"th"}},
	{0x10A0, 0x10FF, []string{"ka"}},
	{0x1100, 0x11FF, []string{"ko"}},
	{0x1200, 0x139F, []string{"am"}},
	{0x1F00, 0x1FFF, []string{"el"}},
	{kanaFirst, kanaLast, []string{"ja"}},
	{0x3130, 0x318F, []string{"ko"}},
	{hanFirst, 0x9FFF, []string{"zh", "ja", "ko"}},
	{0xAC00, 0xD7AF, []string{"ko"}},
	{0xF900, 0xFAFF, []string{"zh", "ja", "ko"}},
	{0xFB50, 0xFDFF, []string{"ar", "fa", "ur", "ps", "ckb"}},
	{0xFE70, 0xFEFE, []string{"ar", "fa", "ur", "ps", "ckb"}},
	{0x20000, 0x3FFFF, []string{"zh", "ja", "ko"}},
}

// kana stand between the characters of Japanese only, one among so many at least.
const kanaFirst, kanaLast, hanFirst, kanaShare = 0x3040, 0x30FF, 0x3400, 20

// script returns the index in scripts of a character's, or -1.
func script(c rune) int {
	for k := range scripts {
		if c <= scripts[k].to {
			if c >= scripts[k].from {
				return k
			}
			return -1
		}
	}
	return -1
}

// scriptOf returns the index in scripts of that of most words from one up to another, or -1.
func (t *Text) scriptOf(first, end int32) int {
	var counts [32]int // of scripts
	limit := t.Words[first].Start + mostLooked
	for i := first; i < end && t.Words[i].Start < limit; i++ {
		c, _ := decode(t.Source[t.Words[i].Start:])
		if k := script(c); k >= 0 {
			counts[k]++
		}
	}
	if kana, han := script(kanaFirst), script(hanFirst); counts[kana]*kanaShare > counts[han] {
		counts[kana] += counts[han]
	}
	best := -1
	for k, n := range counts[:len(scripts)] {
		if n > 0 && (best < 0 || n > counts[best]) {
			best = k
		}
	}
	return best
}

func tonguesOf(tags []string) (all tongues) {
	for _, tag := range tags {
		all |= 1 << rowsOf().index[tag]
	}
	return all
}
