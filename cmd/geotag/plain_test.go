package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// What came with the data shows, and does nothing else: escape sequences of seven and of eight bits, links, lines that are written over, writing that is
// turned around, what is hidden, in whatever pieces it comes.
func TestPlain(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Kano\tNG\n":                          "Kano\tNG\n",
		"Esc\x1b[31mTown\x1b]0;pwned\a":       `Esc\u001b[31mTown\u001b]0;pwned\u0007`,
		"\x1b]8;;http://evil\x1b\\Paris":      `\u001b]8;;http://evil\u001b\Paris`,
		"C1 \u009b31m \u0090 \u0085":          `C1 \u009b31m \u0090 \u0085`,
		"good\revil":                          `good\u000devil`,
		"b\bs\x7f nul\x00 v\vf\f":             `b\u0008s\u007f nul\u0000 v\u000bf\u000c`,
		"Bi\u202edi\u2066x\u2069 \u200f":      `Bi\u202edi\u2066x\u2069 \u200f`,
		"zero\u200bwidth\u2060 \ufeff\u00ad":  `zero\u200bwidth\u2060 \ufeff\u00ad`,
		"line\u2028par\u2029":                 `line\u2028par\u2029`,
		"tag\U000e0041":                       `tag\udb40\udc41`,
		"خانه\u200cها 👩\u200d🌾 São 北京 \u0600": "خانه\u200cها 👩\u200d🌾 São 北京 \u0600",
		"cut \xe2\x80":                        "cut \ufffd",
	} {
		for _, size := range []int{1, 2, 3, len(text)} {
			var b bytes.Buffer
			w := plainly(&b)
			for rest := text; rest != ""; {
				n := min(size, len(rest))
				if k, err := w.Write([]byte(rest[:n])); k != n || err != nil {
					t.Fatalf("%d, %v", k, err)
				}
				rest = rest[n:]
			}
			w.finish()
			if got := strings.ToValidUTF8(b.String(), "\ufffd"); got != want {
				t.Errorf("%q in pieces of %d: %q, want %q", text, size, got, want)
			}
		}
	}
	doc, err := json.Marshal(map[string]string{"name": "a\u202e\u009b\U000e0041\x1b"})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	plainly(&b).Write(doc)
	var back map[string]string
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || back["name"] != "a\u202e\u009b\U000e0041\x1b" || strings.Contains(b.String(), "\u202e") {
		t.Errorf("%s is %q, %v", b.Bytes(), back, err)
	}
	if got := plain("Line\nBreak\tTown"); got != `Line\u000aBreak\u0009Town` {
		t.Errorf("a cell is %q", got)
	}
}
