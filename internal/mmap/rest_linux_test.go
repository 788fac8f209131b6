package mmap

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
)

// mapped maps a new file of 4 MiB of a letter, privately, as a loader maps a program.
func mapped(t *testing.T, letter string, permissions int) []byte {
	t.Helper()
	name := filepath.Join(t.TempDir(), letter)
	if err := os.WriteFile(name, bytes.Repeat([]byte(letter), 4<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := syscall.Mmap(int(f.Fd()), 0, 4<<20, permissions, syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Munmap(data) })
	if n := bytes.Count(data, []byte(letter)); n != len(data) { // which touches all of it
		t.Fatalf("%d times %s", n, letter)
	}
	return data
}

// resident returns how many kilobytes of the mapping that begins with the bytes are resident.
func resident(t *testing.T, data []byte) (kilobytes int) {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Skip(err)
	}
	_, rest, ok := strings.Cut(string(maps), fmt.Sprintf("\n%x-", reflect.ValueOf(data).Pointer()))
	if !ok {
		t.Fatal("no such mapping")
	}
	_, rest, _ = strings.Cut(rest, "\nRss:")
	fmt.Sscan(rest, &kilobytes)
	return kilobytes
}

func TestRest(t *testing.T) {
	const readable, writable = syscall.PROT_READ, syscall.PROT_READ | syscall.PROT_WRITE
	file, embedded, written, protected := mapped(t, "f", readable), mapped(t, "e", writable), mapped(t, "w", writable), mapped(t, "p", writable)
	written[1<<20], protected[1<<20] = 'x', 'x'
	if err := syscall.Mprotect(protected, readable); err != nil {
		t.Fatal(err)
	}
	if resident(t, file) == 0 {
		t.Fatal("none of what was read is resident")
	}
	if err := Rest(embedded[100 : len(embedded)-100]); err != nil {
		t.Fatal(err)
	}
	for letter, data := range map[string][]byte{"f": file, "e": embedded} {
		if kB := resident(t, data); kB > 256 {
			t.Errorf("%d kB of %s are resident after a rest", kB, letter)
		}
		if n := bytes.Count(data, []byte(letter)); n != len(data) {
			t.Errorf("%d times %s after a rest", n, letter)
		}
	}
	if written[1<<20] != 'x' || protected[1<<20] != 'x' {
		t.Error("what was written is lost")
	}
}

func TestRestEmptyBytes(t *testing.T) {
	if err := Rest(nil, []byte{}, []byte("on the heap")); err != nil {
		t.Error(err)
	}
}
