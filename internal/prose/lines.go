package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/gazetteer"
)

// Lines of a text end at its right margin, where they are wrapped, or on purpose, where a paragraph, a heading, an entry of a list or
// a verse ends. Margins, capitals, function words and the names of the gazetteer tell one from the other.

// A line is a line of a text, in bytes of it.
type line struct {
	start, end    int32 // without what stands before and after it: marks of quotation, an indentation, white space
	width         int32 // characters up to its end, the indentation among them
	indent        int32 // of those, the ones before its text
	marker        int32 // of a list: its characters and the white space after it; 0: there is none
	words         int32
	quoted        int32 // marks of quotation before it
	row           bool  // it is the row of a table
	small, large  bool  // it has small, and large letters
	tells         bool  // it has a word in small letters of three or more: an "of" is none
	lower, upper  bool  // the first letter, unless something else is before it than quotation marks and brackets, is small, or large
	margin        int32 // of the lines around it: the width of the widest that surely is wrapped; 0: not known
	wrapped, ends bool  // the lines around it are wrapped for the most part; it ends with the mark of a sentence's end
}

func (l *line) blank() bool { return l.start == l.end }

// lines tells which of a text's line breaks are white space. It keeps its memory from one text to the next.
type lines struct {
	ix   *gazetteer.Index
	text string
	all  []line
	buf  []byte
}

// meet reports whether a text has two lines with no blank one between.
func meet(text string) bool {
	for {
		i := strings.IndexByte(text, '\n')
		if i < 0 {
			return false
		}
		line := text[:i]
		text = text[i+1:]
		for text != "" && (text[0] == ' ' || text[0] == '\t') {
			text = text[1:]
		}
		if text != "" && text[0] != '\n' && strings.Trim(line, " \t") != "" {
			return true
		}
	}
}

// columned reports whether a text may have columns though it is one line.
func columned(text string) bool {
	return strings.IndexByte(text, '\t') > 0
}

// join replaces the line breaks of the text of an edit that are white space.
func (l *lines) join(e *edit) {
	l.text, l.all = e.text, l.all[:0]
	l.measure()
	l.margins()
	told := false // what the present paragraph says so far is more than names
	for k := range l.all {
		a := &l.all[k]
		if a.row {
			l.part(e, a)
		}
		if k+1 == len(l.all) {
			break
		}
		b := &l.all[k+1]
		told = told || a.tells
		if a.blank() || b.blank() || !l.soft(k, told) {
			told = false
			continue
		}
		told = true // or not on one line
		from, with := l.joint(a, b)
		e.replace(from, int(b.start), with)
	}
}

// part parts the columns of a table's row, so that no name runs from one to the next.
func (l *lines) part(e *edit, row *line) {
	text := l.text[:row.end]
	for i := int(row.start); i < len(text); i++ {
		if text[i] != ' ' && text[i] != '\t' {
			continue
		}
		from := i
		for text[i] == ' ' || text[i] == '\t' { // a line ends with something else
			i++
		}
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		if (i-from >= column || strings.IndexByte(text[from:i], '\t') >= 0) && unicode.IsLetter(before) && isWordAt(text[i:]) {
			e.replace(from, i, "|")
		}
	}
}

// measure fills in what can be said of each line alone.
func (l *lines) measure() {
	text := l.text
	for i := 0; i < len(text); {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			n = len(text) - i
		}
		l.all = append(l.all, measured(text, i, i+n))
		i += n + 1
	}
}

// measured looks at the line text[from:to].
func measured(text string, from, to int) (l line) {
	i := from
	for ; i < to; i++ {
		c := text[i]
		if c == '>' && (i+1 == to || strings.IndexByte(" >\t", text[i+1]) >= 0) {
			l.quoted++
			l.indent = -1 // the space after it
			continue
		}
		if c == '\t' {
			l.indent += tab - 1
		} else if c != ' ' {
			break
		}
		l.indent++
	}
	l.indent = max(l.indent, 0)
	l.start, l.end = int32(i), int32(i+len(strings.TrimRight(text[i:to], " \t")))
	s := text[l.start:l.end]
	l.marker = int32(listMarker(s))
	l.read(s)
	return l
}

// tab is how many characters wide an indentation by a tabulator counts.
const tab = 4

// read looks at the characters of a line. Those beyond the width of any line that was wrapped are not needed, and not counted right.
func (l *line) read(s string) {
	cut := max(len(s)-4*widest, 0)
	first, spaces, run, bars := true, 0, 0, 0 // run: small letters of a word in nothing else
	width, alone := int32(0), int32(0)
	for i := 0; i < len(s)-cut; {
		c, size := decode(s[i:])
		i += size
		width++
		if c == ' ' || c == '\t' {
			if spaces++; spaces == column || c == '\t' {
				l.row = true
			}
			run = 0
			continue
		}
		if spaces > 0 || width == 1 {
			l.words++
		}
		spaces = 0
		switch {
		case width <= l.marker:
		case c < utf8.RuneSelf && 'a' <= c && c <= 'z', c >= utf8.RuneSelf && unicode.IsLower(c):
			l.small, l.lower = true, l.lower || first
			if run >= 0 {
				run++
			}
			l.tells = l.tells || run == tellingWord
			first = false
			for i < len(s)-cut && 'a' <= s[i] && s[i] <= 'z' { // the rest of most words
				i, width = i+1, width+1
				if run >= 0 {
					run++
				}
				l.tells = l.tells || run == tellingWord
			}
		case c < utf8.RuneSelf && 'A' <= c && c <= 'Z', c >= utf8.RuneSelf && unicode.IsUpper(c):
			l.large, l.upper = true, l.upper || first
			run, first = -1, false
		case c == '|':
			bars++
		case first && strings.ContainsRune(openers, c):
		case isAlone(c):
			alone++
			first = false
		default:
			first = false
		}
	}
	l.row = l.row || bars > 1 || bars == 1 && strings.Contains(s, " | ")
	l.words += alone / aloneWord
	l.width = l.indent + width + int32(cut)
}

const (
	aloneWord   = 3 // characters of a script without spaces that are a word for the most part, with what follows it
	column      = 3 // spaces that part the columns of a table
	tellingWord = 4 // letters of a word that is hardly a function word
	openers     = "\"'“”‘’«»„([¿¡"
)

// listMarker returns how many characters long the marker of an entry of a list is with which a line begins, and the white space after it: a
// bullet, a number, or a letter with a bracket.
func listMarker(s string) int {
	c, n := utf8.DecodeRuneInString(s)
	width := 1
	if !strings.ContainsRune("-*+•‣◦▪●○■□·–—→»#", c) {
		if n, width = numbered(s), numbered(s); n == 0 {
			return 0
		}
	}
	rest := strings.TrimLeft(s[n:], " \t")
	if spaces := len(s) - n - len(rest); spaces > 0 && rest != "" {
		return width + spaces
	}
	return 0
}

// numbered returns the length of "12.", "12)", "(12)", "a)", "(a)" or "iv)" at the beginning of s.
func numbered(s string) int {
	i, letters := 0, 0
	if strings.HasPrefix(s, "(") {
		i++
	}
	from := i
	for i < len(s) && i < from+3 && ('0' <= s[i] && s[i] <= '9' || isLetter(s[i])) {
		if isLetter(s[i]) {
			letters++
		}
		i++
	}
	if i == from || i == len(s) || s[i] != ')' && (s[i] != '.' || from > 0 || letters > 0) || letters > 0 && i-from > 1 && strings.Trim(s[from:i], "ivx") != "" {
		return 0
	}
	return i + 1
}

// widest is how wide a line may be, in characters, that was wrapped. Wider ones are paragraphs.
const widest = 120

// margins finds the margin of each run of lines: of those that surely are wrapped, for the next begins with a small letter. A run of
// which too little is known has the margin of the whole text.
func (l *lines) margins() {
	var whole margin
	for _, last := range [...]bool{false, true} {
		for k := 0; k < len(l.all); {
			end := k
			for end < len(l.all) && !l.all[end].blank() && l.all[end].quoted == l.all[k].quoted {
				end++
			}
			run := l.all[k:end]
			k = max(end, k+1)
			m := l.marginOf(run)
			if !last {
				whole.add(m)
			} else {
				if m.sure < 2 {
					m.add(whole)
				}
				for i := range run {
					run[i].margin, run[i].wrapped = m.width, m.sure*3 >= m.open && m.sure > 0
				}
			}
		}
	}
}

// A margin is what is known of where lines are wrapped.
type margin struct {
	width      int32 // of the widest line that surely is wrapped
	sure, open int   // how many surely are, and how many may be or not
}

func (m *margin) add(other margin) {
	m.width = max(m.width, other.width)
	m.sure += other.sure
	m.open += other.open
}

// marginOf looks at a run of lines. Where letters tell nothing, for all are large or of a script without case, wide lines are wrapped.
func (l *lines) marginOf(run []line) (m margin) {
	small, large, words, widths := false, false, int32(0), int32(0)
	for i := range run {
		a := &run[i]
		small, large, words, widths = small || a.small, large || a.large, words+a.words, max(widths, a.width)
		a.ends = endsSentence(l.text[:a.end])
		if i+1 < len(run) && !a.row && !a.ends && a.width <= widest && run[i+1].marker == 0 {
			switch b := &run[i+1]; {
			case a.words > 2 && (b.lower || l.goesOn(a)):
				m.sure++
				m.width = max(m.width, a.width)
			case b.upper:
				m.open++
			}
		}
	}
	if !(small && large) && len(run) > 1 && widths <= widest && words >= manyWords*int32(len(run)) {
		return margin{width: widths, sure: len(run)}
	}
	if !large {
		return margin{}
	}
	return m
}

// manyWords are more than an entry of a list has.
const manyWords = 4

// endsSentence reports whether a text ends with the mark of a sentence's end.
func endsSentence(s string) bool {
	for range 4 {
		c, n := utf8.DecodeLastRuneInString(s)
		switch {
		case strings.ContainsRune(".!?…。！？｡؟۔।॥։።", c) && n > 0:
			return true
		case !strings.ContainsRune("\"'”’»)]」』）】》", c) || n == 0:
			return false
		}
		s = s[:len(s)-n]
	}
	return false
}
