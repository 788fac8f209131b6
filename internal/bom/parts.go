package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// A part is a module or a package of others that is linked into the program.
type part struct {
	name, version string
	license       string   // an SPDX expression
	texts         []string // that must travel with a copy
	sum           string   // of npm: its integrity
}

// standard is the name of Go's own library.
const standard = "Go's standard library and runtime"

// modules returns the modules of Go that the program links on a system and processor, and the standard library first.
func modules(system, processor string) ([]part, error) {
	cmd := exec.Command("go", "list", "-deps", "-json=Dir,Module,Standard", "./cmd/geotag")
	cmd.Dir, cmd.Stderr = root, os.Stderr
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+processor)
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	dirs, versions := map[string][]string{}, map[string]string{} // of packages, by module
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Dir      string
			Standard bool
			Module   *struct {
				Path, Version, Dir string
				Main               bool
			}
		}
		if err := d.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		if m := p.Module; m != nil && !m.Main {
			dirs[m.Path] = append(dirs[m.Path], upwards(p.Dir, m.Dir)...)
			versions[m.Path] = m.Version
		}
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	library, err := newPart(standard, strings.TrimSpace(string(goroot)))
	parts := []part{library}
	for path, dirs := range dirs {
		if err != nil {
			break
		}
		var p part
		p, err = newPart(path, dirs...)
		p.version = versions[path]
		parts = append(parts, p)
	}
	slices.SortFunc(parts[1:], byName)
	return parts, err
}

func byName(a, b part) int { return cmp.Compare(a.name, b.name) }

// upwards returns the folders from dir up to top, which holds it.
func upwards(dir, top string) []string {
	dirs := []string{dir}
	for dir != top && strings.HasPrefix(dir, top) {
		dir = filepath.Dir(dir)
		dirs = append(dirs, dir)
	}
	return dirs
}

// newPart reads the licenses in the folders of a part.
func newPart(name string, dirs ...string) (part, error) {
	p := part{name: name}
	slices.Sort(dirs)
	var ids []string
	for _, dir := range slices.Compact(dirs) {
		for _, pattern := range []string{"LICENSE*", "LICENCE*", "COPYING*", "license*", "NOTICE*"} {
			files, _ := filepath.Glob(filepath.Join(dir, pattern)) // fails for a bad pattern only
			for _, f := range files {
				text, err := os.ReadFile(f)
				if err != nil {
					continue // a folder
				}
				p.texts = append(p.texts, tidy(string(text)))
				for _, m := range licensecheck.Scan(text).Match {
					ids = append(ids, m.ID)
				}
			}
		}
	}
	slices.Sort(ids)
	p.license = strings.Join(slices.Compact(ids), " AND ")
	if known := stated[name]; known != "" {
		p.license = known
	}
	if p.license == "" {
		return p, fmt.Errorf("%s has no license that is known: look at it, and say in licenses.go what it is", name)
	}
	return p, nil
}

// tidy ends lines alike, so that the same text is the same wherever it comes from.
func tidy(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r", ""), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n") + "\n"
}
