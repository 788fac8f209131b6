package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"example.com/geotag/client"
	"example.com/geotag/internal/bulk"
)

// A tagging is what geotag tag is asked to do.
type tagging struct {
	source
	reading
	writing
	asking
	workers int
}

// run tags one text, or many.
func (t *tagging) run(ctx context.Context, e env, tag client.TagFunc, fs *flagSet) error {
	kept := t.kept()
	var survey bulk.Survey
	var of map[string]string
	var err error
	if t.to != "" || isTerminal(e.stderr) {
		if survey, err = bulk.Look(ctx, t.files, kept); err != nil {
			return err
		}
	}
	if t.to != "" {
		if of, err = t.identity(ctx, tag, fs, survey); err != nil {
			return err
		}
	}
	if t.one() && t.format == bulk.GeoJSON {
		err = t.text(ctx, e, tag, of)
	} else {
		err = t.texts(ctx, e, tag, of, kept, survey.Bytes)
	}
	if errors.Is(err, bulk.ErrFinished) {
		fmt.Fprintf(e.stderr, "geotag: %s is whole: there is nothing to go on with\n", t.to)
		return nil
	}
	return err
}

// text writes the document of one text.
func (t *tagging) text(ctx context.Context, e env, tag client.TagFunc, of map[string]string) error {
	doc, err := t.document(ctx, e, tag)
	if err != nil {
		return err
	}
	if t.to == "" {
		return e.printJSON(bytes.TrimSuffix(doc, []byte("\n")))
	}
	out, err := t.open(e.stdout, of)
	if err != nil {
		return err
	}
	return out.Finish(doc)
}

// document answers one text.
func (t *tagging) document(ctx context.Context, e env, tag client.TagFunc) (doc []byte, err error) {
	enc := t.encoder()
	enc.Format, enc.Lines.Records = bulk.JSONL, client.Collections
	for text, err := range bulk.Read(ctx, t.files, t.options(e, &t.req, 0)) {
		if err = cmp.Or(err, text.Err); err != nil {
			return nil, unreadable(err)
		}
		text.Request.Id = ""
		answer, err := tag(ctx, nil, text.Request)
		if err != nil && text.Request.Text == "" {
			return nil, hinted(err, "pipe one in: echo 'Floods in Kano' | geotag tag")
		} else if err != nil {
			return nil, err
		}
		if doc, _, err = enc.Append(nil, &text, answer, nil); err != nil {
			return nil, err
		}
	}
	return doc, nil
}

// unreadable adds to what is wrong with a text what may mend it.
func unreadable(err error) error {
	if errors.Is(err, bulk.ErrNotUTF8) {
		return hinted(err, "convert it: iconv -f windows-1252 -t utf-8")
	}
	return err
}

// texts answers texts from files of so many bytes in all, but for those that are kept.
func (t *tagging) texts(ctx context.Context, e env, tag client.TagFunc, of map[string]string, kept []string, total int64) error {
	out, err := t.open(e.stdout, of)
	if err != nil {
		return err
	}
	o := t.options(e, &t.req, out.State.Texts)
	o.Except = kept
	w := watch{e: e, out: out, alone: len(t.files) == 1 && !isFolder(t.files[0]), begun: time.Now(), done: out.State.Texts}
	w.bar = newProgress(e.stderr, "tagging", total)
	w.bar.total, w.bar.unit, w.bar.from = total, "texts", -1
	if t.to == "" && isTerminal(e.stdout) {
		w.bar.w = nil // answers stand there
	}
	run := bulk.Run{Tag: tag, Encoder: t.encoder(), Output: out, Workers: t.workers, Seen: w.seen}
	err = run.Do(ctx, bulk.Read(ctx, t.files, o))
	w.bar.done()
	if err != nil {
		return errors.Join(err, out.Close())
	}
	if err := out.Finish(run.Encoder.End(nil)); err != nil {
		return err
	}
	w.summary(t.to)
	return w.err()
}

// A watch shows how far texts have come, and what is wrong with files.
type watch struct {
	e     env
	out   *bulk.Output
	bar   *progress
	begun time.Time
	done  int64 // before it began
	alone bool  // there is one file, which is no folder
	last  error // of a file
}

// seen is told of a text that is answered.
func (w *watch) seen(t *bulk.Text, err error) {
	if bad, ok := errors.AsType[*bulk.FileError](err); ok {
		if w.last = bad; !w.alone {
			w.bar.done()
			report(beneath(w.e.stderr), bad)
		}
	}
	w.bar.counted(t.BytesRead, w.out.Texts-w.done, w.out.Failed)
}

// summary says on a terminal what was done.
func (w *watch) summary(to string) {
	if w.bar.w == nil {
		return
	}
	n, took := w.out.Texts-w.out.Files-w.done, time.Since(w.begun)
	fmt.Fprintf(w.e.stderr, "%s texts in %s, %s a second", grouped(float64(n)), took.Round(10*time.Millisecond), grouped(math.Round(float64(n)/took.Seconds())))
	if w.out.Failed > 0 {
		fmt.Fprintf(w.e.stderr, "; %s failed", grouped(float64(w.out.Failed)))
	}
	if to != "" {
		fmt.Fprintf(w.e.stderr, ": %s", plain(to))
	}
	fmt.Fprintln(w.e.stderr)
}

// err says that files could not be read.
func (w *watch) err() error {
	switch n := w.out.Files; {
	case n == 0:
		return nil
	case n == 1 && w.alone && w.last != nil:
		return w.last
	case n == 1:
		return errors.New("one file could not be read")
	default:
		return fmt.Errorf("%d files could not be read", n)
	}
}

// mostWorkers is how many texts may be tagged at once. Set by hand: more than any machine has processors, or a server answers at once.
const mostWorkers = 10_000

// check reads what the flags say, once they are parsed.
func (t *tagging) check(fs *flagSet) error {
	if t.workers < 1 || t.workers > mostWorkers {
		return fs.misuse("-j %d: it must be from 1 to %d", t.workers, mostWorkers)
	}
	return t.writing.check(fs, &t.reading)
}
