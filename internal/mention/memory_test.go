package mention

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/geotag/internal/prose"
)

// What is remembered of words gives each word the sum of all its features, whatever was read before, in texts of one language and of several, and
// after more words than are kept.
func TestSumsAreThoseOfAllFeatures(t *testing.T) {
	t.Parallel()
	ix, m := open(t)
	mentions, texts, chain := NewReader(ix, m.Roles), prose.NewReader(ix), NewChain(m)
	read := func(source string) {
		text, err := texts.Read(t.Context(), source, "")
		if err != nil {
			t.Fatal(err)
		}
		a, err := mentions.Advise(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := chain.label(t.Context(), a, nil); err != nil {
			t.Fatal(err)
		}
		views := a.views()
		for i := range int32(len(text.Words)) {
			if chain.speak(text.LanguageAt(i)); chain.by == nil {
				continue
			}
			got := chain.sum(text, views, i)
			if want := chain.by.Sum(chain.wordFeatures(text, views, i)); got != want {
				t.Fatalf("%q of %.60q: %v, want %v", text.Word(i), source, got, want)
			}
		}
	}
	own := []string{
		"Heavy rain cut the road from Kano to Zaria. The Kano Herald said that Kano had seen worse.",
		"Der dichte Nebel lag am Morgen über der Weser und über dem Hafen von Bremen, und die Schiffe nach Oslo warteten auf Kiel\n\n" +
			"The ferry from Kiel to Oslo was late by two hours because of the fog, and the passengers slept in the hall of Bremen\n\n" +
			"Bremen hatte seit dem Winter keinen so dichten Nebel mehr gesehen, sagte der Kapitän der Fähre aus Kiel",
		"大雨で熊本県の道路が閉鎖された。熊本市でも。", "كانت الأمطار غزيرة في مدينة كانو", "강원도 춘천시에 눈이 내렸다. 춘천에서도.",
	}
	for _, source := range own {
		read(source)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for k := range 20 {
		var words []string
		for range 2000 {
			words = append(words, fmt.Sprintf("%c%x", "abcXYZ"[r.IntN(6)], r.IntN(40_000)))
		}
		read(strings.Join(words, " "))
		read(own[k%len(own)])
	}
	if n := len(chain.memory.kept); n > mostKept+4000 {
		t.Errorf("%d words are remembered", n)
	}
}
