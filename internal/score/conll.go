package score

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CoNLL's form has a word a line with its class (O, B-TYPE where a name begins, I-TYPE where it goes on), and an empty line after a sentence. Ours says
// with "# newdoc id = ID" where a text begins, as CoNLL-U does, with "SpaceAfter=No" behind a class that no space follows the word, and has an empty line
// where the text has a line end.
const (
	newText    = "# newdoc id = "
	noSpace    = "SpaceAfter=No"
	beginsFile = "-DOCSTART-" // of CoNLL-2003
)

// A sentenceReader makes texts of words.
type sentenceReader struct {
	d      *Document
	text   strings.Builder
	runes  int    // of text
	glued  bool   // no space follows the last word
	line   bool   // a line end follows it
	last   string // the type of the name that it is in; empty: none
	spaced bool   // the text says where spaces are
	n      int    // texts so far
}

// readWords yields the texts of a file of words: those that it tells apart, else each sentence.
func readWords(r io.Reader) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxLine)
		var s sentenceReader
		n := 0
		finish := func() bool {
			d, err := s.finish()
			if err != nil {
				yield(nil, fmt.Errorf("score: line %d: %w", n, err))
				return false
			}
			return d == nil || yield(d, nil)
		}
		for lines.Scan() {
			n++
			line := strings.TrimRight(strings.TrimPrefix(lines.Text(), "\ufeff"), "\r")
			id, begins := strings.CutPrefix(line, newText)
			if !begins {
				id, begins = "", strings.HasPrefix(line, beginsFile)
			}
			if (begins || strings.TrimSpace(line) == "" && !s.spaced) && !finish() {
				return
			}
			switch {
			case begins:
				s.begin(id, n)
			case strings.TrimSpace(line) == "":
				s.line, s.last = true, ""
			case !strings.HasPrefix(line, "#") || strings.Contains(line, "\t"):
				if s.d == nil {
					s.begin("", n)
				}
				if err := s.word(line); err != nil {
					yield(nil, fmt.Errorf("score: line %d: %w", n, err))
					return
				}
			}
		}
		if err := lines.Err(); err != nil {
			yield(nil, fmt.Errorf("score: line %d: %w", n+1, err))
			return
		}
		finish()
	}
}

// begin begins a text, of which an id is said or not, at a line of the file.
func (s *sentenceReader) begin(id string, at int) {
	*s = sentenceReader{d: &Document{ID: id, At: strconv.Itoa(at)}, spaced: id != "", n: s.n + 1}
	if id == "" {
		s.d.ID = strconv.Itoa(s.n)
	}
}

// finish returns the text that was begun, if there are words in it.
func (s *sentenceReader) finish() (*Document, error) {
	d := s.d
	s.d = nil
	if d == nil || s.text.Len() == 0 {
		return nil, nil
	}
	d.Text = s.text.String()
	s.spaced = false
	return d, d.finish()
}

// add adds to the text.
func (s *sentenceReader) add(text string) {
	s.text.WriteString(text)
	s.runes += utf8.RuneCountInString(text)
}

// word adds a word, with what stands before it, and its name.
func (s *sentenceReader) word(line string) error {
	word, class, glued, err := columnsOf(line)
	if err != nil {
		return err
	}
	space := s.text.Len() > 0 && !s.glued && (s.spaced || !strings.ContainsAny(word[:1], ".,;:!?)%'"))
	switch {
	case s.line && s.text.Len() > 0:
		s.add("\n")
	case space:
		s.add(" ")
	}
	s.line, s.glued = false, glued
	begin, kind, _ := strings.Cut(class, "-")
	start := s.runes
	s.add(word)
	switch {
	case kind == "":
	case begin == "I" && kind == s.last:
		s.d.Mentions[len(s.d.Mentions)-1].End = s.runes
	default:
		m := Mention{Start: start, End: s.runes}
		m.place = m.typed(kind)
		s.d.Mentions = append(s.d.Mentions, m)
	}
	s.last = kind
	return nil
}

// columnsOf takes a line apart: its word and its class, which is the last column, or the third after a number and the word.
func columnsOf(line string) (word, class string, glued bool, err error) {
	f := strings.Split(line, "\t")
	if len(f) == 1 {
		f = strings.Fields(line)
	}
	if n := len(f); n > 2 && f[n-1] == noSpace {
		f, glued = f[:n-1], true
	}
	if _, number := strconv.Atoi(f[0]); number == nil && len(f) > 2 && isClass(f[2]) {
		f = f[1:3]
	}
	if len(f) < 2 || f[0] == "" || !isClass(f[len(f)-1]) || !utf8.ValidString(line) {
		return "", "", false, fmt.Errorf("%.60q is no word with a class (O, B-TYPE or I-TYPE)", line)
	}
	return f[0], f[len(f)-1], glued, nil
}

func isClass(s string) bool {
	return s == "O" || len(s) > 2 && (strings.HasPrefix(s, "B-") || strings.HasPrefix(s, "I-"))
}

// isWords reports whether a file that begins so is one of words.
func isWords(head []byte) bool {
	for line := range bytes.Lines(head) {
		text := strings.TrimSpace(string(line))
		if strings.HasPrefix(text, newText) || strings.HasPrefix(text, beginsFile) {
			return true
		}
		if text != "" && text[0] != '#' {
			_, _, _, err := columnsOf(text)
			return err == nil
		}
	}
	return false
}

// words writes a text as words with their classes.
func (w *Writer) words(d *Document) error {
	id := strings.Join(strings.Fields(d.ID), " ")
	w.lose("ids with white space in them", id != d.ID)
	w.lose("sources", d.Source != "")
	w.lose("languages", d.Lang != "")
	w.lose("marks that not all places are marked", d.Partial)
	fmt.Fprintf(w.to, "%s%s\n", newText, id)
	text := []rune(d.Text)
	classes := w.classes(d, len(text))
	whole := d.Text == strings.TrimSpace(d.Text)
	for i := 0; i < len(text); {
		if text[i] == '\n' && i+1 < len(text) && text[i+1] != '\n' {
			w.to.WriteString("\n")
		}
		if unicode.IsSpace(text[i]) || text[i] == '\t' {
			whole = whole && (text[i] == ' ' || text[i] == '\n') && (i+1 == len(text) || !unicode.IsSpace(text[i+1]))
			i++
			continue
		}
		end := i + 1
		for inWord(text[i]) && end < len(text) && inWord(text[end]) && classes[end] == goesOn(classes[i]) {
			end++
		}
		fmt.Fprintf(w.to, "%s\t%s", string(text[i:end]), classes[i])
		if end < len(text) && !unicode.IsSpace(text[end]) {
			w.to.WriteString("\t" + noSpace)
		}
		w.to.WriteString("\n")
		i = end
	}
	w.lose("texts whose white space is more than single spaces and line ends", !whole)
	_, err := w.to.WriteString("\n")
	return err
}

// classes returns the class of each code point of a text.
func (w *Writer) classes(d *Document, n int) []string {
	classes := slices.Repeat([]string{"O"}, n)
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if slices.ContainsFunc(classes[m.Start:m.End], func(c string) bool { return c != "O" }) {
			w.lose("mentions over others", true)
			continue
		}
		said := w.saying(m)
		w.lose("coordinates, ids and marks of mentions", len(said) > 0)
		kind := strings.Join(strings.Fields(w.typeOf(m)), "_")
		for at := m.Start; at < m.End; at++ {
			classes[at] = "I-" + kind
		}
		classes[m.Start] = "B-" + kind
	}
	return classes
}

// goesOn returns the class of what goes on with a class.
func goesOn(class string) string {
	if kind, ok := strings.CutPrefix(class, "B-"); ok {
		return "I-" + kind
	}
	return class
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
