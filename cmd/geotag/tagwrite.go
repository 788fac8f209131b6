package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/internal/bulk"
)

// writing are the flags of commands that write answers to a file.
type writing struct {
	out, to                          string
	resume, features, flat, withText bool
	format                           bulk.Format
	locked                           *os.File // what to names, as long as it is written
}

func (w *writing) flags(fs *flagSet) {
	fs.StringVar(&w.out, "out", "", "write answers as `FORM`: jsonl, geojson, geojsonseq or csv")
	fs.oneOf("out", "jsonl", "geojson", "geojsonseq", "csv")
	fs.StringVar(&w.to, "o", "", "write answers to `FILE`, compressed if it ends in .gz or .zst; else to standard output")
	fs.BoolVar(&w.resume, "resume", false, "with -o: go on where a run that was killed stopped")
	fs.BoolVar(&w.features, "features", false, "of jsonl, write a Feature a line, rather than a FeatureCollection a text")
	fs.BoolVar(&w.flat, "flat", false, "write properties as plain values, as tables of attributes want them")
	fs.BoolVar(&w.withText, "with-text", false, "write the text as the member \"text\" beside its answer: offsets into a page count in its article")
}

// outputs are the formats by the names that they have for -out and at the end of files.
var outputs = map[string]bulk.Format{
	"jsonl": bulk.JSONL, "geojson": bulk.GeoJSON, "geojsonseq": bulk.GeoJSONSeq, "csv": bulk.CSV,
	".jsonl": bulk.JSONL, ".ndjson": bulk.JSONL, ".geojson": bulk.GeoJSON, ".json": bulk.GeoJSON, ".geojsons": bulk.GeoJSONSeq, ".geojsonl": bulk.JSONL,
	".csv": bulk.CSV,
}

// check reads what the flags say, once they are parsed.
func (w *writing) check(fs *flagSet, r *reading) error {
	one := r.one()
	name := strings.ToLower(w.to)
	for _, compressed := range []string{".gz", ".zst"} {
		name = strings.TrimSuffix(name, compressed)
	}
	format, ok := outputs[w.out]
	if w.out == "" {
		if format, ok = outputs[filepath.Ext(name)]; !ok && one {
			format = bulk.GeoJSON
		}
	} else if !ok || w.out[0] == '.' {
		return fs.misuse("-out %s: it must be jsonl, geojson, geojsonseq or csv", w.out)
	}
	switch w.format = format; {
	case w.resume && w.to == "":
		return fs.misuse("-resume needs -o: what went to standard output is not there to go on with")
	case w.resume && (len(r.files) == 0 || slices.Contains(r.files, "-")):
		return fs.misuse("-resume needs files: standard input is not there to be read again")
	case slices.ContainsFunc(r.files, func(name string) bool { return sameFile(name, w.to) }):
		return fs.misuse("-o %s: it is read, too", w.to)
	case w.features && format != bulk.JSONL && !one:
		return fs.misuse("-features is for -out jsonl: the others write features as they are")
	case w.withText && (format == bulk.CSV || format == bulk.GeoJSONSeq || format == bulk.GeoJSON && !one || w.features):
		return fs.misuse("-with-text is for FeatureCollections: -out jsonl")
	}
	return nil
}

// encoder returns what writes answers.
func (w *writing) encoder() bulk.Encoder {
	o := client.LineOptions{Flat: w.flat}
	if w.features {
		o.Records = client.Features
	}
	return bulk.Encoder{Format: w.format, Lines: o, WithText: w.withText}
}

// open opens what answers are written to, for a run of what of says.
func (w *writing) open(stdout io.Writer, of map[string]string) (*bulk.Output, error) {
	if w.to == "" {
		if (w.format == bulk.CSV || w.format == bulk.GeoJSONSeq) && !isTerminal(stdout) {
			stdout = beneath(stdout) // which has no escapes, as JSON has them
		}
		return bulk.Stream(stdout), nil
	}
	open := bulk.Create
	if w.resume {
		open = bulk.Open
	}
	if err := w.lock(); err != nil {
		return nil, err
	}
	o, err := open(w.to, of)
	checkpoint := w.to + bulk.CheckpointExt
	if errors.Is(err, bulk.ErrUnfinished) {
		return nil, hinted(fmt.Errorf("%s is of a run that was killed", w.to), "go on with -resume, or remove "+checkpoint)
	} else if _, ok := errors.AsType[*bulk.DifferentError](err); ok {
		return nil, hinted(fmt.Errorf("%s cannot go on: %w", w.to, err), "to begin anew, remove "+checkpoint)
	} else if err != nil {
		return nil, err
	}
	return o, w.lock()
}

// kept returns the files that are written, which are not read where they lie in a folder that is.
func (w *writing) kept() []string {
	files := append(bulk.CheckpointFiles(w.to+bulk.CheckpointExt), w.to)
	if to, err := filepath.EvalSymlinks(w.to); err == nil {
		files = append(files, to)
	}
	return files
}

// lock locks the output, if it is there and not yet locked, so that no two commands write it.
func (w *writing) lock() error {
	if w.locked != nil {
		return nil
	}
	switch info, err := os.Stat(w.to); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && !info.Mode().IsRegular():
		return fmt.Errorf("%s is no file: leave -o out, and write to it from standard output", w.to)
	}
	f, err := os.OpenFile(w.to, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	if lock(f) != nil {
		return errors.Join(f.Close(), fmt.Errorf("%s is being written by another command", w.to))
	}
	w.locked = f // until the command ends
	return nil
}

// unlike are flags by which the same answers are written.
var unlike = []string{"addr", "ca", "cert", "gazetteer", "j", "key", "model", "o", "resume", "tls", "token"}

// identity says what a run is of: the flags, the files, and the versions of what answers.
func (t *tagging) identity(ctx context.Context, tag client.TagFunc, fs *flagSet, s bulk.Survey) (map[string]string, error) {
	of := map[string]string{"inputs": s.String(), "geotag": release}
	fs.VisitAll(func(f *flag.Flag) {
		if v := f.Value.String(); v != f.DefValue && !slices.Contains(unlike, f.Name) {
			of["-"+f.Name] = v
		}
	})
	doc, err := tag(ctx, nil, &geotagv1.TagRequest{Text: "."}) // every answer has them
	if err != nil {
		return nil, err
	}
	var versions struct{ GazetteerVersion, ModelVersion string }
	err = json.Unmarshal(doc, &versions)
	of["gazetteer"], of["model"] = versions.GazetteerVersion, versions.ModelVersion
	return of, err
}

// isFolder reports whether a name is a folder's.
func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// sameFile reports whether two names are those of one file, which is there.
func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}
