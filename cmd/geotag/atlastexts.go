package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"example.com/geotag/internal/bulk"
)

// mostAhead is how many bytes of texts are held that were read before their answers came. Set by hand: texts come in the order of their answers as a rule, and then
// none are held.
const mostAhead = 1 << 30

// atlasTexts are the texts of a file, which are read as far as answers ask for them.
type atlasTexts struct {
	name  string
	next  func() (bulk.Record, error, bool)
	stop  func()
	ahead map[string]atlasText
	held  int
}

// An atlasText is a text with what its line says beside it.
type atlasText struct {
	text    string
	members map[string]any
}

// newAtlasTexts returns those of a file, or none.
func newAtlasTexts(ctx context.Context, name string) *atlasTexts {
	t := &atlasTexts{name: name, ahead: map[string]atlasText{}}
	records := func(func(bulk.Record, error) bool) {}
	if name != "" {
		records = bulk.Records(ctx, []string{name}, nil)
	}
	t.next, t.stop = iter.Pull2(iter.Seq2[bulk.Record, error](records))
	return t
}

// add puts its text, date and title to a document, where the file has them. Errors: the file cannot be read.
func (t *atlasTexts) add(d *atlasDocument) error {
	found, ok := t.ahead[d.ID]
	for !ok {
		id, text, err := t.read()
		if errors.Is(err, errNoMore) {
			return nil
		} else if err != nil {
			return err
		}
		if ok = id == d.ID; ok {
			found = text
		} else if t.held += len(text.text); t.held > mostAhead {
			return hinted(fmt.Errorf("%s has its texts in another order than the answers, and more than %d MiB of them", t.name, mostAhead>>20), "tag them with -with-text")
		} else {
			t.ahead[id] = text
		}
	}
	if _, ahead := t.ahead[d.ID]; ahead {
		delete(t.ahead, d.ID)
		t.held -= len(found.text)
	}
	if found.text != "" {
		d.Text = found.text
	}
	d.describe(found.members)
	return nil
}

var errNoMore = errors.New("no more texts")

// read reads the next text.
func (t *atlasTexts) read() (string, atlasText, error) {
	r, err, ok := t.next()
	if !ok {
		return "", atlasText{}, errNoMore
	} else if err == nil {
		err = r.Err
	}
	if err != nil {
		return "", atlasText{}, fmt.Errorf("%s: %w", r.Where, err)
	}
	var members map[string]any
	if err := json.Unmarshal(r.JSON, &members); err != nil {
		return "", atlasText{}, fmt.Errorf("%s: it is no text with its id: %w", r.Where, err)
	}
	id, _ := members["id"].(string)
	text, _ := members["text"].(string)
	delete(members, "text")
	return id, atlasText{text, members}, nil
}
