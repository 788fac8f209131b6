package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"example.com/geotag/internal/model"
	"example.com/geotag/internal/train"
)

// longestRoles is the most bytes of a line of a file of roles. Set by hand.
const longestRoles = 16 << 20

// A usedText is a text that tells how names are used: of the one from Start to End by Reading, or of all that are used as places by Mentions. Offsets
// count code points.
type usedText struct {
	Text     string     `json:"text"`
	Start    int        `json:"start"` // of the marked name
	End      int        `json:"end"`
	Reading  string     `json:"reading"` // "literal", "metonymic", "mixed"
	Mentions []usedName `json:"mentions"`
}

// A usedName is a name that is used as a place, or an adjective of one.
type usedName struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Use   string `json:"use"` // "place", "adjective"
}

// readRoles reads a file of texts that tell how names are used, a JSON object a line.
func readRoles(file string) (*corpus, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c := &corpus{name: corpusName(file)}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, longestRoles)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		l, err := roleLesson(lines.Bytes(), c.name)
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", file, n, err)
		}
		c.lessons = append(c.lessons, l)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return c, nil
}

// roleLesson makes a lesson of a line. What counts as either reading says nothing.
func roleLesson(line []byte, corpus string) (train.Lesson, error) {
	var t usedText
	if err := json.Unmarshal(line, &t); err != nil {
		return train.Lesson{}, err
	}
	l := train.Lesson{Corpus: corpus, Text: t.Text, Partial: true, Uses: train.PlaceUses}
	if t.Reading != "" {
		l.Uses, t.Mentions = train.SomeUses, []usedName{{t.Start, t.End, t.Reading}}
	}
	at := make([]int, 0, len(t.Text)+1)
	for i := range t.Text {
		at = append(at, i)
	}
	at = append(at, len(t.Text))
	for _, m := range t.Mentions {
		if m.Start < 0 || m.Start >= m.End || m.End >= len(at) {
			return l, fmt.Errorf("a name from %d to %d, in a text of %d code points", m.Start, m.End, len(at)-1)
		}
		role, ok := roleOfUse[m.Use]
		if !ok {
			return l, fmt.Errorf("a name is used as %q, which is neither %q, %q, %q, %q nor %q", m.Use, "literal", "metonymic", "mixed", "place", "adjective")
		}
		l.Names = append(l.Names, train.Name{Start: at[m.Start], End: at[m.End], Kind: train.PlaceName, Role: role})
	}
	slices.SortStableFunc(l.Names, func(a, b train.Name) int { return a.Start - b.Start })
	return l, nil
}

// roleOfUse are the roles that a reading or a use stands for; that of a mixed one is not said.
var roleOfUse = map[string]model.Role{
	"literal": model.Location, "metonymic": model.Actor, "mixed": 0, "place": model.Location, "adjective": model.Demonym,
}
