package main

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// abbreviated are words that names are written with in short and in full. Full stops do not matter when names are compared.
var abbreviated = [][2]string{{"Saint", "St."}, {"Sainte", "Ste."}, {"Mount", "Mt."}, {"Fort", "Ft."}}

var inShort = func() map[string]string {
	other := make(map[string]string)
	for _, pair := range abbreviated {
		other[pair[0]], other[pair[1]], other[strings.TrimSuffix(pair[1], ".")] = pair[1], pair[0], pair[0]
	}
	return other
}()

var firstWord = regexp.MustCompile(`^([A-Z][a-z]+\.?)([ -].*)$`)

// short is a name with its first word in short instead of in full, or the other way round, or "".
func short(name string) string {
	f := firstWord.FindStringSubmatch(name)
	if f == nil || inShort[f[1]] == "" {
		return ""
	}
	return inShort[f[1]] + f[2]
}

// cyrillic are countries whose Cyrillic names GeoNames writes as in "Oktyabr’skiy".
var cyrillic = map[string]bool{"RU": true, "UA": true, "BY": true, "KZ": true, "KG": true, "TJ": true, "UZ": true, "TM": true, "MN": true}

var endings = regexp.MustCompile(`(iy|yy|oye|aya|yye)\b`)

// newspaper is a name romanised as in newspapers, "Oktyabrsky", or "".
func newspaper(name string) string {
	made := endings.ReplaceAllStringFunc(name, func(ending string) string {
		return map[string]string{"iy": "y", "yy": "y", "oye": "oe", "aya": "aya", "yye": "ye"}[ending]
	})
	if made == name {
		return ""
	}
	return made
}

// variants are names made from a place's names by rule.
func variants(list []string, country string) []string {
	var made []string
	for _, name := range list {
		if s := short(name); s != "" {
			made = append(made, s)
		}
		if !cyrillic[country] {
			continue
		}
		if s := newspaper(name); s != "" {
			made = append(made, s)
		}
	}
	return made
}

// transliterates reports whether a country's names are written in another script, so that the marks on their Latin letters
// are the transliteration's and not the people's own. Serbia has two scripts.
func transliterates(c country) bool {
	return nonLatin(c.Native) && c.Code != "RS" || c.Code == "PK"
}

// keepApostrophe are countries in whose names an apostrophe parts syllables: Xi'an, Jun'ichi.
var keepApostrophe = map[string]bool{"CN": true, "TW": true, "JP": true}

// withoutMarks is a transliterated name as English prints it: "Khān Yūnis" is Khan Yunis, "P’yŏngyang" Pyongyang.
func withoutMarks(name, country string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case strings.ContainsRune("'’‘ʼʻ`´ʾʿ", r):
			if keepApostrophe[country] {
				return '\''
			}
			return -1
		}
		return r
	}, norm.NFD.String(name))
	if !isASCII(plain) {
		return name
	}
	return plain
}
