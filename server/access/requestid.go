package access

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
)

// maxRequestID is the longest id that is taken from a caller: twice what a UUID has.
const maxRequestID = 72

// RequestID returns an id that a caller gave if it is one: from 8 to 72 hexadecimal digits and dashes, as UUIDs and the ids of traces are;
// else one of its own making. Nothing else of a caller's may stand in a log.
func RequestID(given string) string {
	if len(given) < 8 || len(given) > maxRequestID {
		return newRequestID()
	}
	for _, c := range []byte(given) {
		if hex := c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == '-'; !hex {
			return newRequestID()
		}
	}
	return given
}

func newRequestID() string {
	var b [16]byte
	binary.NativeEndian.PutUint64(b[:], rand.Uint64())
	binary.NativeEndian.PutUint64(b[8:], rand.Uint64())
	return hex.EncodeToString(b[:])
}
