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

// A reloader makes a server answer from a gazetteer file by a model file, and from what replaces them.
type reloader struct {
	gazetteer, model servedFile
	srv              *server.Server
	log              *slog.Logger
	tell             func(t *geotag.Tagger, err error) // of each load
}

// A servedFile is one that is served from, and may be replaced by another; without a name it is what is built in.
type servedFile struct {
	file string
	seen fs.FileInfo // when it was last looked at; nil: it was not there
}

// look remembers which file there is.
func (w *servedFile) look() { w.seen, _ = os.Stat(w.file) }

// changed reports whether the file is another than when it was last looked at. One that is gone does not count.
func (w *servedFile) changed() bool {
	now, err := os.Stat(w.file)
	if err != nil {
		return false
	}
	return w.seen == nil || !os.SameFile(now, w.seen) || now.Size() != w.seen.Size() || !now.ModTime().Equal(w.seen.ModTime())
}

// load opens and verifies both files and hands them to the server; from then on every call answers from them, while those under way end
// with what they began with. If one is bad both are refused.
func (r *reloader) load() (*geotag.Tagger, error) {
	r.gazetteer.look()
	r.model.look()
	tagger, err := servable(r.gazetteer.file, r.model.file)
	r.tell(tagger, err)
	if err != nil {
		return nil, err
	}
	r.srv.Use(tagger)
	// The collector unmaps the gazetteer before once no call uses it any more, and an idle server collects rarely. What a pool holds,
	// as the tagger before did its buffers, goes at the second collection.
	runtime.GC()
	runtime.GC()
	return tagger, nil
}

// run loads the files again at each signal and, if every is not zero, whenever a look at that interval finds another file. A file that is
// bad is reported, and what was there before serves on. It returns when ctx ends.
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
			if r.gazetteer.changed() || r.model.changed() {
				r.reload(ctx)
			}
		}
	}
}

func (r *reloader) reload(ctx context.Context) {
	began := time.Now()
	tagger, err := r.load()
	files := []any{"gazetteer", nameOf(r.gazetteer.file), "model", modelName(r.model.file)}
	if err != nil {
		r.log.With(files...).ErrorContext(ctx, "a file is refused, what was there before serves on", "err", err)
		return
	}
	r.log.With(files...).InfoContext(ctx, "serving other files", "gazetteerVersion", tagger.Gazetteer().Version(),
		"modelVersion", tagger.ModelVersion(), "seconds", time.Since(began).Round(time.Millisecond).Seconds())
}
