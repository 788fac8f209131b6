package prose

import "example.com/geotag/internal/lexicon"

// A text of the past calls places as they were called then: "the Ottomans took Smyrna".

// The years of which a text of the past tells: Tallinn, Kaliningrad and Jakarta were named as late as that. Set by hand.
const firstYear, lastYear = 900, 1949

// leastPast is how many years and words of the past such a text has at least; pastWords to how many words there is one. Of words that news
// of our days use as well, a year of the past must be among them. Set by hand.
const leastPast, pastWords = 2, 40

// bygone are words of which reports of our days have little use.
var bygone = setOf(
	"ottoman", "ottomans", "byzantine", "byzantines", "crusader", "crusaders", "crusade", "crusades", "tsar", "tsars", "czar", "czars", "tsarist", "shogun",
	"shogunate", "kaiser", "bolshevik", "bolsheviks", "wehrmacht", "luftwaffe", "prussian", "prussians", "habsburg", "habsburgs", "hussars", "cossacks",
	"mongols", "janissaries", "viceroy", "caliphate", "caliph", "khanate", "muskets", "conquistadors", "samurai", "hanseatic", "emperor", "emperors", "empire",
	"sultan", "knights", "nazis", "gulag", "galleons", "galleys", "galley", "legions", "dragoons", "grenadiers", "reichsmark", "soviets", "vizier", "pasha",
	"besieged", "besiegers",
)

// olden are words of which texts of the past have more than others.
var olden = setOf(
	"siege", "garrison", "mutiny", "cavalry", "regiment", "regiments", "monk", "monks", "king", "throne", "settlers", "guild", "steamer", "steamship",
	"telegraph", "emigrated", "exiled", "dynasty", "colony", "colonial", "missionary", "missionaries", "sailed", "crown", "duke", "duchy", "archduke",
	"armistice", "partition", "annexed", "conquered", "conquest", "abbey", "steppe", "caravan", "caravans", "ramparts", "tribute", "infantry", "artillery",
	"princes", "mill", "spices", "silk", "plague", "pogrom", "ghetto", "deported", "rabbi", "uprising", "republic", "soviet", "army",
)

// mostUndated is how many words a text of the past has at most that names no year of it. Set by hand.
const mostUndated = 150

// An era is what a word tells of the time of a text.
type era uint8

const (
	bygoneEra era = iota + 1 // it is one of bygone
	oldenEra                 // it is one of olden
)

// eraOf returns what a folded word tells, or 0.
func eraOf(word []byte) era {
	switch {
	case bygone[string(word)]:
		return bygoneEra
	case olden[string(word)]:
		return oldenEra
	}
	return 0
}

// past reports whether an English text tells of times before our own: by its years, and by what there no longer is.
func (t *Text) past() bool {
	if t.Language.Words != nil {
		return false
	}
	old, new := t.years()
	if new > 0 && new >= old+leastPast || old == 0 && len(t.Words) > mostUndated {
		return false
	}
	dated := old > 0
	for i := range t.Words {
		if e := t.Words[i].era; e == bygoneEra || dated && e == oldenEra {
			old++
		}
	}
	return old >= leastPast && old > new && old*pastWords >= len(t.Words)
}

// years counts the years of the past that a text has, and those since.
func (t *Text) years() (old, new int) {
	for i := range t.Words {
		if y := t.year(int32(i)); y > lastYear {
			new++
		} else if y > 0 {
			old++
		}
	}
	return old, new
}

// year returns the year that a word is: four digits, or three, after a preposition, a month or "and"; else 0.
func (t *Text) year(i int32) (year int) {
	w := &t.Words[i]
	if w.Shape&Digits == 0 || w.End-w.Start > 4 || i == 0 {
		return 0
	}
	if before := &t.Words[i-1]; w.Gap > GapComma || !before.Class.Has(lexicon.Preposition|lexicon.Month|lexicon.Conjunction) {
		return 0
	}
	if next := t.After(i); next != nil && next.Shape&Capital == 0 && next.Class.Has(nouns) && !next.Class.Has(grammar) {
		return 0 // "of 1200 people"
	}
	for _, c := range t.Source[w.Start:w.End] {
		if c < '0' || c > '9' {
			return 0
		}
		year = year*10 + int(c-'0')
	}
	if year < firstYear || year > lastYear+100 {
		return 0
	}
	return year
}
