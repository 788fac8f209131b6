package train

import (
	_ "embed"
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
)

// Marked texts use few verbs and nouns beside names, so that how they are used is taught by sentences made up, too: see its first lines.
//
//go:embed frames.txt
var frames string

const (
	frameCorpus    = "frames"
	frameTimes     = 2 // how often each is learned, with other names
	frameCountryM2 = 4e10
	framePeople    = 8e5
)

// frameLessons makes lessons of the frames with names of the gazetteer; none where it has no countries or towns that would do.
func frameLessons(ix *gazetteer.Index) (out []Lesson) {
	f := framer{}
	for p := range ix.Places() {
		switch {
		case p.Type() == gazetteer.Country && p.AreaM2() >= frameCountryM2:
			f.countries.names = append(f.countries.names, p.Name())
		case p.Type() == gazetteer.Settlement && p.Population() >= framePeople && !strings.Contains(p.Name(), " "):
			f.towns.names = append(f.towns.names, p.Name())
		}
	}
	if len(f.countries.names) == 0 || len(f.towns.names) == 0 {
		return nil
	}
	for line := range strings.Lines(frames) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		for range frameTimes {
			out = append(out, f.lesson(line))
		}
	}
	return out
}

// A framer fills frames with the names of places, each in its turn.
type framer struct{ countries, towns turn }

// A turn is names to be used one after another.
type turn struct {
	names []string
	next  int
}

func (t *turn) name() string {
	t.next++
	return t.names[(t.next-1)*7%len(t.names)] // neighbors in the list are of one letter, or one region
}

// lesson fills a frame.
func (f *framer) lesson(frame string) Lesson {
	l := Lesson{Corpus: frameCorpus, Partial: true, Uses: SomeUses}
	for {
		at := strings.IndexAny(frame, "{[")
		if at < 0 || len(frame) < at+3 {
			l.Text += frame
			return l
		}
		l.Text += frame[:at]
		n := Name{Start: len(l.Text), Kind: PlaceName, Role: model.Location}
		if frame[at] == '{' {
			n.Role = model.Actor
		}
		from := &f.countries
		if frame[at+1] == 'T' {
			from = &f.towns
		}
		l.Text += from.name()
		n.End = len(l.Text)
		l.Names = append(l.Names, n)
		frame = frame[at+3:]
	}
}
