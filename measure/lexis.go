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

	before, inside, after []phrase          // hedges before a figure, between it and its unit, after the unit
	articles              []string          // before figures: "fra i 10 e i 15"
	grew                  []string          // beginnings of verbs after which "up to" is no hedge: "вырос до"
	intros, joints        map[string]string // what leads up to a range, and joins its ends: "between", "from"; "to", "and"

	geography
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
	x.geography.before, x.geography.after = map[string][]wording{}, map[string][]wording{}
	data, _ := languageFiles.ReadFile("languages/" + x.tag + ".txt")
	for line := range strings.Lines(string(data)) {
		kind, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || line[0] == '#' {
			continue
		}
		if !x.number(kind, strings.Fields(list)) && !x.hedge(kind, list) {
			x.geography.enter(kind, list)
		}
	}
}

// number enters a line of words of numbers, each after its value.
func (x *lexis) number(line string, words []string) bool {
	value := 0.0
	set := func(word string, t token) { t.loose = true; x.words[spelled(word)] = t }
	for _, word := range words {
		if v, err := strconv.ParseFloat(word, 64); err == nil {
			value = v
			continue
		}
		word = strings.ReplaceAll(word, "_", " ")
		switch line {
		case "number":
			set(word, counted(value))
		case "times":
			set(word, wordToken(multiple, value, value))
			if value == 1e3 {
				x.heads = append(x.heads, word)
			}
		case "hundred":
			t := token{kind: hundred, name: alone}
			set(word, t)
			x.heads = append(x.heads, word)
		case "alone":
			t := x.words[spelled(word)]
			t.name = alone
			set(word, t)
		case "hedged":
			t := x.words[spelled(word)]
			t.name = vague
			set(word, t)
		case "share":
			set(word, shareToken(value, singular))
		case "plus":
			set(word, shareToken(value, beside))
		case "ten", "teen", "article", "join", "more":
			set(word, token{kind: particles[line]})
		case "short":
			x.abbreviated[spelled(word)] = true
		case "compound":
			x.joiners = append(x.joiners, word)
		}
	}
	switch line {
	case "compound":
		x.compounds = true
	case "order":
		x.follows = slices.Contains(words, "after")
	case "number", "times", "hundred", "alone", "hedged", "share", "plus", "ten", "teen", "article", "join", "more", "short":
	default:
		return false
	}
	return true
}

// particles are the words that only say how others count.
var particles = map[string]kind{"ten": ten, "teen": teen, "article": article, "join": and, "more": halfMore}

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

// hedge enters a line of hedges, or of what joins the ends of a range.
func (x *lexis) hedge(kind, list string) bool {
	where, hedges := &x.before, map[string]hedge{
		"about": {q: About}, "over": {q: AtLeast}, "slightly over": {q: AtLeast, near: true}, "under": {q: AtMost}, "nearly": {q: AtMost, near: true},
	}
	name := kind
	if short, ok := strings.CutSuffix(kind, " after"); ok {
		where, name = &x.after, short
	} else if kind == "inside" {
		where, hedges["inside"] = &x.inside, hedge{}
	}
	h, ok := hedges[name]
	for text := range strings.SplitSeq(list, ",") {
		text = strings.ToLower(strings.TrimSpace(text))
		switch {
		case text == "":
		case ok:
			*where = append(*where, phrases(map[hedge][]string{h: {text}})...)
		case kind == "the":
			x.articles = append(x.articles, text)
		case kind == "grew":
			x.grew = append(x.grew, text)
		case kind == "between" || kind == "from":
			x.intros[text] = kind
		case kind == "to" || kind == "and":
			x.joints[text] = kind
		}
	}
	return ok || kind == "the" || kind == "grew" || kind == "between" || kind == "from" || kind == "to" || kind == "and"
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
