package sourcefile

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestOpenText(t *testing.T) {
	t.Parallel()
	const text = "name;lat;lon\nMünchen-Süd;48,1;11,5\nŽilina’s Háj;49;18\n"
	coded := func(e interface {
		Bytes([]byte) ([]byte, error)
	}) []byte {
		b, err := e.Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, tt := range []struct {
		name, encoding string
		content        []byte
	}{
		{"plain", UTF8, []byte(text)},
		{"marked", UTF8, []byte("\ufeff" + text)},
		{"little", UTF16LE, coded(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder())},
		{"big", UTF16BE, coded(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder())},
		{"little, marked", UTF16LE, coded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder())},
		{"big, marked", UTF16BE, coded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder())},
		{"one byte a letter", Windows1252, coded(charmap.Windows1252.NewEncoder())},
		{"the first letter beyond ASCII comes late", Windows1252, append(bytes.Repeat([]byte("a;1;2\n"), 50_000), 0xE9, '\n')},
		{"UTF-8 with a fault", UTF8, []byte(strings.Repeat("é", 100) + "\xff")},
		{"empty", UTF8, nil},
	} {
		name := filepath.Join(t.TempDir(), "x.csv")
		if err := os.WriteFile(name, tt.content, 0o600); err != nil {
			t.Fatal(err)
		}
		f, encoding, err := OpenText(name)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got, err := io.ReadAll(f)
		f.Close()
		if err != nil || encoding != tt.encoding || len(tt.content) < 300 && len(tt.content) > 0 && tt.encoding != UTF8 && string(got) != text ||
			bytes.HasPrefix(got, []byte("\ufeff")) || tt.encoding == Windows1252 && !utf8.Valid(got) {
			t.Errorf("%s: %s, %q, %v", tt.name, encoding, got[:min(len(got), 80)], err)
		}
	}
	if _, _, err := OpenText(filepath.Join(t.TempDir(), "absent.csv")); err == nil {
		t.Error("an absent file is opened")
	}
	sheet := filepath.Join(t.TempDir(), "x.xlsx")
	if err := os.WriteFile(sheet, []byte("PK\x03\x04 and so on"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := OpenText(sheet); err == nil || !strings.Contains(err.Error(), "as CSV") {
		t.Errorf("a spreadsheet: %v", err)
	}
}

func FuzzEncoding(f *testing.F) {
	f.Add([]byte("a;b\n\xe9"))
	f.Add([]byte("a\x00;\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		found, err := encodingOf(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(decoders[found].NewDecoder().Reader(bytes.NewReader(b)))
		if err != nil || found != UTF8 && !utf8.Valid(text) {
			t.Errorf("%s: %q, %v", found, text, err)
		}
	})
}
