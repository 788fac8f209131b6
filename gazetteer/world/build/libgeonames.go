package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// translations are the names of places in one language, by GeoNames id, country code or admin1 code.
type translations map[string]string

// readMo reads a compiled gettext catalogue: magic, revision, the number of strings, and where the tables of originals
// and of translations lie, each a list of (length, offset); the original of an entry here is the place's key.
func readMo(r io.Reader) (translations, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if len(b) < 20 || binary.LittleEndian.Uint32(b) != 0x950412de {
		return nil, fmt.Errorf("not a little-endian gettext catalogue")
	}
	n := uint64(binary.LittleEndian.Uint32(b[8:]))
	originals, translated := uint64(binary.LittleEndian.Uint32(b[12:])), uint64(binary.LittleEndian.Uint32(b[16:]))
	names := make(translations)
	for i := range n {
		key, err := moString(b, originals+8*i)
		if err != nil {
			return nil, fmt.Errorf("original %d: %w", i, err)
		}
		text, err := moString(b, translated+8*i)
		if err != nil {
			return nil, fmt.Errorf("translation %d: %w", i, err)
		}
		if key != "" { // the empty one holds the header
			names[key] = text
		}
	}
	return names, nil
}

// moString is the string whose length and offset stand at b[at:].
func moString(b []byte, at uint64) (string, error) {
	if at+8 > uint64(len(b)) {
		return "", io.ErrUnexpectedEOF
	}
	length, start := uint64(binary.LittleEndian.Uint32(b[at:])), uint64(binary.LittleEndian.Uint32(b[at+4:]))
	if start+length > uint64(len(b)) {
		return "", io.ErrUnexpectedEOF
	}
	return string(b[start : start+length]), nil
}

// language turns a locale's name ("pt_BR", "sr-Latn-ME") into the tag its names carry: the primary subtag, except that
// Chinese keeps its script.
func language(locale string) string {
	parts := strings.FieldsFunc(locale, func(r rune) bool { return r == '_' || r == '-' })
	if len(parts) == 0 {
		return ""
	}
	switch lang := parts[0]; {
	case lang == "cmn":
		return "zh"
	case lang != "zh" || len(parts) == 1:
		return lang
	}
	switch parts[1] {
	case "Hant", "TW", "HK", "MO":
		return "zh-Hant"
	default:
		return "zh-Hans"
	}
}
