package access

import (
	"io/fs"
	"os"
	"sync"
)

// files are files that are read anew when they change.
type files struct {
	names []string
	mu    sync.Mutex
	seen  []fs.FileInfo // as they were before they were last read; nil: one was not there
}

// note remembers how the files are, before they are read.
func (f *files) note() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seen = make([]fs.FileInfo, len(f.names))
	for i, name := range f.names {
		f.seen[i], _ = os.Stat(name)
	}
}

// changed reports whether one of the files is another than when they were last read. One that is gone does not count.
func (f *files) changed() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, name := range f.names {
		now, err := os.Stat(name)
		if err != nil {
			continue
		}
		if was := f.seen[i]; was == nil || !os.SameFile(now, was) || now.Size() != was.Size() || !now.ModTime().Equal(was.ModTime()) {
			return true
		}
	}
	return false
}
