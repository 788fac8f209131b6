package bulk

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A State says how far a run has come.
type State struct {
	Texts   int64    `json:"texts"`             // that are done: texts and errors of files, as Read yields them; ReadOptions.Done of a run that goes on
	Failed  int64    `json:"failed,omitempty"`  // of these: texts that were answered by an error
	Files   int64    `json:"files,omitempty"`   // of these: errors of files
	Records int64    `json:"records"`           // that the output has
	Bytes   int64    `json:"bytes"`             // of the output that hold them
	Begun   bool     `json:"begun,omitempty"`   // what stands before the records is written
	Columns []string `json:"columns,omitempty"` // of the first text that was answered, which one header of a table is for
	Number  uint64   `json:"number,omitempty"`  // one of the caller's, such as the last sequence number of a stream
}

// A Checkpoint is a file that says how far a run has come, and what the run is of. It is for one goroutine at a time.
type Checkpoint struct {
	State
	name string
	of   map[string]string
}

// checkpointFile is what the file holds.
type checkpointFile struct {
	Of    map[string]string `json:"of"`
	State State             `json:"state"`
}

// Errors of checkpoints.
var (
	// ErrFinished says that there is nothing to go on with: the run came to its end.
	ErrFinished = errors.New("the run has come to its end")
	// ErrUnfinished says that a run has not come to its end, which another would begin anew.
	ErrUnfinished = errors.New("a run has not come to its end")
)

// A DifferentError says that a run cannot go on as another: its inputs, options or versions are not the same.
type DifferentError struct {
	Differences []string // each says what, how it was, and how it is
}

// Error lists the differences.
func (e *DifferentError) Error() string {
	return "it is not the run that was begun: " + strings.Join(e.Differences, "; ")
}

// Begin begins a run, and its checkpoint in a file of that name. of says what the run is of, by the names of options, files and versions. Errors:
// ErrUnfinished where there is such a file.
func Begin(name string, of map[string]string) (*Checkpoint, error) {
	if _, err := os.Lstat(name); err == nil {
		return nil, ErrUnfinished
	}
	c := &Checkpoint{name: name, of: of}
	return c, c.Save()
}

// Resume returns the checkpoint of a run that goes on. Errors: fs.ErrNotExist where there is none, *DifferentError, a damaged file.
func Resume(name string, of map[string]string) (*Checkpoint, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var was checkpointFile
	if err := json.Unmarshal(data, &was); err != nil {
		return nil, fmt.Errorf("%s is no checkpoint: %w", name, err)
	}
	if d := differences(was.Of, of); len(d) > 0 {
		return nil, &DifferentError{d}
	}
	return &Checkpoint{State: was.State, name: name, of: of}, nil
}

// differences says what differs between two runs, in the order of the names.
func differences(was, is map[string]string) (list []string) {
	all := maps.Clone(was)
	maps.Copy(all, is)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		switch before, now := was[name], is[name]; {
		case before == now:
		case before == "":
			list = append(list, fmt.Sprintf("%s is %.200s and was not given", name, now))
		case now == "":
			list = append(list, fmt.Sprintf("%s was %.200s and is not given", name, before))
		default:
			list = append(list, fmt.Sprintf("%s was %.200s and is %.200s", name, before, now))
		}
	}
	return list
}

// newExt ends the name of what becomes the checkpoint's file.
const newExt = ".new"

// CheckpointFiles returns the names of all files that a checkpoint of a name has, at one time or another, for ReadOptions.Except.
func CheckpointFiles(name string) []string { return []string{name, name + newExt} }

// Save writes the checkpoint: beside its file, then over it.
func (c *Checkpoint) Save() error {
	data, err := json.MarshalIndent(checkpointFile{c.of, c.State}, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.Create(c.name + newExt)
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), c.name); err != nil {
		return err
	}
	return syncFolder(c.name)
}

// Remove removes the checkpoint of a run that came to its end.
func (c *Checkpoint) Remove() error {
	if err := os.Remove(c.name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return syncFolder(c.name)
}

// syncFolder makes it last that a file was renamed or removed, where the system can.
func syncFolder(name string) error {
	d, err := os.Open(filepath.Dir(name))
	if err != nil {
		return err
	}
	d.Sync()
	return d.Close()
}
