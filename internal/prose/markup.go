package prose

import "strings"

// An element is what the tags of HTML elements of a kind are to a reader.
type element uint8

const (
	noElement element = iota
	inline            // parts nothing
	spacer            // parts words, and no sentences
	breaker           // ends a line
	block             // ends a paragraph
	preset            // a block in which line breaks are the author's
	hidden            // its content is no text
	raised            // figures in it are raised
)

// elements are those of HTML.
var elements = func() map[string]element {
	all := map[string]element{"br": breaker, "pre": preset, "textarea": preset, "script": hidden, "style": hidden, "sup": raised}
	for kind, names := range map[element]string{
		inline: `a abbr acronym b basefont bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr q rb rp rt ruby s samp
			small span strike strong sub time tt u var wbr`,
		spacer: "area audio button canvas embed iframe img input map math meter object output picture progress select source svg track video",
		block: `address article aside base blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption
			figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link main menu meta nav noframes
			noscript ol optgroup option p param section summary table tbody td template tfoot th thead title tr ul`,
	} {
		for name := range strings.FieldsSeq(names) {
			all[name] = kind
		}
	}
	return all
}()

// A markup reads the tags of a text.
type markup struct {
	text   string
	flows  bool            // line breaks are white space, for tags make its paragraphs
	closed map[string]bool // names of the elements that are closed somewhere
	pre    int             // how many elements are open in which line breaks are the author's
	last   [3]int          // the last places of '"', '\'' and '>'
}

// newMarkup looks at which tags a text has.
func newMarkup(text string) *markup {
	m := &markup{text: text}
	if strings.IndexByte(text, '<') < 0 {
		return m
	}
	m.closed = map[string]bool{}
	for i, c := range []byte(`"'>`) {
		m.last[i] = strings.LastIndexByte(text, c)
	}
	for i := 0; ; i++ {
		n := strings.IndexByte(text[i:], '<')
		if n < 0 {
			return m
		}
		i += n
		if name, closing := m.name(i); closing {
			if len(m.closed) < maxClosed || elements[name] != noElement {
				m.closed[name] = true
			}
			m.flows = m.flows || elements[name] == block
		} else if name == "p" || name == "html" || name == "body" {
			m.flows = m.flows || m.ends(i) > 0
		}
	}
}

// maxClosed is how many elements may be told from "<" by being closed somewhere that HTML does not have: far more than any text that was
// written by someone has, and few enough to remember.
const maxClosed = 1000

// advance takes the bytes before one off the text.
func (m *markup) advance(n int) {
	m.text = m.text[n:]
	for i := range m.last {
		m.last[i] -= n
	}
}

// longestTag is how long the name of an element may be.
const longestTag = 32

// name returns the name of the element whose tag begins at a byte, in small letters; empty: there is none.
func (m *markup) name(i int) (name string, closing bool) {
	rest := m.text[i+1:]
	if strings.HasPrefix(rest, "/") {
		rest, closing = rest[1:], true
	}
	n := 0
	for n < len(rest) && n < longestTag && (isLetter(rest[n]) || n > 0 && ('0' <= rest[n] && rest[n] <= '9' || strings.IndexByte("-:._", rest[n]) >= 0)) {
		n++
	}
	if n == len(rest) || strings.IndexByte(" \t\r\n/>", rest[n]) < 0 {
		return "", false
	}
	return strings.ToLower(rest[:n]), closing && n > 0
}

// tag returns what stands for the tag, the comment or the hidden element at a byte.
func (m *markup) tag(i int) (end int, with string, ok bool) {
	if strings.HasPrefix(m.text[i:], "<!") || strings.HasPrefix(m.text[i:], "<?") {
		return m.declaration(i)
	}
	name, closing := m.name(i)
	kind := elements[name]
	if name == "" || kind == noElement && !m.closed[name] {
		return i, "", false
	}
	if end = m.ends(i); end == 0 || len(name) == 1 && !closing && compares(m.text[i:end]) {
		return i, "", false
	}
	switch kind {
	case spacer:
		with = " "
	case noElement:
		if rest := m.text[end:]; !closing || rest != "" && (rest[0] == '<' || isWordAt(rest)) { // "</city>'s"
			with = " "
		}
	case breaker:
		with = "\n"
	case block:
		with = "\n\n"
	case preset:
		with = "\n\n"
		if closing {
			m.pre = max(m.pre-1, 0)
		} else {
			m.pre++
		}
	case hidden:
		if !closing {
			end = m.hides(name, end)
		}
		with = " "
	case raised:
		if n, figures := raise(m.text[end:]); n > 0 && !closing {
			return end + n, figures, true
		}
	}
	return end, with, true
}

// compares reports whether what may be the tag of an element of one letter is none, but "a <b and c> d".
func compares(tag string) bool {
	return strings.ContainsAny(tag, " \t\n") && strings.IndexByte(tag, '=') < 0
}

// ends returns the byte after the tag that begins at a byte; 0: it is not closed. One that the text breaks off in, in an attribute,
// ends with the text.
func (m *markup) ends(i int) int {
	text, valued := m.text, false
	before := byte(0)
	for k := i + 1; k < len(text); k++ {
		switch c := text[k]; c {
		case '>':
			return k + 1
		case '<':
			return 0
		case ' ', '\t', '\n', '\r':
			continue
		case '"', '\'':
			if before == '=' {
				valued = true
				if k < m.last[strings.IndexByte(`"'`, c)] {
					k += 1 + strings.IndexByte(text[k+1:], c)
				}
			}
		}
		before = text[k]
	}
	if valued {
		return len(text)
	}
	return 0
}

// declaration reads a comment, a document type, an instruction or the beginning of a marked section.
func (m *markup) declaration(i int) (end int, with string, ok bool) {
	rest := m.text[i:]
	switch {
	case strings.HasPrefix(rest, "<![CDATA["):
		return i + len("<![CDATA["), "", true
	case strings.HasPrefix(rest, "<!--"):
		if i >= m.last[2] || !strings.Contains(rest, "-->") {
			m.last[2] = min(m.last[2], i) // none is closed from here on
			return len(m.text), "", m.flows || len(m.closed) > 0
		}
		return i + strings.Index(rest, "-->") + len("-->"), "", true
	case len(rest) > 2 && (isLetter(rest[2]) || rest[1] == '!' && rest[2] == '['):
		if n := strings.IndexAny(rest[1:], "<>"); n >= 0 && rest[n+1] == '>' {
			return i + n + 2, " ", true
		}
	}
	return i, "", false
}

// hides returns the end of the content of a hidden element that begins at a byte: before its closing tag.
func (m *markup) hides(name string, i int) int {
	for k := i; m.closed[name]; k++ {
		n := strings.IndexByte(m.text[k:], '<')
		if n < 0 {
			m.closed[name] = false // nor is any that begins later
			break
		}
		k += n
		if found, closing := m.name(k); closing && found == name {
			return k
		}
	}
	return i
}

// ended returns the byte after the white space that follows a tag which ends a line: all of it where line breaks are white space, else up to
// one line break, as of "<br>" at the end of each line.
func (m *markup) ended(i int) int {
	if m.flows && m.pre == 0 {
		return len(m.text) - len(strings.TrimLeft(m.text[i:], " \t\r\n"))
	}
	if rest := strings.TrimLeft(m.text[i:], " \t\r"); strings.HasPrefix(rest, "\n") {
		return len(m.text) - len(rest) + 1
	}
	return i
}

// hyphenated is how many bytes before a line break a hyphen may stand that parts a word.
const hyphenated = 4

// folds returns the end of the white space that begins with the line break at a byte, and what stands for it: a space, but for a blank
// line, which many who write a few tags put between paragraphs, and for what the author set.
func (m *markup) folds(i int) (end int, with string) {
	if m.pre > 0 {
		return i + 1, "\n"
	}
	end = len(m.text) - len(strings.TrimLeft(m.text[i:], " \t\r\n"))
	switch {
	case strings.Count(m.text[i:end], "\n") > 1:
		return end, "\n\n"
	case strings.HasSuffix(strings.TrimRight(m.text[max(i-hyphenated, 0):i], " \r"), "-"): // what was wrapped before it was marked up
		return end, "\n"
	}
	return end, " "
}

// raise reads figures and the closing tag after them, and returns how long both are and the raised figures.
func raise(s string) (n int, figures string) {
	for n < len(s) && '0' <= s[n] && s[n] <= '9' && n < 3 {
		figures += [...]string{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}[s[n]-'0']
		n++
	}
	if end := "</sup>"; n > 0 && len(s) >= n+len(end) && strings.EqualFold(s[n:n+len(end)], end) {
		return n + len(end), figures
	}
	return 0, ""
}
