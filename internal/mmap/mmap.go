// Package mmap maps a file into memory for reading. Where the system has no such thing, it reads the file instead.
package mmap

import (
	"fmt"
	"os"
)

// Open returns the bytes of the named file and a function that releases them, to be called once; after it, the bytes
// must not be touched. They must never be written to. A file that is truncated while it is mapped makes a later read fault, so a
// mapped file is replaced by renaming another over it, never by writing into it. An empty file is an error.
func Open(name string) ([]byte, func() error, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, fmt.Errorf("mmap: %w", err)
	}
	defer f.Close() // a mapping outlives its descriptor
	fi, err := f.Stat()
	if err != nil {
		return nil, nil, fmt.Errorf("mmap: %w", err)
	}
	size := fi.Size()
	switch {
	case !fi.Mode().IsRegular():
		return nil, nil, fmt.Errorf("mmap: %s is not a regular file", name)
	case size == 0:
		return nil, nil, fmt.Errorf("mmap: %s is empty", name)
	case size != int64(int(size)):
		return nil, nil, fmt.Errorf("mmap: %s has %d bytes, more than this system can address", name, size)
	}
	data, release, err := mapFile(f, int(size))
	if err != nil {
		return nil, nil, fmt.Errorf("mmap: %s: %w", name, err)
	}
	return data, release, nil
}
