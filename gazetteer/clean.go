package gazetteer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is how many bytes a name or a source has at most; the longest name of the world, Bangkok's in full, has 418.
const maxText = 1024

// Shows reports whether a character is one that shows, and does nothing else to what it stands in: no control, none that ends lines, turns the direction
// of writing around or is hidden. The joiners of Persian, of Indian scripts and of emoji show by what they do.
func Shows(r rune) bool {
	if r < utf8.RuneSelf {
		return ' ' <= r && r < 0x7F
	}
	const nonJoiner, joiner = 0x200C, 0x200D
	switch {
	case r == nonJoiner, r == joiner, unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return true
	}
	return r != utf8.RuneError && !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

func hidden(r rune) bool { return !Shows(r) }

// escapeSequence is what a terminal takes for a command, to the letter that ends it, or a string to its terminator.
var escapeSequence = regexp.MustCompile(`(?:\x1b\[|\x{9b})[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]`)

// Clean returns a text as a gazetteer holds it: commands to a terminal are left out, line ends and tabs are spaces, and what does not show is left out, as are
// bytes that are not UTF-8. A text of which all shows stays as it is.
func Clean(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, hidden) {
		return text
	}
	text = escapeSequence.ReplaceAllString(strings.ToValidUTF8(text, ""), "")
	text = strings.Map(func(r rune) rune {
		switch {
		case Shows(r):
			return r
		case unicode.IsSpace(r) || unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		}
		return -1
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// Clean cleans the entry's names and what else it says in words, and reports whether there was something to do. Names that come to nothing are left
// out. It does not write to the array of Names.
func (e *Entry) Clean() (changed bool) {
	for _, s := range []*string{&e.Name, &e.AreaSource} {
		clean := Clean(*s)
		changed = changed || clean != *s
		*s = clean
	}
	if !slices.ContainsFunc(e.Names, func(n Name) bool { return Clean(n.Text) != n.Text }) {
		return changed
	}
	var names []Name
	for _, n := range e.Names {
		if n.Text = Clean(n.Text); IsName(n.Text) {
			names = append(names, n)
		}
	}
	e.Names = names
	return true
}

// checkText says why a text cannot stand in a gazetteer.
func checkText(what, text string) error {
	switch {
	case len(text) > maxText:
		return fmt.Errorf("%s %.60q... has %d bytes: the limit is %d", what, text, len(text), maxText)
	case !utf8.ValidString(text):
		return fmt.Errorf("%s %q is not UTF-8", what, text)
	case strings.ContainsFunc(text, hidden):
		return fmt.Errorf("%s %q has characters that do not show, such as controls or marks of direction", what, text)
	}
	return nil
}
