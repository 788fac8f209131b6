package mmap

import (
	"bufio"
	"fmt"
	"os"
	"reflect"
	"strings"
	"syscall"
)

// Rest tells the system that the pages of this program and of the files that it has mapped need not stay in memory, so that a process which
// has nothing to do is as small as it is. What is used of them later is mapped again, from the file or, as a rule, from the system's copy of it:
// a microsecond for each 64 KiB and more. Of what may be written to only the embedded bytes that are handed over are given back, which nobody
// may ever have written to. It may be called while others read.
func Rest(embedded ...[]byte) error {
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		return fmt.Errorf("mmap: %w", err)
	}
	defer f.Close()
	var m mapping
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		name, value, field := strings.Cut(lines.Text(), ": ")
		switch {
		case !field || strings.Contains(name, "-"):
			m = readMapping(lines.Text())
		case name == "Anonymous":
			// Pages of a private mapping that were written to, and then protected, as a loader does, are in no file.
			if err := m.rest(strings.TrimSpace(value) != "0 kB", embedded); err != nil {
				return fmt.Errorf("mmap: %w", err)
			}
		}
	}
	return lines.Err()
}

// A mapping is a stretch of addresses, which is that of a file where it has an inode.
type mapping struct {
	start, end  uintptr
	permissions string
	inode       uint64
}

// readMapping reads the first line of a mapping in smaps.
func readMapping(line string) (m mapping) {
	var offset, device string
	fmt.Sscanf(line, "%x-%x %s %s %s %d", &m.start, &m.end, &m.permissions, &offset, &device, &m.inode)
	return m
}

// rest gives back the mapping, or what of the embedded bytes lies in it.
func (m *mapping) rest(written bool, embedded [][]byte) error {
	switch {
	case m.inode == 0:
		return nil
	case !strings.Contains(m.permissions, "w"):
		if written {
			return nil
		}
		return giveBack(m.start, m.end)
	}
	page := uintptr(os.Getpagesize())
	for _, b := range embedded {
		at := reflect.ValueOf(b).Pointer()
		start, end := (at+page-1)/page*page, (at+uintptr(len(b)))/page*page
		if m.start <= start && start < end && end <= m.end {
			if err := giveBack(start, end); err != nil {
				return err
			}
		}
	}
	return nil
}

func giveBack(start, end uintptr) error {
	if _, _, no := syscall.Syscall(syscall.SYS_MADVISE, start, end-start, syscall.MADV_DONTNEED); no != 0 {
		return os.NewSyscallError("madvise", no)
	}
	return nil
}
