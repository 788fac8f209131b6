package prose

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// A word that was met before is read as one that was not: the words of a text are those of a Reader that has read none before.
func TestFamiliarWords(t *testing.T) {
	t.Parallel()
	r := NewReader(nil)
	all := []string{"Kano", "KANO", "kano", "a", "I", "O", "US", "NATO's", "internationalised", "Internationalization", "co-op", "Łódź", "x1", "U.S.", "Z", "[a]", "@b", "`c`", "d{"}
	ends := []string{" ", ",", "\n", ".", "'", "’s", "&b", "-", "!", "é", ";"}
	random := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var b strings.Builder
		for range 40 {
			b.WriteString(all[random.IntN(len(all))] + ends[random.IntN(len(ends))])
		}
		for range random.IntN(40) { // words that push others out
			b.WriteString(string([]byte{'a' + byte(random.IntN(26)), 'A' + byte(random.IntN(26)), 'a' + byte(random.IntN(26))}) + " ")
		}
		got, err := r.Read(t.Context(), b.String(), "en")
		if err != nil {
			t.Fatal(err)
		}
		want, err := NewReader(nil).Read(t.Context(), b.String(), "en")
		if err != nil {
			t.Fatal(err)
		}
		for i := range got.Words {
			got.Words[i].Form = want.Words[i].Form
		}
		if !reflect.DeepEqual(got.Words, want.Words) || string(got.Folded) != string(want.Folded) {
			t.Fatalf("%q: %v, want %v", b.String(), got.Words, want.Words)
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
