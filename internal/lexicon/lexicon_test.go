package lexicon

import (
	"math/bits"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestOf probes each class with words that matter to place tagging: what must
// have the class (is) and what must not (not).
func TestOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		class   Class
		is, not string
	}{
		{GivenName, "mary james vladimir volodymyr sergei narendra recep benjamin mohammed muhammad ahmed emmanuel olaf jair " +
			"cyril kim abdullah nguyen yoon hassan fatima xi paris jordan",
			"kyiv moscow the ukraine murmansk kremlin unknown baby oblast"},
		{RareName, "amparo", "mary vladimir kyiv"},
		{AmbiguousName, "paris london chelsea austin dallas sydney jordan chad georgia virginia israel santiago florence " +
			"victoria washington houston", "mary john putin smith moscow"},
		{Surname, "smith putin zelensky trump merkel nguyen modi washington", "kyiv ukraine may the"},

		{Common, "the a i of most reading mobile nice police superior gender globe alliance split bath cork orange hull war " +
			"submarine peace west may march centre",
			"kyiv russia russian ukraine china turkey chile brazil japan jordan london paris dallas phoenix jersey mary john " +
				"smith putin obama microsoft toyota oblast europe american tuesday"},
		{VeryCommon, "the a i of said police government people city war", "hull cork kyiv submarine"},

		{Title, "president minister mr mrs dr gen lt col sgt senator rep gov governor mayor judge justice king queen pope " +
			"sheikh ayatollah chancellor secretary ambassador spokesman chief coach professor officer detective sheriff",
			"former saint the kyiv said"},
		{PersonNoun, "man residents people officials forces troops soldiers leaders", "submarine kyiv street"},
		{GovernmentNoun, "government officials authorities regime kremlin", "submarine university"},
		{MilitaryNoun, "army troops brigade navy", "police council"},

		{SayVerb, "said says told warned denied insisted vowed urged demanded", "deployed in"},
		{ActVerb, "launched deployed signed imposed invaded annexed supplies backs wants plans hosts seeks refused", "near kyiv"},
		{Auxiliary, "is was has had would may", "said"},

		{OrgNoun, "bank inc corp ltd agency association party company airlines institute", "kyiv police river"},
		{CivicNoun, "police court council ministry department parliament sheriff", "bank inc lakers"},
		{SchoolNoun, "university college school academy institute", "bank"},
		{FacilityNoun, "hospital airport museum stadium prison cathedral bridge tower hotel zoo", "university frigate"},
		{TeamNoun, "united fc rovers warriors lakers giants tigers bulls raiders cowboys 49ers", "bank police"},
		{VesselNoun, "submarine frigate destroyer ship ferry tanker cruiser carrier trawler yacht boat icebreaker", "uss street"},
		{VesselPrefix, "uss hms mv ss ins rfa hmas", "ms mt ship"},
		{PublicationNoun, "times post independent herald tribune gazette journal news guardian daily telegraph radio tv",
			"report street"},
		{StreetNoun, "street st road rd avenue ave boulevard highway interstate route parkway turnpike pike", "river county"},
		{ProductNoun, "wine cheese whisky virus flu syndrome", "accord river"},
		{EventNoun, "accord agreement protocol treaty summit marathon olympics festival declaration conference open cup", "wine"},

		{AdminWord, "oblast region province county state district governorate prefecture krai raion republic territory parish " +
			"canton voivodeship township", "city river the do"},
		{SettlementWord, "city town village capital suburb", "river oblast"},
		{FeatureWord, "river lake mount mountains sea bay gulf strait peninsula valley island", "city oblast"},
		{Directional, "north southern northeast central upper lower greater downtown rural", "river"},

		{Month, "january may sept dec", "monday"},
		{Weekday, "monday sat thurs", "may"},
		{NumberWord, "two dozens million third", "many"},

		{PlacePrep, "in at near from to around outside toward across inside into via through between", "of for by the"},
		{Preposition, "in of for by with", "the and"},
		{Determiner, "the a an this", "in he"},
		{Pronoun, "he i its who", "the in"},
		{Conjunction, "and but because", "the in"},

		{Acronym, "ap afp bbc nato", "us uk"},
		{SportWord, "striker season wicket", "play"},
		{MatchVerb, "beat drew thrashed", "said"},
	}
	var probed Class
	for _, tt := range tests {
		probed |= tt.class
		for w := range strings.FieldsSeq(tt.is) {
			if !Of([]byte(w)).Has(tt.class) {
				t.Errorf("%q is %v, want %v", w, Of([]byte(w)), tt.class)
			}
		}
		for w := range strings.FieldsSeq(tt.not) {
			if Of([]byte(w)).Has(tt.class) {
				t.Errorf("%q is %v, want not %v", w, Of([]byte(w)), tt.class)
			}
		}
	}
	if probed != 1<<len(classNames)-1 {
		t.Errorf("classes without a probe: %v", 1<<len(classNames)-1&^probed)
	}
}

func TestOfUnknown(t *testing.T) {
	t.Parallel()
	for _, w := range []string{"", "kyiv", "sudzha", "pyongyang", "The", "u.s.", "\xff"} {
		if c := Of([]byte(w)); c != 0 {
			t.Errorf("Of(%q) = %v, want unknown", w, c)
		}
	}
}

// TestRelations holds what the comments of the classes promise.
func TestRelations(t *testing.T) {
	t.Parallel()
	for w, c := range allWords() {
		switch {
		case c.Has(RareName) && c.Has(GivenName):
			t.Errorf("%q is both a rare and a frequent name", w)
		case c.Has(AmbiguousName) && !c.Has(GivenName|RareName|Surname):
			t.Errorf("%q is an ambiguous name but no name", w)
		case c.Has(VeryCommon) && !c.Has(Common), c.Has(PlacePrep) && !c.Has(Preposition):
			t.Errorf("%q is %v", w, c)
		}
	}
}

func TestString(t *testing.T) {
	t.Parallel()
	for c, want := range map[Class]string{
		0: "unknown", GivenName: "GivenName", Conjunction: "Conjunction", Month | Common: "Common|Month",
	} {
		if got := c.String(); got != want {
			t.Errorf("%#x: %q, want %q", uint64(c), got, want)
		}
	}
	if bits.Len64(uint64(MatchVerb)) != len(classNames) {
		t.Errorf("%d classes, %d names", bits.Len64(uint64(MatchVerb)), len(classNames))
	}
}

// TestFiles checks the syntax of the lists: plain folded words, each once in its
// file, a comment first, every file used, derived files in order.
func TestFiles(t *testing.T) {
	t.Parallel()
	folded := regexp.MustCompile(`^[a-z0-9]+$`)
	derived := []string{"given", "given-rare", "common", "verycommon"}
	used := map[string]bool{}
	for _, l := range lists {
		used[l.file+".txt"] = true
		text, err := wordFiles.ReadFile("words/" + l.file + ".txt")
		if err != nil {
			t.Error(err)
			continue
		}
		if !strings.HasPrefix(string(text), "# ") || !strings.HasSuffix(string(text), "\n") {
			t.Errorf("%s: want a comment first and a line end last", l.file)
		}
		words := slices.Collect(wordsOf(string(text)))
		seen := map[string]bool{}
		for _, w := range words {
			if !folded.MatchString(w) || seen[w] {
				t.Errorf("%s: %q is twice there or not in folded form", l.file, w)
			}
			seen[w] = true
		}
		if slices.Contains(derived, l.file) && !slices.IsSorted(words) {
			t.Errorf("%s: not in order", l.file)
		}
	}
	files, err := wordFiles.ReadDir("words")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !used[f.Name()] {
			t.Errorf("%s belongs to no class", f.Name())
		}
	}
}

// allWords reads the lists as plainly as can be.
func allWords() map[string]Class {
	words := map[string]Class{}
	for _, l := range lists {
		text, _ := wordFiles.ReadFile("words/" + l.file + ".txt")
		for w := range wordsOf(string(text)) {
			words[w] |= l.class
		}
	}
	return words
}

// TestTable shows that no two words share a hash, and that the table is not crowded.
func TestTable(t *testing.T) {
	t.Parallel()
	words := allWords()
	for w, c := range words {
		if got := Of([]byte(w)); got != c {
			t.Errorf("%q is %v, want %v", w, got, c)
		}
	}
	if n := len(words); n > len(loaded().slots)/2 {
		t.Errorf("%d words in a table of %d", n, len(loaded().slots))
	}
}

// TestSizes guards against a list that a careless generate has emptied or flooded.
func TestSizes(t *testing.T) {
	t.Parallel()
	count := map[Class]int{}
	for _, c := range allWords() {
		for ; c != 0; c &= c - 1 {
			count[c&-c]++
		}
	}
	for i, name := range classNames {
		t.Logf("%-16s %5d", name, count[1<<i])
	}
	for c, want := range map[Class][2]int{
		GivenName: {5000, 7000}, RareName: {2000, 4000}, Common: {10000, 11000}, VeryCommon: {1000, 1100},
	} {
		if n := count[c]; n < want[0] || n > want[1] {
			t.Errorf("%v has %d words, want %v", c, n, want)
		}
	}
}

func TestOfAllocates(t *testing.T) {
	words := [][]byte{[]byte("president"), []byte("sudzha"), []byte("a-word-that-is-longer-than-any-in-the-lists")}
	if n := testing.AllocsPerRun(100, func() {
		for _, w := range words {
			Of(w)
		}
	}); n != 0 {
		t.Errorf("%v allocations, want 0", n)
	}
}

func BenchmarkOf(b *testing.B) {
	b.ReportAllocs()
	words := strings.Fields("the president of russia vladimir putin said on thursday that kursk oblast near sudzha was " +
		"under attack by ukrainian troops and that talks in murmansk would go on despite the agreement")
	var text [][]byte
	for _, w := range words {
		text = append(text, []byte(w))
	}
	loaded()
	i := 0
	for b.Loop() {
		Of(text[i%len(text)])
		i++
	}
}

// BenchmarkBuildTable is what the first Of of a process costs.
func BenchmarkBuildTable(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load()
	}
}
