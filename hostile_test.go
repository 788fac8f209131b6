package geotag_test

import (
	"fmt"
	"strings"
	"testing"

	"example.com/geotag"
)

// hostile are patterns whose repetition once made taggers quadratic.
var hostile = []struct{ name, unit string }{
	{"capitals", "MOSCOW KYIV "},
	{"one word", "A"},
	{"commas", ",,,,"},
	{"one place", "San Jose, "},
	{"containers", "Paris, Texas, "},
	{"persons", "Jack London and Jack Paris "},
	{"areas", "1,300 square kilometers of Paris "},
	{"possessives", "Paris's "},
	{"full stops", "U.S. "},
	{"lines", "Kyiv\n"},
	{"CJK", "東京"},
	{"marks", "e\u0301"},
	{"brackets", "(Kyiv"},
	{"the West", "the West "},
	{"small letters", "flooding in new orleans and baton rouge "},
	{"Cyrillic", "в Курской области под Харьковом и у Краматорську "},
	{"coordinated", "Kherson, Sumy and Zaporizhzhia regions, "},
	{"datelines", "SUVA, Fiji (AFP) - A storm.\n"},
	{"wrapped lines", "a fire in South\nKorea and Johannes-\nburg "},
	{"tags", "<b>Kyiv</b> <a href='x\">"},
	{"open tags", "<a b=\"<!--<script><p"},
	{"entities", "&amp;lt;b&amp;gt; S&atilde;o "},
	{"unseen", "L\u00ADi\u200Bma\r\n"},
	{"coordinates", "51.19 N 35.27 E, "},
	{"unlisted", "Qqlonnawa Bridge and Mbqita Road in Kano, "},
}

// BenchmarkHostile tags an eighth of a megabyte and a megabyte of each pattern: MB/s that do not fall from one to the
// other show that the work is linear.
func BenchmarkHostile(b *testing.B) {
	tagger := newTagger(b)
	for _, h := range hostile {
		for _, size := range []int{1 << 17, 1 << 20} {
			text := strings.Repeat(h.unit, size/len(h.unit))
			b.Run(fmt.Sprintf("%s/%dkB", h.name, size>>10), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					if _, err := tagger.Tag(b.Context(), text, geotag.Options{Rejected: true}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
