package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"testing"
)

// The corpora of our own say what they mark: every mention's text is that at its offsets, in order and without overlap, with
// coordinates and a kind that has a role.
func TestOwnCorporaAreWhole(t *testing.T) {
	t.Parallel()
	for corpus, least := range map[string]int{"own": 200, "languages": 60, "genres": 50, "genres-learn": 50} {
		t.Run(corpus, func(t *testing.T) {
			t.Parallel()
			b, err := os.ReadFile("../../testdata/gold/" + corpus + ".jsonl")
			if err != nil {
				t.Fatal(err)
			}
			checkDocuments(t, b, least)
			checkMentions(t, b)
		})
	}
}

func checkDocuments(t *testing.T, b []byte, least int) {
	t.Helper()
	documents, ids := 0, map[string]bool{}
	for d, err := range Read(bytes.NewReader(b)) {
		if err != nil {
			t.Fatal(err)
		}
		if documents++; ids[d.ID] {
			t.Errorf("%s is there twice", d.ID)
		}
		ids[d.ID] = true
	}
	if documents < least {
		t.Errorf("%d documents, want %d", documents, least)
	}
}

func checkMentions(t *testing.T, b []byte) {
	t.Helper()
	lines := bufio.NewScanner(bytes.NewReader(b))
	for lines.Scan() {
		var d struct {
			ID, Text string
			Mentions []Mention
		}
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		text, last := []rune(d.Text), 0
		for _, m := range d.Mentions {
			if m.Start < last || string(text[m.Start:m.End]) != string(m.Text) {
				t.Errorf("%s: %q is marked as %q", d.ID, string(text[m.Start:m.End]), m.Text)
			}
			if m.Lat == nil || expectedRole(m.Kind, "") == "" {
				t.Errorf("%s: %q has no coordinates, or no kind of a role: %q", d.ID, m.Text, m.Kind)
			}
			last = m.End
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}
