package bulk_test

import (
	"fmt"
	"strings"
	"testing"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/internal/bulk"
)

// read lists what Read yields of files: id, text or error, and what a table keeps.
func read(t *testing.T, o bulk.ReadOptions, files ...string) (all []string) {
	t.Helper()
	for text, err := range bulk.Read(t.Context(), files, o) {
		if err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprintf("%s %q", text.Request.GetId(), text.Request.GetText())
		if text.Row != nil {
			line += fmt.Sprintf(" %q", text.Row)
		}
		if text.Err != nil {
			line = fmt.Sprintf("%s: %s: %v", text.Where, text.Request.GetId(), text.Err)
		}
		all = append(all, line)
	}
	return all
}

func TestReadLines(t *testing.T) {
	t.Parallel()
	in := "\n{\"id\":\"a\",\"text\":\"Rain in Lagos.\"}\r\n{\"id\":\"b\",\"txt\":\"x\"}\n\x1e{\"text\":\"Snow in Oslo.\",\"language\":\"de\"}"
	got := read(t, bulk.ReadOptions{Form: bulk.Lines, Stdin: strings.NewReader(in), Lines: client.LineOptions{Base: &geotagv1.TagRequest{Language: "en"}}})
	want := []string{`a "Rain in Lagos."`, `standard input:3: b: "txt": did you mean text?`, ` "Snow in Oslo."`}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
