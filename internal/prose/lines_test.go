package prose_test

import (
	"strings"
	"testing"

	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/prose"
)

// plain returns a text as its reader sees it.
func plain(t *testing.T, input string) (string, prose.Origin) {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	return prose.Plain(ix, input)
}

// wrappings are texts in which a bar stands for a line break that is white space, and a line break for one that is none.
var wrappings = []struct{ name, text string }{
	{"a name", "Ferries left Hong|Kong for Saudi|Arabia and the United|Kingdom."},
	{"a name after the first words", "Santa|Cruz was quiet, and San|Salvador was not."},
	{"a name of three words", "It rained in Dar es|Salaam and in Rio de|Janeiro, and Papua New|Guinea was dry."},
	{"a possessive", "They flew over South|Africa's coast"},
	{"a possessive within a name", "They met in the Democratic|People's Republic of Korea today"},
	{"a dateline in capitals", "LOS|ANGELES, April 5 (AP) — It rained."},
	{"a headline in capitals", "LOOK AT THIS NEW|JERSEY! One of you has won"},
	{"a facility", "The plane landed at Zorvalka|International Airport"},
	{"a river that no gazetteer has", "The barge sank in the Zorvalka|River on Friday."},
	{"a dateline after an abbreviation", "Homes burn. CHARLESTON, W.Va.|-- Two homes burned."},
	{"a name alone", "Burkina|Faso"},
	{"a division", "The flood reached Lamar|County and Kursk|Oblast yesterday."},
	{"a small letter", "The river|rose"},
	{"after a function word", "The mayor went to|Marrakesh and the|Hague"},
	{"after a function word of a headline", "Lost Climbers Found in|Tirana After Storm"},
	{"after a comma", "It was reported from Perth,|Scotland, and Paris,|Texas."},
	{"before a bracket", "She lives in Perth|(Scotland)."},
	{"abbreviations", "They moved to St.|Petersburg with J.|Smith of the U.S.|Senate."},
	{"a person", "The mayor met former singer Sheryl|Qwendal there."},
	{"an institution", "The study was done by the people of Heidelberg|University and printed."},
	{"the end of a sentence", "It rained in Paris.\nTexas is far away."},
	{"a false name over the end of a sentence", "The road turns south.\nDakota Fanning waved."},
	{"a list", "Been there:\nParis\nNew York\nLos Angeles\nSan Juan\nMexico\nCity of London"},
	{"a list with abbreviations", "Washington, D.C.\nNew York, N.Y.\nSt. Louis, Mo."},
	{"a list of long names", "Trinidad and Tobago\nIsle of Man\nBosnia and Herzegovina\nGuinea\nEquatorial Guinea"},
	{"a place and what holds it", "There was a fire in Newry\nScotland is sad"},
	{"an itinerary", "flight to Quito\nBogota\nLima"},
	{"a name on three lines", "Los|Angeles|is large"},
	{"an ampersand", "Simon|& Pure"},
	{"lines of a page", "By Anna Qwendal, a correspondent\nJan 22, 2023\nWednesday, March 29, at 8:45 AM\nThe county ends its work with ICE\nBoard meets again"},
	{"a list in small letters", "quito\nlima\nla paz"},
	{"bullets", "- Kansas\n- City\n* Salt\n* Lake City\n• New\n• York"},
	{"numbers", "1. New\n2. York\n(3) South\n(4) Korea\na) Sri\nb) Lanka"},
	{"bullets that are wrapped", "- The mayor of New|  Delhi came\n- The mayor of Los|  Angeles did not"},
	{"a table", "Country | Capital\nSouth Korea | Seoul\nNorth Korea | Pyongyang"},
	{"blank lines", "Storm over the South\n\nDakota Johnson came\n \nYork"},
	{"indented starts", "   The storm hit South|Korea on Monday, the|governor said.\n   Paris was dry in the|North."},
	{"lines that are all indented", "    The storm hit South|    Korea on|    Monday"},
	{"quotations", "> The flood reached South|> Sudan and New|> Zealand.\n\nI think Sri|Lanka is next."},
	{"a quotation and an answer", "> We live in New\nYork is nice."},
	{"a heading", "Quake shakes Chile\nResidents ran out into the streets when the earth shook at night, officials said."},
	{"a heading in capitals", "QUAKE SHAKES CHILE\nResidents ran into the streets."},
	{"a dateline below a heading", "Floods in Italy\nTURIN (Reuters) - It rained."},
	{"a dateline of two lines", "NAIROBI, Kenya|— Floods killed two."},
	{"a header of a mail", "Subject: Trip to South|Sudan\nFrom: Anna\nTo: Bob"},
	{"verse", "The evening lies on hill and lake and tree\nThe shepherd drives his flock across the down\nThe ships of Tarshish come again to me"},
	{"paragraphs without blank lines", "The council met for the third time in a week to hear what the builders of the bridge wanted of the town\n" +
		"Victoria Road stays closed to all but those who live in it until the work has come to its end"},
	{"capitals", "HEAVY SNOW FELL OVER NEW|YORK AND NORTH|CAROLINA AT NIGHT"},
	{"small letters", "it rained all day in new|york and in los|angeles"},
	{"Spanish", "Hace calor en Buenos|Aires y en Nueva|York."},
	{"Cyrillic", "Дождь прошёл в городе Нижний|Новгород и во|Владимире."},
}

func TestLinesAreJoined(t *testing.T) {
	t.Parallel()
	for _, tt := range wrappings {
		want := strings.Join(strings.FieldsFunc(strings.ReplaceAll(tt.text, "|>", "|"), func(c rune) bool { return c == '|' }), " ")
		if tt.name == "a table" {
			want = tt.text
		}
		for name, lineEnd := range map[string]string{"LF": "\n", "CRLF": "\r\n", "CR": "\r", "line separator": "\u2028", "next line": "\u0085"} {
			input := strings.ReplaceAll(tt.text, "\n", lineEnd)
			if tt.name != "a table" {
				input = strings.ReplaceAll(input, "|", lineEnd)
			}
			got, _ := plain(t, input)
			if squeezed(got) != squeezed(want) {
				t.Errorf("%s, %s:\n%q became\n%q, want\n%q", tt.name, name, input, got, want)
			}
		}
	}
}

// squeezed makes runs of spaces one.
func squeezed(s string) string {
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return s
}

// TestMargin wraps a text by a width: a line that ends on purpose has room for the next word.
func TestMargin(t *testing.T) {
	t.Parallel()
	const text = `The water rose for a third day along the lower valley, and the people of
Newfane and of the villages around it carried their furniture upstairs.
"Nobody here has seen the like of it," said the baker, whose shop in Lower
Zorvalka Street was under water up to the windows, as was the old Vuplo
Tannery beside it. Boats were sent.
The mayor asked for sandbags
Qunder County sent ten thousand of them by the evening of the same day and
promised more`
	got, _ := plain(t, text)
	if lines := strings.Split(got, "\n"); len(lines) != 3 || lines[1] != "The mayor asked for sandbags" {
		t.Errorf("became %q", lines)
	}
}

func TestHyphensAtTheEndsOfLines(t *testing.T) {
	t.Parallel()
	for input, want := range map[string]string{
		"It burned in Johannes-\nburg.":                  "It burned in Johannesburg.",
		"It burned in Johannes-  \r\n  burg.":            "It burned in Johannesburg.",
		"> It burned in Bir-\n> mingham.":                "> It burned in Birmingham.",
		"He came from San Luis Po-\ntosí":                "He came from San Luis Potosí",
		"in Baden-Würt-\ntemberg":                        "in Baden-Württemberg",
		"FIRE IN JOHANNES-\nBURG":                        "FIRE IN JOHANNESBURG",
		"in Zorval-\nka":                                 "in Zorvalka",
		"200 square kilo-\nmeters":                       "200 square kilometers",
		"the Paris-\nLyon line":                          "the Paris-Lyon line",
		"in Stoke-on-\nTrent and Newcastle-\nupon-Tyne":  "in Stoke-on-Trent and Newcastle-upon-Tyne",
		"in Aix-\nen-Provence and Guinea-\nBissau":       "in Aix-en-Provence and Guinea-Bissau",
		"WINSTON-\nSALEM IS QUIET":                       "WINSTON-SALEM IS QUIET",
		"a Moscow-\nbased firm and a cold-\nblooded act": "a Moscow-based firm and a cold-blooded act",
		"from 2003-\n2005":                               "from 2003-2005",
		"the town -\na port - burned":                    "the town - a port - burned",
		"in Johannes-\n\nburg":                           "in Johannes-\n\nburg",
		"in Johannes\u00AD\nburg":                        "in Johannesburg",
		"in Johannes¬\nburg":                             "in Johannesburg",
	} {
		if got, _ := plain(t, input); got != want {
			t.Errorf("%q became %q, want %q", input, got, want)
		}
	}
}

func TestColumnsArePartedAndPagesJoined(t *testing.T) {
	t.Parallel()
	for input, want := range map[string]string{
		"New\tYork\nSouth\tDakota":             "New|York\nSouth|Dakota",
		"New     York\nSouth   Dakota":         "New|York\nSouth|Dakota",
		"Area\t1,300\tkm²\nTown\t12\t3":        "Area|1,300\tkm²\nTown|12\t3",
		"The road to South\fKorea is closed":   "The road to South Korea is closed",
		"The road to South\n\fKorea is closed": "The road to South Korea is closed",
		"A page\u2029Another":                  "A page\n\nAnother",
		"昨天北\n京下雨":                             "昨天北京下雨",
		"東京\n大阪":                               "東京\n大阪",
	} {
		if got, _ := plain(t, input); got != want {
			t.Errorf("%q became %q, want %q", input, got, want)
		}
	}
}

func TestDatelineOfItsOwnLine(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]int32{
		"SUVA, Fiji (AFP)\nA storm came.": 3,
		"SUVA, Fiji (AFP)":                0, // below which there is nothing
		"Suva (Fiji)\nA storm came.":      0,
		"SUVA and Fiji (AFP)\nIt rained.": 0,
	} {
		if got := read(t, source).Sentences[0].Dateline; got != want {
			t.Errorf("%q: the text begins at word %d, want %d", source, got, want)
		}
	}
}
