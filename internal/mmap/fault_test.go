//go:build unix

package mmap

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestGuard(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(name, make([]byte, 1<<16), 0o600); err != nil {
		t.Fatal(err)
	}
	data, release, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	sum := func() error {
		for _, b := range data {
			if b != 0 {
				return errors.New("not zero")
			}
		}
		return nil
	}
	if err := Guard(sum); err != nil {
		t.Errorf("a whole file: %v", err)
	}
	if err := os.Truncate(name, 1<<15); err != nil {
		t.Fatal(err)
	}
	if err := Guard(sum); !errors.Is(err, ErrChanged) {
		t.Errorf("a truncated file: %v", err)
	}
	defer func() {
		if p := recover(); p == nil || IsFault(p) {
			t.Errorf("a nil pointer is %v", p)
		}
	}()
	var none *struct{ s string }
	Guard(func() error { return errors.New(none.s) })
}
