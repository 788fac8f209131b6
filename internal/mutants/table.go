package main

// Folders of the pipeline.
const (
	prose   = "internal/prose/"
	names   = "internal/names/"
	mention = "internal/mention/"
	resolve = "internal/resolve/"
	ground  = "internal/ground/"
	model   = "internal/model/"
)

// table holds the mutants, in the order of the pipeline.
var table = []mutant{
	{prose + "plain.go", "case isUnseen(c):\n\t\treturn end, \"\", true", "case isUnseen(c):\n\t\treturn end, \"\", false", "unseen characters part words"},
	{prose + "plain.go", "with = html.UnescapeString(text[i : i+n])", "with = html.UnescapeString(\"\") + text[i : i+n]", "entities stay"},
	{prose + "markup.go", "with = \"\\n\\n\"\n\tcase preset", "with = \"\"\n\tcase preset", "blocks part nothing"},
	{prose + "lines.go", "if a.blank() || b.blank() || !l.soft(k, told) {", "if true {", "every line break parts"},
	{prose + "lines.go", "if a.blank() || b.blank() || !l.soft(k, told) {", "if a.blank() || b.blank() {", "only blank lines part"},
	{prose + "joints.go", "case l.led(a) || l.spans(k, told):", "case l.led(a):", "no name runs over a line break"},
	{prose + "joints.go", "if (unicode.IsLower(right) || shouts) && l.parted(word, next) {", "if (unicode.IsLower(right) || shouts) && left != 0 {", "every hyphen parts a word"},
	{prose + "origin.go", "return int(cuts[k].to + at - cuts[k].at - cuts[k].n)", "return int(at)", "offsets are those of the edited text"},
	{prose + "sentences.go", "return words >= headlineWords && small*headlineShare <= words", "return false", "no sentence is a headline"},
	{prose + "sentences.go", "s.Dateline = t.datelineEnd(s, i <= headlines)", "s.Dateline = s.First", "no dateline"},
	{prose + "truecase.go", "if t.Recased, r.starts = t.whispers(); t.Recased {", "if false {", "small letters stay"},
	{prose + "truecase.go", "return n >= leastWords", "return false", "capitals stay"},
	{prose + "guess.go", "plainlyEnglish, sportWords = 8, 5, 3, 2", "plainlyEnglish, sportWords = 8, 5, 50, 2", "English by one word in fifty"},
	{prose + "guess.go", "case votes > plain*wordVotes && votes >= leastVotes:", "case false:", "no other language where English words stand"},
	{prose + "words.go", "\tif t.stated(w) {", "\tif false {", "no states in short"},
	{prose + "words.go", "if shortForms[string(t.Folded[w.FoldStart:w.FoldEnd])] {", "if false {", "no short forms"},

	{names + "find.go", "for _, m := range slices.Backward(f.matches) {\n\t\tlast :=", "for _, m := range f.matches {\n\t\tlast :=", "the shortest match"},
	{names + "find.go", "return c, false // \"Peru's\" is Peru's, and not Perus", "_ = c", "Peru's is Perus"},
	{names + "find.go", "return c, false // \"GOP\", \"D.E.\": an acronym, not the village", "_ = c", "an acronym is a village"},
	{names + "codes.go", "\treturn listed || j.text", "\treturn true || j.text", "codes anywhere"},
	{names + "codes.go", "\treturn tag != \"\" && !use.InLang(tag)", "\treturn false", "codes of other languages"},
	{names + "codes.go", "\tj.holds = j.holds || fits", "\tj.holds = false", "a code means others than the holder"},
	{names + "nature.go", "\t\tn.Sure = true\n", "", "no river is sure"},
	{names + "nature.go", "\tcase watery(t, article):\n\t\treturn river\n", "", "water says nothing"},
	{names + "inflect.go", "\ts.spell(i, f.ix.Path(), false)\n", "", "no inflection"},
	{names + "inflect.go", "\tf.romanized(i, word, nil)\n", "", "no Latin letters"},
	{names + "inflect.go", "s.spell(next, p, changed)", "_ = next", "no inflected names of several words"},
	{names + "inflect.go", "known >= f.usual(m.name)+outranks", "true", "an ending outdoes the name as it stands"},
	{names + "divide.go", "\t\t\tf.call(next, root, noun)\n", "", "no divisions in Latin letters"},
	{names + "divide.go", "case f.lead(k)&prose.LeadDivision != 0:\n\t\t\treturn true", "case false:\n\t\t\treturn true", "no noun says that a name is a division's"},
	{names + "link.go", "case l.text.Is(w, function.And) && a.Container < 0:\n\t\tb.Listed = int32(k - 1)", "case a == nil:", "no lists across and"},
	{names + "link.go", "case w.Class.Has(lexicon.PlacePrep) && w.Gap <= prose.GapComma && l.text.Is(w, function.In):", "case false:", "no container across in"},
	{names + "link.go", "c.Place == a && (found < 0", "!a.IsZero() && (found < 0", "any candidate holds"},
	{names + "link.go", "return b.Prior < renowned", "return true", "Punjab is misplaced"},
	{names + "prior.go", "return fame + breadth(p) - 1.6", "return 0", "a parish is as known as Texas"},
	{names + "link.go", "const outdone = 1.5", "const outdone = 100", "no list outdoes a container"},

	{mention + "rules.go", "\t{model.Vessel, (*rules).vessel},\n", "", "no rule of vessels"},
	{mention + "rules.go", "\t{model.Publication, (*rules).publication},\n", "", "no rule of publications"},
	{mention + "rules.go", "\t{model.Team, (*rules).team},\n", "", "no rule of teams"},
	{mention + "rules.go", "\t{model.Product, (*rules).called},\n", "", "no rule of things"},
	{mention + "rules.go", "\t{model.Organization, (*rules).firm},\n", "", "no rule of firms"},
	{mention + "rules.go", "\t{model.Person, (*rules).doer},\n", "", "no rule of players"},
	{mention + "chain.go", "\tcase addressed(a, k):\n", "\tcase false:\n", "nothing is addressed"},
	{mention + "rules.go", "\t{model.Street, (*rules).street},\n", "", "no rule of streets"},
	{mention + "rules.go", "\t\talongside(r.text, r.list, k, func(i int32) *Verdict { return &r.opinions[i] })\n", "", "none acts alongside"},
	{mention + "rejections.go", "const famous = 5.7", "const famous = 0", "every place is famous"},
	{mention + "roles.go", "actsByRule = 0.15", "actsByRule = 0.9999", "none acts by rule"},
	{mention + "roles.go", "actsAlone  = 0.6", "actsAlone  = 0.01", "most act alone"},
	{mention + "bare.go", "return len(list.Names) > 0", "return false", "no text is nothing but names"},
	{mention + "rules.go", "\t{model.CommonWord, (*rules).untaught},\n", "", "no rule of languages without a chain"},
	{names + "unspaced.go", "if letters < 2 ||", "if letters < 1 ||", "one character is a name"},
	{mention + "chain.go", "sureEnough   = 0.4\n", "sureEnough   = 0.9\n", "sure enough at 0.9"},
	{mention + "chain.go", "sureCued     = 0.34", "sureCued     = 0.4", "a cue does not help"},
	{mention + "chain.go", "sureUnlisted = 0.7", "sureUnlisted = 0.4", "unlisted at 0.4"},
	{mention + "chain.go", "faint       = 0.05", "faint       = 0.95", "all but the clearest are faint"},
	{mention + "chain.go", "return k.first <= s.last && s.first <= k.last", "return false", "stretches overlap"},
	{mention + "given.go", "\tfor ; old < len(others.Names); old++ {\n\t\tg.set.Add(others.Names[old], others.Mentions[old])\n\t}\n\treturn", "\treturn", "given spans leave the others out"},

	{mention + "given.go", "\tfrom, to := bare(a.Text, first, last)", "\tfrom, to := first, last", "an article belongs to the name"},

	{resolve + "resolve.go", "const passes = 3", "const passes = 1", "one pass"},
	{resolve + "resolve.go", "return !n.Demonym || c.Flags&gazetteer.Demonym != 0", "return !n.Demonym || true", "a demonym means anything"},
	{resolve + "resolve.go", "se.most < r.mostLacked(se) && ", "", "any place may be lacked"},
	{resolve + "resolve.go", " && r.group.mayLack(se, c.Place)", "", "a place lies in itself"},
	{resolve + "resolve.go", "if c.lacked || r.set.Names[k].Partial {", "if c.lacked {", "a part of a name is the whole"},
	{resolve + "group.go", "full.container = set.Names[holder].Toponym.Ref()", "full.container = 0", "one sense in all containers"},
	{resolve + "hosts.go", "const hostSentences, hostSpans = 3, 24", "const hostSentences, hostSpans = 0, 24", "hosts in the sentence alone"},
	{resolve + "hosts.go", "const hostSentences, hostSpans = 3, 24", "const hostSentences, hostSpans = 3, 0", "no host but the next name"},
	{resolve + "scene.go", "const maxAnchors = 32", "const maxAnchors = 0", "no anchors"},
	{resolve + "scene.go", "\t\tr.near(se, c, f)\n", "", "nothing is near"},
	{resolve + "scene.go", "named, held = named-se.count, held-se.count", "_ = held", "a division is its own context"},
	{resolve + "scene.go", "\t\t\theld -= se.count\n", "", "a place is its own context"},
	{resolve + "static.go", "\thomely(r.home, c.Place, f)\n", "", "no home"},
	{resolve + "static.go", "\treturn division.seat\n", "\treturn best\n", "a division before its seat"},
	{resolve + "static.go", "f[model.Unbacked] = behind * (1 - r.backed(se, c, f))", "_ = behind", "fame needs nothing to be outdone"},
	{resolve + "hosts.go", "if near >= 2 && 2*near >= all {", "if near >= 0 || all > 0 {", "any place is a host"},
	{resolve + "votes.go", "se.vote[level] = 1 / max(n, 1)", "se.vote[level] = 0 * n", "no votes"},
	{resolve + "score.go", "chance *= float32(r.group.senses[a.sense].chance)", "_ = chance", "an unlisted place scores without its sense"},

	{ground + "area.go", "c.of = g.room(k, c)", "c.of = g.place(k)", "what of names may be too small"},
	{ground + "area.go", "c.outside(g, k), room == p", "false, room == p", "no clause ends"},
	{ground + "clause.go", "if w := t.After(n.Last); w != nil && w.Class.Has(lexicon.SayVerb) {", "if false {", "who speaks holds areas"},
	{ground + "area.go", "\ta.Anchor = g.anchorOf(&c, a.Place)\n", "", "no anchor"},
	{ground + "area.go", "const townGain, sentenceCost, clauseCost, demonymCost, speakerCost = 2, 2, 5, 2, 3", "const townGain, sentenceCost, clauseCost, demonymCost, speakerCost = 0, 2, 5, 2, 3", "a town gains nothing"},
	{ground + "area.go", "cost += sentenceCost * float64(h.far)", "cost += 0", "no sentence is far"},
	{ground + "area.go", "if clip && a.Place.HasBoundary() {", "if false {", "nothing is clipped"},
	{ground + "share.go", " || !land && !g.aboutLand(share.Start, end)", " || !land && false", "any share is of land"},
	{ground + "share.go", "\t\tif i > 0 && isLetterBefore(s, i) {\n\t\t\tcontinue\n\t\t}\n", "", "parts of words tell of land"},
	{ground + "relation.go", " || !g.spatial(&stated, g.place(k))", "", "any relation is of the ground"},

	{model + "model.go", "if rest, ok = bytes.CutPrefix(rest, print[:]); !ok {", "if rest = rest[min(len(print), len(rest)):]; false {", "any fingerprint will do"},
}
