// Package bulk reads many texts from files, has them tagged and writes the answers to one file, in the order of the texts. What was read and
// written is kept in a checkpoint beside the output, so that a run that was killed goes on where it stopped, and its output is the same, byte for
// byte, as that of a run that was not.
//
// Whatever a file holds, a reader keeps one text of it in memory: a text that is longer than any service takes is an error of that text.
package bulk

import (
	"context"
	"fmt"
	"io"
	"iter"
	"path"
	"runtime"
	"strings"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

// MaxTextBytes is the longest text that is read, and the longest page that one is read out of: the largest message that a server takes unless it
// is told otherwise.
const MaxTextBytes = 8 << 20

// A Text is one of many, or what is in its place.
type Text struct {
	// Request asks for the text, with its id. It is never nil.
	Request *geotagv1.TagRequest
	// Columns are the names of a table's columns, which its texts share, and Row is what stands in them beside the text itself.
	Columns, Row []string
	// Where is where the text stands, for people: "news.csv:17".
	Where string
	// BytesRead is how much of the files had been read with it, as they are on the disk, of all that Look counts.
	BytesRead int64
	// Err is why this text alone cannot be read; nil: it was. A *FileError speaks of the rest of its file.
	Err error
}

// A FileError says that a file cannot be read, or not to its end. The files after it can.
type FileError struct {
	Name string // the file's
	Err  error
}

// Error says of which file it speaks.
func (e *FileError) Error() string { return fmt.Sprintf("%s: %v", e.Name, e.Err) }

// Unwrap returns what went wrong.
func (e *FileError) Unwrap() error { return e.Err }

// A Form is how a file holds texts.
type Form uint8

// The forms of files.
const (
	// AnyForm is told by the file's name, else by its content.
	AnyForm Form = iota
	// Plain is one text, as it stands.
	Plain
	// Page is one text, the article of a page of HTML: its title, and below it what is left without menus and advertisements.
	Page
	// Lines are requests, a TagRequest in JSON a line.
	Lines
	// Table is a text a row, below a row with the names of columns, which stand between commas, semicolons, tabs or bars.
	Table
)

// ReadOptions say how texts are read. The zero value is a good default.
type ReadOptions struct {
	// Stdin is what no file, or the file "-", stands for.
	Stdin io.Reader
	// Form is how all files hold texts.
	Form Form
	// Text and ID are the names of a table's columns. Empty: that of the text is "text", and ids are the rows' numbers, from 1, after the file's id
	// where there are several.
	Text, ID string
	// Lines say what holds where a text does not say otherwise, and how requests are read.
	Lines client.LineOptions
	// Except are files that are not read where a folder has them, such as the output and CheckpointFiles. They need not be there.
	Except []string
	// Done is how many texts and errors of files to pass over, of those that another run with the same files and options has read.
	Done int
}

// FormOf tells how a file holds texts by its name alone, if that says so; else AnyForm.
func FormOf(name string) Form {
	name = strings.ToLower(name)
	for _, compressed := range []string{".gz", ".zst"} {
		name = strings.TrimSuffix(name, compressed)
	}
	return forms[path.Ext(name)]
}

// forms are those that names end with, without what says that they are compressed.
var forms = map[string]Form{
	".jsonl": Lines, ".ndjson": Lines, ".jsonlines": Lines,
	".csv": Table, ".tsv": Table, ".tab": Table,
	".html": Page, ".htm": Page, ".xhtml": Page,
	".txt": Plain, ".text": Plain, ".md": Plain,
}

// Read yields the texts of files, and of all files in folders and the folders in them, in the order of their names, but for those that are hidden.
// A file may be compressed by gzip or zstd, which its content tells. The id of a text that is a file is the file's path below the folder that was named, or
// the whole path where more than one was. An error ends the texts: it is the context's. What is wrong with a text or a file is a Text.
func Read(ctx context.Context, files []string, o ReadOptions) iter.Seq2[Text, error] {
	return func(yield func(Text, error) bool) {
		err := client.InOrder(ctx, runtime.GOMAXPROCS(0), unread(ctx, files, &o), readPage, func(t Text, _ bool) error {
			if !yield(t, nil) {
				return errEnough
			}
			return nil
		})
		if err != nil && err != errEnough {
			yield(Text{}, err)
		}
	}
}

// An unreadText is a text, or the page that it is read out of, which takes longer than tagging it: several are read at once.
type unreadText struct {
	Text
	page []byte
}

// unread yields the texts of files, of pages the page.
func unread(ctx context.Context, files []string, o *ReadOptions) iter.Seq2[unreadText, error] {
	return func(yield func(unreadText, error) bool) {
		r := newReader(ctx, o, func(t unreadText) bool { return yield(t, nil) })
		defer r.close()
		for in, err := range inputs(files, o.Except) {
			if err != nil {
				err = r.yield(unreadText{Text: failedFile(in, err)})
			} else {
				err = r.file(in)
			}
			if err == errEnough {
				return
			} else if err != nil {
				yield(unreadText{}, err)
				return
			}
		}
	}
}

// failedFile returns what stands in the place of the rest of a file.
func failedFile(in input, err error) Text {
	return Text{Request: &geotagv1.TagRequest{Id: in.id}, Where: in.shown(), Err: &FileError{in.shown(), reason(err)}}
}

// readPage reads the article of a page.
func readPage(_ context.Context, u unreadText) (Text, error) {
	if u.page != nil {
		if text, err := article(u.page); err != nil {
			u.Err = err
		} else {
			u.Err = setText(u.Request, text)
		}
	}
	return u.Text, nil
}
