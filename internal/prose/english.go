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
		Compass:  []string{"n", "nne", "ne", "ene", "e", "ese", "se", "sse", "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw"},
	}
	deedsEN = DeedWords{
		Against: []string{"with", "by", "against", "between", "for"},
		Going:   []string{"visited", "reached", "entered", "crossed", "toured", "left", "invaded"},
		Past:    "ed",
		Located: []string{"based", "born", "held", "occupied", "controlled", "area", "bound", "wide"},
		Being:   []string{"is", "are", "was", "were", "been", "being", "be", "lies", "lay", "remains", "remained"},
		Befallen: []string{
			"flooded", "inundated", "submerged", "shelled", "bombed", "bombarded", "struck", "hit", "battered", "lashed", "rocked", "shaken", "jolted",
			"devastated", "destroyed", "damaged", "razed", "leveled", "flattened", "gutted", "evacuated", "captured", "occupied", "besieged", "encircled",
			"surrounded", "liberated", "retaken", "recaptured", "overrun", "looted", "blanketed", "shrouded", "deserted",
		},
		Without: []string{"without", "under"},
		Plight: []string{
			"power", "water", "electricity", "gas", "heating", "siege", "curfew", "fire", "attack", "bombardment", "evacuation", "evacuations", "lockdown",
			"snow", "occupation", "smoke",
		},
		Personal: []string{
			"smiled", "smiles", "laughed", "laughs", "grinned", "nodded", "shrugged", "sighed", "frowned", "winked", "giggled", "whispered", "muttered", "kissed",
			"hugged", "married", "blushed", "sang", "sings", "sneezed", "coughed", "yawned", "knelt", "ate", "wore", "homered", "dunked", "dribbled", "tackled",
			"chuckled", "blinked", "stammered", "strolled", "tiptoed",
		},
		Playing: []string{
			"scored", "scores", "hit", "hits", "threw", "throws", "had", "has", "added", "adds", "made", "makes", "ran", "rushed", "caught", "netted",
			"recorded", "finished", "averaged", "averages", "grabbed", "passed", "kicked", "led", "sank",
			"missed", "converted", "saved", "tallied", "posted", "drained", "buried", "hauled",
		},
		Runs: []string{
			"goals", "goal", "run", "runs", "twice", "century", "hat-trick", "penalty", "penalties", "winner", "equalizer", "equaliser", "shot", "shots",
		},
		Feats: []string{
			"points", "rebounds", "assists", "touchdown", "touchdowns", "yards", "homer", "homers", "strikeouts", "innings", "steals", "blocks", "birdies",
			"aces", "pointers", "pointer", "layup", "doubles", "tackles", "interceptions", "homerun", "home", "hat-trick",
			"jumper", "jumpers", "putt", "putts", "birdie", "eagle", "bogey", "receptions", "carries", "strikeout", "double-double", "triple-double", "throws",
		},
	}
	thingsEN = ThingWords{
		Called: []string{
			"syndrome", "sprouts", "sprout", "oven", "ovens", "hat", "hats", "boots", "belly", "delight", "pastry", "pastries", "fries", "roulette", "muffin",
			"muffins", "sausage", "sausages", "schnitzel", "shorts", "salts", "pudding", "terrier", "terriers", "shepherds", "retriever", "retrievers",
			"spaniel", "spaniels", "consensus", "conjecture", "sauce", "dressing", "duck", "stockings", "sandwich", "beans", "razor", "virus", "viruses", "ebolavirus",
		},
		Treaties: []string{
			"agreement", "agreements", "accord", "accords", "protocol", "protocols", "treaty", "treaties", "convention", "conventions", "statute", "declaration",
		},
		Zones:    []string{"pacific", "eastern", "central", "mountain", "atlantic", "greenwich", "european", "newfoundland"},
		Standard: []string{"standard", "daylight", "summer", "mean", "local", "winter"},
		Time:     []string{"time"},
		Hours:    []string{"noon", "midnight", "am", "pm", "m", "o'clock", "oclock"},
		Shares: []string{
			"shares", "stock", "shareholders", "investors", "ceo", "executives", "earnings", "revenue", "revenues", "profit", "profits", "sales", "layoffs",
		},
		Exchanges: []string{
			"nyse", "nasdaq", "amex", "otc", "tsx", "lse", "asx", "nse", "bse", "hkex", "sgx", "jse", "otcmkts", "otcbb", "tsxv", "cse", "xetra", "tse", "krx",
		},
		Airs: []string{"air"},
		Ways: []string{"southern", "northern", "western", "eastern"},
	}
	matchesEN = MatchWords{
		Loose: []string{
			"match", "matches", "season", "seasons", "coach", "goal", "goals", "penalty", "penalties", "league", "overtime", "fixture", "fixtures", "rebound",
			"rebounds", "referee", "knockout", "tries",
		},
		Hints: []string{
			"game", "games", "scores", "win", "wins", "victory", "loss", "defeat", "points", "runs", "team", "teams", "squad", "captain", "qualifier",
			"qualifiers", "toss", "bat", "title", "cup", "tournament", "championship", "seed", "seeded", "table", "unbeaten", "streak",
			"scored", "winner", "squad", "lineup",
		},
		Parts:  []string{"half", "quarter", "period", "set", "minute"},
		Finals: []string{"final", "finals", "finalist", "finalists"},
		Votes:  []string{"vote", "votes", "voted", "voting", "ruling", "ruled", "decision", "council", "board", "court", "jury", "committee", "majority"},
		Players: []string{
			"striker", "strikers", "midfielder", "midfielders", "goalkeeper", "defender", "winger", "quarterback", "batsman", "bowler", "linebacker", "lineman",
			"fullback", "cornerback", "shortstop", "outfielder", "infielder", "pitcher", "goaltender", "hurlers", "batter", "allrounder", "wicketkeeper",
		},
		Verbs: []string{
			"won", "wins", "win", "lost", "loses", "lose", "trail", "trails", "trailed", "lead", "leads", "led", "face", "faces", "faced", "meet", "meets", "met",
			"play", "plays", "played", "score", "scores", "scored", "need", "needs", "needed", "rallied", "crushed", "held", "rout", "routs", "advance",
			"advances", "advanced", "clinched", "qualified", "qualify", "conceded", "batted", "dominated", "visit", "visits", "top", "topped", "hold",
			"holds", "finished", "took", "take", "put", "outplayed", "defeat", "beaten", "beating", "defeating", "edging", "crush", "hammered", "blanked",
			"swept", "upset", "bowled", "declared", "chased", "fell", "improved", "dropped", "opened", "stay", "remain", "climbed", "drew", "tied", "overtook",
			"suffered", "earned", "snapped", "extended", "sealed", "go", "goes", "went", "host", "outran", "outshot",
		},
		Against: []string{"against", "v", "vs", "versus"},
		Versus:  []string{"v", "vs", "versus"},
		Leaders: []string{"forward", "guard", "keeper", "captain", "coach", "skipper", "manager"},
		Over:    []string{"over", "past", "to", "with", "by", "of"},
		Results: []string{"win", "wins", "victory", "loss", "defeat", "triumph", "drew", "draw", "tied", "lost", "losing", "fell", "falling", "rout", "upset", "shutout", "ahead"},
		Lists:   []string{"scores", "results", "standings", "finals", "semifinals", "friendlies"},
		For:     []string{"for"},
		Deeds:   []string{"winner", "wickets", "wicket", "goals", "goal", "debut", "appearances", "caps", "tries", "runs", "points", "try", "touchdowns", "hat-trick"},
	}
	personsEN = PersonWords{
		Name:  []string{"name"},
		Named: []string{"named", "called"},
		Kin: []string{
			"mother", "father", "husband", "wife", "brother", "sister", "brothers", "sisters", "son", "daughter", "sons", "grandmother", "grandfather",
			"boyfriend", "girlfriend", "fiance", "fiancee", "aunt", "uncle", "parents", "mom", "dad", "mum", "grandparents", "stepfather", "stepmother", "twin",
			"widow", "cousin", "nephew", "niece", "dog", "classmates", "roommate",
		},
		Own:      []string{"his", "her"},
		Pronouns: []string{"he", "she"},
		Turned:   []string{"turned", "turns"},
		Born:     []string{"born"},
		When:     []string{"when"},
		Years:    []string{"year", "years"},
		Old:      []string{"old"},
	}
	kindsEN = KindWords{
		States: []string{"state", "republic", "kingdom", "sultanate", "emirate", "federation", "commonwealth"},
		Nature: []string{
			"river", "rivers", "lake", "lakes", "island", "islands", "peninsula", "mountain", "mountains", "volcano", "glacier", "desert", "basin",
		},
		Rivers: []string{"river", "rivers"},
		Watery: []string{
			"bank", "banks", "mouth", "mouths", "confluence", "tributary", "tributaries", "headwaters", "waters", "shores", "delta", "upstream", "downstream",
			"bathed", "bathe", "bathing", "swam", "swim", "swimming", "baptized", "baptised", "drowned", "drown", "rafted", "raft", "rafting", "sailed", "sail",
			"sailing", "paddled", "paddling", "fished", "fish", "fishing", "kayaked", "kayaking", "canoed", "canoeing", "forded", "crossed", "cross", "crossing",
			"crosses", "spans", "bridge", "bridges", "dam", "dams", "dammed", "barge", "barges", "boat", "boats", "ferry", "ferries", "capsized", "floated",
			"flows", "flowed", "flow", "rowed", "waded", "ship", "ships", "steamer", "steamers", "canoe", "canoes", "vessels",
		},
		Swelling: []string{"burst", "bursts", "overflowed", "overflows", "overflow", "flows", "flowed", "swelled", "meanders", "froze", "crested", "broke", "rose", "flooded"},
		Reaches:  []string{"upper", "lower", "middle"},
		Climbing: []string{"climbed", "climb", "climbing", "climbs", "scaled", "scale", "scaling", "summited", "ascended", "ascend", "ascending", "summiting"},
		Slopes:   []string{"slopes", "slope", "summit", "peak", "crater", "foot", "flank", "flanks", "top", "ascent", "foothills", "snows", "base"},
		Articled: []string{"congo", "gambia", "sudan"},
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

// stateForms are states and provinces in short, with a full stop that does not end the sentence: the Associated Press's forms and
// older ones of the United States, Canada's, Mexico's and Australia's.
var stateForms = setOf(
	"ala", "ariz", "ark", "cal", "calif", "colo", "conn", "dak", "del", "fla", "ga", "ia", "ida", "ill", "ind", "kan", "kans", "ky", "la", "md", "mass",
	"mex", "mich", "minn", "miss", "mo", "mont", "neb", "nebr", "nev", "okla", "ore", "oreg", "pa", "penn", "penna", "tenn", "tex", "va", "vt", "wash",
	"wis", "wisc", "wyo", "ags", "chih", "chis", "coah", "dgo", "gro", "gto", "hgo", "jal", "oax", "pue", "qro", "tamps", "tlax", "yuc", "zac", "alta", "man", "nfld", "ont", "que", "sask", "qld", "tas", "vic",
)

func setOf(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// shortWords are words in small letters that other languages than English write short before names, with a full stop that ends no sentence: "г.
// Москва", "ul. Długa", "вул. Садова".
var shortWords = setOf(
	"г", "гг", "гор", "с", "д", "дер", "пос", "р", "оз", "о", "ул", "пр", "просп", "пл", "пер", "бул", "обл", "респ", "им", "св", "ст", "т", "тыс", "млн",
	"м", "смт", "сел", "вул", "пров", "буд", "ім", "акад", "проф", "ген", "гр", "ul", "woj", "pow", "gm", "św", "tzw", "nám", "tř", "bzw",
)
