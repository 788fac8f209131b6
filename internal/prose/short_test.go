package prose_test

import (
	"testing"

	"example.com/geotag/internal/prose"
)

// The full stop of a state's short form belongs to it, and ends a sentence only where one ends.
func TestStatesInShort(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source, form string
		sentences    int
	}{
		{"He moved to Laramie, Wyo., in May.", "Wyo.", 1},
		{"He moved to Laramie, Wyo.", "Wyo.", 1},
		{"He moved to Laramie, Wyo. Neighbors waved.", "Wyo.", 2},
		{"Rep. Moe (D-Wash.) left.", "Wash.", 1},
		{"A mill in Camden, N.J. The owner left.", "N.J.", 2},
		{"The U.S. Senate met.", "U.S.", 1},
		{"He left the U.S. They stayed.", "U.S.", 2},
		{"She went to Regina, Sask. Then she left.", "Sask.", 2},
	} {
		text := read(t, tt.source)
		word(t, text, tt.form)
		if n := len(text.Sentences); n != tt.sentences {
			t.Errorf("%q: %d sentences, want %d", tt.source, n, tt.sentences)
		}
	}
	if text := read(t, "He felt ill. Miss Lee went to wash. Then she ate."); len(text.Sentences) != 3 {
		t.Errorf("sentences %v", text.Sentences)
	}
}

// Codes keep their capitals in a sentence that has nothing else.
func TestCapitalsOfCodes(t *testing.T) {
	t.Parallel()
	text := read(t, "SEND TWO COPIES TO BOX NINE, OMAHA, NE 68102")
	if w := word(t, text, "NE"); w.Shape&prose.Capital == 0 {
		t.Errorf("NE has shape %b", w.Shape)
	}
	if w := word(t, text, "COPIES"); w.Shape&prose.Capital != 0 {
		t.Errorf("COPIES has shape %b", w.Shape)
	}
}
