package bulk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// stdin is the name of standard input.
const stdin = "-"

// An input is a file to read.
type input struct {
	name, id string
	alone    bool // no other file is read
}

// shown is the input's name for people.
func (in *input) shown() string {
	if in.name == stdin {
		return "standard input"
	}
	return in.name
}

// inputs yields files in order, those of folders by their paths; with an error, one that cannot be read.
func inputs(files, except []string) iter.Seq2[input, error] {
	if len(files) == 0 {
		files = []string{stdin}
	}
	return func(yield func(input, error) bool) {
		for _, name := range files {
			if name == stdin {
				if !yield(input{name: stdin, alone: len(files) == 1}, nil) {
					return
				}
				continue
			}
			if info, err := os.Stat(name); err != nil {
				if !yield(input{name: name}, reason(err)) {
					return
				}
			} else if !info.IsDir() {
				if !yield(input{name, idOf(name), len(files) == 1}, nil) {
					return
				}
			} else if !inFolder(name, len(files) == 1, except, yield) {
				return
			}
		}
	}
}

// inFolder yields what is in a folder and those below, and reports whether to go on.
func inFolder(folder string, short bool, except []string, yield func(input, error) bool) (more bool) {
	more = true
	// A folder that is named by a link is one; a link below it is not followed, for it may lead around.
	filepath.WalkDir(folder+string(filepath.Separator), func(name string, d fs.DirEntry, err error) error {
		in := input{name: filepath.Clean(name)}
		in.id = idOf(in.name)
		if below, relErr := filepath.Rel(folder, name); short && relErr == nil {
			in.id = idOf(below)
		}
		switch {
		case err != nil:
			more = yield(in, reason(err))
		case strings.HasPrefix(d.Name(), ".") && in.name != filepath.Clean(folder):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular() && !isOneOf(name, except):
			more = yield(in, nil)
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	return more
}

// idOf returns the id of the text that a file of a path is. Names of files may be any bytes, and ids are UTF-8.
func idOf(path string) string { return strings.ToValidUTF8(filepath.ToSlash(path), "\uFFFD") }

// isOneOf reports whether a file is one of those named. Folders are compared, because a checkpoint is another file each time that it is saved.
func isOneOf(name string, names []string) bool {
	for _, other := range names {
		if filepath.Base(name) != filepath.Base(other) {
			continue
		}
		a, errA := os.Stat(filepath.Dir(name))
		b, errB := os.Stat(filepath.Dir(other))
		if errA == nil && errB == nil && os.SameFile(a, b) {
			return true
		}
	}
	return false
}

// reason is what is wrong with a file, without its name, which stands beside it.
func reason(err error) error {
	if e, ok := err.(*fs.PathError); ok {
		return e.Err
	}
	return err
}

// A Survey says what there is to read.
type Survey struct {
	Files int
	Bytes int64  // as they are on the disk
	Hash  string // changes with any file's name, size or time of change
}

// String is the survey in a form to compare.
func (s Survey) String() string {
	return fmt.Sprintf("%d files of %d bytes, %s", s.Files, s.Bytes, s.Hash)
}

// Look surveys the files that Read would read, without opening them. Standard input counts for nothing. An error is the context's.
func Look(ctx context.Context, files, except []string) (Survey, error) {
	var s Survey
	h := sha256.New()
	for in := range inputs(files, except) {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		info, err := os.Stat(in.name)
		if err != nil {
			fmt.Fprintf(h, "%q missing\n", in.name)
			continue
		}
		s.Files++
		s.Bytes += info.Size()
		fmt.Fprintf(h, "%q %d %d\n", in.name, info.Size(), info.ModTime().UnixNano())
	}
	s.Hash = hex.EncodeToString(h.Sum(nil)[:8])
	return s, nil
}
