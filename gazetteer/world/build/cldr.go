package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A localName is what a locale calls a territory or subdivision.
type localName struct {
	Code string // "RU", "rukrs"
	Text string
	Lang string
	Alt  string // "", "short", "variant"
}

// readTerritories reads a territories.json of cldr-localenames-full. Codes that are not countries are left out, and so
// are the locales of English in scripts of its own (Deseret, Shavian).
func readTerritories(r io.Reader, locale string) ([]localName, error) {
	if locale == "en-Dsrt" || locale == "en-Shaw" {
		return nil, nil
	}
	var doc struct {
		Main map[string]struct {
			LocaleDisplayNames struct{ Territories map[string]string }
		}
	}
	if err := json.NewDecoder(r).Decode(&doc); err != nil {
		return nil, err
	}
	main, ok := doc.Main[locale]
	if !ok {
		return nil, fmt.Errorf("no locale %s in it", locale)
	}
	var names []localName
	for key, text := range sorted(main.LocaleDisplayNames.Territories) {
		code, alt, _ := strings.Cut(key, "-alt-")
		if len(code) != 2 || text == code {
			continue
		}
		names = append(names, localName{Code: code, Text: text, Lang: language(locale), Alt: alt})
	}
	return names, nil
}

// readSubdivisions reads an LDML file of names of ISO 3166-2 subdivisions.
func readSubdivisions(r io.Reader) ([]localName, error) {
	var doc struct {
		Language struct {
			Type string `xml:"type,attr"`
		} `xml:"identity>language"`
		Subdivisions []struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"localeDisplayNames>subdivisions>subdivision"`
	}
	if err := xml.NewDecoder(r).Decode(&doc); err != nil {
		return nil, err
	}
	if doc.Language.Type == "" {
		return nil, errors.New("no language in it")
	}
	var names []localName
	for _, s := range doc.Subdivisions {
		names = append(names, localName{Code: s.Type, Text: s.Text, Lang: language(doc.Language.Type)})
	}
	return names, nil
}
