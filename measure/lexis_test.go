package measure

import "testing"

// Every line of the files is of a known kind, and every language is one that LocaleOf knows.
func TestLanguageFiles(t *testing.T) {
	t.Parallel()
	for tag := range lexes {
		x := LocaleOf(tag).lexis()
		if x == nil || x.tag != tag {
			t.Errorf("%s: no locale reads it", tag)
			continue
		}
		if len(x.strange) > 0 {
			t.Errorf("%s: lines of no kind: %q", tag, x.strange)
		}
		if len(x.words) < 10 && len(x.after) == 0 || len(x.before) == 0 {
			t.Errorf("%s: %d words, %d hedges", tag, len(x.words), len(x.before))
		}
		for word, token := range x.words {
			if token.kind == none {
				t.Errorf("%s: %q means nothing in numbers", tag, word)
			}
		}
	}
}
