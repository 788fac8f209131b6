package bulk

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/grpc/status"
)

// What a row of answers has: the id of the text, the columns that the text had, then these.
var answerColumns = []string{
	"mention", "start", "end", "role", "kind", "name", "placeId", "type", "country", "admin1", "lat", "lon", "areaM2", "score", "error",
}

// An answer is what rows take from a document.
type answer struct {
	Features []struct {
		Properties struct {
			Kind, Name, PlaceID, PlaceType, CountryCode, Admin1Name string
			AreaM2, Score                                           json.Number
			Location                                                *struct{ Latitude, Longitude json.Number }
			Mentions                                                []mention
		}
	}
}

type mention struct {
	Start, End json.Number
	Text, Role string
}

// appendHeader appends the names of columns. One of the text's that has a name of ours is told from it by "text.".
func appendHeader(b []byte, columns []string) ([]byte, error) {
	header := []string{"id"}
	for _, c := range columns {
		if c == "id" || slices.Contains(answerColumns, c) {
			c = "text." + c
		}
		header = append(header, c)
	}
	return appendRecord(b, append(header, answerColumns...))
}

// appendRows appends a row for each mention of each feature, or one with the error. An area or a place that no mention tells of has a row, too.
func appendRows(b []byte, t *Text, doc []byte, why error) (_ []byte, n int64, err error) {
	row := append([]string{t.Request.GetId()}, t.Row...)
	kept := 1 + len(t.Columns)
	row = append(row, make([]string, kept-len(row)+len(answerColumns))...)
	if doc == nil {
		row[len(row)-1] = status.Convert(why).Message()
		b, err = appendRecord(b, row)
		return b, 1, err
	}
	var a answer
	if err := json.Unmarshal(doc, &a); err != nil {
		return b, 0, fmt.Errorf("bulk: %w", err)
	}
	for _, f := range a.Features {
		p := &f.Properties
		if len(p.Mentions) == 0 {
			p.Mentions = []mention{{}}
		}
		for _, m := range p.Mentions {
			cells := append(make([]string, 0, len(answerColumns)), m.Text, m.Start.String(), m.End.String(), word(m.Role, "ROLE_"),
				word(p.Kind, "FEATURE_KIND_"), p.Name, p.PlaceID, word(p.PlaceType, "PLACE_TYPE_"), p.CountryCode, p.Admin1Name)
			if l := p.Location; l != nil {
				cells = append(cells, l.Latitude.String(), l.Longitude.String())
			} else {
				cells = append(cells, "", "")
			}
			copy(row[kept:], append(cells, p.AreaM2.String(), p.Score.String(), ""))
			if b, err = appendRecord(b, row); err != nil {
				return b, n, err
			}
			n++
		}
	}
	return b, n, nil
}

// word is the value of an enum as a word, as the command takes and prints it.
func word(value, prefix string) string { return strings.ToLower(strings.TrimPrefix(value, prefix)) }

// appendRecord appends a row.
func appendRecord(b []byte, cells []string) ([]byte, error) {
	w := bytes.NewBuffer(b)
	c := csv.NewWriter(w)
	for i := range cells {
		cells[i] = inert(cells[i])
	}
	c.Write(cells)
	c.Flush()
	return w.Bytes(), c.Error()
}

// inert returns a cell that no spreadsheet takes for a formula: with an apostrophe before what begins as one, unless it is a number.
func inert(cell string) string {
	if cell == "" || strings.IndexByte("=+-@\t\r", cell[0]) < 0 {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}
