package measure

import "strings"

// words are the words of numbers, in lower case.
var words = func() map[string]token {
	w := map[string]token{
		"and": {kind: and}, "of": {kind: of}, "hundred": {kind: hundred}, "hundert": {kind: hundred}, "honderd": {kind: hundred},
	}
	for word := range strings.FieldsSeq("a an un une una uma ein eine einen een") {
		w[word] = token{kind: article}
	}
	for i, name := range strings.Fields(`one two three four five six seven eight nine ten eleven twelve
		thirteen fourteen fifteen sixteen seventeen eighteen nineteen`) {
		w[name] = wordToken(ones, float64(i+1), 1)
	}
	w["ten"] = wordToken(ones, 10, 10)
	for i, name := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		w[name] = wordToken(tens, float64(i+2)*10, 10)
	}
	for value, names := range otherNumbers {
		for name := range strings.FieldsSeq(names) {
			switch {
			case value < 20:
				w[name] = wordToken(ones, value, 1)
			case value < 100:
				w[name] = wordToken(tens, value, 10)
			default:
				w[name] = wordToken(tens, value, 100)
			}
		}
	}
	for value, names := range multipleNames {
		for name := range strings.FieldsSeq(names) {
			w[name] = wordToken(multiple, value, value)
		}
	}
	for name := range strings.FieldsSeq("mil mille тысяча тысячу тисяча тисячу миллион мільйон tysiąc milion ألف ألفا مليون") {
		t := w[name]
		t.name = alone
		w[name] = t
	}
	for name := range strings.FieldsSeq("полтора полторы півтора півтори anderthalb anderhalf") {
		w[name] = token{kind: ones, number: number{value: 1.5, place: 0.1, round: 0.1, scale: 1}}
	}
	for name, value := range map[string]float64{
		"half": 1. / 2, "quarter": 1. / 4, "halber": 1. / 2, "halben": 1. / 2, "halbe": 1. / 2, "demi": 1. / 2, "media": 1. / 2, "medio": 1. / 2, "meio": 1. / 2,
		"mezzo": 1. / 2, "halve": 1. / 2, "пол": 1. / 2,
	} {
		w[name] = shareToken(value, singular)
	}
	w["quarters"] = shareToken(1./4, plural)
	for name, value := range map[string]float64{"third": 3, "fifth": 5, "eighth": 8, "tenth": 10} {
		w[name] = shareToken(1/value, ordinal)
		w[name+"s"] = shareToken(1/value, plural)
	}
	for name, t := range w {
		w[spelled(name)] = t
	}
	return w
}()

func wordToken(k kind, value, round float64) token {
	return token{kind: k, number: number{value: value, place: 1, round: round, scale: 1}}
}

// multipleNames are the words that multiply what stands before them.
var multipleNames = map[float64]string{
	12: "dozen dozens dutzend douzaine docena dúzia dozzina dozijn",
	20: "score",
	1e3: `thousand milliers тыс тысяч тысячи тысяча тис тисяч тисячі тисяча tausend mille mil mila duizend tys tysiąc tysiące tysięcy bin ribu tusen
		тысячу тисячу ألف آلاف ألفا हजार हज़ार`,
	1e5: "lakh lakhs lac lacs लाख",
	1e6: `million mn mln millions млн миллион миллиона миллионов мільйон мільйона мільйони мільйонів millionen mio millones millón milhão milhões milione milioni
		miljoen milion miliony milionów milyon juta miljoner مليون ملايين مليونا`,
	1e7:  "crore crores करोड़",
	1e9:  "billion bn миллиард миллиарда миллиардов milliarde milliarden milliard milliards miliardo miliardi miljard mld mrd milyar مليار",
	1e12: "trillion",
}

// joinedMultiples are the multiples that end a word: "zweitausend".
var joinedMultiples = map[string]float64{"hundert": 100, "tausend": 1e3, "honderd": 100, "duizend": 1e3, "mila": 1e3, "cento": 100}

// joined reads a word that ends in a multiple.
func joined(word string) (t token, ok bool) {
	for end, value := range joinedMultiples {
		if first, found := strings.CutSuffix(word, end); found && words[first].value >= 1 {
			return wordToken(tens, words[first].value*value, value), true
		}
	}
	return t, false
}

// otherNumbers are the words of small numbers in other languages, but for those that are other words in English.
var otherNumbers = map[float64]string{
	2:   "zwei deux dos dois duas due twee два две iki dwa dwie",
	3:   "drei trois tres três tre drie три üç trzy",
	4:   "vier quatre cuatro quatro quattro четыре dört cztery",
	5:   "fünf cinq cinco cinque vijf пять beş pięć",
	6:   "sechs seis sei zes шесть altı sześć",
	7:   "sieben siete sete sette zeven семь yedi siedem",
	8:   "acht huit ocho oito otto восемь sekiz osiem",
	9:   "neun neuf nueve nove negen девять dokuz dziewięć",
	10:  "zehn dix diez dez dieci tien десять dziesięć",
	12:  "zwölf douze doce doze dodici twaalf двенадцать",
	15:  "fünfzehn quinze quince quindici vijftien пятнадцать",
	20:  "zwanzig vingt veinte vinte venti twintig двадцать yirmi dwadzieścia",
	30:  "dreißig trente treinta trinta trenta dertig тридцать otuz trzydzieści",
	40:  "vierzig quarante cuarenta quarenta quaranta veertig сорок kırk czterdzieści",
	50:  "fünfzig cinquante cincuenta cinquenta cinquanta vijftig пятьдесят elli pięćdziesiąt",
	60:  "sechzig soixante sesenta sessenta sessanta zestig шестьдесят altmış",
	70:  "siebzig setenta settanta zeventig семьдесят yetmiş",
	80:  "achtzig ochenta oitenta ottanta tachtig восемьдесят seksen",
	90:  "neunzig noventa novanta negentig девяносто doksan",
	100: "cien ciento cem cento сто yüz",
	200: "doscientos doscientas duzentos duzentas duecento двести dwieście",
	300: "trescientos trescientas trezentos trezentas trecento триста trzysta",
	500: "quinientos quinientas quinhentos quinhentas cinquecento пятьсот pięćset",
}

// hanWords are the signs of numbers of East Asia.
var hanWords = func() map[rune]token {
	w := map[rune]token{'十': {kind: ten}, '십': {kind: ten}, '百': {kind: hundred, name: han}, '백': {kind: hundred, name: han}}
	for i, r := range []rune("一二三四五六七八九") {
		w[r] = wordToken(ones, float64(i+1), 1)
	}
	for i, r := range []rune("일이삼사오육칠팔구") {
		w[r] = wordToken(ones, float64(i+1), 1)
	}
	w['两'], w['兩'] = w['二'], w['二']
	w['零'], w['〇'] = token{kind: and}, token{kind: and}
	w['半'] = shareToken(0.5, singular)
	for _, r := range "多余餘여" {
		w[r] = token{kind: odd}
	}
	for r, value := range map[rune]float64{'千': 1e3, '천': 1e3, '万': 1e4, '萬': 1e4, '만': 1e4, '億': 1e8, '亿': 1e8, '억': 1e8, '兆': 1e12, '조': 1e12} {
		w[r] = wordToken(multiple, value, value)
		t := w[r]
		t.name = han
		w[r] = t
	}
	return w
}()

// shareToken is a share of one. It is taken to be good to a tenth, or to a fifth
// of itself where that is less.
func shareToken(value float64, name uint8) token {
	p := min(0.1, value/5)
	return token{kind: share, name: name, number: number{value: value, place: p, round: p, scale: 1}}
}
