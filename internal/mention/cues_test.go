package mention

import (
	"fmt"
	"strings"
	"testing"

	"example.com/geotag/internal/prose"
)

// TestCuesAreThoseOfTheWord reads texts in two languages until the forms were numbered anew, in turns.
func TestCuesAreThoseOfTheWord(t *testing.T) {
	t.Parallel()
	ix, _ := open(t)
	reader, heard := prose.NewReader(ix), hearer{}
	seen, ages, tongues := cue(0), map[uint32]bool{}, map[*prose.Language]*tongue{}
	for i := 0; len(ages) < 3; i++ {
		var b strings.Builder
		for k := range 2000 + i {
			fmt.Fprintf(&b, "word%d ", i*3000+k)
		}
		b.WriteString(".\nHer late son London of the MS Estonia smiled at the Dayton accords, shares and striker.")
		language := []string{"en", "fr"}[i%2]
		text, err := reader.Read(t.Context(), b.String(), language)
		if err != nil {
			t.Fatal(err)
		}
		ages[text.Age] = true
		heard.begin(text)
		for _, s := range text.Sentences {
			if tongues[s.Language] == nil {
				of := tongueOf(s.Language)
				tongues[s.Language] = &of
			}
		}
		for range 2 {
			for k := range text.Words {
				w := &text.Words[k]
				of := tongues[text.LanguageAt(int32(k))]
				got, want := heard.cues(w), of.cues[string(text.Word(int32(k)))]
				if got != want {
					t.Fatalf("%s: %q has the cues %b, want %b", language, text.Word(int32(k)), got, want)
				}
				seen |= got
			}
		}
	}
	if all := cueKin | cueDeed | cueShip | cueShares | cueBeside | cueCalled; seen&all != all {
		t.Errorf("of the cues %b only %b were heard", all, seen&all)
	}
}

func TestCuesOfMoreLanguagesThanAreKept(t *testing.T) {
	t.Parallel()
	text := readText(t, "Her son smiled.")
	heard := hearer{}
	heard.begin(text)
	for i := range 3 * mostHeard {
		l := *text.Language
		if i%2 == 1 {
			l.Deeds = &prose.DeedWords{}
		}
		text.Sentences[0].Language = &l
		for k := range text.Words {
			of := tongueOf(&l)
			if got, want := heard.cues(&text.Words[k]), of.cues[string(text.Word(int32(k)))]; got != want {
				t.Fatalf("language %d: %q has the cues %b, want %b", i, text.Word(int32(k)), got, want)
			}
		}
	}
}

func TestMarksAreOfOneText(t *testing.T) {
	t.Parallel()
	m := marks{text: 1<<(32-markBits) - 3}
	for range 6 {
		m.begin(2)
		if m.has(0, surname) || m.has(0, shipName) {
			t.Fatalf("text %d: a mark of the text before", m.text)
		}
		m.add(0, surname)
		if !m.has(0, surname) || m.has(0, shipName) || m.has(1, surname) {
			t.Fatalf("text %d: the marks are %b", m.text, m.of)
		}
		m.add(0, shipName)
		if !m.has(0, surname) || !m.has(0, shipName) {
			t.Fatalf("text %d: the marks are %b", m.text, m.of)
		}
	}
}
