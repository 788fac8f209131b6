package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"example.com/geotag/internal/bulk"
	"example.com/geotag/internal/fleet"
)

const submitManual = `
Puts the texts of files on a stream of NATS JetStream, from which geotag work takes them. Files are read as geotag tag reads many: JSONL (a
request a line), CSV, plain text and pages of HTML, folders of them, all of it also compressed by gzip or zstd.

A text is on the stream under its id, or else its file and number. One that is put there again within two minutes is not stored again; so
-resume goes on after a run that was killed, by the checkpoint that it keeps beside the first file. A stream that is full makes it wait.`

const submitExamples = `
Examples:
  geotag submit -nats nats://localhost:4222 articles.jsonl.gz
  geotag submit -nats nats://localhost:4222 -csv -text body -id url -resume news/
  zcat dump.jsonl.gz | geotag submit -nats tls://n1,tls://n2,tls://n3 -replicas 3 -stream ARTICLES -`

// A submission is what submit's flags ask for.
type submission struct {
	nats       natsFlags
	read       bulk.ReadOptions
	csv, lines bool
	resume     bool
	checkpoint string
	kept       bool // there is a checkpoint on the disk
}

func (s *submission) flags(fs *flagSet) {
	s.nats.flags(fs)
	s.nats.making(fs)
	fs.BoolVar(&s.lines, "lines", false, "files hold a request as JSON a line, whatever their names")
	fs.BoolVar(&s.csv, "csv", false, "files are tables, whatever their names")
	fs.StringVar(&s.read.Text, "text", "", "with -csv: the texts' `COLUMN` (default text)")
	fs.StringVar(&s.read.ID, "id", "", "with -csv: the ids' `COLUMN`; else ids are the rows' numbers")
	fs.BoolVar(&s.read.Lines.Lenient, "lenient", false, "with -lines: ignore members that are no fields")
	fs.BoolVar(&s.resume, "resume", false, "go on after a run that was stopped or killed")
	fs.StringVar(&s.checkpoint, "checkpoint", "", "keep in `FILE` how far it has come (default FILE.submitted beside the first file)")
}

func submit(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag submit -nats URL [FLAGS] FILE...", submitManual, submitExamples)
	var s submission
	s.flags(fs)
	files, err := fs.parse(args, 0, 1<<20)
	if err != nil {
		return err
	}
	if s.nats.to.URL == "" {
		s.nats.to.URL = natsURL()
	}
	if s.csv && s.lines {
		return fs.misuse("-csv and -lines exclude each other")
	}
	log := e.natsLog()
	ctx, stop := stoppable(ctx)
	defer stop()
	point, err := s.point(files)
	if err != nil {
		return err
	}
	s.nats.to.Log = log
	nc, err := s.nats.dial(fs)
	if err != nil {
		return err
	}
	defer nc.Close()
	to, err := fleet.NewSubmitter(ctx, nc, s.nats.names, log)
	if err != nil {
		return explained(err)
	}
	return s.run(ctx, e, to, files, point)
}

// point returns the checkpoint of a run, which is new or goes on.
func (s *submission) point(files []string) (*bulk.Checkpoint, error) {
	of := map[string]string{"files": strings.Join(files, " "), "stream": s.nats.names.Stream, "-text": s.read.Text, "-id": s.read.ID, "-csv": strconv.FormatBool(s.csv)}
	name := s.checkpoint
	if name == "" {
		if len(files) == 0 || files[0] == "-" {
			if s.resume {
				return nil, &usageError{errors.New("-resume needs files, or -checkpoint FILE"), "standard input cannot be read again"}
			}
			return new(bulk.Checkpoint), nil
		}
		name = strings.TrimRight(files[0], "/") + ".submitted"
	}
	s.kept = true
	if s.resume {
		c, err := bulk.Resume(name, of)
		if !errors.Is(err, fs.ErrNotExist) {
			return c, hinted(err, "without -resume, and without "+name+", it begins anew")
		}
	}
	c, err := bulk.Begin(name, of)
	if errors.Is(err, bulk.ErrUnfinished) {
		return nil, hinted(fmt.Errorf("%s: %w", name, err), "go on with -resume, or remove that file to begin anew")
	}
	return c, err
}

// saveEach is how often the checkpoint is saved. Set by hand: what was sent since is sent again by a run that goes on.
const saveEach = time.Second

// run submits files from where the checkpoint stands.
func (s *submission) run(ctx context.Context, e env, to *fleet.Submitter, files []string, point *bulk.Checkpoint) error {
	var read atomic.Int64
	s.read.Stdin, s.read.Done, s.read.BytesRead = e.stdin, int(point.Texts), &read
	if s.csv {
		s.read.Form = bulk.Table
	} else if s.lines {
		s.read.Form = bulk.Lines
	}
	bar := newProgress(e.stderr, "submitting", totalBytes(files))
	bar.unit, bar.perUnit = "MB", 1e6
	defer bar.done()
	saved := time.Now()
	err := to.Run(ctx, s.articles(ctx, files), func(err error) error {
		if point.Texts++; err != nil {
			point.Failed++
			bar.done()
			report(e.stderr, err)
		}
		bar.at(read.Load())
		if !s.kept || time.Since(saved) < saveEach {
			return nil
		}
		saved = time.Now()
		return point.Save()
	})
	bar.done()
	if err != nil && s.kept {
		return hinted(errors.Join(fmt.Errorf("stopped after %d texts: %w", point.Texts, err), point.Save()), "geotag submit -resume goes on")
	} else if err != nil {
		return fmt.Errorf("stopped after %d texts: %w", point.Texts, err)
	}
	fmt.Fprintf(e.stdout, "submitted %d texts", point.Texts-point.Failed)
	if point.Failed > 0 {
		fmt.Fprintf(e.stdout, "; %d could not be", point.Failed)
	}
	fmt.Fprintln(e.stdout)
	if !s.kept {
		return nil
	}
	return point.Remove()
}

// articles are the texts of files as they go on the stream.
func (s *submission) articles(ctx context.Context, files []string) iter.Seq2[fleet.Submission, error] {
	return func(yield func(fleet.Submission, error) bool) {
		for t, err := range bulk.Read(ctx, files, s.read) {
			var a fleet.Submission
			if err == nil {
				a = submissionOf(&t)
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

// submissionOf returns a text as it goes on the stream.
func submissionOf(t *bulk.Text) fleet.Submission {
	if t.Err != nil {
		return fleet.Submission{Err: fmt.Errorf("%s: %w", t.Where, t.Err)}
	}
	if t.Request.Id == "" {
		t.Request = proto.CloneOf(t.Request)
		t.Request.Id = t.Where
	}
	b, err := protojson.Marshal(t.Request)
	if err != nil {
		err = fmt.Errorf("%s: %w", t.Where, err)
	}
	return fleet.Submission{ID: t.Request.Id, Request: b, Err: err}
}

// totalBytes returns how many bytes files have, those in folders among them; what cannot be read has none.
func totalBytes(files []string) (n int64) {
	for _, name := range files {
		filepath.WalkDir(name, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				if info, err := d.Info(); err == nil {
					n += info.Size()
				}
			}
			return nil
		})
	}
	return n
}
