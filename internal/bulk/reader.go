package bulk

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

// errEnough says that whoever asked for texts wants no more.
var errEnough = errors.New("enough")

// A reader reads files, one after the other, with buffers that it uses again.
type reader struct {
	ctx         context.Context
	o           *ReadOptions
	take        func(unreadText) bool
	left        int   // to be passed over
	bytes       int64 // of the files, read
	disk, plain *bufio.Reader
	gzip        *gzip.Reader
	zstd        *zstd.Decoder
}

func newReader(ctx context.Context, o *ReadOptions, take func(unreadText) bool) *reader {
	return &reader{
		ctx: ctx, o: o, take: take, left: o.Done,
		disk: bufio.NewReaderSize(nil, 1<<16), plain: bufio.NewReaderSize(nil, 1<<16),
	}
}

func (r *reader) close() {
	if r.zstd != nil {
		r.zstd.Close()
	}
}

// yield hands a text on, unless it is to be passed over.
func (r *reader) yield(t unreadText) error {
	if err := r.ctx.Err(); err != nil {
		return context.Cause(r.ctx)
	}
	if r.passed() {
		return nil
	}
	if t.BytesRead = r.bytes; !r.take(t) {
		return errEnough
	}
	return nil
}

// passed reports whether the next text is to be passed over, and counts it.
func (r *reader) passed() bool {
	if r.left == 0 {
		return false
	}
	r.left--
	return true
}

// file yields the texts of a file, and what is wrong with it. Its error ends the texts.
func (r *reader) file(in input) error {
	err := r.open(in)
	if err == nil || errors.Is(err, errEnough) || r.ctx.Err() != nil {
		return err
	}
	return r.yield(unreadText{Text: failedFile(in, err)})
}

// open reads a file.
func (r *reader) open(in input) error {
	close, err := r.begin(in)
	if err != nil {
		return err
	}
	defer close()
	switch r.form(in.name) {
	case Lines:
		return r.lines(in)
	case Table:
		return r.table(in)
	case Page:
		return r.whole(in, true)
	}
	return r.whole(in, false)
}

// begin has plain read what a file holds, until close is called.
func (r *reader) begin(in input) (close func() error, err error) {
	from, close := r.o.Stdin, func() error { return nil }
	if in.name != stdin {
		f, err := os.Open(in.name)
		if err != nil {
			return nil, err
		}
		from, close = f, f.Close
	}
	r.disk.Reset(&counted{r.ctx, from, &r.bytes})
	data, err := r.decompressed()
	if err != nil {
		close()
		return nil, err
	}
	r.plain.Reset(data)
	return close, nil
}

// counted counts what is read, and reads no more once the context has ended: what is passed over, and blank lines, yield nothing that would stop it.
type counted struct {
	ctx context.Context
	io.Reader
	n *int64
}

func (c *counted) Read(b []byte) (int, error) {
	if c.ctx.Err() != nil {
		return 0, context.Cause(c.ctx)
	}
	n, err := c.Reader.Read(b)
	*c.n += int64(n)
	return n, err
}

// What compressed data begin with.
var (
	gzipMagic = []byte{0x1F, 0x8B}
	zstdMagic = []byte{0x28, 0xB5, 0x2F, 0xFD}
)

// maxWindow is the memory that a zstd file may ask for: what the zstd command takes, too, unless it is told otherwise.
const maxWindow = 128 << 20

// decompressed returns what the file holds.
func (r *reader) decompressed() (_ io.Reader, err error) {
	begin, err := r.disk.Peek(4)
	switch {
	case bytes.HasPrefix(begin, gzipMagic):
		if r.gzip == nil {
			r.gzip, err = gzip.NewReader(r.disk)
			return r.gzip, err
		}
		return r.gzip, r.gzip.Reset(r.disk)
	case bytes.Equal(begin, zstdMagic):
		if r.zstd == nil {
			r.zstd, err = zstd.NewReader(r.disk, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
			return r.zstd, err
		}
		return r.zstd, r.zstd.Reset(r.disk)
	case err != nil && err != io.EOF:
		return nil, err
	}
	return r.disk, nil
}

// form tells how a file holds texts, by its name, else by how it begins.
func (r *reader) form(name string) Form {
	if r.o.Form != AnyForm {
		return r.o.Form
	}
	if name == stdin {
		return Plain
	}
	if f := FormOf(name); f != AnyForm {
		return f
	}
	begin, _ := r.plain.Peek(512)
	begin = bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(begin, []byte("\uFEFF"))))
	for _, html := range []string{"<!doctype html", "<html"} {
		if bytes.HasPrefix(begin, []byte(html)) {
			return Page
		}
	}
	return Plain
}

// whole yields the one text of a file, or the page that it is read out of.
func (r *reader) whole(in input, page bool) error {
	if r.passed() {
		return nil
	}
	data, err := io.ReadAll(io.LimitReader(r.plain, MaxTextBytes+1))
	if err != nil {
		return err
	}
	t := unreadText{Text: Text{Request: r.request(), Where: in.shown()}}
	t.Request.Id = in.id
	switch {
	case len(data) > MaxTextBytes:
		t.Err = wrong("the file is longer than %d bytes", MaxTextBytes)
	case page:
		t.page = data
	default:
		t.Err = setText(t.Request, string(data))
	}
	return r.yield(t)
}

// setText puts a text into a request, if it may be one.
func setText(req *geotagv1.TagRequest, text string) error {
	switch {
	case len(text) > MaxTextBytes:
		return wrong("the text is longer than %d bytes", MaxTextBytes)
	case !utf8.ValidString(text):
		return ErrNotUTF8
	}
	req.Text = text
	return nil
}

// ErrNotUTF8 is a Text's error where the text is in another encoding.
var ErrNotUTF8 = wrong("the text is not UTF-8")

// request returns what is asked for a text that says nothing of it.
func (r *reader) request() *geotagv1.TagRequest {
	if r.o.Lines.Base == nil {
		return new(geotagv1.TagRequest)
	}
	return proto.CloneOf(r.o.Lines.Base)
}

// lines yields requests in JSON.
func (r *reader) lines(in input) error {
	for line, err := range client.Lines(r.plain) {
		if err != nil {
			return err
		}
		if r.passed() {
			continue
		}
		t := unreadText{Text: Text{Where: fmt.Sprintf("%s:%d", in.shown(), line.Number)}}
		t.Request, t.Err = r.o.Lines.ReadLine(line.Bytes)
		if err := r.yield(t); err != nil {
			return err
		}
	}
	return nil
}
