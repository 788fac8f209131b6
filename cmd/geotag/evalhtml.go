package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/score"
)

//go:embed evalreport.html
var evalReport string

// mapTolerance is how far the outlines of the report's map may stray, in metres: about half a pixel.
const mapTolerance = 25_000

// writeHTML writes the report, whole or not at all; without a name nothing.
func (ev *evaluation) writeHTML(name string) error {
	if name == "" {
		return nil
	}
	t, err := template.New("report").Funcs(template.FuncMap{
		"percent": func(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) },
		"share":   func(a, b int) float64 { return float64(a) / float64(max(1, b)) },
		"wide":    func(share float64) string { return fmt.Sprintf("%.1f", 100*share) },
		"third":   func(x float64) string { return fmt.Sprintf("%.3f", x) },
		"x":       mapX,
		"y":       mapY,
		"slug":    func(c score.Class) string { return strings.ReplaceAll(c.String(), " ", "-") },
	}).Parse(evalReport)
	if err != nil {
		return err
	}
	page, err := ev.page()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, page); err != nil {
		return err
	}
	return writeWhole(name, b.Bytes())
}

// A reportPage is what the template shows.
type reportPage struct {
	*evaluation
	Summary      score.Summary
	Mentions     int
	Predictions  int
	Given        bool
	Calibration  float64
	RoleAccuracy float64
	RoleCount    int
	Roles        []string
	Confusion    [][]int
	Tables       []reportTable
	Dots         []reportDot
	Errors       int
	Groups       []reportGroup
	World        template.HTML // the path of the countries' outlines; digits only
}

// A reportDot is a bin of the reliability diagram, which is 300 units wide and high.
type reportDot struct {
	X, Y, R float64
	Title   string
}

func dots(bins []score.Bin) []reportDot {
	var out []reportDot
	for _, b := range bins {
		if b.Count > 0 {
			n := float64(b.Count)
			rate := float64(b.Right) / n
			out = append(out, reportDot{300 * b.Sum / n, 300 * (1 - rate), 2 + math.Sqrt(n)/4, fmt.Sprintf("score %.2f: %d of %d right (%.2f)", b.Sum/n, b.Right, b.Count, rate)})
		}
	}
	return out
}

type reportTable struct {
	Title string
	Rows  []reportRow
}

type reportRow struct {
	Name               string
	All, Found, Placed int
}

type reportGroup struct {
	Class score.Class
	Share float64
	Cases []reportCase
}

type reportCase struct {
	*score.Case
	Before, Name, After string
}

// shownContext is how much text stands around an error, in code points.
const shownContext = 90

func (ev *evaluation) page() (*reportPage, error) {
	outlines, err := worldPath()
	if err != nil {
		return nil, err
	}
	p := &reportPage{
		evaluation: ev, Summary: ev.counts.Summary(), Mentions: ev.counts.Gold, Predictions: ev.counts.Predicted, Given: ev.rules.Given,
		Calibration: ev.tally.CalibrationError(), Roles: roles, Dots: dots(ev.tally.Bins[:]), Errors: ev.tally.Errors(), World: template.HTML(outlines),
	}
	p.RoleAccuracy, p.RoleCount = ev.tally.RoleAccuracy()
	for _, want := range roles {
		var row []int
		for _, got := range roles {
			row = append(row, ev.tally.Roles[[2]string{want, got}])
		}
		p.Confusion = append(p.Confusion, row)
	}
	p.Tables = append(p.Tables, outcomeTable("By usage type", ev.tally.Kinds), outcomeTable("By type of the answer", ev.tally.Types))
	for class := score.Right + 1; class < score.Classes; class++ {
		g := reportGroup{Class: class, Share: float64(ev.tally.Classes[class]) / float64(max(1, p.Errors))}
		for i := range ev.tally.Wrong {
			if c := &ev.tally.Wrong[i]; c.Class == class {
				one := reportCase{Case: c}
				one.Before, one.Name, one.After = c.Context(shownContext)
				g.Cases = append(g.Cases, one)
			}
		}
		if len(g.Cases) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	return p, nil
}

func outcomeTable(title string, outcomes map[string]*score.Outcome) reportTable {
	t := reportTable{Title: title}
	for _, k := range byCount(outcomes) {
		o := outcomes[k]
		t.Rows = append(t.Rows, reportRow{k, o.All, o.Found, o.Placed})
	}
	return t
}

// The map is equirectangular, 1000 units wide.
func mapX(p orb.Point) string { return fmt.Sprintf("%.1f", (p[0]+180)/0.36) }
func mapY(p orb.Point) string { return fmt.Sprintf("%.1f", (90-p[1])/0.36) }

// worldPath returns the outlines of all countries of the embedded gazetteer as an SVG path.
func worldPath() (string, error) {
	ix, err := world.Index()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for p := range ix.Places() {
		if p.Type() != gazetteer.Country {
			continue
		}
		for _, polygon := range p.Boundary(mapTolerance) {
			appendRing(&b, polygon[0])
		}
	}
	return b.String(), nil
}

func appendRing(b *strings.Builder, ring orb.Ring) {
	command := byte('M')
	for _, p := range ring {
		fmt.Fprintf(b, "%c%g %g", command, math.Round((p[0]+180)/0.036)/10, math.Round((90-p[1])/0.036)/10)
		command = 'L'
	}
	b.WriteByte('Z')
}
