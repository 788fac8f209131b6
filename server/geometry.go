package server

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"google.golang.org/protobuf/encoding/protowire"
)

// appendCoordinates appends the field of a Geometry's coordinates, nested as GeoJSON nests them. The geometry must be a Point, Polygon, MultiPolygon or
// MultiLineString, its coordinates rounded. A tree of Values, thirteen allocations a vertex, takes ten times as long to make and to encode
// (BenchmarkGeometry).
func appendCoordinates(b []byte, g orb.Geometry) []byte {
	size := listSize(g)
	b = slices.Grow(b, 1+protowire.SizeBytes(size))
	b = protowire.AppendTag(b, coordinatesField, protowire.BytesType)
	b = protowire.AppendVarint(b, uint64(size))
	return appendList(b, g)
}

// coordinatesField is the number of Geometry.coordinates; the others are those of google.protobuf's messages.
const (
	coordinatesField = 2
	listValuesField  = 1 // ListValue.values
	numberField      = 2 // Value.number_value
	listField        = 6 // Value.list_value
)

const (
	numberSize = 1 + 8                // a Value: tag, double
	pointSize  = 2 * (2 + numberSize) // a ListValue: tag, length, Value, twice
	vertexSize = 2 + (2 + pointSize)  // a point in a list: tag, length, Value (tag, length, ListValue)
)

// listSize returns the bytes of the ListValue of a geometry's coordinates.
func listSize(g orb.Geometry) (n int) {
	switch g := g.(type) {
	case orb.Point:
		return pointSize
	case orb.MultiLineString:
		return linesSize(g)
	case orb.Polygon:
		return linesSize(g)
	case orb.MultiPolygon:
		for _, p := range g {
			n += itemSize(linesSize(p))
		}
	}
	return n
}

// linesSize is listSize of lines or rings.
func linesSize[L ~[]orb.Point](lines []L) (n int) {
	for _, l := range lines {
		n += itemSize(len(l) * vertexSize)
	}
	return n
}

// itemSize returns the bytes of a list of size n as an item of a list.
func itemSize(n int) int {
	value := 1 + protowire.SizeBytes(n)
	return 1 + protowire.SizeBytes(value)
}

// appendList appends the ListValue of a geometry's coordinates.
func appendList(b []byte, g orb.Geometry) []byte {
	switch g := g.(type) {
	case orb.Point:
		return appendPoint(b, g)
	case orb.MultiLineString:
		return appendLines(b, g)
	case orb.Polygon:
		return appendLines(b, g)
	case orb.MultiPolygon:
		for _, p := range g {
			b = appendLines(appendItem(b, linesSize(p)), p)
		}
	}
	return b
}

// appendLines is appendList of lines or rings.
func appendLines[L ~[]orb.Point](b []byte, lines []L) []byte {
	for _, l := range lines {
		b = appendLine(appendItem(b, len(l)*vertexSize), l)
	}
	return b
}

func appendLine(b []byte, line []orb.Point) []byte {
	for _, p := range line {
		b = appendPoint(appendItem(b, pointSize), p)
	}
	return b
}

// appendItem appends what stands before a list of size n that is an item of a list.
func appendItem(b []byte, n int) []byte {
	b = protowire.AppendTag(b, listValuesField, protowire.BytesType)
	b = protowire.AppendVarint(b, uint64(1+protowire.SizeBytes(n)))
	b = protowire.AppendTag(b, listField, protowire.BytesType)
	return protowire.AppendVarint(b, uint64(n))
}

func appendPoint(b []byte, p orb.Point) []byte { return appendNumber(appendNumber(b, p[0]), p[1]) }

func appendNumber(b []byte, degrees float64) []byte {
	const values, number = listValuesField<<3 | byte(protowire.BytesType), numberField<<3 | byte(protowire.Fixed64Type) // tags of one byte
	return protowire.AppendFixed64(append(b, values, numberSize, number), math.Float64bits(degrees))
}
