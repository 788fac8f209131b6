package prose

// The words of English that tell something by themselves.
var (
	functionEN = FunctionWords{
		Article:  []string{"the"},
		Of:       []string{"of"},
		In:       []string{"in"},
		And:      []string{"and", "or"},
		Within:   []string{"of", "in", "within", "inside", "across"},
		Together: []string{"and", "with"},
	}
	deedsEN = DeedWords{
		Against: []string{"with", "by", "against", "between", "for"},
		Going:   []string{"visited", "reached", "entered", "crossed", "toured", "left", "invaded"},
		Past:    "ed",
		Located: []string{"based", "born", "held", "occupied", "controlled", "area", "bound", "wide"},
	}
	kindsEN = KindWords{
		States: []string{"state", "republic", "kingdom", "sultanate", "emirate", "federation", "commonwealth"},
		Nature: []string{
			"river", "rivers", "lake", "lakes", "island", "islands", "peninsula", "mountain", "mountains", "volcano", "glacier", "desert", "basin",
		},
	}
	relationsEN = RelationWords{
		Halfway: []string{"halfway", "midway"},
		OffThe:  "off the",
		Waters: []string{
			"miles", "km", "kilometers", "kilometres", "waters", "sea", "just", "anchored", "sank", "sunk", "aground", "ship", "vessel", "tanker", "ferry",
			"boat",
		},
		Dealings: []string{
			"flights", "flight", "talks", "relations", "relationship", "time", "ties", "match", "game", "games", "agreement", "signed", "trade", "deal",
			"differences", "difference", "dispute", "choose", "divided", "split", "rivalry", "partnership", "cooperation", "dialogue", "meeting", "merger",
			"final", "playoff",
		},
		Ways: []string{
			"border", "borders", "frontier", "road", "roads", "highway", "route", "line", "strait", "corridor", "railway", "crossing", "lies", "lie",
			"located", "situated", "somewhere", "mountains", "sea", "waters", "island", "area", "zone", "mountain", "pass", "passes", "peak", "peaks",
			"ridge", "range", "valley", "valleys", "desert", "plain", "plains", "hills", "forest", "forests", "river", "lake", "gulf", "bay", "channel", "straits",
			"ocean", "canal", "bridge", "tunnel", "pipeline", "isthmus", "gap", "strip", "territory", "buffer", "highways", "motorway", "expressway", "routes",
			"track", "trail", "path", "passage", "frontiers", "boundary", "lands", "land", "islands", "reef", "cable", "sandwiched", "nestled", "wedged",
			"waterway", "glacier", "marshes", "swamp", "steppe", "crossings", "coast", "region", "railroad", "stands", "stand", "sits", "runs", "stretches",
		},
		Onward:  []string{"to", "through", "toward", "towards"},
		Hyphens: []string{"-", "–", "—", "‑", "‐", "/"},
	}
	sharesEN = ShareWords{
		Land: []string{"territory", "land", "area", "surface"},
		Holding: []string{
			"occup", "control", "seiz", "captur", "holds ", "hold ", "held ", "cover", "flood", "burn", "scorch", "annex", "liberat", "inundat", "submerg",
			"swallow",
		},
		Lying:   []string{"under water", "under evacuation", "is desert", "is forest", "in ruins", "destroyed"},
		Joining: []string{", or", "or", "(", ", about", "—", "–", ", or about", "(about", "(some", ", some"},
	}
	areasEN = AreaWords{
		Extent: []string{
			"covers", "cover", "covering", "spans", "span", "spanning", "measures", "measuring", "occupies", "occupying", "extends", "extending",
			"stretches", "stretching", "encompasses", "encompassing", "comprises", "comprising", "totals", "totaling", "is", "at", "area", "areas", "size",
			"extent", "has", "with",
		},
		Between: []string{
			"a", "an", "the", "of", "and", "about", "around", "roughly", "approximately", "nearly", "almost", "some", "just", "only", "over", "across", "more",
			"than", "under", "up", "to", "total", "land", "surface", "entire", "whole", "combined", "overall", "which", "that", "itself", "country", "island",
			"state", "nation", "city", "territory", "province", "region", "now", "also", "s", "its", "whose", "out", "less", "least", "square", "mere", "tiny",
			"no", "small", "large", "vast", "geographic", "geographical", "official", "estimated", "exactly", "precisely", "barely", "little", "close",
			"republic", "archipelago", "emirate", "kingdom", "municipality", "district", "county",
		},
		Clause: []string{"while", "whereas", "but"},
		Telling: []string{
			"reporters", "journalists", "media", "news", "press", "statement", "briefing", "conference", "interview", "meeting", "summit", "parliament",
			"lawmakers", "a", "an", "the", "on", "at", "in", "late", "early", "today", "yesterday", "earlier", "him", "her", "us", "them", "there", "agency",
			"television", "radio", "speech", "forum", "hearing", "report", "during", "to", "from", "local", "state", "afternoon", "morning", "evening", "night",
		},
	}
)

// areasAny has the words of areasEN, and those of German, French, Spanish, Portuguese, Italian and Dutch.
var areasAny = AreaWords{
	Extent: append([]string{
		"hat", "umfasst", "bedeckt", "misst", "flache", "grosse", "ist", "couvre", "superficie", "mesure", "occupe", "est", "cubre", "abarca", "ocupa", "mide",
		"tiene", "es", "cobre", "tem", "copre", "occupa", "misura", "beslaat", "heeft", "oppervlakte",
	}, areasEN.Extent...),
	Between: append([]string{
		"eine", "einer", "von", "rund", "etwa", "ca", "fast", "mit", "une", "d", "de", "du", "la", "le", "des", "environ", "pres", "sur", "avec", "totale",
		"una", "unos", "unas", "cerca", "aproximadamente", "alrededor", "total", "con", "um", "uma", "com", "aproximada", "di", "circa", "quasi", "della",
		"dello", "del", "een", "van", "ongeveer", "met",
	}, areasEN.Between...),
	Clause:  append([]string{"wahrend", "tandis", "mientras", "enquanto", "mentre", "terwijl"}, areasEN.Clause...),
	Telling: areasEN.Telling,
}

// shortForms are usually written with a full stop: "St. Louis", "Gen. Smith". Texts of many languages hold them, and they are
// needed before the language is known.
var shortForms = setOf(
	"st", "ste", "mt", "ft", "pt", "no", "vs", "jr", "sr", "inc", "ltd", "co", "corp", "dept", "univ",
	"mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "sgt", "capt", "cmdr", "maj", "brig", "adm",
	"sen", "rep", "gov", "rev", "hon", "pres", "ave", "blvd", "rd",
	"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
)

func setOf(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}
