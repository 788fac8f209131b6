package geotag_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag"
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
)

// TestArticle holds the answer to the article that started the project against what a good answer holds.
func TestArticle(t *testing.T) {
	b, err := os.ReadFile("../shared/examples/article.txt")
	if err != nil {
		t.Skip("the example article is not at hand:", err)
	}
	text := string(b)
	d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{Rejected: true})
	if err != nil {
		t.Fatal(err)
	}
	have := places(text, d) + rejected(text, d)
	for _, want := range []string{
		"Russian | demonym | Russia |", "Moscow | actor | Moscow, Moscow, Russia |", "Ukraine | location | Ukraine |",
		"Murmansk | location | Murmansk, Murmansk Oblast, Russia | 69.0 33.1 |", "China | actor | China |", "India | actor | India |",
		"Brazil | actor | Brazil |", "South Africa | actor | South Africa |", "North Korea | actor | North Korea |",
		"North Korean | demonym | North Korea |", "Pyongyang | actor | Pyongyang, Pyongyang, North Korea |",
		"European | demonym | Europe |", "U.S. | actor | United States |",
		"Kursk Oblast | location | Kursk Oblast, Russia |", "Sudzha | location | Sudzha, Kursk Oblast, Russia | 51.2 35.3 |",
		"The Kyiv Independent | publication |", "Arkhangelsk nuclear submarine | vessel |", "AP | organization |", "West | unknown place |",
	} {
		if !strings.Contains(have, want) {
			t.Errorf("no line %q", want)
		}
	}
	for _, no := range []string{"Kyiv |", "Arkhangelsk |", "Putin", "Last |", "March"} {
		if strings.Contains(places(text, d), no) {
			t.Errorf("a place %q", no)
		}
	}
	if len(d.Areas) != 1 {
		t.Fatalf("%d areas, want 1", len(d.Areas))
	}
	a := d.Areas[0]
	if a.LowM2 != 1.3e9 || a.HighM2 != 1.3e9 || a.Restatement == nil || !a.Restatement.Consistent {
		t.Errorf("area %+v, restated %+v", a.Area, a.Restatement)
	}
	if a.Place.Name() != "Kursk Oblast" || a.Anchor.Name() != "Sudzha" || math.Abs(a.Share-0.043) > 0.001 {
		t.Errorf("an area of %s around %s, share %.4f", a.Place.Name(), a.Anchor.Name(), a.Share)
	}
	if drawn := geodesy.MultiArea(a.Shape); math.Abs(drawn/1.3e9-1) > 1e-4 {
		t.Errorf("drawn with %.0f m²", drawn)
	}
	if c := d.Focus.Countries; len(c) == 0 || c[0].Place.ID() != "RU" {
		t.Errorf("focus %v", c)
	}
}

func TestSpansGiven(t *testing.T) {
	text := "Jordan beat Reading in Paris, Texas."
	at := func(s string) geotag.Span { i := strings.Index(text, s); return geotag.Span{Start: i, End: i + len(s)} }
	d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{Spans: []geotag.Span{at("Paris"), at("Texas"), at("Reading")}})
	if err != nil {
		t.Fatal(err)
	}
	want := "Reading | actor | Reading, Berks County, Pennsylvania, United States | 40.3 -75.9\n" +
		"Paris | location | Paris, Lamar County, Texas, United States | 33.7 -95.6\nTexas | location | Texas, United States | 31.5 -99.4\n"
	var got strings.Builder
	for line := range strings.Lines(places(text, d)) {
		got.WriteString(line[:strings.LastIndex(line, " | ")] + "\n") // how sure they are depends on the model
	}
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
}

func TestOptions(t *testing.T) {
	const text = "Officials met in Paris, in Nairobi and in Springfield. The Kenyan envoy left."
	tests := []struct {
		name    string
		options geotag.Options
		want    string // the ids of the places, in order
	}{
		{"all", geotag.Options{}, "2988507 184745 4250542 KE"},
		{"countries", geotag.Options{Countries: []string{"KE"}}, "184745 KE"},
		{"within", geotag.Options{Within: orb.Bound{Min: orb.Point{0, 40}, Max: orb.Point{10, 50}}}, "2988507"},
		{"within, across the antimeridian", geotag.Options{Within: orb.Bound{Min: orb.Point{170, -90}, Max: orb.Point{-80, 90}}}, "4250542"},
		{"roles", geotag.Options{Roles: []geotag.Role{geotag.Demonym}}, "KE"},
		{"home", geotag.Options{Home: "US.OR"}, "2988507 184745 5754005 KE"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := newTagger(t).Tag(t.Context(), text, tt.options)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, r := range d.References {
				ids = append(ids, r.Place.ID())
			}
			if got := strings.Join(ids, " "); got != tt.want {
				t.Errorf("places %s, want %s", got, tt.want)
			}
		})
	}
}

func TestEvidence(t *testing.T) {
	d, err := newTagger(t).Tag(t.Context(), "The fire began in Paris, Texas.", geotag.Options{Evidence: true, Alternatives: 2})
	if err != nil {
		t.Fatal(err)
	}
	paris := d.References[0]
	if e := paris.Evidence[0]; e.ID != geotag.ByContainerNextToIt || !strings.Contains(e.Text, "Texas") {
		t.Errorf("decided by %+v", e)
	}
	if len(paris.Alternatives) != 2 || paris.Alternatives[0].Place.Country() != "FR" {
		t.Errorf("alternatives %v", paris.Alternatives)
	}
	if paris.Score <= paris.Alternatives[0].Score || paris.Score > 1 {
		t.Errorf("score %g against %g", paris.Score, paris.Alternatives[0].Score)
	}
}

func TestBadInput(t *testing.T) {
	tests := []struct {
		name, text string
		options    geotag.Options
		want       string
	}{
		{"empty", "", geotag.Options{}, "text is empty"},
		{"UTF-8", "Kyiv \xff", geotag.Options{}, "the first fault is at byte 5"},
		{"span outside", "Kyiv", geotag.Options{Spans: []geotag.Span{{0, 5}}}, "spans[0] [0, 5) lies outside the text of 4 bytes"},
		{"span empty", "Kyiv", geotag.Options{Spans: []geotag.Span{{2, 2}}}, "spans[0] [2, 2) is empty"},
		{"spans overlap", "Kyiv", geotag.Options{Spans: []geotag.Span{{0, 3}, {2, 4}}}, "spans[1] [2, 4) overlaps"},
		{"span cuts", "Łódź", geotag.Options{Spans: []geotag.Span{{0, 1}}}, "cuts a character"},
		{"country", "Kyiv", geotag.Options{Countries: []string{"UA", "XX"}}, `country_codes[1] "XX" is not a country code`},
		{"box", "Kyiv", geotag.Options{Within: orb.Bound{Min: orb.Point{0, 60}, Max: orb.Point{1, 50}}}, "south 60 lies north of north 50"},
		{"box, NaN", "Kyiv", geotag.Options{Within: orb.Bound{Min: orb.Point{math.NaN(), 0}}}, "longitudes"},
		{"home", "Kyiv", geotag.Options{Home: "nowhere"}, `home "nowhere" is neither`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := newTagger(t).Tag(t.Context(), tt.text, tt.options)
			if _, ok := errors.AsType[*geotag.InputError](err); !ok || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := newTagger(t).Tag(ctx, "Kyiv", geotag.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestConvertArea(t *testing.T) {
	tagger := newTagger(t)
	a, err := tagger.ConvertArea(t.Context(), "some 1,300 km² of land", "Kursk Oblast")
	if err != nil || a.Place.ID() != "RU.41" || a.LowM2 != 1.3e9 || len(a.Shape) != 1 {
		t.Errorf("%v of %s, error %v", a.Area, a.Place.ID(), err)
	}
	if a, err = tagger.ConvertArea(t.Context(), "640 acres", ""); err != nil || a.Shape != nil {
		t.Errorf("a shape without a place, error %v", err)
	}
	if _, err = tagger.ConvertArea(t.Context(), "640 acres", "Nosuchplace"); !errors.Is(err, geotag.ErrNotFound) {
		t.Errorf("error %v", err)
	}
	if _, err = tagger.ConvertArea(t.Context(), "a lot of land", ""); err == nil || !strings.Contains(err.Error(), "states no area") {
		t.Errorf("error %v", err)
	}
}

func TestFind(t *testing.T) {
	tagger := newTagger(t)
	tests := []struct {
		query geotag.Query
		first string // id, or empty for none
	}{
		{geotag.Query{Name: "sudzha"}, "486816"},
		{geotag.Query{Name: "Мурманск"}, "524305"},
		{geotag.Query{Name: "lodz"}, "3093133"},
		{geotag.Query{Name: "Paris"}, "2988507"},
		{geotag.Query{Name: "Paris", Countries: []string{"US"}}, "4717560"},
		{geotag.Query{Name: "Georgia"}, "GE"},
		{geotag.Query{Name: "Ukrainian"}, ""},
		{geotag.Query{Name: "Qqqq"}, ""},
		{geotag.Query{Name: "Paris, Texas"}, "4717560"},
		{geotag.Query{Name: "paris texas"}, "4717560"},
		{geotag.Query{Name: "Paris, TX, US"}, "4717560"},
		{geotag.Query{Name: "Paris, Ontario, Texas"}, ""},
		{geotag.Query{Name: "Sudzha, Russia, Kursk Oblast"}, "486816"},
		{geotag.Query{Name: "Murmanks"}, "524305"},
		{geotag.Query{Name: "Murmanks", Mode: geotag.FindExact}, ""},
		{geotag.Query{Name: "Murmanks, Nigeria"}, ""},
		{geotag.Query{Name: "murma", Mode: geotag.FindPrefix}, "524305"},
		{geotag.Query{Name: "murma", Mode: geotag.FindPrefix, Types: []gazetteer.Type{gazetteer.Admin1}}, "RU.49"},
		{geotag.Query{Name: "paris, tex", Mode: geotag.FindPrefix}, "4717560"},
		{geotag.Query{Name: "Kursk", Mode: geotag.FindFuzzy, Types: []gazetteer.Type{gazetteer.Settlement}}, "538560"},
		{geotag.Query{Name: "Springfield", Near: &orb.Point{-88, 40}, Types: []gazetteer.Type{gazetteer.Settlement}}, "4250542"},
		{geotag.Query{Name: "Springfield", Within: orb.Bound{Min: orb.Point{-75, 40}, Max: orb.Point{-70, 43}}}, "4951788"},
		{geotag.Query{Name: "Рильськ"}, "695019"}, // no source has the Ukrainian name
		{geotag.Query{Name: "Λάρισα"}, "258576"},
		{geotag.Query{Name: "ירושלים"}, "281184"},
		{geotag.Query{Name: "القاهرة"}, "360630"},
		{geotag.Query{Name: "东京"}, "1850147"},
		{geotag.Query{Name: "ტბილისი"}, "611717"},
		{geotag.Query{Name: "x"}, ""},
		{geotag.Query{Name: ",,"}, ""},
	}
	for _, tt := range tests {
		got := ""
		found, err := tagger.Find(t.Context(), tt.query)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > 0 {
			got = found[0].Place.ID()
		}
		if got != tt.first {
			t.Errorf("%+v: %s, want %s", tt.query, got, tt.first)
		}
	}
}

// What a name was found by stands beside each place.
func TestFindSaysHow(t *testing.T) {
	tagger := newTagger(t)
	for _, tt := range []struct {
		name string
		mode geotag.FindMode
		want string
	}{
		{"Sudzha", geotag.FindAny, "Sudzha exact 0"},
		{"SUDZHA", geotag.FindAny, "Sudzha folded 0"},
		{"Murmans", geotag.FindPrefix, "Murmansk prefix 0"},
		{"Суземка", geotag.FindAny, "Suzemka transliterated 0"},
		{"Sudzah", geotag.FindAny, "Sudzha fuzzy 1"},
	} {
		found, err := tagger.Find(t.Context(), geotag.Query{Name: tt.name, Mode: tt.mode})
		if err != nil || len(found) == 0 {
			t.Errorf("%s: nothing, error %v", tt.name, err)
		} else if got := fmt.Sprint(found[0].Name, " ", found[0].Match, " ", found[0].Edits); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}
