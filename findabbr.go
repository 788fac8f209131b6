package geotag

import (
	"slices"
	"strings"

	"example.com/geotag/internal/fold"
)

// abbreviations are the words that names of places are written with, by their usual abbreviation, folded.
var abbreviations = map[string][]string{
	"st": {"saint", "sankt", "sint", "szent"}, "ste": {"sainte"}, "sta": {"santa"}, "sto": {"santo"}, "snt": {"sint"}, "skt": {"sankt"},
	"sv": {"sveti", "sveta"}, "mt": {"mount", "mont", "monte"}, "mte": {"monte"}, "mtn": {"mountain"}, "mts": {"mountains"},
	"ft": {"fort"}, "pt": {"point", "port"}, "pte": {"pointe"}, "pto": {"puerto", "porto"}, "pta": {"punta"}, "cd": {"ciudad"},
	"gral": {"general"}, "gen": {"general"}, "cnel": {"coronel"}, "cap": {"capitan"}, "dr": {"doctor"}, "pres": {"presidente"},
	"sn": {"san"}, "nva": {"nueva"}, "nvo": {"nuevo"}, "vla": {"villa"}, "va": {"villa"}, "qta": {"quinta"},
	"n": {"north", "nord", "norte"}, "s": {"south", "san", "sao", "santa", "sud"}, "e": {"east", "est"}, "w": {"west"}, "o": {"ouest"},
	"hts": {"heights"}, "hgts": {"heights"}, "spgs": {"springs"}, "spg": {"spring"}, "jct": {"junction"}, "hbr": {"harbor", "harbour"},
	"is": {"islands", "island"}, "isl": {"island"}, "isls": {"islands"}, "lk": {"lake"}, "bch": {"beach"}, "vly": {"valley"}, "pk": {"park"},
	"vlg": {"village"}, "ctr": {"center", "centre"}, "gdns": {"gardens"}, "grv": {"grove"}, "ldg": {"landing"}, "xing": {"crossing"},
	"gt": {"great"}, "gtr": {"greater"}, "lr": {"lower"}, "lwr": {"lower"}, "upr": {"upper"}, "lt": {"little"},
	"gr": {"gross", "grand"}, "kl": {"klein"}, "bd": {"bad"}, "ob": {"ober"}, "nd": {"nieder"},
	"co": {"county"}, "cnty": {"county"}, "cty": {"county", "city"}, "par": {"parish"}, "twp": {"township"}, "boro": {"borough"}, "mun": {"municipality"},
	"prov": {"province"}, "dist": {"district"}, "dept": {"department"}, "obl": {"oblast"}, "rep": {"republic"}, "terr": {"territory"},
	"reg": {"region"}, "pref": {"prefecture"}, "gov": {"governorate"}, "kr": {"krai", "kreis"}, "lkr": {"landkreis"}, "edo": {"estado"}, "bs": {"buenos"}, "as": {"aires"},
}

// maxVariants is in how many ways a name with abbreviations is written out at most.
const maxVariants = 24

// writtenOut returns a name with its abbreviations written out, in all ways that are usual; nothing if it has none, or too many words.
func writtenOut(name string) []string {
	variants := []string{""}
	any := false
	words := strings.Fields(fold.Name(dotted(name)))
	if len(words) > maxWords {
		return nil
	}
	for _, word := range words {
		long := abbreviations[word]
		if county, ok := counties[word]; ok {
			long = append(long[:len(long):len(long)], county)
		}
		any = any || len(long) > 0
		var next []string
		for _, v := range variants {
			for _, w := range append([]string{word}, long...) {
				next = append(next, strings.TrimSpace(v+" "+w))
			}
		}
		variants = next[:min(len(next), maxVariants)]
	}
	if !any {
		return nil
	}
	return variants[1:]
}

// dotted parts what full stops part: "a.M." is "a. M.".
func dotted(name string) string { return strings.ReplaceAll(name, ".", ". ") }

// joiners are the small words that names leave out when they are shortened: "Frankfurt/Main", "Newcastle/Tyne".
var joiners = strings.Fields("a am an auf aux bei by d da de del der des di do du en i im in la le les on ob sub sul sur the u under upon v van vor y")

// abbreviated finds names of which the words after the first are written short, or the small ones left out: "Freiburg i. Br.".
func (f *finder) abbreviated(name string, in []*container) {
	was := len(f.hits)
	for _, long := range writtenOut(name) {
		if t, ok := f.t.ix.Lookup(long); ok {
			f.known = true
			f.uses(t, name, MatchAbbreviated, 0, in)
		}
	}
	pattern := shortened(name)
	if len(f.hits) > was || len(pattern) < 2 || pattern[0].short {
		return
	}
	for t := range f.t.ix.Beginning(pattern[0].text + " ") {
		if f.comparedAll() {
			return
		}
		if fits(pattern, strings.Fields(t.Key())) {
			f.uses(t, name, MatchAbbreviated, 0, in)
		}
	}
}

// shortened returns the words of a name, of which those with a full stop and single letters are short; nil if they are too many.
func shortened(name string) []shortWord {
	var pattern []shortWord
	for word := range strings.FieldsSeq(strings.ReplaceAll(dotted(name), "/", " ")) {
		for key := range strings.FieldsSeq(fold.Name(word)) {
			pattern = append(pattern, shortWord{key, strings.HasSuffix(word, ".") || len([]rune(key)) == 1})
		}
	}
	if len(pattern) > maxWords {
		return nil
	}
	return pattern
}

// abridged finds a name without what stands behind it in short, which no source has: "Villach a. d. Drau".
func (f *finder) abridged(name string, in []*container) {
	words := strings.Fields(name)
	for i, w := range words {
		if short := shortened(w); i > 0 && len(short) > 0 && strings.HasSuffix(w, ".") && short[0].joins() {
			f.unread = strings.TrimPrefix(f.unread+", "+strings.Join(words[i:], " "), ", ")
			f.whole(strings.Join(words[:i], " "), in)
			return
		}
	}
}

// maxBeginning is how many names are compared with what is written short in a query.
const maxBeginning = 20000

// comparedAll counts a name that is compared, and reports whether those before it were enough.
func (f *finder) comparedAll() bool {
	f.compared++
	return f.compared > maxBeginning || f.compared%1024 == 0 && f.ended()
}

// A shortWord is a folded word of a name, whole or only its beginning.
type shortWord struct {
	text  string
	short bool
}

// fits reports whether the words of a name are those of a pattern, one after the other, but for joiners that either leaves out.
func fits(pattern []shortWord, words []string) bool {
	if len(words) == 0 || len(pattern) == 0 {
		return len(words) == len(pattern)
	}
	w, p := words[0], pattern[0]
	return (w == p.text || p.short && strings.HasPrefix(w, p.text)) && fits(pattern[1:], words[1:]) ||
		slices.Contains(joiners, w) && fits(pattern, words[1:]) ||
		p.joins() && len(pattern) > 1 && !pattern[1].short && fits(pattern[1:], words)
}

// joins reports whether the word may be a joiner that is written short: "a." is "am".
func (w shortWord) joins() bool {
	return w.short && slices.ContainsFunc(joiners, func(j string) bool { return strings.HasPrefix(j, w.text) })
}
