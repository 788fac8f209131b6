package score

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A task is a text of Label Studio with what was marked in it.
type task struct {
	ID          json.RawMessage            `json:"id"`
	Data        map[string]json.RawMessage `json:"data"`
	Annotations []struct {
		Cancelled bool     `json:"was_cancelled"`
		Result    []region `json:"result"`
	} `json:"annotations"`
}

// A region is a span, or what was said of the span of the same id.
type region struct {
	ID   string `json:"id"`
	From string `json:"from_name"`
	To   string `json:"to_name"`
	Type string `json:"type"`
	Data struct {
		Start  json.RawMessage `json:"start"`
		End    json.RawMessage `json:"end"`
		Text   json.RawMessage `json:"text"` // of a span what it covers, of a text field what was typed
		Labels []string        `json:"labels"`
	} `json:"value"`
}

// readTasks yields the texts of an export of Label Studio, an array of tasks. The first annotation that was not cancelled counts. Offsets are UTF-16
// code units, as its editor counts. Labels that are kinds of usage are the mention's; a text field for each span holds a latitude and a longitude or
// a reference to GeoNames.
func readTasks(data []byte) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		var tasks []task
		if err := json.Unmarshal(data, &tasks); err != nil {
			yield(nil, fmt.Errorf("score: not an export of Label Studio: %w", err))
			return
		}
		for i := range tasks {
			d, err := tasks[i].document()
			if err != nil {
				yield(nil, fmt.Errorf("score: task %d: %w", i+1, err))
				return
			}
			d.At = strconv.Itoa(i + 1)
			if !yield(d, nil) {
				return
			}
		}
	}
}

func (t *task) document() (*Document, error) {
	d := &Document{ID: cmp.Or(t.word("id"), strings.Trim(string(t.ID), `"`), "task"), Lang: t.word("lang"), Source: t.word("source")}
	d.Partial = string(t.Data["partial"]) == "true"
	for _, a := range t.Annotations {
		if a.Cancelled {
			continue
		}
		if d.Text = t.text(a.Result); d.Text == "" {
			return nil, fmt.Errorf("%s: it has no text", d.ID)
		}
		if err := d.regions(a.Result); err != nil {
			return nil, fmt.Errorf("%s: %w", d.ID, err)
		}
		return d, d.finish()
	}
	if d.Text = t.text(nil); d.Text == "" {
		return nil, fmt.Errorf("%s: it has no text", d.ID)
	}
	return d, d.check()
}

// word returns a member of the data that is a string, or nothing.
func (t *task) word(name string) (s string) {
	if json.Unmarshal(t.Data[name], &s) != nil {
		return ""
	}
	return s
}

// text returns what the regions are of: the member of the data that they name, or "text".
func (t *task) text(regions []region) (text string) {
	for _, name := range append(sources(regions), "text") {
		if json.Unmarshal(t.Data[name], &text) == nil && text != "" {
			return text
		}
	}
	return ""
}

func sources(regions []region) (names []string) {
	for i := range regions {
		names = append(names, regions[i].To)
	}
	return names
}

func (d *Document) regions(regions []region) error {
	toRune, text := runesOfUnits(d.Text), []rune(d.Text)
	at := map[string]int{}
	for i := range regions {
		r := &regions[i]
		if r.Data.Labels == nil {
			continue
		}
		m := Mention{}
		var ok bool
		if m.Start, m.End, ok = r.span(toRune); !ok {
			return fmt.Errorf("region %s: [%s, %s) is not in the text of %d UTF-16 units", r.ID, r.Data.Start, r.Data.End, len(toRune)-1)
		}
		var quote string
		if json.Unmarshal(r.Data.Text, &quote) == nil && quote != "" {
			if err := quoted(text, m.Start, m.End, quote); err != nil {
				return fmt.Errorf("region %s: %w", r.ID, err)
			}
		}
		m.place = slices.ContainsFunc(r.Data.Labels, m.typed)
		at[r.ID] = len(d.Mentions)
		d.Mentions = append(d.Mentions, m)
	}
	for i := range regions {
		if k, ok := at[regions[i].ID]; ok && regions[i].Data.Labels == nil {
			regions[i].says(&d.Mentions[k])
		}
	}
	return nil
}

// says enters what was typed about a span.
func (r *region) says(m *Mention) {
	var one string
	var typed []string
	if json.Unmarshal(r.Data.Text, &typed) != nil && json.Unmarshal(r.Data.Text, &one) == nil {
		typed = []string{one}
	}
	for _, s := range typed {
		m.noted(s)
	}
}

// span returns a region's offsets in code points; toRune has that of each UTF-16 unit.
func (r *region) span(toRune []int) (start, end int, ok bool) {
	if json.Unmarshal(r.Data.Start, &start) != nil || json.Unmarshal(r.Data.End, &end) != nil || start < 0 || start >= end || end >= len(toRune) {
		return 0, 0, false
	}
	return toRune[start], toRune[end], true
}

// runesOfUnits returns the code point that each UTF-16 unit of a text belongs to, and at last their number.
func runesOfUnits(text string) (out []int) {
	n := 0
	for _, c := range text {
		for range max(1, utf16.RuneLen(c)) {
			out = append(out, n)
		}
		n++
	}
	return append(out, n)
}
