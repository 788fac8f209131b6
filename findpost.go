package geotag

import (
	"regexp"
	"strings"
)

// A postcode is a postal code in a query.
type postcode struct {
	text    string   // as it is written
	forms   []string // to be looked up, the fullest first: "SW1A 1AA", "SW1A1AA", "SW1A"
	country string   // that a prefix tells, as in "D-10115"; alpha-2, or empty
}

// vehicle are the letters of countries on vehicles, which stood before postal codes in Europe and often still do, where they are no ISO 3166-1 code.
var vehicle = map[string]string{
	"A": "AT", "B": "BE", "D": "DE", "E": "ES", "EST": "EE", "F": "FR", "FIN": "FI", "FL": "LI", "H": "HU", "I": "IT", "L": "LU", "N": "NO", "P": "PT",
	"S": "SE", "SLO": "SI", "V": "VA",
}

// Forms of postal codes, in capitals, as the countries' posts write them: of two words, of one, and what of a code stands for its district.
var (
	twoWords = regexp.MustCompile(`^(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d|\d{4} [A-Z]{2}|\d{3} \d{2,3}|[A-Z](?:\d\d|\dW) [A-Z\d]{4})$`)
	oneWord  = regexp.MustCompile(`^(?:\d{3,7}|\d{5}-\d{3,4}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3}-\d{2,4}|[A-Z]{1,2}\d[A-Z\d]?|[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}|[A-Z]\d[A-Z]|` +
		`[A-Z]\d[A-Z]\d[A-Z]\d|\d{4}[A-Z]{2}|[A-Z]\d{4}[A-Z]{0,3}|[A-Z]{2}\d{4,5}|[A-Z]{3}\d{4})$`)
	withPrefix = regexp.MustCompile(`^([A-Z]{1,3})-(\d{3,6}|\d{2}-\d{3})$`)
	dutch      = regexp.MustCompile(`^\d{4} ?[A-Z]{2}$`)
)

// readPostcode reads the postal code that words begin with, and says how many of them it takes; 0: none.
func readPostcode(words []string) (postcode, int) {
	if len(words) == 0 {
		return postcode{}, 0
	}
	first := strings.ToUpper(strings.TrimPrefix(words[0], "〒"))
	if m := withPrefix.FindStringSubmatch(first); m != nil {
		p, n := readPostcode(append([]string{m[2]}, words[1:]...))
		if p.country = vehicle[m[1]]; p.country == "" {
			p.country = countryOf(m[1])
		}
		p.text = strings.Join(words[:n], " ")
		p.forms = append(p.forms, first)
		return p, n
	}
	if len(words) > 1 {
		second := strings.ToUpper(words[1])
		both := first + " " + second
		// Lower-case words, codes of countries and what ends a line are no letters of a Dutch code: "1010 Wien", "3000 AU".
		letters := dutch.MatchString(both) && (words[1] != second || len(words) == 2 && countryOf(second) != "")
		if twoWords.MatchString(both) && !letters {
			return postcode{strings.Join(words[:2], " "), []string{both, first + second, first}, ""}, 2
		}
	}
	if !oneWord.MatchString(first) {
		return postcode{}, 0
	}
	return postcode{words[0], districts(first), ""}, 1
}

// districts returns a code of one word and what of it names the district: "62701" of "62701-1234", "SW1A" of "SW1A1AA", "1012" of "1012AB".
func districts(code string) []string {
	forms := []string{code}
	digits, _, cut := strings.Cut(code, "-")
	switch n := len(code); {
	case cut && len(digits) == 5:
		forms = append(forms, digits)
	case cut:
		forms = append(forms, strings.ReplaceAll(code, "-", ""))
	case dutch.MatchString(code):
		forms = append(forms, code[:4]+" "+code[4:], code[:4])
	case n >= 5 && n <= 7 && twoWords.MatchString(code[:n-3]+" "+code[n-3:]) && strings.Trim(code, "0123456789") != "":
		forms = append(forms, code[:n-3]+" "+code[n-3:], code[:n-3])
	}
	return forms
}
