package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/lexicon"
)

// soft reports whether the break after a line is white space. told says that its paragraph has been more than names so far.
func (l *lines) soft(k int, told bool) bool {
	a, b := &l.all[k], &l.all[k+1]
	large := a.large || b.large
	continues := b.lower && !a.ends && large
	switch {
	case a.quoted != b.quoted, a.row, b.row, b.marker > 0 && l.entry(k), a.marker == 0 && b.indent > a.indent+1 && !continues:
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(l.text[:a.end])
	first, _ := utf8.DecodeRuneInString(l.text[b.start:])
	switch {
	case last == ':': // before a list, unless prose goes on
		return l.full(k) && a.wrapped && (b.ends || k+2 < len(l.all) && l.full(k+1))
	case strings.ContainsRune("–—-", first): // no sentence begins with a dash
		return true
	case a.ends:
		return l.full(k) || l.abbreviated(a) && (told || b.tells || l.spans(k, told))
	case continues, strings.ContainsRune(",;-–—/&([،、，", last), strings.ContainsRune(",;.)]”(&", first):
		return true
	case a.large && !a.small && b.small && a.words > 2: // a heading in capitals
		return l.led(a) || l.spans(k, told)
	case l.led(a) || l.spans(k, told):
		return true
	case !large && (a.small || b.small):
		return a.words >= manyWords
	}
	return l.full(k) && a.wrapped || told && l.named(a, b)
}

// entry reports whether a line that begins like an entry of a list is one: unless it is the only one around, in the midst of a sentence.
func (l *lines) entry(k int) bool {
	a, b := &l.all[k], &l.all[k+1]
	if a.marker > 0 || a.ends && !l.abbreviated(a) || k+2 < len(l.all) && l.all[k+2].marker > 0 || strings.HasSuffix(l.text[:a.end], ":") {
		return true
	}
	if c, _ := utf8.DecodeRuneInString(l.text[b.start:]); c == '–' || c == '—' {
		return false
	}
	return !(l.full(k) && a.wrapped) && (b.upper || !l.led(a))
}

// beyond is by how many characters a line may be wider than the widest that surely is wrapped.
const beyond = 12

// full reports whether the next line's first word had no room in a line.
func (l *lines) full(k int) bool {
	a, b := &l.all[k], &l.all[k+1]
	word := l.text[b.start:b.end]
	if i := strings.IndexByte(word, ' '); i >= 0 {
		word = word[:i]
	}
	need := int32(utf8.RuneCountInString(word)) + 1
	if c, _ := utf8.DecodeRuneInString(word); isAlone(c) {
		need = 2
	}
	return a.margin > 0 && a.width+need > a.margin && a.width <= min(a.margin+beyond, widest)
}

// abbreviated reports whether the full stop at the end of a line is an abbreviation's: "St.", "U.S.", "J."
func (l *lines) abbreviated(a *line) bool {
	s := l.text[a.start:a.end]
	word, ok := strings.CutSuffix(s[strings.LastIndexAny(s, " -(")+1:], ".")
	if c, n := utf8.DecodeRuneInString(word); !ok || !unicode.IsUpper(c) {
		return false
	} else if n == len(word) {
		return true
	}
	return shortForms[strings.ToLower(word)] || strings.Contains(word, ".")
}

// leaders are words that begin what the next line goes on with, in other languages than those of the lexicon, in folded form.
var leaders = setOf(
	"al", "am", "auf", "aus", "aux", "bei", "con", "da", "dans", "das", "de", "del", "dell", "della", "dem", "den", "der", "des", "di", "die", "do", "dos",
	"du", "el", "em", "en", "et", "fra", "het", "im", "la", "las", "le", "les", "los", "mit", "na", "nach", "op", "para", "pour", "sur", "te", "til", "um",
	"und", "van", "vom", "von", "w", "y", "zu", "zum", "zur",
	"в", "во", "до", "з", "из", "и", "к", "на", "о", "от", "под", "с", "та", "у",
)

// particles are prepositions that end a sentence as well: "across the down".
var particles = setOf("along", "down", "off", "out", "up")

// led reports whether a line ends with a word after which its sentence goes on: "in", "the", "Gen."
func (l *lines) led(a *line) bool {
	c, class := l.lastWord(a)
	if particles[string(l.buf)] {
		return false
	}
	const small = lexicon.Preposition | lexicon.Determiner | lexicon.Conjunction | lexicon.Auxiliary
	if unicode.IsUpper(c) && a.small { // of a headline; "8:45 AM" is none
		acronym := unicode.IsUpper(rune(l.text[a.end-1]))
		return a.words > 2 && !acronym && class.Has(small|lexicon.Title) && !class.Has(lexicon.Directional)
	}
	return class.Has(small|lexicon.Directional|lexicon.Month) || class == 0 && leaders[string(l.buf)]
}

// goesOn reports whether a line ends so that its sentence surely goes on: nobody ends a verse with a "the" or an "and".
func (l *lines) goesOn(a *line) bool {
	_, class := l.lastWord(a)
	return class.Has(lexicon.Determiner|lexicon.Conjunction) || string(l.buf) == "of" || l.text[a.end-1] == ','
}

// lastWord returns how the last word of a line of several begins, and its class; its folded form is in the buffer.
func (l *lines) lastWord(a *line) (first rune, class lexicon.Class) {
	s := l.text[a.start:a.end]
	s = s[strings.LastIndexAny(s, " \t")+1:]
	l.buf = l.buf[:0]
	if len(s) > 2*maxJoint || len(s) == int(a.end-a.start) {
		return 0, 0
	}
	first, _ = utf8.DecodeRuneInString(s)
	l.buf = fold.AppendName(l.buf, s)
	return first, lexicon.Of(l.buf)
}

// Words that end names: of a body alone, and of others.
const (
	bodies = lexicon.OrgNoun | lexicon.SchoolNoun | lexicon.FacilityNoun
	ends   = bodies | lexicon.Surname | lexicon.CivicNoun | lexicon.TeamNoun | lexicon.PublicationNoun | lexicon.StreetNoun | lexicon.AdminWord |
		lexicon.EventNoun | lexicon.VesselNoun
)

// named reports whether a line ends with the beginning of a name that the next line goes on with, though the gazetteer does not know it: a
// person's, an organization's.
func (l *lines) named(a, b *line) bool {
	tail := l.text[a.start:a.end]
	c, _ := utf8.DecodeRuneInString(tail[strings.LastIndexByte(tail, ' ')+1:])
	head := firstWord(l.text[b.start:b.end])
	if !unicode.IsUpper(c) || unicode.IsUpper(rune(tail[len(tail)-1])) || !b.upper || max(a.width, b.width, a.margin) > widest || len(head) > 3 && strings.ToUpper(head) == head { // a dateline
		return false
	}
	next := firstWord(strings.TrimLeft(l.text[int(b.start)+len(head):b.end], " "))
	second, _ := utf8.DecodeRuneInString(next)
	class, entry := l.class(head), !b.tells && !b.ends && b.words < manyWords
	place, ok := l.ix.Lookup(head)
	switch {
	case unicode.IsUpper(second) && l.class(next).Has(bodies): // "Dulles / International Airport"
		return true
	case ok && known(place): // "in St Andrews / Scotland"
		return false
	case class.Has(ends) || class.Has(lexicon.FeatureWord) && !unicode.IsUpper(second):
		return true
	}
	return !entry && !class.Has(lexicon.Common) && !(class.Has(lexicon.GivenName) && unicode.IsUpper(second))
}

// known reports whether a name is a larger town's, a division's or a country's.
func known(name gazetteer.Toponym) bool {
	for use := range name.Uses() {
		if p := use.Place(); p.Type() <= gazetteer.Admin1 || p.Population() >= knownPeople {
			return true
		}
	}
	return false
}

// class returns what kind of word a word is.
func (l *lines) class(word string) lexicon.Class {
	l.buf = fold.AppendName(l.buf[:0], word)
	return lexicon.Of(l.buf)
}

// firstWord returns the word with which a stretch of a text begins.
func firstWord(s string) string {
	if i := strings.IndexFunc(s, func(c rune) bool { return !isWord(c) }); i >= 0 {
		return s[:i]
	}
	return s
}

// maxJoint is how many bytes before and after a line break are looked at for a name that runs over it: more than nearly all names have.
const maxJoint = 48

// spans reports whether a name of the gazetteer runs over the break after a line, which is no entry of a list.
func (l *lines) spans(k int, told bool) bool {
	a, b := &l.all[k], &l.all[k+1]
	if !b.upper && a.large {
		return false
	}
	left, right := before(l.text[a.start:a.end]), after(l.text[b.start:b.end])
	whose, owns := owner(right)
	if !l.covers(left, right, " ") && !(owns && l.covers(left, whose, " ")) && !(apart(left, right) && l.covers(left, right, "")) {
		return false
	}
	return told || b.tells || !l.listed(k, left, right)
}

// listed reports whether a line and the next may be entries of a list, though a name runs over the break: the line is a name by itself, and
// what comes after it says nothing else. left and right are the words around the break.
func (l *lines) listed(k int, left, right string) bool {
	a, b := &l.all[k], &l.all[k+1]
	whole := len(left) == int(a.end-a.start) && l.isName(left)
	rest := l.text[int(b.start)+len(right) : b.end]
	punctuated := rest != "" && rest[0] != ' ' // "LOS / ANGELES, April 5"
	goesOn := k+2 < len(l.all) && l.all[k+2].lower && a.large
	return whole && !punctuated && !goesOn && !l.alone(k)
}

// alone reports whether a line and the next are all of their run, and no list.
func (l *lines) alone(k int) bool {
	return (k == 0 || l.all[k-1].blank()) && (k+2 == len(l.all) || l.all[k+2].blank())
}

// apart reports whether a line break may part two characters that are words by themselves.
func apart(left, right string) bool {
	c, _ := utf8.DecodeLastRuneInString(left)
	d, _ := utf8.DecodeRuneInString(right)
	return isAlone(c) && isAlone(d)
}

// covers reports whether a name of the gazetteer runs over the joint of two stretches of a text.
func (l *lines) covers(left, right, joint string) bool {
	l.buf = fold.AppendName(l.buf[:0], left)
	l.buf = append(l.buf, joint...)
	middle := len(l.buf)
	l.buf = fold.AppendName(l.buf, right)
	for at := 0; at < middle; {
		c, n := utf8.DecodeRune(l.buf[at:])
		if (at == 0 || l.buf[at-1] == ' ' || isAlone(c)) && l.matched(at) > middle {
			return true
		}
		at += n
	}
	return false
}

// matched returns where the longest name ends that begins at a byte of the buffer.
func (l *lines) matched(at int) (end int) {
	if at >= len(l.buf) {
		return 0
	}
	for n := range l.ix.Match(l.buf[at:]) {
		c, _ := utf8.DecodeLastRune(l.buf[:at+n])
		if at+n == len(l.buf) || l.buf[at+n] == ' ' || isAlone(c) {
			end = at + n
		}
	}
	return end
}

// isName reports whether a stretch of a text is a name of the gazetteer.
func (l *lines) isName(s string) bool {
	l.buf = fold.AppendName(l.buf[:0], s)
	return l.matched(0) == len(l.buf)
}

// before returns the last words of a line, up to four that no punctuation parts from its end.
func before(s string) string {
	from, spaces := len(s), 0
	for from > 0 && len(s)-from < maxJoint {
		c, n := utf8.DecodeLastRuneInString(s[:from])
		if c == ' ' {
			if spaces++; spaces == 4 {
				break
			}
		} else if !isWord(c) && !strings.ContainsRune("-'’.", c) {
			break
		}
		from -= n
	}
	return strings.TrimLeft(s[from:], " -'.")
}

// after returns the first words of a line, up to four that no punctuation parts from its beginning.
func after(s string) string {
	to, spaces := 0, 0
	for to < len(s) && to < maxJoint {
		c, n := utf8.DecodeRuneInString(s[to:])
		if c == ' ' {
			if spaces++; spaces == 4 {
				break
			}
		} else if !isWord(c) && !strings.ContainsRune("-'’", c) {
			break
		}
		to += n
	}
	return s[:to]
}

// owner returns what stands before a possessive.
func owner(s string) (before string, ok bool) {
	i := strings.Index(s, "'s")
	if i < 0 {
		i = strings.Index(s, "’s")
	}
	if i < 0 {
		return s, false
	}
	return s[:i], true
}

// joint returns where the break between two lines begins, with a hyphen at the end of the first that only parts a word, and what stands
// for it.
func (l *lines) joint(a, b *line) (from int, with string) {
	s, next := l.text[a.start:a.end], l.text[b.start:b.end]
	c, size := utf8.DecodeLastRuneInString(s)
	word := s[:len(s)-size]
	left, _ := utf8.DecodeLastRuneInString(word)
	right, n := utf8.DecodeRuneInString(next)
	switch {
	case c != '-' && c != '¬':
		if isAlone(c) && isAlone(right) && !unicode.Is(unicode.Hangul, c) {
			return int(a.end), ""
		}
		return int(a.end), " "
	case !unicode.IsLetter(left) || !unicode.IsLetter(right):
		if isWord(left) {
			return int(a.end), ""
		}
		return int(a.end), " "
	case c == '¬':
		return int(a.end) - size, ""
	}
	second, _ := utf8.DecodeRuneInString(next[n:] + " ")
	shouts := unicode.IsUpper(left) && unicode.IsUpper(right) && unicode.IsUpper(second)
	if (unicode.IsLower(right) || shouts) && l.parted(word, next) {
		return int(a.end) - size, ""
	}
	return int(a.end), ""
}

// shortPart is how many bytes a word between hyphens has, as of "upon" in Stratford-upon-Avon.
const shortPart = 4

// parted reports whether a hyphen at the end of a line only parts a word: the gazetteer or the lexicon knows it without, or does not
// know what stands before it.
func (l *lines) parted(line, next string) bool {
	left, right := before(line), after(next)
	if l.covers(left, right, "") {
		return true
	}
	word := left[strings.LastIndexAny(left, " -")+1:]
	rest, _, compound := strings.Cut(strings.SplitN(right, " ", 2)[0], "-")
	if compound && len(rest) <= shortPart || l.covers(left, right, " ") {
		return false
	}
	if lexicon.Of(fold.AppendName(nil, word+rest)) != 0 {
		return true
	}
	c, _ := utf8.DecodeRuneInString(word)
	if unicode.IsUpper(c) {
		return !l.isName(word) && !strings.Contains(left, ".")
	}
	return lexicon.Of(fold.AppendName(nil, word)) == 0
}
