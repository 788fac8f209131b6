package mention

import (
	"strings"
	"testing"
)

// TestRulesHaveNothingToSayWhereTheyAreNotAsked asks every rule of every name, and wants no verdict of one that judge would have left out.
func TestRulesHaveNothingToSayWhereTheyAreNotAsked(t *testing.T) {
	t.Parallel()
	ix, m := open(t)
	source := strings.Join([]string{
		"The tanker Odessa left Lagos for the ferry Princess of Malta. The Odessa sank, and the MS Estonia and the Arkhangelsk nuclear submarine saw it.",
		"The Kyiv Independent and the Times of Malta said that Manchester United and Chelsea beat Arsenal 3-1 in a win over Natal, and India were 243 for 5.",
		"He lives at 12 Dublin Road and on Rua Augusta 100, near W.Va. 61, before the Paris Agreement and the Boston Marathon.",
		"At 8 p.m. Moscow time and 6 p.m. Pacific, Nevada Lithium (NYSE: NVL) fell, Ohio Casualty shares rose, shares of Lincoln fell and Nokia cut jobs.",
		"White House aides met Pentagon press secretary Jack London. Her late son London, nee Perth, and a daughter, Georgia, of Macon, smiled.",
		"Georgia's mother and Austin, a nurse, said. Chad and his brother smiled. Jordan scored 31 points. Mr. Lincoln met Paris Hilton. London said.",
		"Lagos State University and the Bank of England met Air India and Norfolk Southern in Reading. It cost US$5 million, AP wrote in March.",
	}, "\n\n")
	r := NewReader(ix, m.Roles)
	if _, err := r.Advise(t.Context(), readText(t, source)); err != nil {
		t.Fatal(err)
	}
	said := 0
	for k := range r.rules.list.Names {
		n := &r.rules.list.Names[k]
		r.rules.look(n)
		for i := range inOrder {
			rule := &inOrder[i]
			v, ok := rule.match(&r.rules, &r.rules.site)
			if ok && !rule.asks(&r.rules.site) {
				t.Errorf("rule %d is not asked of %q, and says %+v", i, r.rules.text.Slice(n.First, n.Last), v)
			}
			if ok {
				said++
			}
		}
	}
	if said < 30 {
		t.Errorf("only %d verdicts of %d names", said, len(r.rules.list.Names))
	}
}
