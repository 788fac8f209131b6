package geotag_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.com/geotag"
	"example.com/geotag/gazetteer/world"
)

// goldTexts returns the texts of files of testdata/gold.
func goldTexts(tb testing.TB, names ...string) (texts []string) {
	tb.Helper()
	for _, name := range names {
		f, err := os.Open("testdata/gold/" + name)
		if err != nil {
			tb.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var d struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
				tb.Fatal(err)
			}
			texts = append(texts, d.Text)
		}
	}
	return texts
}

// floodWords is how many different words stand between the texts: more than any step remembers.
const floodWords = 40_000

// inventedWords returns a text of different words that no gazetteer has, every third with a capital, in sentences.
func inventedWords(n int) string {
	r := rand.New(rand.NewPCG(5, 5))
	syllables := strings.Fields("ka lo mi vor stan ber gen dul ash tre qui zam pol ine ovo grad ham ton xi ury")
	before := strings.Fields("in near the of from and said Mount Lake President")
	var b strings.Builder
	for i := range n {
		word := ""
		for k := i; k > 0 || word == ""; k /= len(syllables) {
			word += syllables[k%len(syllables)]
		}
		if i%3 == 0 {
			word = before[r.IntN(len(before))] + " " + strings.ToUpper(word[:1]) + word[1:]
		}
		b.WriteString(word)
		b.WriteString([]string{" ", ", ", " ", ". The "}[r.IntN(4)])
	}
	return b.String()
}

// listedNames returns a text of names of places from all over the gazetteer, in sentences: as many words, more or less.
func listedNames(tb testing.TB, n int) string {
	tb.Helper()
	ix, err := world.Index()
	if err != nil {
		tb.Fatal(err)
	}
	var names []string
	step := 2 * ix.NumPlaces() / n
	for p := range ix.Places() {
		if int(p.Ref())%step == 0 {
			names = append(names, p.Name())
		}
	}
	rand.New(rand.NewPCG(6, 6)).Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	var b strings.Builder
	for i, name := range names {
		fmt.Fprintf(&b, []string{"Floods hit %s on Monday. ", "They came from %s, ", "and %s said it was well; ", "near %s\n\n"}[i%4], name)
	}
	return b.String()
}

// aTurn is a text with the options that it is read with, and its answer as a tagger gives it that has read nothing before.
type aTurn struct {
	text  string
	o     geotag.Options
	shown geotag.FeatureOptions
	want  []byte
}

func turns(t *testing.T) (list []aTurn) {
	texts := goldTexts(t, "own.jsonl", "genres.jsonl", "languages.jsonl")
	for _, text := range languageTexts(t) {
		texts = append(texts, text)
	}
	slices.Sort(texts)
	// What was read in one case is read in others, too, and what was read in one language in another.
	for i, text := range texts[:len(texts):len(texts)] {
		switch i % 8 {
		case 1:
			texts = append(texts, strings.ToUpper(text))
		case 3:
			texts = append(texts, strings.ToLower(text))
		}
	}
	options := []geotag.Options{
		{}, {Evidence: true, Rejected: true, Alternatives: 3}, {}, {Language: "tr", Rejected: true}, {ClipAreas: true, Home: "NG"}, {Language: "en", Alternatives: 1},
	}
	shown := []geotag.FeatureOptions{{}, {Geometry: geotag.DetailBoundary, StrayM: 5000}, {Language: "fr", PerMention: true}, {Geometry: geotag.DetailBBox}}
	for i, text := range texts {
		turn := aTurn{text: text, o: options[i%len(options)], shown: shown[i%len(shown)]}
		turn.want = answer(t, newTagger(t), &turn)
		list = append(list, turn)
	}
	return list
}

// answer returns all that a tagger says of a text.
func answer(t *testing.T, tagger *geotag.Tagger, turn *aTurn) []byte {
	d, err := tagger.Tag(t.Context(), turn.text, turn.o)
	if err != nil {
		t.Error(err)
		return nil
	}
	c, err := d.Features(t.Context(), turn.text, turn.shown)
	if err != nil {
		t.Error(err)
		return nil
	}
	b, err := c.AppendJSON(nil)
	if err != nil {
		t.Error(err)
	}
	return b
}

// A tagger remembers from text to text what it found of words, names and places. That saves work, and is seen in no answer: whichever texts it
// read before, in whichever order, also when what it remembers is full, and by however many goroutines.
func TestAnswersDoNotDependOnTextsBefore(t *testing.T) {
	list := turns(t)
	floods := []aTurn{{text: inventedWords(floodWords)}, {text: listedNames(t, floodWords)}, {text: strings.ToUpper(inventedWords(floodWords / 4))}}
	for i := range floods {
		floods[i].want = answer(t, newTagger(t), &floods[i])
	}
	check := func(t *testing.T, tagger *geotag.Tagger, turn *aTurn) {
		if got := answer(t, tagger, turn); !bytes.Equal(got, turn.want) {
			t.Errorf("a text beginning %.60q is answered differently after others:\n%s\nby itself:\n%s", turn.text, got, turn.want)
		}
	}
	tagger := newTagger(t)
	for _, name := range []string{"forwards", "backwards", "shuffled"} {
		order := slices.Clone(list)
		switch name {
		case "backwards":
			slices.Reverse(order)
		case "shuffled":
			rand.New(rand.NewPCG(7, 7)).Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		}
		t.Run(name, func(t *testing.T) {
			for i := range order {
				if i%(len(order)/len(floods)) == len(order)/2/len(floods) {
					check(t, tagger, &floods[i*len(floods)/len(order)])
				}
				check(t, tagger, &order[i])
				if t.Failed() {
					return // one is enough to see
				}
			}
		})
	}
	t.Run("together", func(t *testing.T) {
		var wg sync.WaitGroup
		for worker := range uint64(4) {
			wg.Go(func() {
				order := append(slices.Clone(list), floods...)
				rand.New(rand.NewPCG(8, worker)).Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
				for i := 0; i < len(order) && !t.Failed(); i++ {
					check(t, tagger, &order[i])
				}
			})
		}
		wg.Wait()
	})
}
