package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/internal/bulk"
	"example.com/geotag/internal/fleet"
)

const submitManual = `
Puts the texts of files on a stream of NATS JetStream, from which geotag work takes them. Files are read as geotag tag reads them, and what
the flags say of the answers holds where a text does not say otherwise.

A text is on the stream under its id, or else its file and number. One that is put there again within two minutes is not stored again.
Beside the first FILE stands FILE.submitted as long as it runs: after a run that was stopped or killed, the same command with -resume goes on.
A stream that is full makes it wait. Of a table the other columns than the text and the id stay behind.`

const submitExamples = `
Examples:
  geotag submit -nats nats://localhost:4222 articles.jsonl.gz
  geotag submit -nats nats://localhost:4222 -csv -text body -id url -resume news/
  zcat dump.gz | geotag submit -nats tls://n1,tls://n2,tls://n3 -replicas 3 -lines -`

// A submission is what submit's flags ask for.
type submission struct {
	nats natsFlags
	reading
	asking
	pack       int
	resume     bool
	checkpoint string
	point      *bulk.Checkpoint
	kept       bool  // the checkpoint is on the disk
	there      int64 // texts of this run that the stream had already
	saved      time.Time
}

func submit(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag submit -nats URL [FLAGS] FILE...", submitManual, submitExamples)
	var s submission
	s.nats.flags(fs)
	s.nats.making(fs)
	s.reading.flags(fs)
	s.asking.flags(fs)
	fs.IntVar(&s.pack, "pack", 1, "put up to `N` texts into one message, 1024 and 64 KiB at most: for archives, as the servers' cost is that of messages")
	fs.BoolVar(&s.resume, "resume", false, "go on after a run that was stopped or killed")
	fs.StringVar(&s.checkpoint, "checkpoint", "", "keep in `FILE` how far it has come (default: the first file's name and .submitted)")
	natsEnvironment(fs)
	var err error
	if s.files, err = fs.parse(args, 0, math.MaxInt); err != nil {
		return err
	}
	for _, check := range []func(*flagSet) error{s.asking.check, s.reading.check, s.check} {
		if err := check(fs); err != nil {
			return err
		}
	}
	ctx, stop := stoppable(ctx)
	defer stop()
	nc, err := s.nats.dial(fs, e.natsLog())
	if err != nil {
		return err
	}
	defer nc.Close()
	to, err := fleet.NewSubmitter(ctx, nc, s.nats.names, e.natsLog())
	if err != nil {
		return explained(err)
	}
	return s.run(ctx, e, to)
}

// check reads what the flags say, once they are parsed.
func (s *submission) check(fs *flagSet) error {
	if s.checkpoint == "" && len(s.files) > 0 && !slices.Contains(s.files, "-") {
		s.checkpoint = strings.TrimRight(s.files[0], "/") + ".submitted"
	}
	if s.pack < 1 || s.pack > fleet.LargestPack {
		return fs.misuse("-pack %d: it must be 1 to %d", s.pack, fleet.LargestPack)
	}
	if s.kept = s.checkpoint != ""; s.resume && (len(s.files) == 0 || slices.Contains(s.files, "-")) {
		return fs.misuse("-resume needs files: standard input is not there to be read again")
	}
	if s.req.OffsetEncoding == geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF8 { // what holds anyway need not be said in each request
		s.req.OffsetEncoding = 0
	}
	if s.req.Geometry == geotagv1.GeometryDetail_GEOMETRY_DETAIL_POINT {
		s.req.Geometry = 0
	}
	return nil
}

// open opens the checkpoint of a run, which begins or goes on.
func (s *submission) open(of bulk.Survey) (err error) {
	s.point, s.saved = new(bulk.Checkpoint), time.Now()
	if !s.kept {
		return nil
	}
	is := map[string]string{"inputs": of.String(), "stream": s.nats.names.Stream, "subject": s.nats.names.Subject, "-in": s.in, "-pack": strconv.Itoa(s.pack), "-text": s.text, "-id": s.id}
	if s.resume {
		if s.point, err = bulk.Resume(s.checkpoint, is); !errors.Is(err, fs.ErrNotExist) {
			return hinted(err, "to begin anew, remove "+s.checkpoint)
		}
	}
	if s.point, err = bulk.Begin(s.checkpoint, is); errors.Is(err, bulk.ErrUnfinished) {
		return hinted(fmt.Errorf("%s is of a run that was stopped", s.checkpoint), "go on with -resume, or remove it to begin anew")
	}
	return err
}

// run submits files from where the checkpoint stands.
func (s *submission) run(ctx context.Context, e env, to *fleet.Submitter) error {
	except := bulk.CheckpointFiles(s.checkpoint)
	survey, err := bulk.Look(ctx, s.files, except)
	if err != nil {
		return err
	}
	if err := s.open(survey); err != nil {
		return err
	}
	o := s.options(e, &s.req, s.point.Texts)
	o.Except = except
	bar := newProgress(e.stderr, "submitting", survey.Bytes)
	bar.unit, bar.from = "texts", -1
	done := s.point.Texts
	to.Pack = s.pack
	err = to.Run(ctx, articles(bulk.Read(ctx, s.files, o), s.id == ""), func(ended []fleet.Ended) error {
		for _, t := range ended {
			s.count(e, bar, t.Err)
			if t.There {
				s.there++
			}
		}
		bar.counted(ended[len(ended)-1].Read, s.point.Texts-done, s.point.Failed)
		return s.save(saveEach)
	})
	bar.done()
	if err != nil {
		err = fmt.Errorf("stopped after %d texts: %w", s.point.Texts, err)
		if s.kept {
			err = hinted(errors.Join(err, s.save(0)), "the same command with -resume goes on")
		}
		return err
	}
	return s.finish(e)
}

// count counts a text, and says what is wrong with one.
func (s *submission) count(e env, bar *progress, err error) {
	s.point.Texts++
	if err == nil {
		return
	}
	if _, ok := errors.AsType[*bulk.FileError](err); ok {
		s.point.Files++
	} else {
		s.point.Failed++
	}
	bar.done()
	report(e.stderr, err)
}

// saveEach is how often the checkpoint is saved. Set by hand: what was sent since is sent again by a run that goes on.
const saveEach = time.Second

// save saves the checkpoint, if that is so long ago.
func (s *submission) save(each time.Duration) error {
	if !s.kept || time.Since(s.saved) < each {
		return nil
	}
	s.saved = time.Now()
	return s.point.Save()
}

// finish says what was done, and that there is nothing to go on with.
func (s *submission) finish(e env) error {
	n, bad := s.point.Texts-s.point.Failed-s.point.Files, s.point.Failed+s.point.Files
	fmt.Fprintf(e.stdout, "submitted %s texts to %s\n", grouped(float64(n)), plain(s.nats.names.Stream))
	if s.there > 0 { // sent again by a run that goes on, or ids that are not unique
		fmt.Fprintf(e.stdout, "  of which it had %s already, by their ids\n", grouped(float64(s.there)))
	}
	if s.kept {
		if err := s.point.Remove(); err != nil {
			return err
		}
	}
	if bad > 0 {
		return fmt.Errorf("%s texts or files could not be submitted; the others were", grouped(float64(bad)))
	}
	return nil
}

// articles are texts as they go on the stream.
func articles(texts iter.Seq2[bulk.Text, error], numbered bool) iter.Seq2[fleet.Submission, error] {
	return func(yield func(fleet.Submission, error) bool) {
		for t, err := range texts {
			a := fleet.Submission{Read: t.BytesRead}
			if err == nil {
				a.ID, a.Request, a.Err = articleOf(&t, numbered)
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

// articleOf returns a text as it goes on the stream, and what the stream knows it by. numbered: the ids of rows are their numbers.
func articleOf(t *bulk.Text, numbered bool) (id string, request []byte, err error) {
	if _, ok := errors.AsType[*bulk.FileError](t.Err); ok {
		return "", nil, t.Err
	}
	req := t.Request
	if err = t.Err; err == nil {
		if req.Id == "" || numbered && t.Columns != nil { // rows of several tables have the same numbers
			req = proto.CloneOf(req)
			req.Id = t.Where
		}
		request, err = protojson.Marshal(req)
	}
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", t.Where, err)
	}
	return req.Id, request, nil
}
