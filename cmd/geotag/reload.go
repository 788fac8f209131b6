package main

import (
	"context"
	"io/fs"
	"log/slog"
	"os"
	"runtime"
	"time"

	"example.com/geotag"
	"example.com/geotag/server"
)

// A reloader makes a server answer from a gazetteer file, and from what replaces it.
type reloader struct {
	file string
	srv  *server.Server
	log  *slog.Logger
	tell func(t *geotag.Tagger, err error) // of each load
	seen fs.FileInfo                       // of the file when it was last looked at; nil: it was not there
}

// load opens and verifies the file and hands it to the server; from then on every call answers from it, while those under way end
// with the gazetteer they began with.
func (r *reloader) load() (version string, err error) {
	r.seen, _ = os.Stat(r.file)
	ix, err := servable(r.file)
	if err != nil {
		r.tell(nil, err)
		return "", err
	}
	tagger := geotag.New(ix)
	r.srv.Use(tagger)
	r.tell(tagger, nil)
	// The collector unmaps the gazetteer before once no call uses it any more, and an idle server collects rarely. What a pool holds,
	// as the tagger before did its buffers, goes at the second collection.
	runtime.GC()
	runtime.GC()
	return ix.Version(), nil
}

// run loads the file again at each signal and, if every is not zero, whenever a look at that interval finds another file. A file that is
// bad is reported, and the gazetteer before serves on. It returns when ctx ends.
func (r *reloader) run(ctx context.Context, signals <-chan os.Signal, every time.Duration) {
	var tick <-chan time.Time
	if every > 0 {
		t := time.NewTicker(every)
		defer t.Stop()
		tick = t.C
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-signals:
			r.reload(ctx)
		case <-tick:
			if r.changed() {
				r.reload(ctx)
			}
		}
	}
}

func (r *reloader) reload(ctx context.Context) {
	began := time.Now()
	version, err := r.load()
	if err != nil {
		r.log.ErrorContext(ctx, "the gazetteer is refused, the one before serves on", "file", nameOf(r.file), "err", err)
		return
	}
	r.log.InfoContext(ctx, "serving another gazetteer", "file", nameOf(r.file), "version", version, "seconds", time.Since(began).Round(time.Millisecond).Seconds())
}

// changed reports whether the file is another than when it was last looked at. One that is gone does not count.
func (r *reloader) changed() bool {
	now, err := os.Stat(r.file)
	if err != nil {
		return false
	}
	return r.seen == nil || !os.SameFile(now, r.seen) || now.Size() != r.seen.Size() || !now.ModTime().Equal(r.seen.ModTime())
}
