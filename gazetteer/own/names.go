package own

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/features"
)

// Names reads names that add to places by their ids: a table of id, name and, if there is a third column, language (BCP 47), parted as
// those of CSV are. A header row may say in which order they are; without one the first two columns count.
func Names(r io.Reader) iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		t := newTable(r)
		t.part(func([]string) int { return 0 })
		at := map[Field]int{id: 0, name: 1, lang: 2}
		for first := true; ; first = false {
			f, ok := t.row()
			if !ok {
				break
			}
			if header := (Mapping{}).columns(f); first && has(header, id) && has(header, name) {
				if at = header; !has(at, lang) {
					at[lang] = len(f)
				}
				continue
			}
			e, err := nameOf(f, at)
			if err != nil {
				if !features.Emit(yield, t.line, gazetteer.Entry{}, &gazetteer.RowError{Reason: err.Error()}) {
					return
				}
			} else if !features.Emit(yield, t.line, e) {
				return
			}
		}
		if err := t.err(); err != nil {
			yield(gazetteer.Entry{}, err)
		}
	}
}

func nameOf(f []string, at map[Field]int) (e gazetteer.Entry, err error) {
	get := func(field Field) string {
		if i := at[field]; i < len(f) {
			return strings.TrimSpace(f[i])
		}
		return ""
	}
	switch {
	case get(id) == "":
		return e, fmt.Errorf("no id")
	case !gazetteer.IsName(get(name)):
		return e, fmt.Errorf("name %q has no letter and no digit", get(name))
	}
	return gazetteer.Entry{
		ID: ID(get(id)), Names: []gazetteer.Name{{Text: get(name), Langs: languages(get(lang))}}, Point: orb.Point(gazetteer.NoPoint),
	}, nil
}

// maxList bounds a list of names in bytes.
const maxList = 64 << 20

// List reads a list of names, one a line; empty lines, and those that begin with #, do not count.
func List(r io.Reader) ([]string, error) {
	t := newTable(io.LimitReader(r, maxList))
	var list []string
	for {
		s, ok := t.next()
		if !ok {
			return list, t.err()
		}
		s = strings.TrimSpace(strings.TrimPrefix(s, "\ufeff"))
		if s == "" || strings.HasPrefix(s, "#") {
			continue
		}
		if !gazetteer.IsName(s) {
			return nil, fmt.Errorf("own: line %d: %.60q is no name", t.read, s)
		}
		list = append(list, s)
	}
}
