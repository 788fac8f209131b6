package geotag_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"example.com/geotag"
)

// scriptSeeds are texts in many scripts, each of which asks something of offsets, words or figures.
var scriptSeeds = []string{
	"KYIV (Reuters) - Moscow's war in Ukraine.", "Paris, Texas", "U.S.-proposed", "St. John’s", "the West", "東京、平壤で",
	"1,300 km² of Russian territory", "A. B. C. D.", "Łódź\n\nŁódź", "'s's's", "Paris, Paris, Paris, Paris and Paris (Paris)",
	// Right to left, mixed with what runs the other way, with marks of direction, joiners, points and figures of its own.
	"وصلت القافلة إلى \u202bحلب\u202c (Aleppo) من Gaziantep.", "في بغداد ١٢٫٥ كم² و١٬٣٠٠ دونم", "در تهران می\u200cگویند ۱۳۰۰ هکتار", "בירושלים נשרפו 1,300 דונם; צה״ל וארה\"ב",
	"שָׁלוֹם מִירוּשָׁלַיִם", "لاہور سے 30 کلومیٹر جنوب", "\u2067דמשק\u2069, Dimashq, \u2068دمشق\u2069",
	// Without spaces.
	"北京市海淀区2万亩农田", "東京都から南へ30キロの海上", "ที่กรุงเทพมหานครและเชียงใหม่", "ភ្នំពេញ និង សៀមរាប", "ཞིང་ལྷ་ས", "서울특별시와 부산에서", "𠮷野町と𩸽、北京🌊上海",
	// Combining marks, letters of two forms, and joined ones.
	"Zu\u0308rich, Zürich, Malmo\u0308", "İstanbul'da, ISPARTA'DA, ıspartada", "दिल्ली में 1,300 हेक्टेयर", "ঢাকা থেকে ৩০ কিমি", "சென்னை அருகே", "తెలంగాణ", "Ａｆｒｉｃａ、ｋｍ²", "ﬁrth of ﬀorth",
	// Inflected, elided and joined names.
	"в Каменске-Уральском и Нижнем Новгороде, 1,3 тыс. км²", "у Києві й під Харковом", "w Łodzi i Bielsku-Białej", "во Скопје и Белград", "V Praze a Českých Budějovicích", "À Paris, près d'Alep et dell'Austria",
	"στην Αθήνα και τη Θεσσαλονίκη", "Helsingissä ja Turussa", "Budapesten és Debrecenben", "Երևանում և Գյումրիում", "თბილისში და ბათუმში", "Ở Hà Nội và Đà Nẵng", "a Kano da Katsina, 'yan Nijar", "karibu na Dar es Salaam", "ከአዲስ አበባ 30 ኪሜ",
	// Characters outside the plane of 16 bits beside names, and a figure of nothing but zeros.
	"🏴󠁧󠁢󠁳󠁣󠁴󠁿Edinburgh👩‍👩‍👧Leith𝕏Oslo", "𝟏𝟑𝟎𝟎 km² in Kano", "0 km², 0,000 ha, 9999999999999999999999 km²", "3 km² of Kano, and", "1.300 km² auf Rügen; 1'300 ha in Uri; 1 300 га", "30 км к югу от 51.19 N 35.27 E",
}

// FuzzTag checks what must hold of any text, in whatever language it is read: mentions and all that is stated in order, inside the text, on
// rune boundaries; their text that at their offsets; figures finite; no more answers than the text has room for.
func FuzzTag(f *testing.F) {
	for i, s := range scriptSeeds {
		f.Add(s, byte(i))
		f.Add(s+"\n\n"+scriptSeeds[(i*7+3)%len(scriptSeeds)], byte(0))
	}
	for _, text := range languageTexts(f) {
		for paragraph := range strings.SplitSeq(text, "\n\n") {
			f.Add(paragraph, byte(0))
		}
	}
	tagger := newTagger(f)
	languages := append([]geotag.Language{{}, {Tag: "xx"}}, tagger.Languages()...)
	f.Fuzz(func(t *testing.T, text string, language byte) {
		o := geotag.Options{Rejected: true, Evidence: true, Alternatives: 2, Language: languages[int(language)%len(languages)].Tag}
		d, err := tagger.Tag(t.Context(), text, o)
		if err != nil {
			if _, ok := errors.AsType[*geotag.InputError](err); !ok {
				t.Fatal(err)
			}
			return
		}
		if o.Language != "" && d.Language != o.Language {
			t.Fatalf("language %q, and %q was stated", d.Language, o.Language)
		}
		checked{t, text}.document(d)
	})
}

// A checked is a text whose answer is checked.
type checked struct {
	*testing.T
	text string
}

func (c checked) inside(start, end int) {
	c.Helper()
	if start < 0 || start >= end || end > len(c.text) || !utf8.ValidString(c.text[start:end]) {
		c.Fatalf("span [%d, %d) of %d bytes", start, end, len(c.text))
	}
}

func (c checked) finite(what string, figures ...float64) {
	c.Helper()
	for _, x := range figures {
		if !(x >= 0 && x <= math.MaxFloat64) {
			c.Fatalf("%s: %v", what, figures)
		}
	}
}

func (c checked) onEarth(p orb.Point) {
	c.Helper()
	if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
		c.Fatalf("a point at %v", p)
	}
}

func (c checked) document(d *geotag.Document) {
	mentions := 0
	for i := range d.References {
		c.reference(&d.References[i])
		mentions += len(d.References[i].Mentions)
	}
	if mentions > len(c.text) {
		c.Fatalf("%d mentions in %d bytes", mentions, len(c.text))
	}
	for _, r := range d.Rejected {
		c.inside(r.Start, r.End)
	}
	for i := range d.Areas {
		c.area(&d.Areas[i])
	}
	for _, r := range d.Relations {
		c.inside(r.Start, r.End)
		c.finite("a relation", r.LowM, r.HighM, r.ImpliedLowM, r.ImpliedHighM, r.Bearing, r.Spread, r.Uncertainty)
		if r.Point != nil {
			c.onEarth(*r.Point)
		}
	}
	for _, s := range d.Shares {
		c.inside(s.Start, s.End)
		c.finite("a share", s.Part, s.ImpliedLow, s.ImpliedHigh)
	}
	for _, p := range d.Coordinates {
		c.inside(p.Start, p.End)
		c.onEarth(p.Point)
	}
	for _, f := range d.FeatureCollection(c.text, geotag.FeatureOptions{}).Features {
		for _, m := range f.Properties.Mentions {
			if c.text[m.Start:m.End] != m.Text {
				c.Fatalf("%q stands at [%d, %d), not %q", c.text[m.Start:m.End], m.Start, m.End, m.Text)
			}
		}
	}
}

func (c checked) reference(r *geotag.Reference) {
	last := -1
	for _, m := range r.Mentions {
		c.inside(m.Start, m.End)
		if r, _ := utf8.DecodeRuneInString(c.text[m.End:]); unicode.Is(unicode.Mn, r) && unicode.Is(unicode.Inherited, r) {
			c.Fatalf("%q is parted from its mark %U", c.text[m.Start:m.End], r)
		}
		if m.Start <= last || m.Role == 0 {
			c.Fatalf("mention %+v after %d", m, last)
		}
		last = m.Start
	}
	if last < 0 || !(r.Score > 0 && r.Score <= 1) || len(r.Alternatives) > 2 {
		c.Fatalf("score %g, %d alternatives, last mention at %d", r.Score, len(r.Alternatives), last)
	}
	c.onEarth(r.Shown().Point())
}

func (c checked) area(a *geotag.StatedArea) {
	c.inside(a.Start, a.End)
	c.finite("an area", a.LowM2, a.HighM2, a.ImpliedLowM2, a.ImpliedHighM2, a.OtherM2, a.Share, a.StatedShare)
	if a.LowM2 > a.HighM2 {
		c.Fatalf("an area of %v to %v", a.LowM2, a.HighM2)
	}
	if r := a.Restatement; r != nil {
		c.inside(r.Start, r.End)
		c.finite("a restatement", r.M2)
	}
}
