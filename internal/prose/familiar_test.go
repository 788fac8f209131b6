package prose

import (
	"testing"
)

// A familiar word is read as it is at the end of a text, where words are spelled letter by letter: the first time, the second, and after others
// that take its place.
func TestFamiliarWords(t *testing.T) {
	t.Parallel()
	r := NewReader(nil)
	read := func(source string) (Word, string) {
		r.forms.renew()
		text := &Text{Source: source, forms: &r.forms}
		if err := tokenize(t.Context(), text); err != nil {
			t.Fatal(err)
		}
		w := text.Words[0]
		return Word{End: w.End, FoldEnd: w.FoldEnd, Class: w.Class, Shape: w.Shape, era: w.era, Form: w.Form}, string(text.Word(0))
	}
	words := []string{"Kano", "siege", "Ottoman", "KANO", "kano", "kAno", "a", "I", "US", "internationalised", "eighteen", "EIGHTEEN", "sixteenlettersxx", "Łódź", "x1", "Z", "don't"}
	ends := []string{" ", ",", "'s", "’s", "&b", "-", "!", "é", ";", "[", "@", "`", "{", "1"}
	for range 3 {
		for _, w := range words {
			for _, end := range ends {
				want, letters := read(w + end)
				got, same := read(w + end + " and so on to the end of it")
				if got != want || same != letters {
					t.Fatalf("%q before %q: %v %q, want %v %q", w, end, got, same, want, letters)
				}
			}
		}
		for c := range 34_000 {
			read(string([]byte{'a' + byte(c%26), 'a' + byte(c/26%26), 'a' + byte(c/26/26%26), 'a' + byte(c/26/26/26), ' '}) + "and many other words")
		}
	}
}

func TestLetters(t *testing.T) {
	t.Parallel()
	for c := range 256 {
		s := "ab" + string([]byte{byte(c)}) + "defgh"
		want := 2
		if isLetter(byte(c)) {
			want = 8
		}
		if got := letters(eight(s)); got != want {
			t.Errorf("%q begins with %d letters, want %d", s, got, want)
		}
	}
}
