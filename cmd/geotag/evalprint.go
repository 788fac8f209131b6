package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"example.com/geotag/internal/score"
)

// printFigures prints the figures of one file for a person to read, of several as a table; or as JSON, an object for each file.
func printFigures(w io.Writer, evs []*evaluation, asJSON bool) error {
	if asJSON {
		lines := json.NewEncoder(w)
		for _, ev := range evs {
			if err := lines.Encode(ev.figures()); err != nil {
				return err
			}
		}
		return nil
	}
	if len(evs) > 1 {
		return errors.Join(printTable(w, evs), printComparison(w, evs))
	}
	if err := evs[0].print(w); err != nil || len(evs[0].parts) == 1 {
		return err
	}
	fmt.Fprintln(w)
	return printTable(w, evs)
}

// printTable prints a row for each file, in Markdown with columns of even width; of a file in several languages one for each.
func printTable(w io.Writer, evs []*evaluation) error {
	rows := [][]string{{"gold", "language", "told", "mentions", "P", "R", "F1", "95 %", "loosely F1", "false", "end to end", "95 %", "same entity", "roles"}}
	for _, ev := range evs {
		for _, lang := range slices.Sorted(maps.Keys(ev.parts)) {
			if len(ev.parts) > 1 {
				rows = append(rows, ev.parts[lang].row())
			}
		}
		rows = append(rows, ev.row())
	}
	return printMarkdown(w, rows)
}

// printComparison prints a row for each file, with the differences from the answers that these are held against, if there are any.
func printComparison(w io.Writer, evs []*evaluation) error {
	if evs[0].before == nil {
		return nil
	}
	rows := [][]string{{"gold", "figure", "difference", "95 %", "p"}}
	for _, ev := range evs {
		for _, f := range ev.differences() {
			rows = append(rows, append([]string{ev.name(), f.title}, f.cells()...))
		}
	}
	fmt.Fprintf(w, "\nagainst %s\n\n", plain(evs[0].Against))
	return printMarkdown(w, rows)
}

// name is the file's, without its ending.
func (ev *evaluation) name() string { return strings.TrimSuffix(ev.Gold, filepath.Ext(ev.Gold)) }

// row is that of a table; "-" stands for a figure of which the gold says nothing.
func (ev *evaluation) row() []string {
	s := ev.counts.Summary()
	figure := func(known bool, x float64) string {
		if !known {
			return "-"
		}
		return fmt.Sprintf("%.3f", x)
	}
	accuracy, roles := ev.tally.RoleAccuracy()
	return []string{
		ev.name(), cmp.Or(ev.Language, "-"), figure(ev.Language != "", ev.told()), strconv.Itoa(ev.counts.Gold),
		figure(true, s.Precision), figure(true, s.Recall), figure(true, s.F1), ev.interval(true, score.F1), figure(true, s.LooseF1), figure(true, s.False),
		figure(ev.Placed, s.E2E), ev.interval(ev.Placed, score.E2E), figure(ev.Placed, s.SameEntity), figure(ev.Placed && roles > 0, accuracy),
	}
}

// interval returns where a figure would lie of other texts like these.
func (ev *evaluation) interval(known bool, figure score.Figure) string {
	if !known || ev.Documents < 2 {
		return "-"
	}
	i := score.Bootstrap(ev.single, figure)
	return fmt.Sprintf("%.3f-%.3f", i.Low, i.High)
}

// told is the share of the texts of which the service says the language that they say.
func (ev *evaluation) told() float64 { return float64(ev.Told) / float64(max(1, ev.Documents)) }

// printMarkdown prints rows, the first of which are the headings; the first two columns to the left, the others to the right.
func printMarkdown(w io.Writer, rows [][]string) error {
	const left = 2
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for n, row := range rows {
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i < left {
				fmt.Fprintf(&b, "| %s%s ", cell, pad)
			} else {
				fmt.Fprintf(&b, "| %s%s ", pad, cell)
			}
		}
		b.WriteString("|\n")
		for i := 0; n == 0 && i < len(widths); i++ {
			if rule := strings.Repeat("-", widths[i]+1); i < left {
				b.WriteString("|" + rule + "-")
			} else {
				b.WriteString("|" + rule + ":")
			}
		}
		if n == 0 {
			b.WriteString("|\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// figures are all the figures of an evaluation, as -json prints them.
func (ev *evaluation) figures() map[string]any {
	classes := map[string]int{}
	for c, n := range ev.tally.Classes {
		classes[score.Class(c).String()] = n
	}
	roles := map[string]map[string]int{}
	for pair, n := range ev.tally.Roles {
		if roles[pair[0]] == nil {
			roles[pair[0]] = map[string]int{}
		}
		roles[pair[0]][pair[1]] = n
	}
	accuracy, _ := ev.tally.RoleAccuracy()
	return map[string]any{
		"gold": ev.Gold, "language": ev.Language, "told": ev.told(), "placed": ev.Placed, "documents": ev.Documents, "mentions": ev.counts.Gold, "predictions": ev.counts.Predicted, "versions": ev.Versions,
		"points": ev.rules.Points, "given": ev.rules.Given, "summary": ev.counts.Summary(), "classes": classes, "usageTypes": ev.tally.Kinds,
		"placeTypes": ev.tally.Types, "roles": roles, "roleAccuracy": accuracy, "bins": ev.tally.Bins, "calibrationError": ev.tally.CalibrationError(),
		"intervals": map[string]score.Interval{"F1": score.Bootstrap(ev.single, score.F1), "E2E": score.Bootstrap(ev.single, score.E2E), "Accuracy161": score.Bootstrap(ev.single, score.Accuracy)},
		"against":   ev.differences(),
	}
}

// A comparison is the difference of a figure from the answers that these are held against.
type comparison struct {
	Figure, title string
	score.Difference
}

// cells are those of a table.
func (c *comparison) cells() []string {
	return []string{fmt.Sprintf("%+.3f", c.By), fmt.Sprintf("%+.3f to %+.3f", c.Low, c.High), fmt.Sprintf("%.3f", c.P)}
}

// differences are those from the answers that these are held against, if there are any.
func (ev *evaluation) differences() []comparison {
	compare := func(name, title string, f score.Figure) comparison {
		return comparison{name, title, score.Compare(ev.single, ev.before, f)}
	}
	switch {
	case ev.before == nil:
		return nil
	case ev.rules.Given:
		return []comparison{compare("Accuracy161", "spans given", score.Accuracy)}
	case !ev.Placed:
		return []comparison{compare("F1", "recognition", score.F1)}
	}
	return []comparison{compare("F1", "recognition", score.F1), compare("E2E", "end to end", score.E2E)}
}

// print prints the figures for a person to read.
func (ev *evaluation) print(w io.Writer) error {
	s := ev.counts.Summary()
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "documents\t%d\t95 %%\t\ngold mentions\t%d\t\t\n", ev.Documents, ev.counts.Gold)
	if ev.Language != "" {
		fmt.Fprintf(t, "language\t%.3f\t\ttold as %s\n", ev.told(), ev.Language)
	}
	ev.printMain(t, s)
	if ev.Placed {
		fmt.Fprintf(t, "calibration\tECE %.3f\t\tof the score\n", ev.tally.CalibrationError())
	}
	if share, n := ev.tally.RoleAccuracy(); n > 0 {
		fmt.Fprintf(t, "role accuracy\t%.3f\t\tof %d mentions with a usage type\n", share, n)
	}
	ev.printDifferences(t)
	ev.printErrors(t)
	printOutcomes(t, "usage type", ev.tally.Kinds)
	printOutcomes(t, "answered as", ev.tally.Types)
	ev.printRoles(t)
	return t.Flush()
}

// printMain prints how well places are found and placed, with the intervals.
func (ev *evaluation) printMain(t io.Writer, s score.Summary) {
	if ev.rules.Given {
		fmt.Fprintf(t, "spans given\tAcc@161 %.3f\t%s\tAcc@20 %.3f  mean %.0f km  AUC %.3f\n", s.Accuracy161, ev.interval(true, score.Accuracy), s.Accuracy20, s.MeanKM, s.AUC)
		return
	}
	fmt.Fprintf(t, "recognition\tF1 %.3f\t%s\tP %.3f  R %.3f  loosely F1 %.3f\n", s.F1, ev.interval(true, score.F1), s.Precision, s.Recall, s.LooseF1)
	if ev.Placed {
		fmt.Fprintf(t, "resolution of found\tAcc@161 %.3f\t\tAcc@20 %.3f  mean %.0f km  AUC %.3f\n", s.Accuracy161, s.Accuracy20, s.MeanKM, s.AUC)
		fmt.Fprintf(t, "end to end\tF1@161 %.3f\t%s\tP %.3f  R %.3f\n", s.E2E, ev.interval(true, score.E2E), s.PlacedPrecision, s.PlacedRecall)
		fmt.Fprintf(t, "  or the same entity\tF1 %.3f\t\tby its id, or within its boundary\n", s.SameEntity)
	}
	fmt.Fprintf(t, "false locations\t%.3f\t\tof %d predictions\n", s.False, ev.counts.Predicted)
}

// printDifferences prints by how much the answers differ from those that they are held against.
func (ev *evaluation) printDifferences(t io.Writer) {
	differences := ev.differences()
	if differences != nil {
		fmt.Fprintf(t, "\nagainst %s\n\tdifference\t95 %%\tp\n", plain(ev.Against))
	}
	for _, d := range differences {
		fmt.Fprintf(t, "  %s\t%s\n", d.title, strings.Join(d.cells(), "\t"))
	}
}

func (ev *evaluation) printErrors(w io.Writer) {
	all := ev.tally.Errors()
	if all == 0 {
		return
	}
	fmt.Fprintf(w, "\nerrors\t%d\t\n", all)
	for c, n := range ev.tally.Classes {
		if c := score.Class(c); c != score.Right && n > 0 {
			fmt.Fprintf(w, "  %s\t%d\t%.1f %%\n", c, n, 100*float64(n)/float64(all))
		}
	}
}

func printOutcomes(w io.Writer, title string, outcomes map[string]*score.Outcome) {
	if len(outcomes) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\tmentions\tfound\tplaced\n", title)
	for _, k := range byCount(outcomes) {
		o := outcomes[k]
		fmt.Fprintf(w, "  %s\t%d\t%.3f\t%.3f\n", plain(k), o.All, float64(o.Found)/float64(o.All), float64(o.Placed)/float64(o.All))
	}
}

// byCount returns the keys of outcomes, those of the most mentions first.
func byCount(outcomes map[string]*score.Outcome) []string {
	return slices.SortedFunc(maps.Keys(outcomes), func(a, b string) int {
		return cmp.Or(outcomes[b].All-outcomes[a].All, cmp.Compare(a, b))
	})
}

var roles = []string{"location", "actor", "demonym", "part of name"}

func (ev *evaluation) printRoles(w io.Writer) {
	if len(ev.tally.Roles) == 0 {
		return
	}
	fmt.Fprint(w, "\nexpected, answered as")
	for _, r := range roles {
		fmt.Fprintf(w, "\t%s", r)
	}
	fmt.Fprintln(w)
	for _, want := range roles {
		fmt.Fprintf(w, "  %s", want)
		for _, got := range roles {
			fmt.Fprintf(w, "\t%d", ev.tally.Roles[[2]string{want, got}])
		}
		fmt.Fprintln(w)
	}
}
