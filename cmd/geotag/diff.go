package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"text/tabwriter"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
)

// movedM is how far in metres a place must have moved for diff to say so.
const movedM = 100

// gazetteerDiff compares two gazetteers by the ids of their places.
func gazetteerDiff(_ context.Context, e env, args []string) error {
	fs := e.flags("geotag gazetteer diff [FLAGS] OLD NEW", `
Says which places NEW has and OLD has not (+), which are gone (-), and which moved by 100 m and more (>), by their ids.`, `
Examples:
  geotag gazetteer diff old.gaz new.gaz`)
	most := fs.Int("n", 100, "list up to `N` of each")
	args, err := fs.parse(args, 2, 2)
	if err != nil {
		return err
	}
	before, err := openGazetteer(args[0])
	if err != nil {
		return err
	}
	after, err := openGazetteer(args[1])
	if err != nil {
		return err
	}
	var d difference
	for p, q := range pairs(before, after) {
		d.take(p, q, *most)
	}
	return d.print(e.stdout)
}

// pairs yields the places of both, by id: the zero Place stands for one that is missing.
func pairs(before, after *gazetteer.Index) iter.Seq2[gazetteer.Place, gazetteer.Place] {
	return func(yield func(p, q gazetteer.Place) bool) {
		nextBefore, stopBefore := iter.Pull(before.Places())
		defer stopBefore()
		nextAfter, stopAfter := iter.Pull(after.Places())
		defer stopAfter()
		p, okP := nextBefore()
		q, okQ := nextAfter()
		for okP || okQ {
			order := 0
			switch {
			case !okQ:
				order = -1
			case !okP:
				order = 1
			default:
				order = gazetteer.CompareIDs(p.ID(), q.ID())
			}
			left, right := p, q
			if order > 0 {
				left = gazetteer.Place{}
			} else {
				p, okP = nextBefore()
			}
			if order < 0 {
				right = gazetteer.Place{}
			} else {
				q, okQ = nextAfter()
			}
			if !yield(left, right) {
				return
			}
		}
	}
}

// A difference counts, and lists as much as is wanted.
type difference struct {
	same                  int
	added, gone, moved    []string
	nAdded, nGone, nMoved int
}

func (d *difference) take(p, q gazetteer.Place, most int) {
	list := func(n *int, lines *[]string, sign string, p gazetteer.Place, more string) {
		if *n++; *n <= most {
			at := p.Point()
			*lines = append(*lines, fmt.Sprintf("%s %s\t%s\t%s\t%.4f %.4f%s\n", sign, plain(p.ID()), plain(p.Name()), p.Type(), at.Lat(), at.Lon(), more))
		}
	}
	switch {
	case p.IsZero():
		list(&d.nAdded, &d.added, "+", q, "")
	case q.IsZero():
		list(&d.nGone, &d.gone, "-", p, "")
	default:
		d.same++
		if m := geodesy.Distance(p.Point(), q.Point()); m >= movedM {
			list(&d.nMoved, &d.moved, ">", q, fmt.Sprintf("\t%.1f km %s", m/1e3, compass(geodesy.Bearing(p.Point(), q.Point()))))
		}
	}
}

func (d *difference) print(w io.Writer) error {
	count := func(n int) string { return grouped(float64(n)) }
	fmt.Fprintf(w, "%s places in both, %s added, %s gone, %s moved\n", count(d.same), count(d.nAdded), count(d.nGone), count(d.nMoved))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, l := range []struct {
		lines []string
		n     int
	}{{d.added, d.nAdded}, {d.gone, d.nGone}, {d.moved, d.nMoved}} {
		for _, line := range l.lines {
			io.WriteString(t, line)
		}
		if more := l.n - len(l.lines); more > 0 {
			fmt.Fprintf(t, "... and %s more\n", count(more))
		}
	}
	return t.Flush()
}
