package main

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// replaceFile writes a file beside the named one, and renames it over that when it is whole and on the disk. The file beside is locked as long as it
// is written, so that what a killed program left of one is known by having no lock, and goes.
func replaceFile(name string, write func(io.Writer) error) (size int64, err error) {
	beside := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+"-")
	sweep(beside)
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(beside)+"*"+unfinishedExt)
	if err != nil {
		return 0, err
	}
	defer os.Remove(f.Name()) // which is gone if all went well
	lock(f)                   // where the file system knows locks: elsewhere nothing is swept
	defer removedWhenStopped(f.Name())()
	if err = write(f); err == nil {
		err = errors.Join(f.Chmod(0o644), f.Sync())
	}
	if info, statErr := f.Stat(); statErr == nil {
		size = info.Size()
	}
	if runtime.GOOS == "windows" { // which renames no open file, and has no locks here that closing could end too soon
		err = errors.Join(err, f.Close())
	} else {
		defer f.Close()
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return 0, err
	}
	return size, nil
}

// removedWhenStopped removes a file and ends the program at once when somebody stops it, which is nobody's loss: what the file was to replace still
// stands. The function that it returns ends that.
func removedWhenStopped(name string) (end func()) {
	signals, over := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		select {
		case <-signals:
			os.Remove(name)
			os.Exit(1)
		case <-over:
		}
	}()
	return func() {
		signal.Stop(signals)
		close(over)
	}
}

// unfinishedExt ends the names of files that are being written.
const unfinishedExt = ".unfinished"

// globbed takes the meaning from characters that have one in a pattern.
var globbed = strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`)

// sweep removes files that nobody writes anymore.
func sweep(beside string) {
	left, _ := filepath.Glob(globbed.Replace(beside) + "*" + unfinishedExt)
	for _, name := range left {
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			continue
		}
		if lock(f) == nil {
			os.Remove(name)
		}
		f.Close()
	}
}

// writeWhole is replaceFile of what is in memory.
func writeWhole(name string, data []byte) error {
	_, err := replaceFile(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	return err
}
