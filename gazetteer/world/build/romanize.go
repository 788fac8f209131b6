package main

import (
	"strings"
	"unicode"
)

// A romanization is a country's rule of how its Cyrillic names are written in Latin letters.
type romanization struct {
	letters map[rune]string
	begins  map[rune]string // at the start of a word, where that differs
	after   map[rune]string // after a vowel or a sign, where that differs
	pairs   *strings.Replacer
	ends    *strings.Replacer // of words, in Latin letters, each with a space behind; nil: none
}

// romanizations are the rules by language: Ukraine's of 2010, Bulgaria's law of 2009, and for Russian that of BGN/PCGN without its
// marks.
var romanizations = map[string]romanization{
	"uk": {
		letters: letters("а a б b в v г h ґ g д d е e є ie ж zh з z и y і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ю iu я ia"),
		begins:  letters("є ye ї yi й y ю yu я ya"),
		pairs:   strings.NewReplacer("зг", "zgh", "Зг", "Zgh"),
	},
	"bg": {
		letters: letters("а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х h ц ts ч ch ш sh щ sht ъ a ь y ю yu я ya"),
		ends:    strings.NewReplacer("iya ", "ia "),
	},
	"ru": {
		letters: letters("а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya"),
		begins:  letters("е ye"),
		after:   letters("е ye"),
	},
}

// letters reads pairs of a letter and what it becomes.
func letters(pairs string) map[rune]string {
	m := make(map[rune]string)
	list := strings.Fields(pairs)
	for i := 0; i < len(list); i += 2 {
		m[[]rune(list[i])[0]] = list[i+1]
	}
	return m
}

// romanize writes a name in Latin letters; signs without a sound, and apostrophes, are left out.
func (r romanization) romanize(name string) string {
	if r.pairs != nil {
		name = r.pairs.Replace(name)
	}
	var b strings.Builder
	before := ' '
	for _, letter := range name {
		low := unicode.ToLower(letter)
		text, ok := r.letters[low]
		switch {
		case !unicode.IsLetter(before) && !isApostrophe(before) && r.begins[low] != "":
			text = r.begins[low]
		case strings.ContainsRune("аеёиоуыэюяъь", unicode.ToLower(before)) && r.after[low] != "":
			text = r.after[low]
		case !ok && (low == 'ь' || low == 'ъ' || isApostrophe(low)):
		case !ok:
			text = string(letter)
		}
		if low != letter && text != "" {
			text = strings.ToUpper(text[:1]) + text[1:]
		}
		b.WriteString(text)
		before = letter
	}
	if r.ends == nil {
		return b.String()
	}
	return strings.TrimSuffix(r.ends.Replace(b.String()+" "), " ")
}

func isApostrophe(r rune) bool { return strings.ContainsRune("'’ʼ`", r) }
