package measure

import (
	"slices"
	"strings"
	"unicode"
)

// A need is what must stand around the name of a unit that is another word, too. The zero need is nothing.
type need uint8

const (
	nearLand  need = iota + 1 // a word of land: "12 sections of ranch land", or nothing at all
	onlyLand                  // a word of land, for the bare figure is another thing, too: "30 cents of land"
	ofLand                    // "of", too, for the name is a verb: "40 are of land"
	large                     // a figure of a floor: "1,200 SF"
	twoSides                  // a side before it and one after it: "300 m by 400 m"
	bothSides                 // two sides before it: "3 miles long and 2 miles wide"
)

// smallest is the area in square metres below which two sides without a word of land may be those of any thing: "25 feet long and 8 feet
// wide".
const smallest = 1000

// met reports whether what the name of the figure's unit needs stands around it.
func (f *figure) met(text string, n need) bool {
	before, after := text[:f.lead], text[f.tail:]
	if f.sides && f.unit.ToM2(f.low.value) < smallest {
		n = nearLand
	}
	switch n {
	case 0, twoSides, bothSides:
		return true
	case large:
		return f.low.value >= 100 && !isYear(text[f.start:], &f.low) && !endsInCapital(after)
	case ofLand:
		rest, of := skipPhrase(skipGap(after), "of", false)
		return of && isLand(rest) || hyphened(text[f.start:f.end]) && isLand(after)
	case nearLand:
		if isBlank(before) && isBlank(after) || f.goesOn(after) || f.sides && landNoun(before) {
			return true
		}
	}
	return isLand(after) || isMeasuring(before)
}

// isBlank reports whether s holds no word.
func isBlank(s string) bool { return len(s) < 16 && strings.Trim(s, " \t\r\n.,;:()\"'") == "" }

// hyphened reports whether the number and its unit are joined: "40-are".
func hyphened(figure string) bool {
	i := strings.IndexByte(figure, '-')
	return i > 0 && isDigit(figure[i-1])
}

// endsInCapital reports whether the next word is a name: "101 SF Giants".
func endsInCapital(after string) bool {
	next := skipGap(after)
	return len(next) < len(after) && next != "" && 'A' <= next[0] && next[0] <= 'Z'
}

// maxLandWords is how many words after a unit may lead up to the land: "of prime agricultural land".
const maxLandWords = 4

// isLand reports whether a word of land follows, but for "of" and adjectives.
func isLand(after string) bool {
	for range maxLandWords {
		next := skipGap(after)
		if len(next) == len(after) {
			return false
		}
		word, rest := skipLetters(next)
		word = strings.ToLower(word)
		if landWords[word] {
			return true
		}
		if word == "" || landStops[word] {
			return false
		}
		after = rest
	}
	return false
}

// skipLetters takes a word of letters of any script off the start of s; it is empty where there is none, or it is long.
func skipLetters(s string) (word, rest string) {
	for i, r := range s {
		if i > 2*maxWord {
			return "", s
		}
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

// isMeasuring reports whether what stands before a figure says that it measures land: "a plot of 30 cents", "measuring 30 cents".
func isMeasuring(before string) bool {
	if endsIn(before, "measuring", "measures", "measured") {
		return true
	}
	rest, ok := cutPhrase(before, "of")
	return ok && landNoun(rest)
}

func landNoun(s string) bool {
	_, word := cutWord(cutGap(s))
	return landWords[strings.ToLower(word)]
}

// goesOn reports whether a restatement in a unit that needs nothing follows, or a part: "12 sections (7,680 acres)", "1 kanal 5 marlas".
func (f *figure) goesOn(after string) bool {
	inner, restated := strings.CutPrefix(skipGap(after), "(")
	inner = inner[:min(len(inner), 40)]
	s, ok := nextUnit(inner, 0)
	if !ok || s.unit == 0 {
		return false
	}
	if restated {
		return s.need == 0 && strings.IndexByte(inner[:s.start], ')') < 0
	}
	return slices.Contains(parts[f.unit], s.unit) && s.start < len("nineteen ")
}

// landWords are what an area is one of, in the languages whose units are other words, too; landStops the words beyond which it is not looked for.
var landWords, landStops = wordSet(`land lands farmland cropland ranchland rangeland grassland woodland plot plots parcel parcels tract tracts lot lots
	site sites pasture field fields farm farms ranch ranches estate estates garden gardens block blocks orchard orchards vineyard vineyards plantation plantations paddy
	rice wheat corn maize sugarcane sugar coffee cotton coconut crops forest forests woods property properties acreage soil terrain house houses home homes
	bungalow bungalows villa villas apartment apartments flat flats office offices warehouse wetland wetlands meadow meadows desert timber grazing
	farmhouse room rooms hall courtyard area patch shed barn greenhouse tent camp yard pool court building pitch pond rink park clearing holding holdings homestead homesteads prairie territory
	tierra tierras terreno terrenos finca fincas cultivo cultivos café maíz frijol caña bosque bosques parcela lote sembradas sembrados sembrada cultivadas cultivados yuca
	terra terras mata roça roças soja pasto pastagem terre terres terrain vigne vignes vignoble bois forêt
	acker ackerland feld felder wald wälder wiese wiesen weide weiden weinberg weinberge grund boden ackerfläche grundstück garten
	ziemi ziemia pola lasu gruntu gruntów działki arazi arsa tarla земли земель`), wordSet(`the a an for in on at to from and or is are was were will per its his
	her their this that with by as about el la los las en para por y der die das im in und`)
