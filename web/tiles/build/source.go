package main

import (
	"archive/zip"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/bodgit/sevenzip"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// A source is the folder of Natural Earth's files.
type source string

// A row is a feature with its attributes, by their names in lower case.
type row struct {
	geometry   orb.Geometry
	attributes map[string]any
}

// text returns an attribute that is a text, and "" of none.
func (r row) text(name string) string {
	s, _ := r.attributes[name].(string)
	return s
}

// number returns an attribute that is a number, and otherwise of none.
func (r row) number(name string, otherwise float64) float64 {
	if n, ok := r.attributes[name].(float64); ok {
		return n
	}
	return otherwise
}

// rows reads the one GeoJSON file of an archive in layers.
func (s source) rows(layer string) ([]row, error) {
	r, err := sevenzip.OpenReader(filepath.Join(string(s), "layers", layer+".7z"))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if len(r.File) != 1 {
		return nil, fmt.Errorf("%s: %d files are in the archive, and not one", layer, len(r.File))
	}
	f, err := r.File[0].Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", layer, err)
	}
	defer f.Close()
	return readGeoJSON(layer, f)
}

// plainRows reads a GeoJSON file in geojson.
func (s source) plainRows(layer string) ([]row, error) {
	f, err := os.Open(filepath.Join(string(s), "geojson", layer+".json"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readGeoJSON(layer, f)
}

func readGeoJSON(layer string, r io.Reader) (list []row, err error) {
	var all struct {
		Features []struct {
			Geometry   *geojson.Geometry
			Properties map[string]any
		}
	}
	if err := json.NewDecoder(r).Decode(&all); err != nil {
		return nil, fmt.Errorf("%s: %w", layer, err)
	}
	for _, f := range all.Features {
		if f.Geometry == nil {
			continue
		}
		one := row{f.Geometry.Geometry(), map[string]any{}}
		for name, value := range f.Properties {
			one.attributes[strings.ToLower(name)] = value
		}
		list = append(list, one)
	}
	return list, nil
}

// table reads the attributes of a zipped shapefile: its table in dBASE III, in UTF-8.
func (s source) table(layer string) ([]row, error) {
	r, err := zip.OpenReader(filepath.Join(string(s), layer+".zip"))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	f, err := r.Open(layer + ".dbf")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", layer, err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", layer, err)
	}
	list, err := readTable(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", layer, err)
	}
	return list, nil
}

func readTable(b []byte) (list []row, err error) {
	if len(b) < 33 {
		return nil, fmt.Errorf("no dBASE table: %d bytes", len(b))
	}
	count, head, width := int(binary.LittleEndian.Uint32(b[4:])), int(binary.LittleEndian.Uint16(b[8:])), int(binary.LittleEndian.Uint16(b[10:]))
	if len(b) < head+count*width {
		return nil, fmt.Errorf("a dBASE table of %d rows of %d bytes ends after %d", count, width, len(b))
	}
	for i := range count {
		record := b[head+i*width+1 : head+(i+1)*width]
		one := row{attributes: map[string]any{}}
		for at := 32; at+32 <= head && b[at] != '\r'; at += 32 {
			name, _, _ := strings.Cut(string(b[at:at+11]), "\x00")
			size := int(b[at+16])
			if size > len(record) {
				return nil, fmt.Errorf("the columns of a dBASE table are wider than its rows")
			}
			text := strings.TrimSpace(strings.TrimRight(string(record[:size]), "\x00"))
			record = record[size:]
			if n, err := strconv.ParseFloat(text, 64); err == nil && (b[at+11] == 'N' || b[at+11] == 'F') {
				one.attributes[strings.ToLower(name)] = n
			} else {
				one.attributes[strings.ToLower(name)] = text
			}
		}
		list = append(list, one)
	}
	return list, nil
}
