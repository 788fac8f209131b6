package score

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// plainType is the type of a mention without a kind of usage, in the forms in which each has one.
const plainType = "Location"

// A Writer writes gold texts in a form. One goroutine may use it.
type Writer struct {
	form  Form
	to    *bufio.Writer
	dir   string
	names map[string]bool // of brat's files
	n     int             // elements of an array
	lost  map[string]int
}

// NewWriter returns a writer of a form into one file. Brat's needs a folder: see NewFolder.
func NewWriter(form Form, to io.Writer) (*Writer, error) {
	if form == Brat || !slices.Contains(Forms, form) {
		return nil, fmt.Errorf("score: no file is written as %q", string(form))
	}
	return &Writer{form: form, to: bufio.NewWriterSize(to, 1<<16), lost: map[string]int{}}, nil
}

// NewFolder returns a writer of brat's files into a folder, which is there. It writes over no file.
func NewFolder(dir string) *Writer {
	return &Writer{form: Brat, dir: dir, names: map[string]bool{}, lost: map[string]int{}}
}

// Lost says what the form could not hold of the texts so far, with how often that was.
func (w *Writer) Lost() []string {
	var all []string
	for _, what := range slices.Sorted(maps.Keys(w.lost)) {
		all = append(all, fmt.Sprintf("%d %s", w.lost[what], what))
	}
	return all
}

// lose counts what the form cannot hold.
func (w *Writer) lose(what string, lost bool) {
	if lost {
		w.lost[what]++
	}
}

// Write writes a text.
func (w *Writer) Write(d *Document) error {
	switch w.form {
	case Brat:
		return w.pair(d)
	case LabelStudio:
		return w.element(w.task(d))
	case WebNotes:
		return w.notes(d)
	case Doccano:
		return w.line(w.example(d))
	case CoNLL:
		return w.words(d)
	}
	return w.line(lineOf(d))
}

// Close ends what Write has begun. It does not close what it writes to.
func (w *Writer) Close() error {
	if w.form == Brat {
		return nil
	}
	if w.form == LabelStudio || w.form == WebNotes {
		if w.n == 0 {
			w.to.WriteString("[")
		}
		w.to.WriteString("\n]\n")
	}
	return w.to.Flush()
}

// line writes a value on a line.
func (w *Writer) line(v any) error {
	data, err := marshal(v)
	if err != nil {
		return err
	}
	_, err = w.to.Write(data)
	return err
}

// element writes a value of an array.
func (w *Writer) element(v any) error {
	data, err := marshal(v)
	if err != nil {
		return err
	}
	w.to.WriteString([2]string{"[\n", ",\n"}[min(w.n, 1)])
	w.n++
	_, err = w.to.Write(data[:len(data)-1])
	return err
}

// marshal returns a value in JSON with a line end, and with < and & as they are.
func marshal(v any) ([]byte, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return []byte(b.String()), err
}

// A goldLine is a Document as it stands in JSON lines.
type goldLine struct {
	ID       string        `json:"id"`
	Source   string        `json:"source,omitempty"`
	Lang     string        `json:"lang,omitempty"`
	Partial  bool          `json:"partial,omitempty"`
	Text     string        `json:"text"`
	Mentions []goldMention `json:"mentions"`
}

// A goldMention is a Mention as it stands there.
type goldMention struct {
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Text     string   `json:"text"`
	Lat      *float64 `json:"lat,omitempty"`
	Lon      *float64 `json:"lon,omitempty"`
	Place    word     `json:"id,omitempty"`
	ID       int      `json:"geonameid,omitempty"`
	Kind     string   `json:"kind,omitempty"`
	SpanOnly bool     `json:"spanonly,omitempty"`
}

func lineOf(d *Document) goldLine {
	l := goldLine{ID: d.ID, Source: d.Source, Lang: d.Lang, Partial: d.Partial, Text: d.Text, Mentions: []goldMention{}}
	text := []rune(d.Text)
	for _, m := range d.Mentions {
		l.Mentions = append(l.Mentions, goldMention{m.Start, m.End, string(text[m.Start:m.End]), m.Lat, m.Lon, m.Place, m.ID, m.Kind, m.SpanOnly})
	}
	return l
}

// typeOf returns the type of a mention in forms in which each has one, and counts what comes back as none.
func (w *Writer) typeOf(m *Mention) string {
	var back Mention
	back.typed(m.Kind)
	w.lose("kinds of use that are types of places there", m.Kind != "" && back.Kind == "")
	return cmp.Or(m.Kind, plainType)
}

// saying returns what notes say of a mention: see noted.
func (w *Writer) saying(m *Mention) (all []string) {
	if m.Lat != nil {
		all = append(all, decimals(m))
	}
	if m.ID > 0 {
		all = append(all, "geonames:"+strconv.Itoa(m.ID))
	}
	if place := string(m.Place); strings.ContainsAny(place, ";\t\r\n") || strings.TrimSpace(place) != place {
		w.lose("ids of places, which have separators in them", true)
	} else if place != "" {
		all = append(all, placeNote+place)
	}
	if m.Lat == nil && !m.SpanOnly {
		all = append(all, neutralNote)
	}
	return all
}

// decimals returns where a mention is with all the digits that are known, or nothing.
func decimals(m *Mention) string {
	if m.Lat == nil {
		return ""
	}
	return strconv.FormatFloat(*m.Lat, 'f', -1, 64) + ", " + strconv.FormatFloat(*m.Lon, 'f', -1, 64)
}

func (w *Writer) example(d *Document) example {
	id, _ := json.Marshal(d.ID) // a string can be written
	x := example{ID: id, Text: d.Text, Lang: d.Lang, Source: d.Source, Partial: d.Partial, Label: []labeled{}}
	seen := map[[2]int]bool{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		x.Label = append(x.Label, labeled{m.Start, m.End, w.typeOf(m)})
		if said := w.saying(m); len(said) > 0 {
			x.Notes = append(x.Notes, noteOn{m.Start, m.End, strings.Join(said, "; ")})
		}
		span := [2]int{m.Start, m.End}
		w.lose("places of spans that are marked twice", seen[span])
		seen[span] = true
	}
	return x
}

// task returns a text as a task of Label Studio, with one annotation. Its labels are those of the control "label", and what is said of a span stands in
// the text field "place".
func (w *Writer) task(d *Document) any {
	type object = map[string]any
	units := unitsOf(d.Text)
	result := []object{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		id := fmt.Sprint("m", i+1)
		region := func(from, kind string, text any, more object) {
			value := object{"start": units[m.Start], "end": units[m.End], "text": text}
			maps.Copy(value, more)
			result = append(result, object{"id": id, "from_name": from, "to_name": "text", "type": kind, "value": value})
		}
		region("label", "labels", string([]rune(d.Text)[m.Start:m.End]), object{"labels": []string{w.typeOf(m)}})
		if said := w.saying(m); len(said) > 0 {
			region("place", "textarea", said, nil)
		}
	}
	data := object{"id": d.ID, "text": d.Text}
	for name, value := range map[string]string{"lang": d.Lang, "source": d.Source} {
		if value != "" {
			data[name] = value
		}
	}
	if d.Partial {
		data["partial"] = true
	}
	return object{"id": w.n + 1, "data": data, "annotations": []object{{"result": result}}}
}

// unitsOf returns the UTF-16 unit at which each code point of a text begins, and at last their number.
func unitsOf(text string) (out []int) {
	n := 0
	for _, c := range text {
		out = append(out, n)
		n += max(1, utf16.RuneLen(c))
	}
	return append(out, n)
}

// notes writes a Web Annotation for each mention. The first of a text has the text with it.
func (w *Writer) notes(d *Document) error {
	type object = map[string]any
	w.lose("texts without a mention", len(d.Mentions) == 0)
	w.lose("sources", d.Source != "" && d.Source != d.ID)
	w.lose("languages", d.Lang != "")
	w.lose("marks that not all places are marked", d.Partial)
	source := object{"id": d.ID, "value": d.Text}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		bodies := []object{{"type": "TextualBody", "purpose": "tagging", "value": w.typeOf(m)}}
		for _, s := range w.saying(m) {
			if s == decimals(m) {
				bodies = append(bodies, object{"type": "Feature", "geometry": object{"type": "Point", "coordinates": []float64{*m.Lon, *m.Lat}}})
			} else if strings.HasPrefix(s, "geonames:") {
				bodies = append(bodies, object{"source": fmt.Sprintf("https://sws.geonames.org/%d/", m.ID)})
			} else {
				bodies = append(bodies, object{"type": "TextualBody", "purpose": "identifying", "value": s})
			}
		}
		exact := string([]rune(d.Text)[m.Start:m.End])
		selectors := []object{{"type": "TextPositionSelector", "start": m.Start, "end": m.End}, {"type": "TextQuoteSelector", "exact": exact}}
		if err := w.element(object{
			"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "body": bodies, "target": object{"source": source, "selector": selectors},
		}); err != nil {
			return err
		}
		source = object{"id": d.ID}
	}
	return nil
}

// pair writes NAME.txt and NAME.ann.
func (w *Writer) pair(d *Document) error {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.TrimLeft(d.ID, "."))
	for base, n := cmp.Or(name, "_"), 1; name == "" || w.names[strings.ToLower(name)]; n++ {
		name = fmt.Sprint(base, "-", n)
	}
	w.names[strings.ToLower(name)] = true
	w.lose("ids, which no file can be called", name != d.ID)
	w.lose("sources", d.Source != "")
	w.lose("languages", d.Lang != "")
	w.lose("marks that not all places are marked", d.Partial)
	stem := filepath.Join(w.dir, name)
	if err := createNew(stem+".txt", d.Text); err != nil {
		return err
	}
	return createNew(stem+".ann", w.standoff(d))
}

// createNew writes a file that is not there.
func createNew(name, data string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err = f.WriteString(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// standoff returns brat's annotations of a text: see Document.standoff.
func (w *Writer) standoff(d *Document) string {
	var b strings.Builder
	text := []rune(d.Text)
	for i := range d.Mentions {
		m, n := &d.Mentions[i], i+1
		kind := w.typeOf(m)
		if strings.ContainsFunc(kind, func(r rune) bool { return r <= ' ' || r == ';' }) {
			w.lose("kinds of use with spaces in them", true)
			kind = plainType
		}
		covered := strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(string(text[m.Start:m.End]))
		fmt.Fprintf(&b, "T%d\t%s %d %d\t%s\n", n, kind, m.Start, m.End, covered)
		if m.ID > 0 {
			fmt.Fprintf(&b, "N%d\tReference T%d GeoNames:%d\t%s\n", n, n, m.ID, covered)
		}
		said := slices.DeleteFunc(w.saying(m), func(s string) bool { return strings.HasPrefix(s, "geonames:") })
		if len(said) > 0 {
			fmt.Fprintf(&b, "#%d\tAnnotatorNotes T%d\t%s\n", n, n, strings.Join(said, "; "))
		}
	}
	return b.String()
}
