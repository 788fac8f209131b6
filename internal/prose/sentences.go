package prose

import (
	"strings"

	"example.com/geotag/internal/lexicon"
)

// A headline has at least so many words of more than three letters, and for each that is small four that are not. Set by
// hand.
const headlineWords, headlineShare = 4, 5

// split groups the words into sentences and looks at how each uses capitals.
func (t *Text) split() {
	k := 0 // of the paragraph
	for i := range t.Words {
		w := &t.Words[i]
		if i == 0 || w.Gap >= GapSentence && !t.datesBefore(int32(i)) {
			for k+1 < len(t.paragraphs) && t.paragraphs[k+1].start <= w.Start {
				k++
			}
			p := &t.paragraphs[k]
			t.Sentences = append(t.Sentences, Sentence{First: int32(i), Paragraph: w.Gap == GapParagraph, Tag: p.tag, Language: p.language})
		}
		s := &t.Sentences[len(t.Sentences)-1]
		s.Last, w.Sentence = int32(i), int32(len(t.Sentences)-1)
	}
	for i := range t.Sentences {
		s := &t.Sentences[i]
		s.Headline, s.Loud = t.headline(s), t.loud(s)
		s.Dateline = t.datelineEnd(s, i <= headlines && t.Input.Start == 0)
	}
}

// headline reports whether nearly all longer words of a sentence are capitalized.
func (t *Text) headline(s *Sentence) bool {
	words, small := 0, 0
	for i := s.First; i <= s.Last; i++ {
		w := &t.Words[i]
		if w.FoldEnd-w.FoldStart > 3 && w.Shape&Digits == 0 {
			words++
			if w.Shape&Capital == 0 {
				small++
			}
		}
	}
	return words >= headlineWords && small*headlineShare <= words
}

// loud reports whether nothing of a sentence is in small letters, and something is in capitals.
func (t *Text) loud(s *Sentence) bool {
	loud := false
	for i := s.First; i <= s.Last; i++ {
		w := &t.Words[i]
		switch {
		case w.Shape&(Digits|Uncased|Possessive) != 0 || w.FoldEnd-w.FoldStart == 1:
		case w.Shape&AllCaps == 0:
			return false
		default:
			loud = true
		}
	}
	return loud
}

// longestDateline is how many words a dateline may have; headlines how many sentences may stand before one in the same paragraph: a
// headline, perhaps with a line below it.
const longestDateline, headlines = 12, 2

// datelineEnd returns the word that follows the dateline with which a sentence begins, or its first word if it has none:
// at the head of a paragraph, names in capitals or followed by an agency in brackets, then a dash; or names in capitals and an agency
// on a line of their own; and names in capitals and a dash early in a text, where its headline was joined to it. In other languages than English
// dates and agencies have small letters, too ("КИЕВ, 12 мая", "BERLIN (dpa)"), and a full stop may come before the dash ("LIMA.-").
func (t *Text) datelineEnd(s *Sentence, early bool) int32 {
	first := &t.Words[s.First]
	sure := first.Shape&AllCaps != 0
	if first.Shape&Capital == 0 || !s.Paragraph && !(early && sure && !first.Class.Has(grammar)) {
		return s.First
	}
	abroad, within := s.Language.Countries != nil, false // within brackets, or a date
	for i := s.First + 1; i <= s.Last && i < s.First+longestDateline; i++ {
		w := &t.Words[i]
		sure = sure || w.Gap == GapOpen
		within = within || abroad && (w.Gap == GapOpen || w.Shape&Digits != 0)
		if w.Gap == GapDash {
			if sure {
				return i
			}
			return s.First
		}
		if sure && !abroad && t.undashed(s, i) {
			return i
		}
		if w.Shape&(Capital|Digits) == 0 && !within && !(abroad && w.Gap == GapOther) { // "KOMPAS.com"
			return s.First
		}
	}
	if abroad && sure && s.Last-s.First < longestDateline && t.dashed(s.Last+1) {
		return s.Last + 1
	}
	if last := &t.Words[s.Last]; (t.agency(last) || !abroad && last.Gap == GapComma && t.stated(last)) && first.Shape&AllCaps != 0 &&
		s.Last-s.First < longestDateline && int(s.Last)+1 < len(t.Words) {
		return s.Last + 1
	}
	return s.First
}

// agency reports whether a word is that of an agency at the beginning of a bracket.
func (t *Text) agency(w *Word) bool {
	return w.Gap == GapOpen && w.Class.Has(lexicon.Acronym|lexicon.PublicationNoun)
}

// undashed reports whether a dateline that lost its dash ends before the word i of a sentence: after an agency in brackets, "NAIROBI (Reuters) Police say", or
// after what the place lies in, before a word of grammar, "KABUL, Afghanistan The minister".
func (t *Text) undashed(s *Sentence, i int32) bool {
	w, before := &t.Words[i], &t.Words[i-1]
	if t.Words[s.First].Shape&AllCaps == 0 || w.Shape&(Capital|AllCaps) != Capital {
		return false
	}
	if w.Gap == GapOther && t.agency(before) {
		return true
	}
	for k := i - 1; k > s.First && w.Gap == GapSpace && w.Class.Has(grammar); k-- {
		if t.Words[k].Gap == GapComma {
			return t.Words[k].Shape&(Capital|AllCaps) == Capital
		}
	}
	return false
}

// dashed reports whether a full stop and a dash right after it stand before the word i.
func (t *Text) dashed(i int32) bool {
	if i == 0 || int(i) >= len(t.Words) {
		return false
	}
	between := t.Source[t.Words[i-1].End:t.Words[i].Start]
	return strings.HasPrefix(between, ".-") || strings.HasPrefix(between, ".–") || strings.HasPrefix(between, ".—")
}

// longestDate is how many words stand before the bracket of a dateline with a date, at most.
const longestDate = 6

// datesBefore reports whether the full stop before the word i is that of a month in a dateline: "MADRID, 4 Jul. (EUROPA PRESS) -". The
// bracket is its gap then.
func (t *Text) datesBefore(i int32) bool {
	s := &t.Sentences[len(t.Sentences)-1]
	w := &t.Words[i]
	if s.Language.Countries == nil || w.Gap != GapSentence || !s.Paragraph || i-s.First > longestDate || i-s.First < 3 ||
		t.Words[s.First].Shape&AllCaps == 0 || t.Words[i-2].Shape&Digits == 0 || !strings.Contains(t.Source[t.Words[i-1].End:w.Start], "(") {
		return false
	}
	w.Gap = GapOpen
	return true
}
