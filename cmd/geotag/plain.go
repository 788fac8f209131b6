package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"example.com/geotag/gazetteer"
)

// A plainWriter writes text for a person to read, in which nothing that came with the data can move the cursor, color, hide or turn around what
// stands beside it, whatever a gazetteer, a text or a server holds: such characters are written as JSON escapes them, so that JSON stays what it was.
type plainWriter struct {
	w    io.Writer
	rest []byte // the beginning of a character that the next Write ends
}

// plainly returns w as a plainWriter.
func plainly(w io.Writer) *plainWriter { return &plainWriter{w: w} }

// beneath returns the stream that a plainWriter writes to, for what is no text of the data's, or not for people.
func beneath(w io.Writer) io.Writer {
	if p, ok := w.(*plainWriter); ok {
		return p.w
	}
	return w
}

// Write writes the text. Line ends and tabs stay.
func (p *plainWriter) Write(b []byte) (int, error) {
	if len(p.rest) == 0 && isPlain(b) {
		return p.w.Write(b)
	}
	text := b
	if len(p.rest) > 0 {
		text = append(p.rest, b...)
	}
	whole := len(text) - unfinished(text)
	p.rest = append([]byte(nil), text[whole:]...)
	if _, err := io.WriteString(p.w, escaped(string(text[:whole]), "\n\t")); err != nil {
		return 0, err
	}
	return len(b), nil
}

// isPlain reports whether all of a text shows, or ends lines or is a tab, and it ends with a whole character: mostly nothing is to be escaped.
func isPlain(text []byte) bool {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if c < ' ' && c != '\n' && c != '\t' || c == 0x7F {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if !gazetteer.Shows(r) { // no error, either
			return false
		}
		i += n
	}
	return true
}

// finish writes what no Write has ended.
func (p *plainWriter) finish() {
	if len(p.rest) > 0 {
		io.WriteString(p.w, escaped(string(p.rest), ""))
		p.rest = nil
	}
}

// unfinished returns how many bytes at the end of a text begin a character that does not end there.
func unfinished(text []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if tail := text[len(text)-n:]; utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return 0
			}
			return n
		}
	}
	return 0
}

// plain returns text of the data as it stands within a line: with no line end or tab of its own, either.
func plain(text string) string { return escaped(text, "") }

// escaped escapes the characters of a text that do anything but show, but for those that stay.
func escaped(text, stay string) string {
	acts := func(r rune) bool { return !gazetteer.Shows(r) && r != utf8.RuneError && !strings.ContainsRune(stay, r) }
	if !strings.ContainsFunc(text, acts) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case !acts(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// terminal returns the terminal that a stream is, if it is one: a character device other than the null device.
func terminal(stream any) (*os.File, bool) {
	if p, ok := stream.(*plainWriter); ok {
		stream = p.w
	}
	f, ok := stream.(*os.File)
	if !ok {
		return nil, false
	}
	info, err := f.Stat()
	null, nullErr := os.Stat(os.DevNull)
	return f, err == nil && info.Mode()&os.ModeCharDevice != 0 && (nullErr != nil || !os.SameFile(info, null))
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	_, ok := terminal(stream)
	return ok
}
