package measure

import (
	"embed"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A lexis holds the words by which a language states areas and distances, as its file lists them. The file is read when the first text needs it.
type lexis struct {
	once sync.Once
	tag  string

	words       map[string]token // of numbers
	abbreviated map[string]bool  // those of them that a full stop may follow
	compounds   bool             // numbers are one word: "fünfundzwanzigtausend"
	joiners     []string         // what joins ones and tens within it; empty: they follow each other
	heads       []string         // the words for hundred and thousand that end a part of it
	follows     bool             // a number stands after its unit

	before, inside, after []phrase // hedges before a figure, between it and its unit, after the unit
	participles, plain    []string // endings after a "ha" that is a verb, and words after one that is a hectare
	per, each             []string // before the second part of a rate, and before that where it is one: "на 1 кв. км"
	percent, territory    []string // after the figure of a part of a place, and between it and the place: "20 процентов территории"
	holding               []string // beginnings of words of holding and covering land
	fractions             map[string]float64
	articles              []string          // before figures: "fra i 10 e i 15"
	grew                  []string          // beginnings of verbs after which "up to" is no hedge: "вырос до"
	intros, joints        map[string]string // what leads up to a range, and joins its ends: "between", "from"; "to", "and"

	geography
	strange []string // lines of no known kind, of which the tests see that there are none
}

// languageFiles hold a language each, written by hand: lines of a kind, a colon and words or phrases.
//
//go:embed languages/*.txt
var languageFiles embed.FS

// lexes are the languages of the files, by their tags.
var lexes = func() map[string]*lexis {
	m := map[string]*lexis{}
	files, _ := languageFiles.ReadDir("languages")
	for _, f := range files {
		tag := strings.TrimSuffix(f.Name(), path.Ext(f.Name()))
		m[tag] = &lexis{tag: tag}
	}
	return m
}()

// read reads the file of the language.
func (x *lexis) read() {
	x.words, x.abbreviated, x.intros, x.joints = map[string]token{}, map[string]bool{}, map[string]string{}, map[string]string{}
	x.fractions = map[string]float64{}
	x.geography.before, x.geography.after = map[[2]byte][]wording{}, map[[2]byte][]wording{}
	data, _ := languageFiles.ReadFile("languages/" + x.tag + ".txt")
	for line := range strings.Lines(string(data)) {
		kind, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || line[0] == '#' {
			continue
		}
		if !x.number(kind, strings.Fields(list)) && !x.phrase(kind, list) && !x.geography.enter(kind, list) {
			x.strange = append(x.strange, kind)
		}
	}
}

// number enters a line of words of numbers, each after its value.
func (x *lexis) number(line string, words []string) bool {
	make := numberLines[line]
	value := 0.0
	for _, word := range words {
		if v, err := strconv.ParseFloat(word, 64); err == nil {
			value = v
			continue
		}
		switch word = spelled(word); {
		case make != nil:
			t := make(x.words[word], value)
			t.loose = true
			x.words[word] = t
			if t.kind == hundred || t.kind == multiple && t.value == 1e3 {
				x.heads = append(x.heads, word)
			}
		case line == "fraction":
			x.fractions[word] = value
		case line == "short":
			x.abbreviated[word] = true
		case line == "compound":
			x.joiners = append(x.joiners, word)
		}
	}
	x.compounds = x.compounds || line == "compound"
	x.follows = x.follows || line == "order" && slices.Contains(words, "after")
	return make != nil || line == "fraction" || line == "short" || line == "compound" || line == "order"
}

// numberLines make the tokens of the words of a line, of what is known of a word and the value before it.
var numberLines = map[string]func(known token, value float64) token{
	"number":  func(_ token, value float64) token { return counted(value) },
	"times":   func(_ token, value float64) token { return wordToken(multiple, value, value) },
	"hundred": func(token, float64) token { return token{kind: hundred, name: alone} },
	"alone":   func(known token, _ float64) token { known.name = alone; return known },
	"hedged":  func(known token, _ float64) token { known.name = vague; return known },
	"score":   func(_ token, value float64) token { t := counted(value); t.name = score; return t },
	"share":   func(_ token, value float64) token { return shareToken(value, singular) },
	"plus":    func(_ token, value float64) token { return shareToken(value, beside) },
	"ten":     particle(ten), "teen": particle(teen), "article": particle(article), "join": particle(and), "more": particle(halfMore),
}

// particle makes the token of a word that only says how others count.
func particle(k kind) func(token, float64) token {
	return func(token, float64) token { return token{kind: k} }
}

// counted is the word of a number that others add to: "two", "twenty", "two hundred".
func counted(value float64) token {
	k, round := ones, 1.0
	if value == float64(int(value)) {
		for round*10 <= value && int(value)%int(round*10) == 0 {
			round *= 10
		}
	}
	if round >= 10 {
		k = tens
	}
	t := wordToken(k, value, round)
	if value != float64(int(value)) {
		t.place, t.round = 0.1, 0.1
	}
	return t
}

// hedges are what the lines of hedges say.
var hedges = map[string]hedge{
	"about": {q: About}, "over": {q: AtLeast}, "slightly over": {q: AtLeast, near: true}, "under": {q: AtMost}, "nearly": {q: AtMost, near: true}, "inside": {},
}

// phrase enters a line of phrases, with commas between them, and reports whether it is one.
func (x *lexis) phrase(line, list string) bool {
	where := &x.before
	name, after := strings.CutSuffix(line, " after")
	if after {
		where = &x.after
	} else if line == "inside" {
		where = &x.inside
	}
	h, isHedge := hedges[name]
	plain := x.lists()[line]
	words := map[string]map[string]string{"between": x.intros, "from": x.intros, "to": x.joints, "and": x.joints}[line]
	for text := range strings.SplitSeq(list, ",") {
		text = strings.ToLower(strings.TrimSpace(text))
		switch {
		case text == "":
		case isHedge:
			*where = append(*where, phrases(map[hedge][]string{h: {text}})...)
		case plain != nil:
			*plain = append(*plain, text)
		case words != nil:
			words[text] = line
		}
	}
	return isHedge || plain != nil || words != nil
}

// lists are the plain lists of phrases by their lines.
func (x *lexis) lists() map[string]*[]string {
	return map[string]*[]string{
		"grew": &x.grew, "participles": &x.participles, "plain": &x.plain, "the": &x.articles, "per": &x.per, "each": &x.each,
		"percent": &x.percent, "territory": &x.territory, "holding": &x.holding,
		"at": &x.at, "of": &x.of, "town": &x.town, "deals": &x.deals, "ways": &x.ways,
	}
}

// compound reads a number that is written as one word: "zweihundertfünfzig", "duemila", "vijfentwintig".
func (x *lexis) compound(word string) (value float64, ok bool) {
	if t, ok := x.words[word]; ok && len(word) > 0 {
		switch {
		case t.kind == hundred:
			return 100, true
		case t.kind == ones || t.kind == tens || t.kind == multiple && t.name == alone:
			return t.value, true
		case t.kind == article:
			return 1, true
		}
		return 0, false
	}
	for i := len(x.heads) - 1; i >= 0; i-- { // thousand stands after hundred in the files
		head := x.heads[i]
		if left, right, found := strings.Cut(word, head); found {
			return x.parted(left, right, max(x.words[head].value, 100))
		}
	}
	for _, joiner := range x.joiners {
		if left, right, found := strings.Cut(word, joiner); found {
			a, b := x.words[left], x.words[right]
			if a.kind == article {
				a.value = 1
			}
			if a.value >= 1 && a.value < 10 && b.kind == tens && b.value < 100 {
				return a.value + b.value, true
			}
		}
	}
	for i := range word { // "quarantacinque"
		if a, b := x.words[word[:i]], x.words[word[i:]]; a.kind == tens && a.value < 100 && b.kind == ones && b.value < 10 {
			return a.value + b.value, true
		}
	}
	return 0, false
}

// parted reads what stands before and after "hundert" or "tausend" in a word.
func (x *lexis) parted(left, right string, times float64) (float64, bool) {
	a, b, ok := 1.0, 0.0, true
	if left != "" {
		a, ok = x.compound(left)
	}
	if ok && right != "" {
		b, ok = x.compound(right)
	}
	return a*times + b, ok && a < 1000 && b < times
}

// token returns what a word is in a number.
func (l *Locale) token(word string) (t token, ok bool) {
	x := l.lexis()
	if x == nil {
		t, ok = words[word]
		return t, ok
	}
	if t, ok = x.words[word]; ok {
		return t, ok
	}
	if x.compounds && len(word) > len("vier") {
		if value, ok := x.compound(word); ok && value >= 1 {
			t = counted(value)
			t.loose = true
			return t, true
		}
	}
	t, ok = words[word]
	return t, ok
}
