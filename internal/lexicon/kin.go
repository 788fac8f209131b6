package lexicon

import (
	_ "embed"
	"hash/crc32"
)

// kinTable is made by the command in build. It holds
//
//	kinMagic                 8 bytes
//	coarse of each cluster   Clusters bytes
//	slots                    kinSlots times 5 bytes
//	CRC-32C of all before    4 bytes, little-endian
//
// A slot is two bytes of the word's hash and three of what is known of it: from the low bit up, 10 bits of Cluster, 4 of
// Place, 4 of Person, 5 of Rank, and 1 that is set. An empty slot is all zero. Words are not kept: a word that is not in
// the table is taken for one that is once in 10,000.
//
//go:embed kin.bin
var kinTable []byte

const (
	kinMagic = "gtkin01\n"
	kinSlots = 1 << 18
	kinWidth = 5
	kinHead  = len(kinMagic) + Clusters
	kinSize  = kinHead + kinSlots*kinWidth + 4
)

// Clusters is the number of clusters of words, CoarseClusters that of the clusters of those.
const (
	Clusters       = 1024
	CoarseClusters = 64
)

// A Kin says what words a word is like, as learned from a large body of English text. The zero Kin is that of an unknown
// word.
type Kin struct {
	Cluster uint16 // of words that stand in like places, from 0 to Clusters-1
	Coarse  uint8  // cluster of clusters, from 0 to CoarseClusters-1
	Place   uint8  // how like the names of towns it is used, from 0 to 15
	Person  uint8  // how like the names of persons it is used, from 0 to 15
	Rank    uint8  // the binary logarithm of its rank by frequency, from 1; 0: unknown
}

// KinOf returns what is known of a word in folded form. It does not allocate and may be called concurrently.
func KinOf(word []byte) Kin { return kinOf(kinTable, hash(word)) }

// KinVersion identifies the table of kins: its checksum.
func KinVersion() [4]byte { return [4]byte(kinTable[kinSize-4:]) }

func kinOf(table []byte, h uint64) Kin {
	for n, i := 0, int(h%kinSlots); n < kinSlots; n++ {
		s := table[kinHead+i*kinWidth:][:kinWidth]
		known := uint32(s[2]) | uint32(s[3])<<8 | uint32(s[4])<<16
		if known == 0 {
			break
		}
		if uint16(s[0])|uint16(s[1])<<8 == kinTag(h) {
			k := Kin{Cluster: uint16(known % Clusters), Place: uint8(known >> 10 & 15), Person: uint8(known >> 14 & 15), Rank: uint8(known >> 18 & 31)}
			k.Coarse = table[len(kinMagic)+int(k.Cluster)]
			return k
		}
		i = (i + 1) % kinSlots
	}
	return Kin{}
}

func kinTag(h uint64) uint16 { return uint16(h >> 40) }

// validKin reports whether a table can be read.
func validKin(table []byte) bool {
	if len(table) != kinSize || string(table[:len(kinMagic)]) != kinMagic {
		return false
	}
	body, sum := table[:kinSize-4], table[kinSize-4:]
	return crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)) == uint32(sum[0])|uint32(sum[1])<<8|uint32(sum[2])<<16|uint32(sum[3])<<24
}

// A KinEntry is a word with what is known of it.
type KinEntry struct {
	Word string
	Kin  Kin
}

// BuildKin returns the table of the entries, of which there must be fewer than 200,000, and of the coarse cluster of each
// cluster. A word whose place another takes, once in 10,000, is left out.
func BuildKin(entries []KinEntry, coarse [Clusters]uint8) []byte {
	table := make([]byte, kinSize)
	copy(table, kinMagic)
	copy(table[len(kinMagic):], coarse[:])
	for _, e := range entries {
		h := hash(e.Word)
		if kinOf(table, h) != (Kin{}) {
			continue
		}
		i := int(h % kinSlots)
		for table[kinHead+i*kinWidth+4] != 0 {
			i = (i + 1) % kinSlots
		}
		known := uint32(e.Kin.Cluster) | uint32(e.Kin.Place)<<10 | uint32(e.Kin.Person)<<14 | uint32(e.Kin.Rank)<<18 | 1<<23
		copy(table[kinHead+i*kinWidth:], []byte{byte(kinTag(h)), byte(kinTag(h) >> 8), byte(known), byte(known >> 8), byte(known >> 16)})
	}
	sum := crc32.Checksum(table[:kinSize-4], crc32.MakeTable(crc32.Castagnoli))
	copy(table[kinSize-4:], []byte{byte(sum), byte(sum >> 8), byte(sum >> 16), byte(sum >> 24)})
	return table
}
