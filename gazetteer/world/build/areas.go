package main

import (
	"fmt"
	"io"
	"strconv"
)

// An officialArea is a row of areas.tsv.
type officialArea struct {
	ID     string
	M2     float64
	Source string // with its remark after a semicolon
}

// readAreas reads areas.tsv: id, square kilometers, source, remark or nothing, name for the reader.
func readAreas(r io.Reader) ([]officialArea, error) {
	var list []officialArea
	for f, err := range rows(r, 5) {
		if err != nil {
			return nil, err
		}
		km2, err := strconv.ParseFloat(f.cells[1], 64)
		if err != nil || !(km2 > 0) || f.cells[2] == "" {
			return nil, fmt.Errorf("line %d: want id, square kilometers, source, remark", f.line)
		}
		a := officialArea{f.cells[0], km2 * 1e6, f.cells[2]}
		if f.cells[3] != "" {
			a.Source += "; " + f.cells[3]
		}
		list = append(list, a)
	}
	return list, nil
}

// officialAreas gives places the areas of the table. A row of a place that does not exist is an error.
func (w *world) officialAreas(list []officialArea) error {
	for _, a := range list {
		p := w.byID[a.ID]
		if p == nil {
			return fmt.Errorf("areas.tsv: no place %s", a.ID)
		}
		p.AreaM2, p.AreaSource = a.M2, a.Source
	}
	return nil
}
