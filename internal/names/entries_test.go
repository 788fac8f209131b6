package names_test

import (
	"slices"
	"strings"
	"testing"
)

func TestEntries(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"Pumps arrived: Gulu (3), Lira (2), Soroti (2) and Arua (1). Price agreed.":                    "Gulu Lira Soroti Arua",
		"Cases: Gulu 31, Lira 8, Moroto 5, Arua 12. May was quiet.":                                    "Gulu Lira Moroto Arua",
		"The order: 1. Gulu 2. Lira 3. Soroti 4. Kitgum. Grace Orange signed it.":                      "Gulu Lira Soroti Kitgum",
		"The stops: Gulu, Lira, Soroti, Orange, Kitgum.":                                               "Gulu Lira Soroti Orange Kitgum",
		"| Town | Wells |\n|---|---|\n| Gulu | 4 |\n| Lira | 2 |\n| Soroti | 9 |":                      "Gulu Lira Soroti",
		"Town\tWells\tDay\nGulu\t4\tMonday\nLira\t2\tFriday\nSoroti\t9\tSunday":                        "Gulu Lira Soroti",
		"Name     County     Votes\nBaker    Nolan     31\nPotter   Howard    8\nMason    Taylor    9": "Nolan Howard Taylor",
		"- Gulu (2)\n- Lira\n- Soroti (1)":                                                             "Gulu Lira Soroti",
		"Votes by county: Jackson 12, Clay 3, Madison 40.":                                             "Jackson Clay Madison",
		"Pumps reached: Gulu 3, Arua 2.":                                                               "Gulu Arua",
		"Pumps reached: Gulu 3, Arua 2; Lira 7; Soroti 1.":                                             "Gulu Arua Lira Soroti",
		"Pumps reached: Gulu (3), Arua (2).":                                                           "Gulu Arua",
		"Pumps arrived in Gulu (3), Arua (2) and Soroti (1) at noon.":                                  "Gulu Arua Soroti",
		"Cases\nGulu\nOrange\nSoroti\nArua":                                                            "Gulu Soroti Arua", // headings, perhaps
		// No lists of places: persons, two of a kind, teams, words.
		"Present: Austin 3, Madison 2, Jackson 1, Taylor 4.":                                           "",
		"They drove from Gulu, Lira behind them, to the lake.":                                         "",
		"The striker scored twice this season: Gulu 3, Lira 2, Soroti 1, Arua 0, after extra innings.": "",
		"Ended early: Gulu 24 Arua 18.":                                                                "",
		"Ended early: Gulu 98, Lira 91; Soroti 110, Arua 104.":                                         "",
		"Scores: Gulu 31, Lira 8; Moroto 5, Arua 12.":                                                  "",
		"Columns: Snow 3, Rain 2, Wind 1, Sunday 8.":                                                   "",
	} {
		text, list := find(t, source, "en")
		var got []string
		for k := range list.Names {
			if n := &list.Names[k]; n.Entry {
				got = append(got, text.Slice(n.First, n.Last))
			}
		}
		if !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%q: entries %q, want %q", source, got, want)
		}
	}
}

// In a text of the past a name of old is as good as a place's own.
func TestNamesOfOld(t *testing.T) {
	t.Parallel()
	for source, own := range map[string]bool{
		"In 1742 the galleon left Batavia with pepper and silk, and in 1743 it sank.": true,
		"The school board of Batavia meets on Monday.":                                false,
	} {
		text, list := find(t, source, "en")
		n := name(t, text, list, "Batavia")
		if old := n.Best().Place.Country() == "ID" && n.Best().Own; old != own {
			t.Errorf("%q: Batavia is best known in %s, of old: %v, want %v", source, n.Best().Place.Country(), old, own)
		}
	}
}

// Where case says nothing, a name is spelled as it would be in running text.
func TestSpelledWithoutCase(t *testing.T) {
	t.Parallel()
	for source, written := range map[string]string{
		"no light in wad medani since monday": "wad medani",
		"POLICE FREE TWELVE HELD IN GUSAU":    "GUSAU",
		"He met them in Gusau.":               "Gusau",
	} {
		text, list := find(t, source, "en")
		if n := name(t, text, list, written); !n.Best().Exact {
			t.Errorf("%q: %s is spelled otherwise", source, written)
		}
	}
}
