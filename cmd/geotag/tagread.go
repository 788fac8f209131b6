package main

import (
	"fmt"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/internal/bulk"
)

// reading are the flags of commands that read texts from files, and the files.
type reading struct {
	files               []string
	lines, csv, lenient bool
	in, text, id        string
	form                bulk.Form
}

func (r *reading) flags(fs *flagSet) {
	fs.StringVar(&r.in, "in", "", "read every file as `FORM`: text, html, jsonl or csv")
	fs.oneOf("in", "text", "html", "jsonl", "csv")
	fs.BoolVar(&r.lines, "lines", false, "the same as -in jsonl: read requests as JSON, one a line")
	fs.BoolVar(&r.lenient, "lenient", false, "of requests as JSON, ignore members that are no fields")
	fs.BoolVar(&r.csv, "csv", false, "the same as -in csv: read texts from a table with a header")
	fs.StringVar(&r.text, "text", "", "of a table, the `COLUMN` of the text (default text)")
	fs.StringVar(&r.id, "id", "", "of a table, the `COLUMN` of the text's id; else it is the row's number, after the file's name where there are several")
}

// check reads what the flags say, once they are parsed.
func (r *reading) check(fs *flagSet) error {
	forms := map[string]bulk.Form{"": bulk.AnyForm, "text": bulk.Plain, "html": bulk.Page, "jsonl": bulk.Lines, "csv": bulk.Table}
	form, ok := forms[r.in]
	if !ok {
		return fs.misuse("-in %s: it must be text, html, jsonl or csv", r.in)
	}
	said := 0
	for _, f := range []bulk.Form{form, formIf(r.lines, bulk.Lines), formIf(r.csv, bulk.Table)} {
		if f != bulk.AnyForm && f != r.form {
			r.form = f
			said++
		}
	}
	if said > 1 {
		return fs.misuse("-in, -lines and -csv exclude each other")
	}
	return nil
}

func formIf(given bool, f bulk.Form) bulk.Form {
	if given {
		return f
	}
	return bulk.AnyForm
}

// options returns how texts are read, for which base is asked, but for those that are done.
func (r *reading) options(e env, base *geotagv1.TagRequest, done int64) bulk.ReadOptions {
	if len(r.files) == 0 && isTerminal(e.stdin) {
		fmt.Fprintln(e.stderr, "geotag: reading from the terminal; end with ^D")
	}
	return bulk.ReadOptions{
		Stdin: e.stdin, Form: r.form, Text: r.text, ID: r.id, Lines: client.LineOptions{Base: base, Lenient: r.lenient},
		Done: int(done),
	}
}

// one reports whether what is read is one text: standard input, or one file, that is neither lines nor a table.
func (r *reading) one() bool {
	form := r.form
	if form == bulk.AnyForm && len(r.files) == 1 {
		form = bulk.FormOf(r.files[0])
	}
	return len(r.files) <= 1 && form != bulk.Lines && form != bulk.Table && !(len(r.files) == 1 && isFolder(r.files[0]))
}
