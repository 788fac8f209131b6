package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/internal/bulk"
	"example.com/geotag/internal/fleet"
)

const collectManual = `
Writes what geotag work has answered to a file, in the order in which the stream has it, and ends when the work is done: nothing is to be
tagged any more and every answer is written. Start it after geotag submit has ended, or with -follow, which goes on until it is interrupted.
-out says how answers are written, as of geotag tag.

Beside -o's FILE stands FILE.checkpoint as long as it is written: after a run that was stopped or killed, the same command with -resume goes
on, and every answer is in the file once. With -dead it writes what could not be tagged, and why: a JSON object a line.`

const collectExamples = `
Examples:
  geotag collect -nats nats://localhost:4222 -o places.jsonl
  geotag collect -nats nats://localhost:4222 -o mentions.csv.gz -resume
  geotag collect -nats nats://localhost:4222 -dead | jq -r .reason | sort | uniq -c`

// A collecting is what collect's flags ask for.
type collecting struct {
	nats natsFlags
	writing
	o       fleet.CollectOptions
	encoder bulk.Encoder
}

func (c *collecting) flags(fs *flagSet) {
	c.nats.flags(fs)
	c.nats.answering(fs)
	fs.StringVar(&c.out, "out", "", "write answers as `FORM`: jsonl, geojson, geojsonseq or csv")
	fs.oneOf("out", "jsonl", "geojson", "geojsonseq", "csv")
	fs.StringVar(&c.to, "o", "", "write to `FILE`, compressed if it ends in .gz or .zst; else to standard output")
	fs.BoolVar(&c.resume, "resume", false, "with -o: go on where a run that was stopped or killed did")
	fs.BoolVar(&c.features, "features", false, "of jsonl, write a Feature a line, rather than a FeatureCollection a text")
	fs.BoolVar(&c.flat, "flat", false, "write properties as plain values, as tables of attributes want them")
	fs.BoolVar(&c.o.Follow, "follow", false, "go on when the work is done, until it is interrupted")
	fs.BoolVar(&c.o.Dead, "dead", false, "write the dead letters, each with its reason, rather than the answers")
}

func collect(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag collect -nats URL -o FILE [FLAGS]", collectManual, collectExamples)
	var c collecting
	c.flags(fs)
	natsEnvironment(fs)
	if _, err := fs.parse(args, 0, 0); err != nil {
		return err
	}
	if err := c.check(fs); err != nil {
		return err
	}
	ctx, stop := stoppable(ctx)
	defer stop()
	c.o.Log = e.natsLog()
	nc, err := c.nats.dial(fs, c.o.Log)
	if err != nil {
		return err
	}
	defer nc.Close()
	c.o.Names = c.nats.names
	from, err := fleet.NewCollector(ctx, nc, c.o) // before the output, which would be begun in vain
	if err != nil {
		return explained(err)
	}
	out, err := c.open(e.stdout, map[string]string{
		"stream": c.nats.names.Stream, "results": c.nats.names.Results, "-dead": fmt.Sprint(c.o.Dead), "-out": fmt.Sprint(c.format, c.features, c.flat),
	})
	if errors.Is(err, bulk.ErrFinished) {
		fmt.Fprintf(e.stderr, "geotag: %s is whole: there is nothing to go on with\n", c.to)
		return nil
	} else if err != nil {
		return err
	}
	if err := from.GoOn(out.Number); err != nil {
		return errors.Join(explained(err), out.Close())
	}
	return c.run(ctx, e, from, out)
}

// check reads what the flags say, once they are parsed.
func (c *collecting) check(fs *flagSet) error {
	name := strings.ToLower(c.to)
	for _, compressed := range []string{".gz", ".zst"} {
		name = strings.TrimSuffix(name, compressed)
	}
	var ok bool
	if c.format, ok = outputs[c.out]; c.out == "" {
		c.format = outputs[filepath.Ext(name)]
	} else if !ok || c.out[0] == '.' {
		return fs.misuse("-out %s: it must be jsonl, geojson, geojsonseq or csv", c.out)
	}
	switch {
	case c.resume && c.to == "":
		return fs.misuse("-resume needs -o: what went to standard output is not there to go on with")
	case c.features && c.format != bulk.JSONL:
		return fs.misuse("-features is for -out jsonl: the others write features as they are")
	case c.o.Dead && (c.features || c.flat || c.out != ""):
		return fs.misuse("-dead writes lines of JSON, and nothing else")
	}
	c.encoder = c.writing.encoder()
	return nil
}

// run writes what there is, and ends the output when it was all.
func (c *collecting) run(ctx context.Context, e env, from *fleet.Collector, out *bulk.Output) error {
	bar := newProgress(e.stderr, "collecting", 1)
	bar.unit, bar.from = "answers", -1
	if c.to == "" && isTerminal(e.stdout) {
		bar.w = nil // answers stand there
	}
	done := out.Texts
	for r, err := range from.All(ctx) {
		if err == nil {
			err = errors.Join(c.begin(out), c.write(out, r))
		}
		if err != nil {
			bar.done()
			return c.stopped(ctx, out, err)
		}
		bar.total = max(1, from.Total())
		bar.counted(int64(r.Sequence), out.Texts-done, 0)
	}
	bar.done()
	if err := errors.Join(c.begin(out), out.Finish(c.encoder.End(nil))); err != nil {
		return err
	}
	if c.to != "" {
		fmt.Fprintf(e.stdout, "collected %s answers in %s\n", grouped(float64(out.Texts)), plain(c.to))
	}
	return nil
}

// stopped leaves an output that goes on later. Who follows is stopped sooner or later, and that is no error.
func (c *collecting) stopped(ctx context.Context, out *bulk.Output, err error) error {
	if saved := errors.Join(out.Sync(), out.Close()); saved != nil {
		return errors.Join(err, saved)
	}
	if c.o.Follow && ctx.Err() != nil {
		return nil
	}
	err = fmt.Errorf("stopped after %d answers: %w", out.Texts, err)
	if c.to == "" {
		return err
	}
	return hinted(err, "the same command with -resume goes on")
}

// begin writes what stands before the first answer.
func (c *collecting) begin(out *bulk.Output) error {
	if out.Begun {
		return nil
	}
	out.Begun = true
	head, err := c.encoder.Begin(nil, nil)
	return errors.Join(err, out.Add(head, true))
}

// write writes the answers or the dead letter of one message, whole.
func (c *collecting) write(out *bulk.Output, r fleet.Collected) (err error) {
	var records []byte
	for _, doc := range r.Documents {
		at, n := len(records), int64(1)
		if c.o.Dead {
			records = append(append(records, doc...), '\n')
		} else if records, n, err = c.append(records, doc); err != nil {
			return fmt.Errorf("message %d: %w", r.Sequence, err)
		}
		if out.Records == 0 {
			records = append(records[:at], c.encoder.First(records[at:])...)
		}
		out.Texts, out.Records = out.Texts+1, out.Records+n
	}
	out.Number = r.Sequence
	return out.Add(records, r.More)
}

// append appends the records of one answer, and counts them.
func (c *collecting) append(b, doc []byte) ([]byte, int64, error) {
	var of struct{ ID string }
	if c.format != bulk.JSONL || c.features {
		if err := json.Unmarshal(doc, &of); err != nil {
			return b, 0, err
		}
	}
	return c.encoder.Append(b, &bulk.Text{Request: &geotagv1.TagRequest{Id: of.ID}}, doc, nil)
}
