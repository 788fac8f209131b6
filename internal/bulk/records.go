package bulk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"example.com/geotag/client"
)

// A Record is one of the answers that files hold: a FeatureCollection or a Feature as an Encoder writes them, or whatever else stands in their place.
type Record struct {
	// JSON is the record, as it stands; nil with an error.
	JSON []byte
	// Where is where the record stands, for people: "places.jsonl:17".
	Where string
	// BytesRead is how much of the files had been read with it, as they are on the disk, of all that Look counts.
	BytesRead int64
	// Err is why this record, or with a *FileError the rest of its file, cannot be read; nil: it was.
	Err error
}

// Records yields the answers in files: a record a line (JSON Lines, or a GeoJSON text sequence), and of documents (.geojson, .json) each feature that has
// a textId, each element of an array, and else the document. Files are told from folders and unpacked as Read does. One record is in memory at a time, and none
// that is longer than client.MaxLineBytes. An error ends the records: it is the context's.
func Records(ctx context.Context, files []string, stdin io.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		r := newReader(ctx, &ReadOptions{Stdin: stdin}, nil)
		defer r.close()
		for in, err := range inputs(files, nil) {
			if err == nil {
				err = r.records(in, func(rec Record) bool { return yield(rec, nil) })
			}
			switch {
			case err == nil:
			case err == errEnough:
				return
			case ctx.Err() != nil:
				yield(Record{}, context.Cause(ctx))
				return
			case !yield(Record{Where: in.shown(), BytesRead: r.bytes, Err: &FileError{in.shown(), reason(err)}}, nil):
				return
			}
		}
	}
}

// records yields those of a file.
func (r *reader) records(in input, yield func(Record) bool) error {
	close, err := r.begin(in)
	if err != nil {
		return err
	}
	defer close()
	take := func(value []byte, where string, err error) error {
		if r.ctx.Err() != nil {
			return context.Cause(r.ctx)
		}
		if !yield(Record{JSON: value, Where: in.shown() + where, BytesRead: r.bytes, Err: err}) {
			return errEnough
		}
		return nil
	}
	if isDocument(in.name) {
		bounded := &boundedReader{r: r.plain}
		bounded.d = jsontext.NewDecoder(bounded, jsontext.AllowDuplicateNames(true))
		return document(bounded.d, take)
	}
	for line, err := range client.Lines(r.plain) {
		if err != nil {
			return err
		}
		where := fmt.Sprintf(":%d", line.Number)
		if err := lineError(line.Bytes); err != nil {
			line.Bytes = nil
			if err := take(nil, where, err); err != nil {
				return err
			}
		} else if err := take(line.Bytes, where, nil); err != nil {
			return err
		}
	}
	return nil
}

// lineError says why a line is no record.
func lineError(line []byte) error {
	if len(line) > client.MaxLineBytes {
		return wrong("the line is longer than %d bytes", client.MaxLineBytes)
	}
	var raw json.RawMessage
	if err := json.Unmarshal(line, &raw); err != nil {
		return wrong("it is no JSON: %v", err)
	}
	return nil
}

// isDocument reports whether a file is one JSON text by its name.
func isDocument(name string) bool {
	name = strings.ToLower(name)
	for _, compressed := range []string{".gz", ".zst"} {
		name = strings.TrimSuffix(name, compressed)
	}
	return slices.Contains([]string{".geojson", ".json"}, path.Ext(name))
}

// A boundedReader is what a decoder reads from. It ends with an error where a value, which the decoder keeps until it is whole, is no record for its length.
type boundedReader struct {
	r    io.Reader
	d    *jsontext.Decoder
	read int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.read-b.d.InputOffset() > client.MaxLineBytes {
		return 0, errLongRecord
	}
	n, err := b.r.Read(p)
	b.read += int64(n)
	return n, err
}

// A taker takes a record of a place in its file, or what is wrong with it.
type taker func(value []byte, where string, err error) error

// document takes the records of JSON texts, one after the other: of lines that have a document's name, too.
func document(d *jsontext.Decoder, take taker) error {
	for n := 1; ; n++ {
		switch kind := d.PeekKind(); kind {
		case '{':
			if err := collection(d, n, take); err != nil {
				return documentError(err)
			}
		case '[':
			if err := elements(d, take); err != nil {
				return documentError(err)
			}
		default:
			if _, err := d.ReadValue(); err == io.EOF {
				return nil
			} else if err != nil {
				return documentError(err)
			}
			if err := take(nil, fmt.Sprintf(", record %d", n), wrong("it is no object")); err != nil {
				return err
			}
		}
	}
}

func documentError(err error) error {
	if bad, ok := err.(*jsontext.SyntacticError); ok {
		return wrong("byte %d: it is no JSON: %v", bad.ByteOffset, bad.Err)
	}
	if errors.Is(err, errLongRecord) { // which the decoder calls an error of reading
		return errLongRecord
	}
	return err
}

// elements takes the elements of an array.
func elements(d *jsontext.Decoder, take taker) error {
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	for n := 1; d.PeekKind() != ']'; n++ {
		value, err := d.ReadValue()
		if err != nil {
			return err
		}
		if err := tooLong(value); err != nil {
			return err
		}
		if err := take(bytes.Clone(value), fmt.Sprintf(", record %d", n), nil); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

// collection takes the features of a collection whose features bear the ids of their texts, one by one; of any other the whole.
func collection(d *jsontext.Decoder, n int, take taker) error {
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	whole := []byte{'{'}
	single, first := false, true // the first feature tells
	for d.PeekKind() != '}' {
		name, err := d.ReadValue()
		if err != nil {
			return err
		}
		kept, isFeatures := len(whole), string(name) == `"features"`
		whole = append(append(whole, name...), ':')
		if isFeatures && d.PeekKind() == '[' {
			whole = append(whole, '[')
			if err := elements(d, func(value []byte, where string, _ error) error {
				if first {
					single, first = hasTextID(value), false
				}
				if single {
					return take(value, where, nil)
				}
				whole = append(append(whole, value...), ',')
				return tooLong(whole)
			}); err != nil {
				return err
			}
			if single {
				whole = whole[:kept]
				continue
			}
			whole = append(bytes.TrimSuffix(whole, []byte(",")), "],"...)
			continue
		}
		value, err := d.ReadValue()
		if err != nil {
			return err
		}
		whole = append(append(whole, value...), ',')
		if err := tooLong(whole); err != nil {
			return err
		}
	}
	if _, err := d.ReadToken(); err != nil || single {
		return err
	}
	where := ""
	if n > 1 {
		where = fmt.Sprintf(", record %d", n)
	}
	return take(append(bytes.TrimSuffix(whole, []byte(",")), '}'), where, nil)
}

var errLongRecord = wrong("a record is longer than %d bytes", client.MaxLineBytes)

func tooLong(record []byte) error {
	if len(record) > client.MaxLineBytes {
		return errLongRecord
	}
	return nil
}

// hasTextID reports whether a feature says of which text it is.
func hasTextID(feature []byte) bool {
	var f struct {
		Properties struct {
			TextID json.RawMessage `json:"textId"`
		}
	}
	return json.Unmarshal(feature, &f) == nil && f.Properties.TextID != nil
}
