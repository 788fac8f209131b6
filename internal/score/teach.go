package score

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
)

// The least that a model can go on with: fewer say nothing about the texts to come. Set by hand; with five texts of an outlet the others of it are
// answered better, with fewer hardly.
const (
	leastTexts    = 5
	leastMentions = 20
)

// agreeing is the share of mentions that may contradict others. Set by hand: in the corpora that the embedded model learned from it is .001 to .003.
const agreeing = 0.02

// mostShown is how many contradictions an error shows.
const mostShown = 5

// A TeachingError says why gold texts are refused as something to learn from.
type TeachingError struct {
	Texts, Mentions int
	Contradictions  []string // each with the text and where it stands in its file; none: there is too little
}

// Error says what is wrong, and where.
func (e *TeachingError) Error() string {
	if len(e.Contradictions) == 0 {
		return fmt.Sprintf("score: %d texts with %d placed mentions are too few to learn from: it takes %d and %d", e.Texts, e.Mentions, leastTexts, leastMentions)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "score: contradictions in the gold texts: %d in %d mentions", len(e.Contradictions), e.Mentions)
	for _, c := range e.Contradictions[:min(mostShown, len(e.Contradictions))] {
		b.WriteString("\n  " + c)
	}
	if more := len(e.Contradictions) - mostShown; more > 0 {
		fmt.Fprintf(&b, "\n  and %d more", more)
	}
	return b.String()
}

// Teach reports whether gold texts are worth learning from: enough, and hardly ever contradicting themselves. If not, the error is a *TeachingError.
// A contradiction is a span marked twice in two ways, a name whose mentions in one text lie more than 161 km apart, a span that begins or ends
// within a word, and a name that is marked in one place and not in another where the two words on either side are the same.
func Teach(documents []*Document) error {
	e := &TeachingError{Texts: len(documents)}
	marked := map[string]bool{}
	longest := 0
	for _, d := range documents {
		text := []rune(d.Text)
		e.Mentions += len(d.Spans())
		e.Contradictions = append(e.Contradictions, d.disagreements(text)...)
		words, first := d.words(text)
		for i := range d.Mentions {
			if from, to, ok := d.covered(words, first, &d.Mentions[i]); ok && d.Mentions[i].coded() && to-from <= mostWords {
				marked[phrase(text, words, from, to)] = true
				longest = max(longest, to-from)
			}
		}
	}
	if e.Texts < leastTexts || e.Mentions < leastMentions {
		e.Contradictions = nil
		return e
	}
	for _, d := range documents {
		e.Contradictions = append(e.Contradictions, d.leftOut(marked, longest)...)
	}
	if float64(len(e.Contradictions)) <= agreeing*float64(e.Mentions) {
		return nil
	}
	return e
}

// say says of what is wrong with a mention in which text and where.
func (d *Document) say(text []rune, start, end int, what string) string {
	at := d.At
	if at != "" {
		at += ": "
	}
	return fmt.Sprintf("%s%s: %q at [%d, %d) %s", at, d.ID, string(text[start:end]), start, end, what)
}

// disagreements returns what contradicts itself within the document.
func (d *Document) disagreements(text []rune) (out []string) {
	points := map[string]orb.Point{}
	spans := map[[2]int]*Mention{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		say := func(what string) { out = append(out, d.say(text, m.Start, m.End, what)) }
		if within(text, m.Start) || within(text, m.End) {
			say("begins or ends within a word")
		}
		span := [2]int{m.Start, m.End}
		if before := spans[span]; before != nil && !before.agrees(m) {
			say("is marked twice, in two ways")
			continue
		}
		spans[span] = m
		if m.Lat == nil {
			continue
		}
		name, at := string(text[m.Start:m.End]), orb.Point{*m.Lon, *m.Lat}
		if before, ok := points[name]; !ok {
			points[name] = at
		} else if km := geodesy.Distance(before, at) / 1000; km > near {
			say(fmt.Sprintf("lies %.0f km from where the same name lies before", km))
		}
	}
	return out
}

// agrees reports whether two mentions of a span say the same.
func (m *Mention) agrees(o *Mention) bool {
	if (m.Lat == nil) != (o.Lat == nil) || m.Kind != o.Kind {
		return false
	}
	return m.Lat == nil || *m.Lat == *o.Lat && *m.Lon == *o.Lon
}

// spaced are the scripts whose words are written apart from each other, and without joining small words to names.
var spaced = []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek}

// within reports whether a code point stands within a word.
func within(text []rune, i int) bool {
	return i > 0 && i < len(text) && unicode.In(text[i-1], spaced...) && unicode.In(text[i], spaced...)
}

// mostWords is the most words of a name that is looked for elsewhere.
const mostWords = 6

// words returns the spans of the words of a text, and of each code point the first word that does not end before it.
func (d *Document) words(text []rune) (words [][2]int, first []int) {
	first = make([]int, len(text)+1)
	start := -1
	for i := 0; i <= len(text); i++ {
		in := i < len(text) && (unicode.IsLetter(text[i]) || unicode.IsMark(text[i]) || unicode.IsDigit(text[i]))
		if in && start < 0 {
			start = i
		}
		if !in && start >= 0 {
			words = append(words, [2]int{start, i})
			start = -1
		}
		first[i] = len(words)
	}
	return words, first
}

// covered returns which words a mention covers.
func (d *Document) covered(words [][2]int, first []int, m *Mention) (from, to int, ok bool) {
	from, to = first[m.Start], first[m.End]
	return from, to, from < to && words[from][0] == m.Start && words[to-1][1] == m.End
}

// aside is how many words on either side make two places of a text alike.
const aside = 2

// phrase returns some words with those on either side; empty: there are none on one side.
func phrase(text []rune, words [][2]int, from, to int) string {
	if from < aside || to+aside > len(words) {
		return ""
	}
	var b strings.Builder
	for k := from - aside; k < to+aside; k++ {
		if k == from || k == to {
			b.WriteByte('|')
		}
		b.WriteString(string(text[words[k][0]:words[k][1]]) + " ")
	}
	return b.String()
}

// leftOut returns the names that are not marked though they are elsewhere between the same words.
func (d *Document) leftOut(marked map[string]bool, longest int) (out []string) {
	text := []rune(d.Text)
	words, first := d.words(text)
	taken := make([]bool, len(words)+1)
	for i := range d.Mentions {
		for k := max(0, first[d.Mentions[i].Start]); k < len(words) && words[k][0] < d.Mentions[i].End; k++ {
			taken[k] = true
		}
	}
	for from := range words {
		for to := from + 1; to <= min(from+longest, len(words)) && !slices.Contains(taken[from:to], true); to++ {
			if p := phrase(text, words, from, to); p != "" && marked[p] {
				out = append(out, d.say(text, words[from][0], words[to-1][1], "is not marked, and is elsewhere between the same words"))
			}
		}
	}
	return out
}
