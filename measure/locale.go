package measure

import (
	"slices"
	"strings"
)

// A Locale is how a language writes numbers, areas and distances. The zero value, and a nil Locale, are those of a language that is not known;
// LocaleOf makes the others. It may be used concurrently.
type Locale struct {
	tag    string // of the language; empty: it is not known
	comma  bool   // it writes decimals after a comma
	either bool   // others of its writers do otherwise: the rest of the text counts
	file   *lexis // its words; nil: those of English alone
}

// lexis returns the words of the language; nil: there are none.
func (l *Locale) lexis() *lexis {
	if l == nil || l.file == nil {
		return nil
	}
	l.file.once.Do(l.file.read)
	return l.file
}

// known reports whether the language is.
func (l *Locale) known() bool { return l != nil && l.tag != "" }

// commaLanguages write decimals after a comma, and a point or a space between
// thousands.
var commaLanguages = wordSet(`de fr es ru uk it pt nl pl cs sk ro bg hr sr sl da no nb nn sv fi hu tr id vi el be ca gl eu ka kk az hy lt lv et is sq mk bs
	ky uz tk tg mn af lb oc`)

// The regions that write decimals otherwise than the rest of their language (CLDR): after a point, and after a comma.
var (
	pointRegions = []string{
		"es-mx", "es-us", "es-419", "es-gt", "es-hn", "es-ni", "es-pa", "es-pe", "es-pr", "es-sv", "es-do", "es-cu", "de-ch", "de-li", "it-ch",
	}
	commaRegions = []string{"ar-ma", "ar-dz", "ar-tn", "ar-ly", "ar-mr", "en-za", "sw-cd"}
)

// bothWays are the languages written both ways, by country.
var bothWays = wordSet("es ar")

// readAs are languages that are read by the words of another.
var readAs = map[string]string{"ms": "id", "be": "ru", "sk": "cs", "gl": "pt", "no": "sv", "nb": "sv", "da": "sv", "prs": "fa", "iw": "he", "in": "id", "yue": "zh"}

// locales are those of all languages of which anything is known, by their tags in small letters.
var locales = func() map[string]*Locale {
	m := map[string]*Locale{"": {}, "en": {tag: "en"}}
	add := func(tag string) *Locale {
		if m[tag] == nil {
			m[tag] = &Locale{tag: tag, comma: commaLanguages[tag], either: bothWays[tag], file: lexes[tag]}
		}
		return m[tag]
	}
	for tag := range commaLanguages {
		add(tag)
	}
	for tag := range lexes {
		add(tag)
	}
	for tag, other := range readAs {
		l := add(tag)
		l.file, l.comma = lexes[other], l.comma || commaLanguages[other]
	}
	for i, regions := range [][]string{pointRegions, commaRegions} {
		for _, tag := range regions {
			l := *add(base(tag))
			l.comma, l.either = i == 1, false
			m[tag] = &l
		}
	}
	return m
}()

// foreign is the locale of languages of which nothing is known but that they are not the others.
var foreign = &Locale{tag: "und"}

// LocaleOf returns the locale of a language, such as "de" or "es-MX" (BCP 47); of an empty tag, that of a language which is not known. It is never
// nil.
func LocaleOf(tag string) *Locale {
	tag = strings.ToLower(tag)
	if l := locales[tag]; l != nil {
		return l
	}
	if l := locales[base(tag)]; l != nil {
		return l
	}
	return foreign
}

// base returns the language of a tag: "pt" of "pt-BR".
func base(tag string) string {
	tag, _, _ = strings.Cut(tag, "-")
	return tag
}

// of returns the locale by which the number of a unit is read: that of the text, unless the unit's name is of other languages.
func (l *Locale) of(u *unitName) *Locale {
	switch {
	case u.english:
		return english
	case len(u.tongues) == 0 || l.known() && slices.Contains(u.tongues, base(l.tag)):
		return l
	case l.known() && l.file != nil && slices.Contains(u.tongues, l.file.tag):
		return l
	}
	return LocaleOf(u.tongues[0])
}

// english is the locale of English.
var english = locales["en"]
