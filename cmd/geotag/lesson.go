package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/score"
	"example.com/geotag/internal/train"
)

// A corpus is a file of texts to learn from.
type corpus struct {
	name      string
	documents []*score.Document // of gold texts, one for each lesson
	lessons   []train.Lesson
}

// settle says of each gold text where its publisher sits, by its source.
func (c *corpus) settle(homes map[string]string) {
	for i, d := range c.documents {
		d.Home = homes[d.Source]
		c.lessons[i].Home = d.Home
	}
}

// outlets returns where a corpus's texts appeared, those of most texts first; none where hardly an outlet has two.
func (c *corpus) outlets() (outlets []string, texts map[string]int) {
	texts = map[string]int{}
	for _, d := range c.documents {
		texts[d.Source]++
	}
	if len(texts) < 2 || 2*len(texts) > len(c.documents) {
		return nil, nil
	}
	return slices.SortedFunc(maps.Keys(texts), func(a, b string) int { return cmp.Or(texts[b]-texts[a], strings.Compare(a, b)) }), texts
}

// halves returns the half, 0 or 1, to which each lesson belongs in cross-validation. The texts of one outlet are of one half, for those that a
// model has learned from name the same towns; where hardly an outlet has two, every second text is of the other half.
func (c *corpus) halves() []int {
	half := make([]int, len(c.lessons))
	outlets, sources := c.outlets()
	if outlets == nil {
		for i := range half {
			half[i] = i % 2
		}
		return half
	}
	of, texts := map[string]int{}, [2]int{}
	for _, o := range outlets {
		if texts[1] < texts[0] {
			of[o] = 1
		}
		texts[of[o]] += sources[o]
	}
	for i, d := range c.documents {
		half[i] = of[d.Source]
	}
	return half
}

// A goldReader reads files of gold texts.
type goldReader struct {
	form score.Form       // empty: told by the content
	ix   *gazetteer.Index // says where mentions are that have an id alone
}

// flag adds the flag of the form.
func (g *goldReader) flag(fs *flagSet) {
	formFlag(fs, &g.form, "form", "read gold texts in `FORM`: jsonl, w3c, brat, labelstudio, doccano or conll; else it is told by the content")
}

// texts reads all texts of a file.
func (g *goldReader) texts(file string) (out []*score.Document, err error) {
	for d, err := range score.ReadFile(file, g.form) {
		if err != nil {
			return nil, err
		}
		for i := range d.Mentions {
			g.place(&d.Mentions[i])
		}
		out = append(out, d)
	}
	return out, nil
}

// place says where a mention is that has an id alone.
func (g *goldReader) place(m *score.Mention) {
	if m.Lat != nil || m.ID == 0 || g.ix == nil {
		return
	}
	if p, ok := g.ix.Place(strconv.Itoa(m.ID)); ok {
		at := p.Point()
		m.Lat, m.Lon, m.SpanOnly = new(at.Lat()), new(at.Lon()), false
	}
}

// corpus reads a file to learn from.
func (g *goldReader) corpus(file string, partial bool) (*corpus, error) {
	c := &corpus{name: corpusName(file)}
	var err error
	if c.documents, err = g.texts(file); err != nil {
		return nil, err
	}
	for _, d := range c.documents {
		c.lessons = append(c.lessons, goldLesson(d, c.name, partial))
	}
	if outlets, _ := c.outlets(); outlets != nil {
		for i, d := range c.documents {
			c.lessons[i].Outlet = d.Source
		}
	}
	return c, nil
}

func corpusName(file string) string {
	return strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
}

func goldLesson(d *score.Document, name string, partial bool) train.Lesson {
	l := train.Lesson{Corpus: name, Text: d.Text, NoDemonyms: d.LeavesDemonymsOut(), Partial: partial || d.Partial}
	at := make([]int, 0, len(d.Text)+1)
	for i := range d.Text {
		at = append(at, i)
	}
	at = append(at, len(d.Text))
	for i := range d.Mentions {
		m := &d.Mentions[i]
		start, end := d.Strict(m)
		n := train.Name{Start: at[start], End: at[end], Kind: train.PlaceName, Role: roleOfKind(m.Kind)}
		if m.Lat == nil {
			n.Kind = train.AnyName
		} else {
			n.Point = &orb.Point{*m.Lon, *m.Lat}
			if m.ID > 0 {
				n.ID = strconv.Itoa(m.ID)
			}
		}
		l.Names = append(l.Names, n)
	}
	slices.SortStableFunc(l.Names, func(a, b train.Name) int { return a.Start - b.Start })
	return l
}

// roleOfKind maps the usage types of GeoWebNews to roles; 0: none said.
func roleOfKind(kind string) model.Role {
	switch kind {
	case "Literal", "Mixed", "Coercion", "Literal_Modifier":
		return model.Location
	case "Metonymic", "Non_Literal_Modifier":
		return model.Actor
	case "Demonym", "Language":
		return model.Demonym
	case "Embedded_Literal", "Embedded_Non_Lit":
		return model.PartOfName
	}
	return 0
}

// readNER reads a file of tokens with the classes of names: a token a line, the class in the last column (of .iob2: the
// word in the second, the class in the third), a blank line after each sentence. Each sentence is a text of its own.
func readNER(file string) (*corpus, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c := &corpus{name: corpusName(file)}
	columns := lastColumn
	if filepath.Ext(file) == ".iob2" {
		columns = iob2Columns
	}
	c.lessons, err = nerLessons(f, c.name, columns)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return c, nil
}

// lastColumn splits a line into its word and its class.
func lastColumn(line string) (word, class string, ok bool) {
	f := strings.Fields(line)
	if len(f) < 2 {
		return "", "", false
	}
	return f[0], f[len(f)-1], true
}

// iob2Columns does the same with lines that begin with a number.
func iob2Columns(line string) (word, class string, ok bool) {
	f := strings.Split(line, "\t")
	if len(f) < 3 || f[1] == "" || strings.HasPrefix(line, "#") {
		return "", "", false
	}
	return f[1], f[2], true
}

func nerLessons(r io.Reader, name string, columns func(line string) (word, class string, ok bool)) ([]train.Lesson, error) {
	var out []train.Lesson
	l := train.Lesson{Corpus: name, AllNames: true}
	last := ""
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		if !utf8.Valid(lines.Bytes()) {
			return nil, fmt.Errorf("line %d is not valid UTF-8", n)
		}
		if strings.TrimSpace(lines.Text()) == "" {
			out = appendLesson(out, &l)
			last = ""
			continue
		}
		if word, class, ok := columns(lines.Text()); ok && word != "-DOCSTART-" {
			last = appendWord(&l, word, class, last)
		}
	}
	return appendLesson(out, &l), lines.Err()
}

// appendLesson appends a lesson that has a text, and empties it.
func appendLesson(out []train.Lesson, l *train.Lesson) []train.Lesson {
	if l.Text != "" {
		out = append(out, *l)
	}
	l.Text, l.Names = "", nil
	return out
}

// appendWord appends a word, which goes on with the name before it if its class says so, and returns its class's name.
func appendWord(l *train.Lesson, word, class, last string) string {
	if l.Text != "" && !strings.ContainsAny(word[:1], ".,;:!?)%'") {
		l.Text += " "
	}
	start := len(l.Text)
	l.Text += word
	begins, what, _ := strings.Cut(class, "-")
	kind, ok := kindOfClass(what)
	if !ok {
		return ""
	}
	if begins == "I" && what == last {
		l.Names[len(l.Names)-1].End = len(l.Text)
		return what
	}
	l.Names = append(l.Names, train.Name{Start: start, End: len(l.Text), Kind: kind})
	return what
}

// kindOfClass maps the classes of names in use to kinds; false for what is no name.
func kindOfClass(class string) (train.Kind, bool) {
	switch strings.ToLower(class) {
	case "", "quantity", "temporal", "money", "documentreference":
		return 0, false
	case "per", "person":
		return train.PersonName, true
	case "org", "organisation", "corporation", "group":
		return train.BodyName, true
	case "loc", "location":
		return train.PlaceName, true
	}
	return train.OtherName, true
}
