package prose

import "example.com/geotag/internal/lexicon"

// A headline has at least so many words of more than three letters, and for each that is small four that are not. Set by
// hand.
const headlineWords, headlineShare = 4, 5

// split groups the words into sentences and looks at how each uses capitals.
func (t *Text) split() {
	for i := range t.Words {
		w := &t.Words[i]
		if i == 0 || w.Gap >= GapSentence {
			t.Sentences = append(t.Sentences, Sentence{First: int32(i), Paragraph: w.Gap == GapParagraph, Tag: t.Tag, Language: t.Language})
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
	for _, w := range t.Words[s.First : s.Last+1] {
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
// on a line of their own; and names in capitals and a dash early in a text, where its headline was joined to it.
func (t *Text) datelineEnd(s *Sentence, early bool) int32 {
	first := &t.Words[s.First]
	sure := first.Shape&AllCaps != 0
	if first.Shape&Capital == 0 || !s.Paragraph && !(early && sure && !first.Class.Has(grammar)) {
		return s.First
	}
	for i := s.First + 1; i <= s.Last && i < s.First+longestDateline; i++ {
		w := &t.Words[i]
		sure = sure || w.Gap == GapOpen
		if w.Gap == GapDash {
			if sure {
				return i
			}
			return s.First
		}
		if w.Shape&(Capital|Digits) == 0 {
			return s.First
		}
	}
	if agency := &t.Words[s.Last]; agency.Gap == GapOpen && agency.Class.Has(lexicon.Acronym|lexicon.PublicationNoun) && t.Words[s.First].Shape&AllCaps != 0 &&
		s.Last-s.First < longestDateline && int(s.Last)+1 < len(t.Words) {
		return s.Last + 1
	}
	return s.First
}
