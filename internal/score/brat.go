package score

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// readBrat yields a text for each NAME.ann of a folder, in the order of their names, or the one that is named. NAME.txt has the text.
func readBrat(name string) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		stems, err := stemsOf(name)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, stem := range stems {
			d, err := readPair(stem)
			if err != nil {
				yield(nil, fmt.Errorf("%s.ann: %w", filepath.Base(stem), err))
				return
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}

// stemsOf returns the files of a folder without their endings, or that of a file.
func stemsOf(name string) (stems []string, err error) {
	if ext := filepath.Ext(name); ext == ".ann" || ext == ".txt" {
		return []string{strings.TrimSuffix(name, ext)}, nil
	}
	err = filepath.WalkDir(name, func(file string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && filepath.Ext(file) == ".ann" {
			stems = append(stems, strings.TrimSuffix(file, ".ann"))
		}
		return err
	})
	if err == nil && len(stems) == 0 {
		err = errors.New("score: there is no file whose name ends in .ann")
	}
	slices.Sort(stems)
	return stems, err
}

func readPair(stem string) (*Document, error) {
	text, err := readWhole(stem + ".txt")
	if err != nil {
		return nil, err
	}
	notes, err := readWhole(stem + ".ann")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	d := &Document{ID: filepath.Base(stem), Text: string(text), At: filepath.Base(stem) + ".ann"}
	return d, d.standoff(string(notes))
}

// standoff reads brat's annotations: text-bound ones ("T1<TAB>Location 0 4<TAB>Kano"), offsets in code points; of their normalizations those to
// GeoNames ("N1<TAB>Reference T1 GeoNames:2335204"), and notes ("#1<TAB>AnnotatorNotes T1<TAB>12.0, 8.5"; see noted).
// Types that are kinds of usage are the mention's. A span in pieces reaches from the first to the last. Other annotations are passed over.
func (d *Document) standoff(notes string) error {
	at := map[string]int{} // by its number, the mention
	text := []rune(d.Text)
	n := 0
	for line := range strings.Lines(notes) {
		n++
		fields := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if err := d.standoffLine(text, fields, at); err != nil {
			return fmt.Errorf("score: line %d: %w", n, err)
		}
	}
	return d.finish()
}

func (d *Document) standoffLine(text []rune, fields []string, at map[string]int) error {
	if len(fields) < 2 || fields[0] == "" {
		return nil
	}
	words := strings.Fields(fields[1])
	switch fields[0][0] {
	case 'T':
		m, err := boundTo(words)
		if err != nil {
			return fmt.Errorf("%s: %w", fields[0], err)
		}
		if len(fields) > 2 && !strings.Contains(fields[1], ";") {
			if err := quoted(text, m.Start, m.End, fields[2]); err != nil {
				return fmt.Errorf("%s: %w", fields[0], err)
			}
		}
		at[fields[0]] = len(d.Mentions)
		d.Mentions = append(d.Mentions, m)
	case 'N', '#':
		if len(words) < 2 {
			return nil
		}
		i, ok := at[words[1]]
		if !ok {
			return nil
		}
		if fields[0][0] == 'N' && len(words) > 2 {
			d.Mentions[i].ID = geonameID(words[2])
		} else if len(fields) > 2 {
			d.Mentions[i].noted(fields[2])
		}
	}
	return nil
}

// boundTo reads a type and its offsets.
func boundTo(words []string) (m Mention, err error) {
	if len(words) < 3 {
		return m, errors.New("it has no type and offsets")
	}
	var errs [2]error
	m.Start, errs[0] = strconv.Atoi(words[1])
	m.End, errs[1] = strconv.Atoi(words[len(words)-1])
	m.place = m.typed(words[0])
	return m, errors.Join(errs[:]...)
}

// quoted reports whether a span of a text is what an annotation says that it is.
func quoted(text []rune, start, end int, quote string) error {
	if start < 0 || start >= end || end > len(text) {
		return fmt.Errorf("[%d, %d) is not in the text of %d characters", start, end, len(text))
	}
	if got := string(text[start:end]); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(quote), " ") {
		return fmt.Errorf("[%d, %d) is %q, and not %q", start, end, got, quote)
	}
	return nil
}

// geonameID returns the number at the end of a reference to GeoNames, such as "GeoNames:2335204" or "https://sws.geonames.org/2335204/"; 0: it is
// none.
func geonameID(reference string) int {
	_, number, ok := strings.Cut(strings.ToLower(reference), "geonames")
	if !ok {
		return 0
	}
	number = strings.TrimLeft(number, ".org:/")
	number, _, _ = strings.Cut(number, "/")
	id, err := strconv.Atoi(number)
	if err != nil || id < 0 {
		return 0
	}
	return id
}

// latLon reads two numbers, a latitude and a longitude in degrees, between spaces or commas, after "geo:" or not; nil: they are none.
func latLon(s string) (lat, lon *float64) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "geo:")
	parts := strings.FieldsFunc(s, func(c rune) bool { return c == ',' || c == ' ' || c == ';' })
	if len(parts) < 2 {
		return nil, nil
	}
	y, errY := strconv.ParseFloat(parts[0], 64)
	x, errX := strconv.ParseFloat(parts[1], 64)
	if errY != nil || errX != nil || !(y >= -90 && y <= 90 && x >= -180 && x <= 180) {
		return nil, nil
	}
	return &y, &x
}
