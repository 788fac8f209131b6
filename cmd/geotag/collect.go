package main

import (
	"context"
	"errors"
	"fmt"

	"example.com/geotag/internal/bulk"
	"example.com/geotag/internal/fleet"
)

const collectManual = `
Writes what geotag work has answered to a file, in the order in which the stream has it, and ends when the work is done: nothing is to be
tagged any more and every answer was written. Start it after geotag submit has ended, or with -follow.

With -resume it goes on after a run that was stopped or killed, by the checkpoint beside the file: every answer is in it once. With -dead it
writes what could not be tagged, and why: a JSON object a line.`

const collectExamples = `
Examples:
  geotag collect -nats nats://localhost:4222 -o places.jsonl
  geotag collect -nats nats://localhost:4222 -o places.jsonl.gz -resume
  geotag collect -nats nats://localhost:4222 -dead | jq -r .reason | sort | uniq -c`

// A collecting is what collect's flags ask for.
type collecting struct {
	nats   natsFlags
	o      fleet.CollectOptions
	file   string
	resume bool
}

func (c *collecting) flags(fs *flagSet) {
	c.nats.flags(fs)
	fs.StringVar(&c.file, "o", "", "write to `FILE`, compressed where its name ends in .gz or .zst; else to standard output")
	fs.BoolVar(&c.resume, "resume", false, "go on after a run that was stopped or killed")
	fs.BoolVar(&c.o.Follow, "follow", false, "go on when the work is done")
	fs.BoolVar(&c.o.Dead, "dead", false, "write the dead letters, each with its reason, rather than the answers")
}

func collect(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag collect -nats URL -o FILE [FLAGS]", collectManual, collectExamples)
	var c collecting
	c.flags(fs)
	if _, err := fs.parse(args, 0, 0); err != nil {
		return err
	}
	if c.nats.to.URL == "" {
		c.nats.to.URL = natsURL()
	}
	if c.resume && c.file == "" {
		return fs.misuse("-resume needs -o FILE")
	}
	log := e.natsLog()
	ctx, stop := stoppable(ctx)
	defer stop()
	c.nats.to.Log, c.o.Log = log, log
	nc, err := c.nats.dial(fs)
	if err != nil {
		return err
	}
	defer nc.Close()
	out, err := c.output(e)
	if err != nil {
		return err
	}
	c.o.Names, c.o.From = c.nats.names, out.Number
	from, err := fleet.NewCollector(ctx, nc, c.o)
	if err != nil {
		return errors.Join(explained(err), out.Close())
	}
	return c.run(ctx, e, from, out)
}

// output opens what is written to.
func (c *collecting) output(e env) (*bulk.Output, error) {
	of := map[string]string{"stream": c.nats.names.Stream, "results": c.nats.names.Results, "-dead": fmt.Sprint(c.o.Dead)}
	switch {
	case c.file == "":
		return bulk.Stream(e.stdout), nil
	case c.resume:
		out, err := bulk.Open(c.file, of)
		return out, hinted(err, "without -resume, and without "+c.file+bulk.CheckpointExt+", it begins anew")
	}
	out, err := bulk.Create(c.file, of)
	if errors.Is(err, bulk.ErrUnfinished) {
		return nil, hinted(fmt.Errorf("%s: %w", c.file, err), "go on with -resume, or remove "+c.file+bulk.CheckpointExt+" to begin anew")
	}
	return out, err
}

// run writes what there is, and ends the output when it was all.
func (c *collecting) run(ctx context.Context, e env, from *fleet.Collector, out *bulk.Output) (err error) {
	bar := newProgress(e.stderr, "collecting", 1)
	bar.unit, bar.perUnit = "answers", 1
	defer bar.done()
	for r, err := range from.All(ctx) {
		if err != nil {
			bar.done()
			return hinted(errors.Join(fmt.Errorf("stopped after %d answers: %w", out.Records, err), out.Close()), "geotag collect -resume goes on")
		}
		out.Records, out.Number = out.Records+1, r.Sequence
		if err := out.Add(append(r.Document, '\n'), r.More); err != nil {
			return errors.Join(err, out.Close())
		}
		bar.total = max(1, from.Total())
		bar.at(int64(r.Sequence))
	}
	bar.done()
	if err := out.Finish(nil); err != nil {
		return err
	}
	if c.file != "" {
		fmt.Fprintf(e.stdout, "collected %d\n", out.Records)
	}
	return nil
}
