package geotag_test

import (
	"fmt"
	"strings"
	"testing"

	"example.com/geotag"
)

// What a text states of the ground is read in its language: relations with a distance in kilometers and a bearing, parts of places in hectares. Names stand between bars, so that nothing rests on who finds them.
func TestGroundInItsLanguage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ tag, text, want string }{
		{"ru", "Взрыв прогремел в 15 км севернее |Суджи|.", "away 15 at 0 of Sudzha"},
		{"ru", "Колонна стоит на дороге между |Псковом| и |Курском|.", "between of Pskov and Kursk"},
		{"ru", "Идут переговоры между |Псковом| и |Курском|.", ""},
		{"ru", "Россия контролирует около 20 процентов |Украины|.", "12072560 ha of Ukraine"},
		{"uk", "Пожежа вирує за 12 кілометрів на південь від |Полтави|.", "away 12 at 180 of Poltava"},
		{"pl", "Pożar wybuchł w pobliżu |Poznania|.", "near of Poznań"},
		{"de", "Der Brand im Norden |Syriens| ist gelöscht.", "part at 0 of Syria"},
		{"fr", "Le village se trouve au sud de |Lyon|.", "toward at 180 of Lyon"},
		{"fr", "Le village se trouve au sud de la |Syrie|.", "part at 180 of Syria"},
		{"es", "El barco se hundió a 20 km de la frontera con |Portugal|.", "border 20 of Portugal"},
		{"it", "A 30 chilometri a nord-ovest di |Aleppo| brucia un bosco.", "away 30 at 315 of Aleppo"},
		{"pt", "O navio afundou ao largo de |Chipre|.", "off of Cyprus"},
		{"tr", "|Ankara| ile |Konya| arasında kaza oldu; |Halep|'in 30 km kuzeybatısında yangın çıktı.", "between of Ankara and Konya; away 30 at 315 of Aleppo"},
		{"ar", "وقع الانفجار على بعد 30 كيلومترا شمال |حلب|.", "away 30 at 0 of Aleppo"},
	} {
		text := strings.ReplaceAll(tt.text, "|", "")
		d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{Language: tt.tag, Spans: barred(tt.text)})
		if err != nil {
			t.Fatal(err)
		}
		if got := groundOf(d); got != tt.want {
			t.Errorf("%s: %s\n got %s\nwant %s", tt.tag, text, got, tt.want)
		}
	}
}

// barred returns the spans between bars, as they stand once the bars are gone.
func barred(text string) (spans []geotag.Span) {
	at := 0
	for i, part := range strings.Split(text, "|") {
		if i%2 == 1 {
			spans = append(spans, geotag.Span{Start: at, End: at + len(part)})
		}
		at += len(part)
	}
	return spans
}

// groundOf writes the relations and areas of a document as the test above does.
func groundOf(d *geotag.Document) string {
	var out []string
	for _, r := range d.Relations {
		s := r.Kind.String()
		if r.HighM > 0 {
			s += fmt.Sprintf(" %g", r.HighM/1000)
		}
		if r.Spread > 0 {
			s += fmt.Sprintf(" at %g", r.Bearing)
		}
		s += " of " + r.Anchor.Name()
		if !r.Other.IsZero() {
			s += " and " + r.Other.Name()
		}
		out = append(out, s)
	}
	for _, a := range d.Areas {
		out = append(out, fmt.Sprintf("%.8g ha of %s", a.LowM2/1e4, a.Place.Name()))
	}
	return strings.Join(out, "; ")
}

// Each paragraph is read in its own language: a point groups thousands in the Russian one, and is decimal in the English.
func TestAreasByParagraph(t *testing.T) {
	t.Parallel()
	const text = "The fire in the hills was small, and it burned 1.300 km² before the rain came in the night.\n\n" +
		"Второй пожар был намного больше первого и к вечеру уничтожил около 1.300 km² леса, пока его не потушили пожарные из соседних районов."
	d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
	if err != nil || len(d.Areas) != 2 || d.Areas[0].LowM2 != 1.3e6 || d.Areas[1].LowM2 != 1300e6 {
		t.Errorf("%+v, %v", d.Areas, err)
	}
}
