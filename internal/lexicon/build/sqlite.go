package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// The few things of the SQLite file format that reading one table from start
// to end needs: https://www.sqlite.org/fileformat2.html. Rows that spill into
// overflow pages are refused.

var errSQLite = errors.New("sqlite: not a database that this reader knows")

type database struct {
	data     []byte
	pageSize int
	left     int // pages that a walk may still visit, so that a loop of pages ends
}

// eachRow calls use for every row of the table in key order. A row has a value
// for each column: nil, int64 or string; an INTEGER PRIMARY KEY is nil.
func eachRow(data []byte, table string, use func(row []any)) (err error) {
	defer func() {
		if recover() != nil { // an index out of range: the file is cut short or not SQLite
			err = errSQLite
		}
	}()
	data = slices.Clip(data) // so that slicing cannot reach past its end
	db := database{data: data, pageSize: int(binary.BigEndian.Uint16(data[16:]))}
	if string(data[:15]) != "SQLite format 3" || db.pageSize < 512 {
		return errSQLite
	}
	db.left = 2 * len(data) / db.pageSize // two walks
	root := int64(0)
	if err := db.walk(1, func(row []any) { // sqlite_schema: type, name, tbl_name, rootpage, sql
		if row[0] == "table" && row[1] == table {
			root, _ = row[3].(int64)
		}
	}); err != nil {
		return err
	}
	if root == 0 {
		return fmt.Errorf("sqlite: no table %q", table)
	}
	return db.walk(int(root), use)
}

// walk visits the rows of the table b-tree below a page; pages count from 1.
func (db *database) walk(page int, use func(row []any)) error {
	if db.left--; db.left < 0 {
		return errSQLite
	}
	p := db.data[(page-1)*db.pageSize : page*db.pageSize]
	header := p
	if page == 1 {
		header = p[100:] // the file header comes first
	}
	cells := int(binary.BigEndian.Uint16(header[3:]))
	switch header[0] {
	case 5: // interior: child page, key
		for i := range cells {
			cell := p[binary.BigEndian.Uint16(header[12+2*i:]):]
			if err := db.walk(int(binary.BigEndian.Uint32(cell)), use); err != nil {
				return err
			}
		}
		return db.walk(int(binary.BigEndian.Uint32(header[8:])), use)
	case 13: // leaf: payload size, key, payload
		for i := range cells {
			cell := p[binary.BigEndian.Uint16(header[8+2*i:]):]
			size, n := varint(cell)
			if size > int64(db.pageSize-35) {
				return errSQLite
			}
			_, m := varint(cell[n:])
			use(record(cell[n+m:][:size]))
		}
		return nil
	}
	return errSQLite
}

// record decodes a row: the header's size, a type for each column, the values.
func record(b []byte) []any {
	size, at := varint(b)
	values := b[size:]
	var row []any
	for at < int(size) {
		kind, n := varint(b[at:size])
		at += n
		var v any
		v, n = value(kind, values)
		row = append(row, v)
		values = values[n:]
	}
	return row
}

// intWidths are the bytes of the integer kinds 1 to 6.
var intWidths = [...]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}

// value returns the value of a kind at the start of b, and its width. Floats
// and blobs are read as nil.
func value(kind int64, b []byte) (any, int) {
	switch {
	case kind == 8 || kind == 9:
		return kind - 8, 0
	case 1 <= kind && kind <= 6:
		width := intWidths[kind]
		n := int64(int8(b[0]))
		for _, c := range b[1:width] {
			n = n<<8 | int64(c)
		}
		return n, width
	case kind == 7:
		return nil, 8
	case kind >= 12 && kind%2 == 1:
		width := int(kind-13) / 2
		return string(b[:width]), width
	case kind >= 12:
		return nil, int(kind-12) / 2
	}
	return nil, 0
}

// varint returns the value of a big-endian base-128 number of up to nine
// bytes, and its width.
func varint(b []byte) (int64, int) {
	var v uint64
	for i := range 8 {
		v = v<<7 | uint64(b[i]&0x7f)
		if b[i] < 0x80 {
			return int64(v), i + 1
		}
	}
	return int64(v<<8 | uint64(b[8])), 9
}
