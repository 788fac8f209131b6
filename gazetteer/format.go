package gazetteer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

// # The file
//
// Numbers are little-endian. A file is a header, sections, a table of contents and a footer:
//
//	header     magic "geotag.g" (8), version (4), zero (4)
//	sections   each at a multiple of 4096, zero bytes before it, in the order of the table of contents
//	table      for each section: tag, padded with zero bytes (8), offset (8), length (8), CRC-32C (4), zero (4)
//	footer     SHA-256 of all that stands before (32), offset of the table (8), number of sections (4),
//	           CRC-32C of the table and the footer so far (4), zero (8), magic (8)
//
// The first twelve hexadecimal digits of the SHA-256 are the version of the gazetteer. What a reader needs to start
// with stands at the end, so that a writer can stream. Readers skip sections whose tag they do not know.
//
// Version 1 has eight sections. A place is known by its ref, its rank in the places section; a name by its offset in the names
// section. Below, n stands for the number of units, places and so on; a uvarint is seven bits a byte, low ones first; a string is
// its length as a uvarint and so many bytes of UTF-8.
//
// # trie
//
//	base    4 bytes a unit
//	label   1 byte a unit; 0: the unit is free
//
// A double-array trie over the folded names. Unit 0 is the root. The child by byte c of a node with base b is unit
// b+c, if that unit has the label c. No two nodes share a base, so the label alone proves the child. A node below which only one name
// is left is a leaf: bit 31 is set, and the rest is the offset of the name, whose key must still be compared. A name that ends at
// an inner node hangs there by label 0xFF, which is no byte of UTF-8; bit 30 of the node's base says so, to spare the look.
// For the names sao, sao paulo and sur:
//
//	unit    0   98  113  115       118      35        258
//	label       a   o    s         u        space     0xFF
//	base    0   2   3+end 1        leaf 38  leaf 18   leaf 4
//
// # names
//
//	number of names (4)
//	for each, in the order of their keys' bytes:
//	  key         string: the folded name
//	  head        uvarint: number of postings << 1 | are spellings stored?
//	  spellings   string; only if stored. For each: bytes to keep of the start and of the end of the title form of the key
//	              (1 + 1), and a string to put between
//	  postings    for each, by ref: ref (r), number of the use (u), spelling (1; only if spellings are stored)
//
// Spelling 0 is the title form of the key ("Sao Paulo"), which most names have; stored ones count from 1, in the order of
// their bytes. r is the number of bytes, 1 to 4, that holds every ref of the file (3 up to 16,777,216 places), and u likewise
// for uses. Of the postings of one place, its display name's is first. All that a match needs to know of a name
// lies in one place in the file. São Paulo, place 0, and Sur, places 2 and 3, all of use 0, are encoded as
//
//	9 "sao paulo"  3  5 [1 7 2 "ã"]  [0 0 1]
//	3 "sur"        4  [2 0] [3 0]
//
// # places
//
//	id            4   a number, or bit 31 and the offset of a string
//	longitude     4   degrees times 1e7, signed
//	latitude      4   as well
//	population    4   0: unknown; with bit 31: thousands
//	parent        4   ref + 1; 0: none
//	names         4   where its names start in plnames; they end where the next place's start
//	country       2   two letters, or zero bytes
//	feature code  2   offset of a string, which is why those stand first in strings
//	type          1   a Type
//
// Sorted by id: numbers (decimal, below 2^31, without leading zeros) in their order, then strings in the order of their bytes.
//
// # plnames
//
//	name   4   offset of a name
//
// For each place its names: the display name, then the others by offset.
//
// # extents
//
//	place         4   ref
//	box           16  west, south, east, north in degrees times 1e7, signed; all zero: unknown
//	area          8   square metres, IEEE 754; 0: unknown
//	uncertainty   4   metres, IEEE 754; 0: unknown
//	area source   4   offset of a string
//
// Sorted by ref. Few places have one.
//
// # sizes
//
//	place   4   ref
//	area    8   square metres of its boundary, IEEE 754
//
// Sorted by ref: one for each place with a boundary, after the sections about boundaries. Files that were compiled before it was thought
// of lack it.
//
// # uses
//
//	flags       2   NameFlags
//	languages   4   offset of a string: sorted, with commas between
//
// The different pairs of flags and languages, frequent ones first.
//
// # strings
//
// Strings. The empty one is at offset 0.
//
// # fame
//
//	unit    4   of the trie
//	places  8 times 16, weightiest first: offset of a name, ref; all zero: no more
//
// Sorted by unit: one for each node of the trie below which there are more than 100 names. It tells Completions what they are; files
// may lack it, as those do that were compiled before it was thought of, or when places were weighed otherwise and it was called prefix.
//
// # listed
//
//	names   1   a place: how many of its names are Listed in all their uses; 255: so many or more
//
// For each place, by ref. Files without such names lack it.
//
// # outlines, strokes
//
//	place   4   ref
//	offset  4   in strokes
//
// Sorted by ref: one for each place with an Outline. In strokes, for each in the same order:
//
//	parts     uvarint: number of lines or rings << 1 | are they rings?
//	for each part:
//	  length    uvarint: number of vertices; a ring is open, and counter-clockwise
//	  vertices  for each: differences of longitude and latitude from the one before, or from 0, in degrees times 1e4, as signed
//	            uvarints
//
// Files without outlines lack both, and so do files that were compiled before they were thought of.
//
// # meta
//
// Metadata in JSON.
//
// # Sizes
//
// GeoNames' cities500 of March 2023 with all its alternate names, one language a name (199,568 places, 708,394 names that
// differ when folded, 900,302 uses) takes 33.1 MB, 46.7 bytes a name:
//
//	names     17.2 MB   keys 8.7, postings 3.6, stored spellings 2.7; their own length and counts are the rest
//	trie       6.8 MB   1,368,965 units, of which 161 are free
//	places     5.8 MB
//	plnames    3.2 MB
//
// A spelling in full instead of its difference from the title form would take 2.3 MB more, a posting of fixed 9 bytes 4.5 MB more.

const (
	magic = "geotag.g"

	// version is the version of the format. History:
	//  1  the first
	version = 1

	headerSize = 16
	tocSize    = 32
	footerSize = 64
	pageSize   = 4096
)

// The sections, in the order of the file.
const (
	secTrie    = "trie"
	secNames   = "names"
	secPlaces  = "places"
	secPlNames = "plnames"
	secExtents = "extents"
	secUses    = "uses"
	secStrings = "strings"
	secMeta    = "meta"

	// Sections of files that have boundaries, all five or none.
	secBounds = "bounds"
	secAreas  = "areas"
	secLines  = "lines"
	secShapes = "shapes"
	secGrid   = "grid"

	secSizes  = "sizes" // of files that have boundaries
	secNear   = "near"  // of files that have settlements
	secPrefix = "fame"  // of files with many names
	secListed = "listed"

	// Sections of files that have outlines, both or none.
	secOutlines = "outlines"
	secStrokes  = "strokes"
)

const (
	unitSize   = 5  // of trie: base 4, label 1
	placeSize  = 29 // of places
	extentSize = 36 // of extents
	sizeSize   = 12 // of sizes: ref 4, area 8
	useSize    = 6  // of uses

	outlineSize = 8 // of outlines: ref 4, offset 4
)

var (
	// ErrFormat is what every error about the bytes of a file is, by errors.Is.
	ErrFormat = errors.New("not a valid compiled gazetteer")

	castagnoli = crc32.MakeTable(crc32.Castagnoli)
	le         = binary.LittleEndian
)

// A CorruptError tells where a file breaks the format. It is an ErrFormat.
type CorruptError struct {
	Section string // such as "names"; "file" for the header, the table of contents and the footer
	Offset  int64  // in bytes from the start of the section, or of the file
	Reason  string
}

func (e *CorruptError) Error() string {
	return fmt.Sprintf("gazetteer: corrupt %s at byte %d: %s", e.Section, e.Offset, e.Reason)
}

// Unwrap returns ErrFormat.
func (e *CorruptError) Unwrap() error { return ErrFormat }
