package names

import (
	"slices"

	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// Lists and tables name places without a word beside them: "Torit (3), Yei (2)", a column of towns. What tells that they are places
// is that each fills its entry, and that most of the entries are nothing but places.

// An entry is a run of words between what parts those of a list or the cells of a table.
type entry struct {
	first, last int32 // words, inclusive, without "and" before them
	name        int32 // the name that fills it, or -1
	opens       int32 // the name that ends it after words in small letters, with which a list may begin: "reopened in Torit (3)"; or -1
	telling     bool  // the name is hardly ever anything but a place's
	common      bool  // the name is an ordinary word
	number      bool
	small       bool // it has no capital
}

// Set by hand: how many entries make a list; of those, how many tell that they are places'; how many if they are not counted, and only commas
// part them; and how many, all of which tell it and are counted, after a colon.
const leastEntries, leastTelling, leastUncounted, leastAnnounced = 3, 3, 4, 2

// The most words of an entry, and of the entries of a table's row. Set by hand.
const longestEntry, longestRow = 6, 14

// entries marks the names that are entries of a list or of a table's column of places. A report of a match lists teams.
func (f *Finder) entries() {
	if f.text.Sport || !f.mayList() {
		return
	}
	f.rows = f.rows[:0]
	words := f.text.Words
	for i := int32(0); i < int32(len(words)); {
		from := len(f.cells)
		if i == 0 {
			from, f.cells = 0, f.cells[:0]
		}
		next := f.line(i)
		f.inline(f.cells[from:])
		f.rows = append(f.rows, row{int32(from), int32(len(f.cells))})
		i = next
	}
	for from := 0; from < len(f.rows); {
		to := from
		for to < len(f.rows) && f.tabular(f.rows[to]) {
			to++
		}
		f.columns(f.rows[from:to])
		from = max(to, from+1)
	}
}

// mayList reports whether so many names fill entries that some may be a list's: three, or one where another stands beside a number.
func (f *Finder) mayList() bool {
	filled, counted := 0, false
	for k := range f.list.Names {
		n := &f.list.Names[k]
		next := n.Last + 1
		if ends := int(next) == len(f.text.Words) || !f.together(next); !ends {
			continue
		}
		counted = counted || int(next) < len(f.text.Words) && f.text.Words[next].Shape&prose.Digits != 0
		if f.begins(n.First) {
			filled++
		}
	}
	return filled >= leastEntries || filled > 0 && counted
}

// begins reports whether an entry begins at a word, perhaps with "and" before it.
func (f *Finder) begins(i int32) bool {
	if i == 0 || !f.together(i) {
		return true
	}
	return f.text.Is(&f.text.Words[i-1], f.text.LanguageAt(i).Function.And) && (i == 1 || !f.together(i-1))
}

// A row is a line of a text: which of the entries are its.
type row struct{ from, to int32 }

// line appends the entries of the line that begins at a word, and returns the word after it.
func (f *Finder) line(i int32) int32 {
	words := f.text.Words
	for first := true; i < int32(len(words)) && (first || words[i].Gap < prose.GapParagraph); first = false {
		e := entry{first: i, last: i, name: -1, opens: -1, number: words[i].Shape&prose.Digits != 0, small: true}
		for i++; i < int32(len(words)) && f.together(i); i++ {
			e.last = i
		}
		f.fill(&e)
		f.cells = append(f.cells, e)
	}
	return i
}

// together reports whether a word belongs to the entry of the word before it.
func (f *Finder) together(i int32) bool {
	w, before := &f.text.Words[i], &f.text.Words[i-1]
	if number := before.Shape&prose.Digits != 0; number || w.Shape&prose.Digits != 0 {
		return number && w.Shape&prose.Digits != 0 && w.Gap < prose.GapParagraph && w.Start-before.End <= 1 // "31,200", "06:10"
	}
	return w.Gap.Joins()
}

// fill notes what an entry is.
func (f *Finder) fill(e *entry) {
	for i := e.first; i <= e.last; i++ {
		e.small = e.small && f.text.Words[i].Shape&(prose.Capital|prose.Digits) == 0
	}
	if e.first < e.last && f.text.Is(&f.text.Words[e.first], f.text.LanguageAt(e.first).Function.And) {
		e.first++
	}
	const others = lexicon.Month | lexicon.Weekday | lexicon.NumberWord | lexicon.Determiner | lexicon.Pronoun | lexicon.Conjunction |
		lexicon.Preposition | lexicon.Auxiliary | lexicon.Acronym
	k := f.list.At(e.first)
	if last := f.list.From(e.last+1) - 1; k < 0 && last >= 0 && f.list.Names[last].Last == e.last && f.list.Names[last].First > e.first &&
		f.text.Words[f.list.Names[last].First-1].Shape&(prose.Capital|prose.Digits) == 0 {
		e.opens = last
	}
	class, shape := f.text.Words[e.first].Class, f.text.Words[e.first].Shape
	if k < 0 || f.list.Names[k].Last != e.last || f.list.Names[k].Lacks() || f.list.Names[k].Demonym || shape&prose.Uncased != 0 {
		return
	}
	if e.first == e.last && class.Has(others) {
		return
	}
	e.name = k
	e.common = e.first == e.last && class.Has(lexicon.Common)
	e.telling = e.first < e.last || !class.Has(lexicon.Common|lexicon.GivenName|lexicon.RareName|lexicon.Surname)
}

// inline marks the entries of a list within a line: what stands between them is numbers and units, or nothing.
func (f *Finder) inline(cells []entry) {
	for i := 0; i < len(cells); i++ {
		if cells[i].name < 0 && cells[i].opens < 0 {
			continue
		}
		counted, end := f.listed(cells, i)
		run := cells[i : end+1]
		named, telling := tally(run)
		if counted && f.paired(run) || f.scores(&run[0]) {
			named = 0 // it is none of places
		}
		if (telling >= leastTelling && telling*2 >= named || f.titles(&run[0])) && (counted && named >= leastEntries || named >= leastUncounted) ||
			counted && telling == named && named >= leastAnnounced && f.announced(&run[0]) {
			f.enter(run)
			if run[0].opens >= 0 && counted {
				f.list.Names[run[0].opens].Entry = true
			}
		}
		i = max(i, end-1) // its last may begin another
	}
}

// listed returns the last entry of the list that begins with an entry, and whether a number belongs to each.
func (f *Finder) listed(cells []entry, i int) (counted bool, end int) {
	end, counted = i, true
	for n := 0; ; n++ {
		k, number := end+1, false
		for k < len(cells) && (cells[k].number || cells[k].small && cells[k].last-cells[k].first < 2) {
			number = number || cells[k].number
			k++
		}
		if k == len(cells) || cells[k].name < 0 || n > 0 && number != counted || !number && f.text.Words[cells[k].first].Gap >= prose.GapSentence {
			return counted, end
		}
		counted, end = number, k
	}
}

// paired reports whether the names of a counted list go two by two, as the sides of matches do: "Lagos 98, Kano 91; Aba 110, Jos 104", and one pair
// without a comma.
func (f *Finder) paired(run []entry) bool {
	words := f.text.Words
	named, within, between := 0, prose.GapSpace, prose.GapParagraph
	for i := range run {
		e := &run[i]
		if e.name < 0 && e.opens < 0 {
			continue
		}
		switch {
		case named%2 == 0 && named > 0:
			between = min(between, words[e.first].Gap)
		case named > 0 && words[e.first-1].Shape&prose.Digits == 0: // "and" parts them
			within = max(within, prose.GapComma)
		case named > 0:
			within = max(within, words[e.first].Gap)
		}
		named++
	}
	if named == 2 {
		between = prose.GapComma
	}
	return named > 0 && named%2 == 0 && within < between
}

// announced reports whether a colon stands before an entry, or the words that lead to it are before its first name.
func (f *Finder) announced(e *entry) bool {
	return e.opens >= 0 || f.afterColon(e)
}

func (f *Finder) afterColon(e *entry) bool {
	return e.first > 0 && f.text.Source[f.text.Words[e.first-1].End] == ':'
}

// scores reports whether an entry is the first of a list of teams and what they scored: "Scores: Leeds 3, Hull 1".
func (f *Finder) scores(e *entry) bool {
	m := f.text.LanguageAt(e.first).Matches
	return m != nil && f.afterColon(e) && f.text.Is(&f.text.Words[e.first-1], m.Lists)
}

// farthestTitle is how many words before a list one may stand that says what it lists. Set by hand.
const farthestTitle = 8

// titles reports whether a list is said to be of places: "by county: Jackson 12, Clay 3".
func (f *Finder) titles(e *entry) bool {
	if !f.announced(e) {
		return false
	}
	words := f.text.Words
	for i := e.first - 1; i >= 0 && i >= e.first-farthestTitle && words[i].Sentence == words[e.first].Sentence; i-- {
		if words[i].Class.Has(lexicon.SettlementWord | lexicon.AdminWord) {
			return true
		}
	}
	return false
}

// tally counts the entries that a name fills, and those of them that tell that they are places.
func tally(cells []entry) (named, telling int) {
	for i := range cells {
		if cells[i].name >= 0 {
			named++
			if cells[i].telling {
				telling++
			}
		}
	}
	return named, telling
}

// enter marks the names of entries.
func (f *Finder) enter(cells []entry) {
	for i := range cells {
		if k := cells[i].name; k >= 0 {
			f.list.Names[k].Entry = true
		}
	}
}

// tabular reports whether a line may be the row of a table or an entry of a list: it has a few short entries.
func (f *Finder) tabular(r row) bool {
	words := int32(0)
	for i := r.from; i < r.to; i++ {
		n := f.cells[i].last - f.cells[i].first + 1
		if words += n; n > longestEntry {
			return false
		}
	}
	return words <= longestRow
}

// columns marks the names in the columns of a table that are columns of places.
func (f *Finder) columns(rows []row) {
	if len(rows) < leastEntries {
		return
	}
	titled := f.titled(rows)
	for column := range int32(longestRow) {
		f.column = f.column[:0]
		headed := false
		for i, r := range rows {
			if r.from+column >= r.to {
				continue
			}
			switch c := f.cells[r.from+column]; {
			case i == 0 && titled:
				headed = f.heads(&c)
			case !c.number:
				f.column = append(f.column, c)
			}
		}
		if column == 0 && !slices.ContainsFunc(rows, func(r row) bool { return r.to-r.from > 1 }) {
			f.column = slices.DeleteFunc(f.column, func(e entry) bool { return e.common }) // headings among lines of one entry
		}
		named, telling := tally(f.column)
		if named >= leastEntries && named*3 >= len(f.column)*2 && (headed || telling >= leastTelling && telling*2 >= named) {
			f.enter(f.column)
		}
	}
}

// titled reports whether the first of a table's rows has its headings: it has no number, and another has one.
func (f *Finder) titled(rows []row) bool {
	numbered := func(r row) bool {
		return slices.ContainsFunc(f.cells[r.from:r.to], func(e entry) bool { return e.number })
	}
	return !numbered(rows[0]) && slices.ContainsFunc(rows, numbered)
}

// heads reports whether an entry is the heading of a column of places: "Town", "Home county".
func (f *Finder) heads(c *entry) bool {
	return f.text.Words[c.last].Class.Has(lexicon.SettlementWord | lexicon.AdminWord)
}
