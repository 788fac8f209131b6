package access_test

import (
	"strings"
	"testing"

	"example.com/geotag/server/access"
)

// FuzzRequestID holds that nothing a caller sends as an id is taken but hexadecimal digits and dashes, and that there is one always.
func FuzzRequestID(f *testing.F) {
	for _, s := range []string{"", "0123abcd-4567-89EF", "floods in Kano", "0123abcd\n", strings.Repeat("a", 73), "aaaaaaa\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, given string) {
		id := access.RequestID(given)
		if len(id) < 8 || len(id) > 72 || strings.Trim(id, "0123456789abcdefABCDEF-") != "" {
			t.Errorf("%q became %q", given, id)
		}
		if again := access.RequestID(id); again != id {
			t.Errorf("%q became %q", id, again)
		}
	})
}
