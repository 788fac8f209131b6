package fold

// whole holds runes that must not be decomposed first.
var whole = map[rune]string{
	'´': "",  // would be a space and an accent
	'…': " ", // would be full stops
	'‥': " ",
}

// special holds what neither lower case nor decomposition brings to plain letters.
var special = map[rune]string{
	'&': "and",

	// Apostrophes and their like, and the full stop: King's Lynn, Xi’an, Hawaiʻi, U.S.
	'\'': "", '’': "", '‘': "", '‛': "", 'ʼ': "", 'ʻ': "", 'ʽ': "", 'ʹ': "", 'ʺ': "", 'ʾ': "", 'ʿ': "", 'ˈ': "",
	'`': "", '′': "", '׳': "", '״': "", '.': "",

	'ـ': "", // tatweel only stretches a word

	'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'ı': "i", 'ħ': "h", 'ŧ': "t",
	'ŋ': "n", 'ĸ': "k", 'ȷ': "j", 'ƒ': "f", 'ə': "e", 'ǝ': "e", 'ɛ': "e", 'ɔ': "o", 'ɓ': "b", 'ɗ': "d", 'ɖ': "d",
	'ƙ': "k", 'ƴ': "y", 'ɣ': "g", 'ǥ': "g", 'ɨ': "i", 'ʉ': "u", 'ƶ': "z", 'ƀ': "b", 'ɍ': "r", 'ɇ': "e", 'ɏ': "y",
}
