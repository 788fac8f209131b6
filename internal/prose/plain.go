package prose

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/gazetteer"
)

// Plain returns a text as its reader sees it, and where each byte of that stood: without markup, characters that are not seen and the
// line breaks and hyphens of wrapped lines, and with entities, spaces, hyphens and letters of other widths as they are usually
// written. What is left of the line breaks ends paragraphs, headings, entries of lists and rows of tables. The index tells which
// names run over the end of a line.
func Plain(ix *gazetteer.Index, input string) (string, Origin) {
	p := plainer{lines: lines{ix: ix}}
	p.begin(input)
	return p.next(len(input))
}

// A plainer makes texts plain, part by part, and keeps its memory from one to the next.
type plainer struct {
	rest   string // what of the text is not read yet
	amid   bool   // that begins amidst a paragraph
	marks  *markup
	edit   edit
	lines  lines
	origin Origin
}

// begin takes up a text.
func (p *plainer) begin(text string) {
	p.rest, p.amid, p.marks, p.origin.base = text, false, newMarkup(text), 0
}

// next makes plain what of the text is left up to a byte, or up to where the tag, the hidden element or the entity at that byte ends. The
// Origin is good until the next call.
func (p *plainer) next(to int) (string, Origin) {
	for i := range p.origin.layers {
		p.origin.layers[i] = p.origin.layers[i][:0]
	}
	text, end := p.rest[:to], to
	if p.marks.flows || firstSuspect(p.rest, to) < to {
		escaped := false
		if text, end, escaped = p.characters(p.marks, to, 0); escaped {
			text, _, _ = p.characters(newMarkup(text), len(text), 1)
		}
	}
	if meet(text) || columned(text) {
		p.edit.begin(text, p.origin.layers[2])
		p.lines.join(&p.edit)
		p.origin.layers[2] = p.edit.cuts
		text = p.edit.result(len(text))
	}
	origin := p.origin
	if end > 0 {
		p.amid = p.rest[end-1] != '\n'
	}
	p.rest = p.rest[end:]
	p.marks.advance(end)
	p.origin.base += end
	return text, origin
}

// forget lets go of the last text.
func (p *plainer) forget() {
	p.rest, p.marks, p.edit.text, p.lines.text = "", nil, "", ""
}

// suspect holds the bytes with which something may begin that is not read as it stands.
var suspect = [256]bool{'&': true, '<': true, '\r': true, '\f': true, '\v': true, 0xC2: true, 0xD8: true, 0xE2: true, 0xE3: true, 0xEF: true}

// firstSuspect returns the first byte of a text up to one at which something is not read as it stands, or that: in most texts.
func firstSuspect(text string, to int) int {
	for i := range to {
		if !suspect[text[i]] {
			continue
		}
		switch c := text[i]; {
		case c == '&':
			if i+1 < len(text) && (text[i+1] == '#' || text[i+1] == ' ' || isLetter(text[i+1])) {
				return i
			}
		case c == '<':
			if i+1 < len(text) && (strings.IndexByte("/!?", text[i+1]) >= 0 || isLetter(text[i+1])) {
				return i
			}
		default:
			if _, _, ok := usual(text, i); ok {
				return i
			}
		}
	}
	return to
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// characters edits all of a text up to a byte but its line breaks, and returns where that ended: further on, if a tag or an entity does.
// escaped says that entities hid what may be markup or entities themselves.
func (p *plainer) characters(m *markup, to, layer int) (edited string, done int, escaped bool) {
	text, e := m.text, &p.edit
	e.begin(text, p.origin.layers[layer])
	i := 0
	for i < to {
		c := text[i]
		if !suspect[c] && (c != '\n' || !m.flows) {
			i++
			continue
		}
		end, with, ok := i, "", false
		switch c {
		case '<':
			if end, with, ok = m.tag(i); strings.HasPrefix(with, "\n") {
				end = m.ended(end)
			}
		case '&':
			if end, with, ok = entity(text, i); ok {
				escaped = escaped || with == "<" || with == "&"
			} else {
				end, with, ok = i+1, "and", p.ampersand(text, i)
			}
		case '\n':
			end, with = m.folds(i)
			ok = true
		default:
			end, with, ok = usual(text, i)
		}
		if !ok {
			i++
			continue
		}
		e.replace(i, end, with)
		i = end
	}
	p.origin.layers[layer] = e.cuts
	return e.result(i), i, escaped
}

// ampersand reports whether the "&" at a byte stands within a name of the gazetteer that has an "and": "Trinidad & Tobago".
func (p *plainer) ampersand(text string, i int) bool {
	if i == 0 || i+1 == len(text) || strings.IndexByte(" \n", text[i-1]) < 0 || text[i+1] != ' ' {
		return false
	}
	return p.lines.covers(before(strings.TrimRight(text[max(i-maxJoint, 0):i], " \n")), after(text[i+2:]), " and ")
}

// longestEntity is that of HTML: "&CounterClockwiseContourIntegral;".
const longestEntity = 33

// entity reads the entity at a byte of a text, which ends with a semicolon.
func entity(text string, i int) (end int, with string, ok bool) {
	n := 1
	for n < longestEntity && i+n < len(text) && (isLetter(text[i+n]) || text[i+n] == '#' || '0' <= text[i+n] && text[i+n] <= '9') {
		n++
	}
	if i+n == len(text) || text[i+n] != ';' {
		return i, "", false
	}
	n++
	with = html.UnescapeString(text[i : i+n])
	if strings.HasSuffix(with, ";") && with != ";" { // none, or one that has no semicolon before other letters
		return i, "", false
	}
	if size, other, ok := usual(with, 0); ok && size == len(with) {
		with = other
	}
	return i + n, with, true
}

// usual returns what a character that is not seen, or has a more usual form, is read as.
func usual(text string, i int) (end int, with string, ok bool) {
	c, size := decode(text[i:])
	end = i + size
	switch {
	case c == '\r' && strings.HasPrefix(text[end:], "\n"):
		return end, "", true
	case c == '\f' && (strings.HasPrefix(text[end:], "\n") || i > 0 && text[i-1] == '\n'): // a page ends with a line
		return end, "", true
	case c == '\r', c == '\f', c == '\v', c == '\u0085', c == '\u2028':
		return end, "\n", true
	case c == '\u2029':
		return end, "\n\n", true
	case c == '\u00AD':
		return afterBreak(text, end), "", true
	case isUnseen(c):
		return end, "", true
	case c == '\u00A0', '\u2000' <= c && c <= '\u200A', c == '\u202F', c == '\u205F', c == '\u3000':
		return end, " ", true
	case c == '‐', c == '‑':
		return end, "-", true
	case c == '´', c == '‘', c == '‛', c == '′', c == '＇':
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[end:])
		return end, "'", unicode.IsLetter(before) && unicode.IsLetter(after)
	case '０' <= c && c <= '９', 'Ａ' <= c && c <= 'Ｚ', 'ａ' <= c && c <= 'ｚ':
		return end, narrow[c-'０'], true
	case 'ﬀ' <= c && c <= 'ﬆ':
		return end, ligatures[c-'ﬀ'], true
	}
	return end, "", false
}

// isUnseen reports whether a character only says where lines may break, how letters join or which way they run.
func isUnseen(c rune) bool {
	return '\u200B' <= c && c <= '\u200F' || '\u202A' <= c && c <= '\u202E' || '\u2060' <= c && c <= '\u2064' ||
		'\u2066' <= c && c <= '\u2069' || c == '\uFEFF' || c == '\u061C'
}

// afterBreak returns the byte after the line break that follows at a byte, if a letter follows it: of a soft hyphen that is seen.
func afterBreak(text string, i int) int {
	rest := strings.TrimLeft(text[i:], " \t\r")
	if !strings.HasPrefix(rest, "\n") {
		return i
	}
	if rest = strings.TrimLeft(rest[1:], " \t"); rest == "" || !isWordAt(rest) {
		return i
	}
	return len(text) - len(rest)
}

var ligatures = [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}

// narrow are the characters of ASCII from the digit 0 on, as the full-width ones are ordered.
var narrow = func() (all ['z' - '0' + 1]string) {
	for i := range all {
		all[i] = string(rune('0' + i))
	}
	return all
}()
