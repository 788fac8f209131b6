package mmap

import (
	"errors"
	"runtime"
	"runtime/debug"
)

// ErrChanged is what Guard returns where a mapped file was truncated or changed while it was read.
var ErrChanged = errors.New("the file was changed while it was in use: replace a file by renaming another over it")

// Guard runs f and returns its error, or ErrChanged where f touches a page of a mapped file that is gone, which would end the process. What f
// holds then, such as a lock that it does not release in a defer, it holds for ever. It is for work of the calling goroutine only.
func Guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); IsFault(p) {
			err = ErrChanged
		} else if p != nil {
			panic(p)
		}
	}()
	return f()
}

// IsFault reports whether what a goroutine with debug.SetPanicOnFault recovered is a fault of memory at an address, and not a nil pointer.
func IsFault(p any) bool {
	_, ok := p.(interface {
		runtime.Error
		Addr() uintptr
	})
	return ok
}
