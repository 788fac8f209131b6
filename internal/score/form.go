package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Form is how gold texts are written down.
type Form string

// The forms.
const (
	Lines       Form = "jsonl"       // a document a line: see the package comment
	WebNotes    Form = "w3c"         // Web Annotations (W3C), beside the texts that they annotate
	Brat        Form = "brat"        // texts in NAME.txt with annotations in NAME.ann, or a folder of them
	LabelStudio Form = "labelstudio" // the JSON export of Label Studio
	Doccano     Form = "doccano"     // doccano's JSON lines
	CoNLL       Form = "conll"       // a word a line with its class, as CoNLL's: no coordinates
)

// Forms are all forms.
var Forms = []Form{Lines, WebNotes, Brat, LabelStudio, Doccano, CoNLL}

// mostFile is the largest file of a form that is read whole, in bytes.
const mostFile = 256 << 20

// ReadFile yields the documents of a gold file, or of a folder of brat's, or what is wrong with it and where. Without a form it is told by the
// content. They are as answers are held against them.
func ReadFile(name string, form Form) iter.Seq2[*Document, error] {
	return agreed(AsWritten(name, form))
}

// AsWritten yields the same documents without the conventions of their languages.
func AsWritten(name string, form Form) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		base := filepath.Base(name)
		if form == "" {
			var err error
			if form, err = FormOf(name); err != nil {
				yield(nil, err)
				return
			}
		}
		for d, err := range form.read(name) {
			if err != nil {
				yield(nil, fmt.Errorf("%s: %w", base, err))
				return
			}
			if form != Brat {
				d.At = base + ":" + d.At
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}

// read yields the documents of a file, each with the line or the element at which it stands.
func (form Form) read(name string) iter.Seq2[*Document, error] {
	switch form {
	case Lines:
		return readFrom(name, readJSON)
	case Doccano:
		return readFrom(name, func(r io.Reader) iter.Seq2[*Document, error] { return readEach(r, readExample) })
	case CoNLL:
		return readFrom(name, readWords)
	case Brat:
		return readBrat(name)
	case WebNotes, LabelStudio:
		data, err := readWhole(name)
		if err != nil {
			return failing(err)
		}
		if form == LabelStudio {
			return readTasks(data)
		}
		return readNotes(data, beside(name))
	}
	return failing(fmt.Errorf("score: %q is no form of gold texts: it must be of %v", string(form), Forms))
}

// readFrom yields what is read of a file while it is read.
func readFrom(name string, read func(io.Reader) iter.Seq2[*Document, error]) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		f, err := os.Open(name)
		if err != nil {
			yield(nil, err)
			return
		}
		defer f.Close()
		read(f)(yield)
	}
}

// failing yields an error.
func failing(err error) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) { yield(nil, err) }
}

// readWhole reads a file that is not too large.
func readWhole(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("score: it is no file")
	case info.Size() > mostFile:
		return nil, fmt.Errorf("score: it has %d bytes, and may have %d", info.Size(), mostFile)
	}
	data, err := os.ReadFile(name)
	return bytes.TrimPrefix(data, []byte("\ufeff")), err
}

// FormOf tells the form of a file by its name, if it is one of brat's, or by what it begins with.
func FormOf(name string) (Form, error) {
	info, err := os.Stat(name)
	if err != nil {
		return "", err
	}
	if ext := filepath.Ext(name); info.IsDir() || ext == ".ann" || ext == ".txt" {
		return Brat, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	// Only the first object is read, so that a large file costs nothing.
	head := bufio.NewReader(f)
	if begin, _ := head.Peek(head.Size()); isWords(begin) { // a short file ends sooner
		return CoNLL, nil
	}
	dec := json.NewDecoder(head)
	var array bool
	if t, err := dec.Token(); err != nil {
		return Lines, nil // whose reader says what is wrong
	} else if array = t == json.Delim('['); !array && t != json.Delim('{') {
		return Lines, nil
	}
	if array {
		if t, err := dec.Token(); err != nil || t != json.Delim('{') {
			return LabelStudio, nil
		}
	}
	return formByMembers(dec), nil
}

// formByMembers tells a form by the members of the first object.
func formByMembers(dec *json.Decoder) Form {
	form := Lines
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			break
		}
		switch key {
		case "@context", "target", "items", "body", "motivation":
			return WebNotes
		case "annotations", "data", "completions":
			return LabelStudio
		case "mentions":
			return Lines
		case "label", "labels", "entities":
			form = Doccano
		}
		var skipped json.RawMessage
		if dec.Decode(&skipped) != nil {
			break
		}
	}
	return form
}

// placeTypes are the types that annotators give to places, in small letters.
var placeTypes = []string{"location", "loc", "place", "gpe", "geo", "toponym", "facility", "fac"}

// typed enters the type of an annotation, where it is a kind of usage, and reports whether it is that of a place.
func (m *Mention) typed(name string) bool {
	if slices.Contains(placeTypes, strings.ToLower(name)) {
		return true
	}
	m.Kind = name
	return expectedRole(name, "") != ""
}

// The beginnings and words of what forms without a place for it say of a mention in notes.
const (
	placeNote   = "geotag:" // and the place's id in the gazetteer
	neutralNote = "neutral" // it does not count
)

// noted enters what a note says of a mention: where it is, as a latitude and a longitude, which place it is, or that it does not count. Several stand
// there with semicolons between.
func (m *Mention) noted(note string) {
	for s := range strings.SplitSeq(note, ";") {
		s = strings.TrimSpace(s)
		if place, ok := strings.CutPrefix(s, placeNote); ok {
			m.Place = word(place)
		} else if s == neutralNote {
			m.neutral = true
		} else if id := geonameID(s); id > 0 {
			m.ID = id
		} else if lat, lon := latLon(s); lat != nil {
			m.Lat, m.Lon = lat, lon
		}
	}
}

// finish leaves out the annotations that are of no place and say nowhere, lets those without coordinates count for recognition, and checks the
// rest.
func (d *Document) finish() error {
	all := len(d.Mentions)
	d.Mentions = slices.DeleteFunc(d.Mentions, func(m Mention) bool { return !m.place && !m.neutral && m.Lat == nil && m.ID == 0 && m.Place == "" })
	d.LeftOut = all - len(d.Mentions)
	for i := range d.Mentions {
		m := &d.Mentions[i]
		m.SpanOnly = m.Lat == nil && !m.neutral
	}
	return d.check()
}
