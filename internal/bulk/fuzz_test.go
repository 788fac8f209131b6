package bulk_test

import (
	"bytes"
	"testing"
	"unicode/utf8"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/internal/bulk"
)

// FuzzRead reads anything as each form: a text is UTF-8, has an error or is asked for, and those after the first so many are the same without them.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"{\"id\":\"a\",\"text\":\"Rain\"}\n{", "\uFEFFtext;n\n\"a\"\"b\";1\n\"", "id|text\r\n\r\nx|\"y\nz\"\r\n", page, "\x1f\x8b", "\x28\xb5\x2f\xfd\x04",
		"\xff\xfet\x00e\x00x\x00t\x00\n\x00", "<html><p>" + "text, text ", "<table><tr><td>", "text\n\"a\"b,c\n",
	} {
		for form := range byte(5) {
			f.Add(form, []byte(seed))
		}
	}
	f.Fuzz(func(t *testing.T, form byte, data []byte) {
		o := bulk.ReadOptions{Form: bulk.Form(form % 5), Lines: client.LineOptions{Base: &geotagv1.TagRequest{Language: "en"}}}
		all := func(done int) (texts []bulk.Text) {
			o.Stdin, o.Done = bytes.NewReader(data), done
			for text, err := range bulk.Read(t.Context(), nil, o) {
				if err != nil {
					t.Fatal(err)
				}
				texts = append(texts, text)
			}
			return texts
		}
		texts := all(0)
		for _, text := range texts {
			if !utf8.ValidString(text.Request.GetText()) || text.Err != nil && text.Request.GetText() != "" || len(text.Row) != len(text.Columns) {
				t.Fatalf("%+v", text)
			}
		}
		for done := 1; done < min(len(texts), 4); done++ {
			rest := all(done)
			if len(rest) != len(texts)-done || rest[0].Where != texts[done].Where || rest[0].Request.GetText() != texts[done].Request.GetText() {
				t.Fatalf("after %d of %d texts there are %d", done, len(texts), len(rest))
			}
		}
	})
}

// FuzzEncode writes a text with any id and columns, and what is written can be read.
func FuzzEncode(f *testing.F) {
	f.Add(byte(0), "a", "day", "=1+1", "Kano")
	f.Add(byte(3), "\r\n", "\"", "-5", "x,\ty")
	f.Add(byte(1), "\xff", "id", "\u2028", "nothing")
	f.Fuzz(func(t *testing.T, format byte, id, column, value, text string) {
		if !utf8.ValidString(text) {
			return
		}
		enc := bulk.Encoder{Format: bulk.Format(format % 4), WithText: true}
		req := bulk.Text{Request: &geotagv1.TagRequest{Id: id, Text: text}, Columns: []string{column}, Row: []string{value}}
		doc, why := named(t.Context(), nil, &geotagv1.TagRequest{Text: text})
		if why != nil {
			doc = nil
		}
		b, err := enc.Begin(nil, req.Columns)
		if err != nil {
			t.Fatal(err)
		}
		records, _, err := enc.Append(nil, &req, doc, why)
		if err != nil {
			t.Fatal(err)
		}
		checkOutput(t, enc.Format, enc.End(append(b, enc.First(records)...)))
	})
}
