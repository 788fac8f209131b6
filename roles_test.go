package geotag_test

import (
	"os"
	"strings"
	"testing"

	"example.com/geotag"
)

// leastRolesRight are how many of the names of testdata/roles/own.txt are told rightly, as found and with the names given. It may only rise.
const leastRolesRight, leastRolesRightGiven = 57, 57

// Our sentences tell apart places and those that act, of politics, sport, war, business and daily life.
func TestRoles(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/roles/own.txt")
	if err != nil {
		t.Fatal(err)
	}
	right, rightGiven, all := 0, 0, 0
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		text, spans, acts := used(line)
		found, given := rolesOf(t, text, nil), rolesOf(t, text, spans)
		for i, s := range spans {
			all++
			if acts[i] == (found[s.Start] != geotag.Location) {
				right++
			} else {
				t.Logf("as found %q is %v: %s", text[s.Start:s.End], found[s.Start], text)
			}
			if acts[i] == (given[s.Start] != geotag.Location) {
				rightGiven++
			} else {
				t.Logf("as given %q is %v: %s", text[s.Start:s.End], given[s.Start], text)
			}
		}
	}
	t.Logf("of %d names %d are right, with the names given %d", all, right, rightGiven)
	if right < leastRolesRight || rightGiven < leastRolesRightGiven {
		t.Errorf("of %d names %d are right, with the names given %d; they were %d and %d", all, right, rightGiven, leastRolesRight, leastRolesRightGiven)
	}
}

// used returns a sentence without its brackets, the names between them, and which of those act.
func used(line string) (text string, spans []geotag.Span, acts []bool) {
	for line != "" {
		at := strings.IndexAny(line, "{[")
		if at < 0 {
			return text + line, spans, acts
		}
		end := strings.IndexAny(line, "}]")
		text += line[:at]
		spans = append(spans, geotag.Span{Start: len(text), End: len(text) + end - at - 1})
		acts = append(acts, line[at] == '{')
		text += line[at+1 : end]
		line = line[end+1:]
	}
	return text, spans, acts
}

// rolesOf returns the roles of the mentions of a text by where they begin.
func rolesOf(t *testing.T, text string, spans []geotag.Span) map[int]geotag.Role {
	d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{Spans: spans})
	if err != nil {
		t.Fatal(err)
	}
	out := map[int]geotag.Role{}
	for _, r := range d.References {
		for _, m := range r.Mentions {
			out[m.Start] = m.Role
			if m.RoleChance < 0 || m.RoleChance > 1 || m.RoleChance == 0 && m.Role != geotag.Dateline && m.Role != geotag.Demonym {
				t.Errorf("%q at %d is %v with a chance of %g", text, m.Start, m.Role, m.RoleChance)
			}
		}
	}
	return out
}
