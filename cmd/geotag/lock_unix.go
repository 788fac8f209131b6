//go:build unix

package main

import (
	"os"
	"syscall"
)

// lock locks a file until it is closed, or the program ends in whatever way. It fails where another holds the lock.
func lock(f *os.File) error {
	return os.NewSyscallError("flock", syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB))
}
