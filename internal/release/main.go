// Command release makes what is given away of geotag, of what is committed, into a folder:
//
//	go run . [-o DIR]
//
// For each system and processor an archive of the static binary with its license, its manual pages and its completions, and a bill of materials; packages
// for Debian; and SHA256SUMS. Of the same commit, by the same version of Go, it makes the same bytes: no time stands in them but that of the commit.
//
// It is run in its own folder; it is a module of its own so that what it needs adds nothing to geotag's.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// root is the module that is released.
const root = "../.."

// A target is a system and a processor, by the names that Go has for them.
type target struct{ os, arch string }

// targets are what is released for.
var targets = []target{
	{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"windows", "arm64"},
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("release: ")
	out := flag.String("o", root+"/bin/release", "make the release in `DIR`, which is emptied first")
	flag.Parse()
	if err := run(*out); err != nil {
		log.Fatal(err)
	}
}

// A release is what is made of one commit.
type release struct {
	dir     string // where it goes
	work    string // what is needed on the way there
	version string
	made    time.Time // when the commit was made
	papers  []file    // what goes with every binary
}

func run(dir string) (err error) {
	r := release{dir: dir}
	if r.made, err = commitTime(); err != nil {
		return err
	}
	if r.work, err = os.MkdirTemp("", "geotag-release-"); err != nil {
		return err
	}
	defer os.RemoveAll(r.work)
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755)); err != nil {
		return err
	}
	if err := r.prepare(); err != nil {
		return err
	}
	for _, t := range targets {
		began := time.Now()
		if err := r.target(t); err != nil {
			return fmt.Errorf("%s/%s: %w", t.os, t.arch, err)
		}
		log.Printf("%s/%s in %.0f s", t.os, t.arch, time.Since(began).Seconds())
	}
	return writeSums(dir)
}

// commitTime returns when the last commit was made, or what SOURCE_DATE_EPOCH says.
func commitTime() (time.Time, error) {
	seconds := os.Getenv("SOURCE_DATE_EPOCH")
	if seconds == "" {
		out, err := output("git", "log", "-1", "--format=%ct")
		if err != nil {
			return time.Time{}, err
		}
		seconds = strings.TrimSpace(string(out))
	}
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
	}
	return time.Unix(n, 0).UTC(), nil
}

// prepare builds the command for this machine and has it write its papers, and what makes bills of materials.
func (r *release) prepare() error {
	if err := command(root+"/internal/bom", "go", "build", "-o", filepath.Join(r.work, "bom"), "."); err != nil {
		return err
	}
	own := r.binary(target{runtime.GOOS, runtime.GOARCH})
	if err := build(target{runtime.GOOS, runtime.GOARCH}, own); err != nil {
		return err
	}
	versions, err := output(own, "version")
	if err != nil {
		return err
	}
	words := strings.Fields(string(versions))
	if len(words) < 4 || words[0] != "geotag" || words[2] != "commit" {
		return fmt.Errorf("geotag version says %q", versions)
	}
	r.version = words[1]
	r.papers, err = papers(own, r.work)
	return err
}

// binary returns where the binary of a target is built.
func (r *release) binary(t target) string {
	return filepath.Join(r.work, t.os+"-"+t.arch, "geotag"+t.exe())
}

func (t target) exe() string {
	if t.os == "windows" {
		return ".exe"
	}
	return ""
}

// build builds the command for a target, as make build does, without what only a debugger reads.
func build(t target, to string) error {
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=auto", "-ldflags=-s -w", "-o", to, "./cmd/geotag")
	cmd.Dir, cmd.Stderr = root, os.Stderr
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+t.os, "GOARCH="+t.arch)
	return cmd.Run()
}

// target makes all of one system and processor.
func (r *release) target(t target) error {
	binary := r.binary(t)
	if _, err := os.Stat(binary); err != nil { // that of this machine is built
		if err := build(t, binary); err != nil {
			return err
		}
	}
	defer os.RemoveAll(filepath.Dir(binary))
	name := fmt.Sprintf("geotag_%s_%s_%s", r.version, t.os, t.arch)
	bom := filepath.Join(r.work, "bom")
	if t.os == "linux" {
		if err := command(root+"/internal/bom", bom, "static", binary); err != nil {
			return err
		}
	}
	to, err := filepath.Abs(filepath.Join(r.dir, name+".cdx.json"))
	if err != nil {
		return err
	}
	if err := command(root+"/internal/bom", bom, "sbom", "-o", to, binary); err != nil {
		return err
	}
	program, err := os.ReadFile(binary)
	if err != nil {
		return err
	}
	files := append([]file{{"geotag" + t.exe(), 0o755, program}}, r.papers...)
	if err := r.archive(t, name, files); err != nil {
		return err
	}
	if t.os == "linux" {
		return r.debian(t.arch, files)
	}
	return nil
}

// command runs a program in a folder.
func command(dir string, words ...string) error {
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(words, " "), err)
	}
	return nil
}

// output runs a program and returns what it prints.
func output(words ...string) ([]byte, error) {
	cmd := exec.Command(words[0], words[1:]...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(words, " "), err, bytes.TrimSpace(errs.Bytes()))
	}
	return out, nil
}
