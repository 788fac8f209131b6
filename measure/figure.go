package measure

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A figure is a number, or the two of a range, with its unit.
type figure struct {
	start, end int // of the number with its unit
	lead, tail int // the same with the hedges, and what introduces it
	low, high  number
	unit       Unit
	sides      bool    // low is the product of two
	smallest   Unit    // of 3 roods and 20 perches, perches; 0: unit
	comma      bool    // the language writes decimals after a comma
	l          *Locale // that of the number
	home       string  // the country whose size of the unit is meant, where the text does not place it
	hedge      hedge
	intro      string // "between" or "from", in lower case, where one stands before it
	verb       string // the word before that
}

func (f *figure) isRange() bool { return f.low.value != f.high.value }

// middle returns the figure, or the middle of a range or of what the unit may be, in square metres.
func (f *figure) middle() float64 {
	return (f.unit.ToM2(f.low.value) + f.unit.atMost(f.high.value)) / 2
}

// figuresAt reads the figure of the unit u, looking back no further than floor.
// It returns how many it found: one or none, or two in "grew from 100 to 500
// acres", of which the first has no unit of its own.
func (r *reader) figuresAt(floor int, u spot) (found [2]figure, n int) {
	text, l := r.text, r.locale(u.start).of(u.unitName)
	if u.unit == 0 {
		f, ok := sidesAt(text, floor, u, l)
		if !ok {
			return found, 0
		}
		left := f.cutIntro(text[floor:f.start])
		if !f.finish(text, floor+len(left), left) {
			return found, 0
		}
		return [2]figure{f}, 1
	}
	left, between := l.cutInside(text[floor:u.start])
	left, num, ok := l.cutNumber(cutGap(left))
	if !ok {
		return r.figureAfter(l, u)
	}
	if isName(text, u, num) || isDated(left, text[floor+len(left):], &num) {
		return found, 0
	}
	f := figure{start: floor + len(left), end: u.end, unit: u.unit, home: u.home, hedge: between, l: l}
	if u.around != nil {
		if left, f.unit = u.cutAround(left); f.unit == 0 {
			return found, 0
		}
		f.start = floor + len(left)
		f.start += len(text[f.start:u.start]) - len(skipGap(text[f.start:u.start]))
	}
	if num.odd && f.hedge.q == 0 {
		f.hedge.q = AtLeast
	}
	num = f.settle(r, u, num)
	f.low, f.high = num, num
	left, first := f.cutRange(left, floor)
	left = f.cutIntro(left)
	if !f.finish(text, floor+len(left), left) || num.article && f.hedge.q == 0 {
		return found, 0
	}
	if first.unit != 0 {
		return [2]figure{first, f}, 2
	}
	return [2]figure{f}, 1
}

// settle reads the number of a figure as its language does.
func (f *figure) settle(r *reader, u spot, num number) number {
	comma, unsure := r.comma(f.l, f.start, u, &num)
	if f.comma = comma; comma {
		as := num
		num = num.withComma()
		if unsure && as.split != 0 {
			num.grouped = as.value // the other reading
		}
	}
	return num.times(u.times)
}

// finish takes in what stands after a figure, which begins with its hedges at lead after left, and reports whether it is an area.
func (f *figure) finish(text string, lead int, left string) bool {
	f.lead = lead
	right, after := f.l.skipHedge(text[:f.end], text[f.end:])
	f.tail = len(text) - len(right)
	f.hedge = f.hedge.and(after)
	return !isRate(left, right, f.unit)
}

// isYear reports whether a figure, with which text begins, is written as a year of our time is.
func isYear(text string, n *number) bool {
	return n.value >= 1900 && n.value < 2100 && n.place == 1 && len(text) > 4 && text[4] == ' ' &&
		isDigit(text[0]) && isDigit(text[1]) && isDigit(text[2]) && isDigit(text[3])
}

// isDated reports whether a figure is the year of what stands before it: "in 2010 acres burned".
func isDated(before, text string, n *number) bool {
	return isYear(text, n) && endsIn(before, "in", "since", "until", "during")
}

// cutIntro takes the hedges before the figure and the "between" or "from" before
// them off the end of s.
func (f *figure) cutIntro(s string) string {
	s, h := f.l.cutHedge(f.l.cutArticle(s))
	f.hedge = h.and(f.hedge)
	rest, intro := f.l.cutIntro(s)
	if f.intro != "" || intro == "" {
		return s
	}
	f.intro = intro
	_, f.verb = cutWord(cutGap(rest))
	return f.cutIntro(rest) // "roughly between"
}

// cutArticle takes the article of a figure off the end of s, where a range begins or goes on after it.
func (l *Locale) cutArticle(s string) string {
	x := l.lexis()
	if x == nil {
		return s
	}
	for _, article := range x.articles {
		if rest, ok := cutPhrase(s, article); ok {
			return rest
		}
	}
	return s
}

// cutIntro takes "between" or "from" off the end of s, and returns it in English.
func (l *Locale) cutIntro(s string) (rest, intro string) {
	if x := l.lexis(); x != nil {
		for text, intro := range x.intros {
			if rest, ok := cutPhrase(s, text); ok {
				return rest, intro
			}
		}
	}
	rest, word := cutLetters(cutGap(s))
	return rest, intros[word]
}

// intros are the words before the first figure of a range, with the English one.
var intros = map[string]string{
	"between": "between", "zwischen": "between", "entre": "between", "между": "between", "між": "between",
	"from": "from", "von": "from", "de": "from", "desde": "from", "от": "from", "від": "from",
}

// A joint is what stands between the figures of a range.
type joint uint8

const (
	dash joint = iota + 1
	to
	conjunction // and
	choice      // or
)

// cutJoint takes a joint and the spaces around it off the end of s. A dash has
// spaces on both sides or on none; a long one with spaces joins nothing.
func (l *Locale) cutJoint(s string) (rest string, j joint) {
	if rest, j = l.cutOwnJoint(s); j != 0 {
		return rest, j
	}
	for _, w := range [...]struct {
		text string
		j    joint
	}{
		{"to", to}, {"and", conjunction}, {"or", choice}, {"bis", to}, {"und", conjunction}, {"à", to}, {"et", conjunction}, {"hasta", to}, {"a", to},
		{"y", conjunction}, {"до", to}, {"и", conjunction}, {"і", conjunction}, {"та", conjunction},
	} {
		if rest, ok := cutPhrase(s, w.text); ok {
			return cutGap(rest), w.j
		}
	}
	short := cutSpaces(s)
	r, n := utf8.DecodeLastRuneInString(short)
	if !isDash(r) {
		return s, 0
	}
	before := short[:len(short)-n]
	rest = cutSpaces(before)
	spaced := len(short) < len(s)
	if (len(rest) < len(before)) != spaced || r == '\u2014' && spaced {
		return s, 0
	}
	return rest, dash
}

// cutOwnJoint takes one of the language off the end of s.
func (l *Locale) cutOwnJoint(s string) (rest string, j joint) {
	x := l.lexis()
	if x == nil {
		return s, 0
	}
	s = l.cutArticle(s)
	for text, kind := range x.joints {
		if rest, ok := cutPhrase(s, text); ok && kind == "to" {
			return cutGap(rest), to
		} else if ok {
			return cutGap(rest), conjunction
		}
	}
	return s, 0
}

// cutRange takes the first figure of a range off the end of s, which the figure
// then becomes. Where the two are a change, "grew from 100 to 500 acres", the
// figure stays as it is and the first is returned.
func (f *figure) cutRange(s string, floor int) (rest string, first figure) {
	joined, j := f.l.cutJoint(s)
	if j == 0 || f.low.article {
		return s, first
	}
	rest, low, ok := f.l.cutNumber(joined)
	if !ok || low.article {
		return s, first
	}
	if f.comma {
		low = low.withComma()
	}
	if low.scale == 1 && low.value < f.high.value/f.high.scale {
		low = low.times(f.high.scale) // two to three million
	}
	r := *f
	r.start, r.low = floor+len(rest), low
	rest = r.cutIntro(rest)
	rises := low.value < f.high.value
	switch {
	case j == to && r.intro == "from" && (!rises || changes[strings.ToLower(r.verb)]):
		r.end, r.high = floor+len(joined), low
		r.lead, r.tail, r.hedge = floor+len(rest), r.end, hedge{}
		f.intro = "from"
		return s, r
	case !rises || j == conjunction && r.intro != "between" || j == choice && f.high.value > 10*low.value:
		return s, first
	}
	*f = r
	return rest, first
}

// changes are the verbs after which "from 100 to 500 acres" is two areas.
var changes = wordSet(`grew grow grows grown growing rose rise rises risen rising increased increase increases increasing
	expanded expand expands expanding swelled swell swelling jumped jump jumps jumping climbed shrank shrink shrinks
	shrunk shrinking fell fall falls fallen falling dropped drop drops dropping decreased decrease decreases decreasing
	reduced reduce reduces reducing declined decline declines cut doubled tripled quadrupled went gone exploded
	enlarged`)

// ranges are the words after which "from 100 acres to 500 acres" is one range.
var ranges = wordSet("range ranges ranged ranging vary varies varied varying anywhere")

// phraseSet is the set of phrases that bars part.
func phraseSet(phrases string) map[string]bool {
	set := map[string]bool{}
	for p := range strings.SplitSeq(phrases, "|") {
		set[p] = true
	}
	return set
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// extends reports whether f is the second figure of a range of which last is the
// first, each with a unit of its own: "between 1,000 ha and 1,300 ha".
func (f *figure) extends(last *figure, joined string) bool {
	if last.isRange() || f.isRange() || last.unit != f.unit || last.low.value >= f.high.value {
		return false
	}
	rest, j := f.l.cutJoint(joined)
	if strings.TrimSpace(rest) != "" {
		return false
	}
	switch j {
	case conjunction:
		return last.intro == "between"
	case to, dash:
		return last.intro == "" || last.intro == "from" && ranges[strings.ToLower(last.verb)]
	}
	return false
}

// isRate reports whether what stands around a figure makes it no area but a part
// of a rate, "per 100 square km" and "500 acres an hour", or of a volume.
func isRate(left, right string, unit Unit) bool {
	if isPer(left) || len(right) > 1 && right[0] == '/' && isLetter(right[1]) {
		return true
	}
	after := skipGap(right)
	if len(after) == len(right) {
		return false
	}
	follows := func(p string) bool { _, ok := skipPhrase(after, p, false); return ok }
	return slices.ContainsFunc(ratesAfter, follows) || unit == Acre && slices.ContainsFunc(volumes, follows)
}

// isPer reports whether s ends in a word that makes what follows the second part
// of a rate: "per", "every", "each".
func isPer(s string) bool {
	_, word := cutWord(cutGap(s))
	return perWords[strings.ToLower(word)]
}

// restatesRate reports whether what stands between the unit of a rate and a figure
// makes the figure part of it: "31.7 per square mile (12.2 square kilometers)".
func restatesRate(joined string) bool {
	firm, ok := restatesBy(joined)
	return firm && ok
}

var (
	perWords   = wordSet("per every each")
	ratesAfter = func() (list []string) {
		list = []string{"per", "ha"}
		for article := range strings.FieldsSeq("a an each every") {
			for period := range strings.FieldsSeq("second minute hour day week month year person head") {
				list = append(list, article+" "+period)
			}
		}
		return list
	}()
	volumes = []string{"feet", "foot", "ft"}
)

// isName reports whether "Square Mile" is a name, as of the City of London: in the
// singular, with capitals, and not in a heading, where the next word has one too.
func isName(text string, u spot, n number) bool {
	name := text[u.start:u.end]
	if name != "Square Mile" || n.value == 1 {
		return false
	}
	next := skipGap(text[u.end:])
	r, _ := utf8.DecodeRuneInString(next)
	return unicode.IsLower(r) || !unicode.IsLetter(r)
}
