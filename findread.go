package geotag

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/lexicon"
)

// A reading is a way to understand a query: the name and then what holds the place, without what was left aside.
type reading struct {
	parts  []string
	codes  []postcode
	unread []string // a street, as it is written

	country string // that a postal code is of: "DE" of "D-10115"; empty: of any

	inStreet bool // the one part is what is left behind the first words of a street
}

// separators part a name from what holds it, beside the comma.
var separators = strings.NewReplacer(";", ",", "\n", ",", "\t", ",", "，", ",", "、", ",", "(", ",", ")", ",", "[", ",", "]", ",", "|", ",", " - ", ",", " – ", ",", " — ", ",", " / ", ",")

// commas returns the parts of a text between commas that are not empty.
func commas(text string) []string {
	var parts []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.Join(strings.Fields(part), " "); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// loosely tries to read a query that is no name with containers after commas: as a line of an address, then without what its first parts
// seem to be, a street; and at last with the largest first.
func (f *finder) loosely() {
	text := separators.Replace(f.q.Name)
	f.address(commas(text))
	if slashed := commas(codeBehind.ReplaceAllString(strings.ReplaceAll(text, "/", ","), ", $1")); len(f.hits) == 0 && len(slashed) > 1 {
		f.address(slashed)
	}
	if len(f.hits) == 0 {
		f.backward(commas(text))
	}
	f.unread = ""
}

// codeBehind is a division's code behind a hyphen: "Campinas-SP".
var codeBehind = regexp.MustCompile(`-([A-Z]{2,3})$`)

// address reads the parts of an address: with all of them, then without the street; and behind a postal code without what stands behind the town.
func (f *finder) address(parts []string) {
	whole := withoutPostcodes(parts)
	f.postcodes(&whole)
	postal := len(f.hits)
	if f.envelope = len(whole.codes) > 0; f.envelope {
		f.postal = f.hits[:postal:postal]
	}
	for _, read := range []func(*reading){f.line, f.town} {
		for r, ok := whole, true; ok && len(f.hits) == postal && !f.ended(); r, ok = r.withoutStreet() {
			aside := r
			if postal == 0 {
				aside.unread = append(slices.Clone(r.unread), texts(r.codes)...)
			}
			read(&aside)
		}
	}
}

// line reads the parts as a name in what holds it.
func (f *finder) line(r *reading) {
	f.unread = strings.Join(r.unread, ", ")
	if len(r.parts) > 0 && r.country != "" {
		f.parts(append(slices.Clone(r.parts), r.country))
		return
	}
	f.parts(r.parts)
}

// town reads the first words as a town, and leaves the rest aside: "2100 København Ø", "35037 Marburg (Lahn)".
func (f *finder) town(r *reading) {
	if !f.envelope || len(r.parts) == 0 {
		return
	}
	was := len(f.hits)
	words := strings.Fields(r.parts[0])
	for n := min(len(words), maxWords); n > 0 && len(f.hits) == was && !f.ended(); n-- {
		if name := strings.Join(words[:n], " "); !strings.ContainsAny(name, "0123456789") {
			rest := strings.Join(append(slices.Clone(words[n:]), r.parts[1:]...), " ")
			f.unread = strings.Join(append(slices.Clone(r.unread), rest), ", ")
			f.whole(name, nil)
		}
	}
}

func texts(codes []postcode) []string {
	var all []string
	for _, c := range codes {
		all = append(all, c.text)
	}
	return all
}

// withoutPostcodes takes the postal codes out of the parts. Those stand behind a street and the number of a house, or where there is none.
func withoutPostcodes(parts []string) reading {
	var r reading
	for _, part := range parts {
		words, kept := strings.Fields(part), []string(nil)
		i := behindStreet(words)
		kept = append(kept, words[:i]...)
		for i < len(words) {
			code, n := readPostcode(words[i:])
			if n == 0 || len(words) == n && len(parts) == 1 {
				kept = append(kept, words[i])
				i++
				continue
			}
			r.codes = append(r.codes, code)
			r.country = cmp.Or(r.country, code.country)
			i += n
		}
		if len(kept) > 0 {
			r.parts = append(r.parts, strings.Join(kept, " "))
		}
	}
	return r
}

// postcodes finds the postal codes of a reading, if the gazetteer has them: each in its country and in what else is named.
func (f *finder) postcodes(r *reading) {
	if len(r.codes) == 0 {
		if code, n := readPostcode(strings.Fields(f.q.Name)); n > 0 && len(r.parts) == 1 {
			f.postcode(code, nil)
		}
		return
	}
	for _, code := range r.codes {
		for _, part := range r.parts { // as the post calls the town, which no other source may have
			town := code
			town.forms = []string{part + " " + code.forms[0]}
			f.postcode(town, nil)
		}
		for from := 0; from <= len(r.parts) && len(f.hits) == 0 && !f.ended(); from++ { // what comes first may be a street, or a village that no source has
			f.postcode(code, f.containers(r.parts[from:]))
			if from < len(r.parts) && lastOfStreet(strings.Fields(r.parts[from])) < 0 && len(f.named(r.parts[from]).places) > 0 {
				break // "75011 Paris" is no postal code of Texas
			}
		}
	}
}

// postcode adds the entries of a postal code that are held by the containers, or else those of its district.
func (f *finder) postcode(code postcode, in []*container) {
	if code.country != "" {
		c := newContainer(code.country)
		c.country = code.country
		in = append(in, c)
	}
	for _, form := range code.forms {
		was := len(f.hits)
		t, _ := f.t.ix.Lookup(form)
		if f.unread = ""; len(form) < len(code.forms[0])-1 {
			f.unread = code.text
		}
		for u := range t.Uses() {
			if u.Place().Type() == gazetteer.Postcode {
				f.use(u, form, MatchFolded, 0, in)
			}
		}
		if len(f.hits) > was {
			return
		}
	}
}

// ofTown finds the postal codes of a town that has no other entry: gazetteers have them by its name and the code.
func (f *finder) ofTown(name string, in []*container) {
	key := fold.Name(name) + " "
	for t := range f.t.ix.Beginning(key) {
		if f.comparedAll() || len(f.hits) == mostFound {
			return
		}
		for u := range t.Uses() {
			if p := u.Place(); p.Type() == gazetteer.Postcode && t.Key() == key+fold.Name(p.Name()) {
				f.use(u, name, MatchFolded, 0, in)
			}
		}
	}
}

// parts finds a name in what holds it: with abbreviations, and without commas between them.
func (f *finder) parts(parts []string) {
	if len(parts) == 0 {
		return
	}
	was := len(f.hits)
	in := f.containers(parts[1:])
	f.called(parts[0], in)
	if len(f.hits) == was {
		f.abbreviated(parts[0], in)
	}
	if words := strings.Fields(parts[0]); len(f.hits) == was && len(words) <= maxWords {
		f.trailing(words, in)
	}
	if len(f.hits) == was {
		f.abridged(parts[0], in)
	}
}

// called finds a name, which may be a code of a country or a division.
func (f *finder) called(name string, in []*container) {
	f.whole(name, in)
	f.coded(name, in)
}

// coded adds the country of a code of ISO 3166-1, or the division of one of ISO 3166-2.
func (f *finder) coded(code string, in []*container) {
	if !couldCode(code) {
		return
	}
	id, ok := gazetteer.Subdivision(code)
	if !ok {
		id = countryOf(code)
	}
	p, ok := f.t.ix.Place(id)
	if _, held := f.held(p, in); !ok || id == "" || !held || !f.filter.Wants(p) || !f.delivered(p) {
		return
	}
	f.known = true
	loss := float32(codeLoss)
	if code != strings.ToUpper(code) && code != strings.ToLower(code) {
		loss = titleCodeLoss
	}
	f.add(hit{Found{Place: p, Name: strings.ToUpper(code), Match: MatchFolded}, f.fame(p) - loss})
}

// trailing takes the last words of a name without commas for what holds the place: "paris texas", "Reno Nevada USA".
func (f *finder) trailing(words []string, in []*container) {
	was := len(f.hits)
	for n := len(words) - 1; n > 0 && len(f.hits) == was && !f.ended(); n-- {
		name := strings.Join(words[:n], " ")
		if _, ok := f.t.ix.Lookup(name); !strings.ContainsFunc(name, unicode.IsLetter) || !ok && writtenOut(name) == nil {
			continue
		}
		for _, way := range f.segments(words[n:], maxSplits) {
			all := append(way[:len(way):len(way)], in...)
			if f.called(name, all); len(f.hits) == was {
				f.abbreviated(name, all)
			}
			if len(f.hits) > was {
				return
			}
		}
	}
}

// backward reads parts, or words without commas, from the largest to the smallest: "Россия, Курская область, Суджа".
func (f *finder) backward(parts []string) {
	if len(parts) > 1 {
		last := len(parts) - 1
		f.whole(parts[last], f.containers(parts[:last]))
		return
	}
	if len(parts) == 0 {
		return
	}
	words := strings.Fields(parts[0])
	for n := 1; n < len(words) && len(words) <= maxWords && len(f.hits) == 0 && !f.ended(); n++ {
		name := strings.Join(words[n:], " ")
		if _, ok := f.t.ix.Lookup(name); !ok || !strings.ContainsFunc(name, unicode.IsLetter) {
			continue
		}
		for _, way := range f.segments(words[:n], 1) {
			f.whole(name, way)
		}
	}
}

// withoutStreet takes the first part away if it looks like a street with a house; or, where there is no other, its words up to the street's and
// then one after the other.
func (r *reading) withoutStreet() (reading, bool) {
	rest := reading{codes: r.codes, country: r.country, unread: r.unread[:len(r.unread):len(r.unread)], inStreet: r.inStreet}
	if len(r.parts) == 0 {
		return rest, false
	}
	words := strings.Fields(r.parts[0])
	last := lastOfStreet(words)
	if len(r.parts) > 1 {
		rest.parts, rest.unread = r.parts[1:], append(rest.unread, r.parts[0])
		return rest, last >= 0
	}
	if r.inStreet {
		last = 0
	}
	if last < 0 || last+1 >= len(words) {
		return rest, false
	}
	dropped := strings.Join(words[:last+1], " ")
	if r.inStreet {
		dropped = rest.unread[len(rest.unread)-1] + " " + dropped
		rest.unread = rest.unread[:len(rest.unread)-1]
	}
	rest.parts, rest.unread, rest.inStreet = []string{strings.Join(words[last+1:], " ")}, append(rest.unread, dropped), true
	return rest, true
}

// behindStreet returns how many of the words are a street's, with a number of up to four digits right behind it; 0: none.
func behindStreet(words []string) int {
	for i := range slices.Backward(words) {
		if !isStreet(words, i) {
			continue
		}
		if i+1 < len(words) && len(words[i+1]) <= 4 && strings.Trim(words[i+1], "0123456789") == "" {
			i++
		}
		return i + 1
	}
	return 0
}

// streetEnds are ends of words that are streets, and streetWords words for streets beside those of package lexicon, all folded.
var (
	streetEnds  = strings.Fields("strasse str gasse allee damm ufer platz weg straat laan plein gracht kade gatan gata vagen vej gade veien vegen gaten katu utca")
	streetWords = strings.Fields("bd chemin quai impasse cl carrer paseo rua travessa praca largo via vicolo ul ulica улица ул проспект пр prospect nam namesti trg utca " +
		"korut court way sok sokak cad caddesi mahallesi jl straat plads suite floor apt flat unit")
)

// lastOfStreet returns the last of the words that has the number of a house or means a street; -1: none does.
func lastOfStreet(words []string) int {
	for i, w := range slices.Backward(words) {
		if strings.ContainsAny(w, "0123456789") || isStreet(words, i) {
			return i
		}
	}
	return -1
}

// isStreet reports whether a word means a street, or ends like one. "St Andrews" is none.
func isStreet(words []string, i int) bool {
	key := fold.Name(words[i])
	end := func(end string) bool { return len(key) > len(end)+2 && strings.HasSuffix(key, end) }
	return slices.Contains(streetWords, key) || slices.ContainsFunc(streetEnds, end) ||
		lexicon.Of([]byte(key)).Has(lexicon.StreetNoun) && (i > 0 || abbreviations[key] == nil)
}
