package names

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"example.com/geotag/gazetteer"
)

// A rewriting is letters of a folded name that may be written otherwise.
type rewriting struct {
	from, to []byte
	cost     float32
	first    uint32 // of to: gazetteer.LatinBit; all where that is nothing
	letters  bool   // of transliterations
	ends     bool   // only where a word ends
	inner    bool   // not where the name begins or ends
}

// A family is ways to write the same, any of which may stand for any other.
type family struct {
	cost  float32
	forms string // with spaces between; _ is a space, - is nothing
	where string // begin, end, word, inner or empty: anywhere
}

// letterFamilies are what transliterations and local habits differ in. Set by hand, from the systems in use for each script: BGN/PCGN, ISO,
// French and German ones, Wade-Giles and Pinyin.
var letterFamilies = [...]family{
	// Vowels.
	{0.15, "oo u ou", ""},
	{0.15, "ee i y", ""},
	{0.15, "ei ai ay ey", ""},
	{0.2, "au aw ao aou", ""},
	{0.2, "e ei ai ay ey", ""},
	{0.2, "ia ya ja iya", ""},
	{0.2, "iu yu ju", ""},
	{0.2, "ie ye je e", ""},
	{0.2, "io yo jo o", ""},
	{0.25, "a e", ""},
	{0.25, "e i", ""},
	{0.25, "o u", ""},
	{0.3, "o ou oa", ""},
	{0.3, "a o", ""},
	{0.3, "ue u ui uei", ""},
	{0.3, "oe o", ""},
	{0.3, "ae a", ""},
	{0.15, "a ah e eh", "end"},
	{0.15, "a at et", "end"},
	{0.2, "ia iya iyah iyya ieh iyeh iye ya yah yeh", "end"},
	{0.2, "y i ii iy yi yy ij yj iyi ey ay", "end"},
	{0.3, "e -", "end"},
	{0.2, "aya oe oye oje", "end"},
	// Consonants.
	{0.15, "kh h x ch", ""},
	{0.15, "q k g gh", ""},
	{0.15, "c k ck", ""},
	{0.2, "k kh", ""},
	{0.2, "sh ch sch s sz", ""},
	{0.25, "sh x hs", ""},
	{0.2, "ch tch tsch cz c tj tsh", ""},
	{0.25, "ch zh j q", ""},
	{0.2, "j dj zh dzh g jh z dz", ""},
	{0.2, "ts c tz z", ""},
	{0.2, "dh d z th", ""},
	{0.2, "th t s", ""},
	{0.2, "v w f ff", ""},
	{0.2, "w ou u v o", ""},
	{0.2, "f ph", ""},
	{0.25, "g gh j", ""},
	{0.25, "g h", ""},
	{0.25, "b bh p", ""},
	{0.25, "d t", ""},
	{0.25, "k g", ""},
	{0.3, "s z", ""},
	{0.3, "h -", ""},
	{0.3, "y -", "inner"},
	{0.35, "a -", "inner"},
	{0.35, "e -", "inner"},
	{0.35, "i -", "inner"},
	{0.35, "u -", "inner"},
	{0.3, "ung ong", ""},
	{0.2, "ien ian", ""},
	{0.3, "g -", "end"},
	{0.15, "as_ ash_ ar_ an_ ad_ at_ az_ -", "begin"},
}

// wordFamilies are what everybody differs in.
var wordFamilies = [...]family{
	{0.1, "_ -", "inner"},
	{0.1, "al el as ash ar an ad at az adh ath es esh er en ed et ez ul il us ur ud", "word"},
	{0.1, "e i ye yi", "word"},
	{0.15, "bin bint bent ben beni bani banu ibn", "word"},
	{0.15, "abu abou bu bou abi", "word"},
	{0.15, "kafr kufr kfar kafar kefar", "word"},
	{0.15, "saint st san santa sankt sant sainte ste sao santo sveti sint", "word"},
	{0.15, "mount mt monte", "word"},
	{0.15, "fort ft", "word"},
	{0.15, "al_ el_ la_ le_ las_ los_ les_ -", "begin"},
	{0.15, "de_ del_ de_la_ de_los_ de_las_ do_ da_ dos_ das_ di_ della_ dei_ de_l -", "later"},
	{0.15, "sur_ sous_ en_ la_ le_ les_ du_ des_ on_ upon_ in_ im_ am_ an_der_ ob_der_ unter_ aan_den_ aan_de_ na_ by_ y_ e_ -", "later"},
}

// A rewritingTable holds rewritings by the first letter of what they rewrite, 0 where that is nothing.
type rewritingTable struct {
	within [256][]rewriting
	begins [256][]rewriting // only where a word begins
}

// rewritings returns those of all families.
var rewritings = sync.OnceValue(func() *rewritingTable {
	t := new(rewritingTable)
	for i := range letterFamilies {
		t.add(&letterFamilies[i], true)
	}
	for i := range wordFamilies {
		t.add(&wordFamilies[i], false)
	}
	for _, by := range [2]*[256][]rewriting{&t.within, &t.begins} {
		for i := range by {
			slices.SortStableFunc(by[i], func(a, b rewriting) int { return cmp.Compare(a.cost, b.cost) })
		}
	}
	return t
})

// add adds the rewritings of a family.
func (t *rewritingTable) add(f *family, letters bool) {
	forms := strings.Fields(f.forms)
	for i, form := range forms {
		forms[i] = strings.NewReplacer("_", " ", "-", "").Replace(form)
	}
	for _, from := range forms {
		for _, to := range forms {
			if from == to {
				continue
			}
			by, first := &t.within, byte(0)
			if f.where == "begin" || f.where == "word" || f.where == "later" {
				by = &t.begins
			}
			if from != "" {
				first = from[0]
			}
			bit := ^uint32(0)
			if to != "" {
				bit = gazetteer.LatinBit(to[0])
			}
			by[first] = append(by[first], rewriting{
				from: []byte(from), to: []byte(to), cost: f.cost, first: bit, letters: letters, ends: f.where == "end" || f.where == "word", inner: f.where == "inner" || f.where == "later",
			})
		}
	}
}
