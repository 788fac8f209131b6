// Command mutants checks the tests of the pipeline: it breaks the code in many ways, one at a time, and sees whether a test
// notices.
//
//	go run -C internal/mutants . [-v] [word ...]
//
// It is a module of its own, breaks the one two folders above, and leaves the tree as it is: the go command reads each broken file from a temporary
// folder by an overlay. Words choose the mutants whose description has any of them. It fails if too few of all mutants are killed.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// packages are those whose tests run, in this order after the one that the mutant is in.
var packages = []string{
	"./internal/prose", "./internal/names", "./internal/mention", "./internal/resolve", "./internal/ground", "./internal/model", ".",
}

// wanted is how many mutants the tests must kill: 17 in 20.
var wanted = len(table) * 17 / 20

// most is how long the tests of one package may take.
const most = "120s"

func main() {
	log.SetFlags(0)
	log.SetPrefix("mutants: ")
	verbose := flag.Bool("v", false, "print what the tests say")
	flag.Parse()
	root, err := filepath.Abs("../..")
	if err != nil {
		log.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		log.Fatal(err)
	}
	killed, ran, err := run(context.Background(), root, dir, flag.Args(), *verbose)
	if gone := os.RemoveAll(dir); err == nil {
		err = gone
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d of %d killed\n", killed, ran)
	if ran == len(table) && killed < wanted {
		log.Fatalf("%d killed, want %d", killed, wanted)
	}
}

// run runs the mutants that are chosen, prints a line for each, and returns how many were killed of how many.
func run(ctx context.Context, root, dir string, words []string, verbose bool) (killed, ran int, err error) {
	for i := range table {
		if err := table[i].check(root); err != nil {
			return 0, 0, err
		}
	}
	broken, err := failing(ctx, root)
	if err != nil {
		return 0, 0, err
	}
	for i := range table {
		m := &table[i]
		if len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(m.breaks, w) }) {
			continue
		}
		began := time.Now()
		by, said, err := m.run(ctx, root, dir, broken)
		if err != nil {
			return 0, 0, err
		}
		ran++
		verdict := "ALIVE"
		if by != "" {
			killed++
			verdict = "killed by " + by
		}
		fmt.Printf("%2d %-55s %s (%.1f s)\n", i+1, m.breaks, verdict, time.Since(began).Seconds())
		if verbose {
			fmt.Println(said)
		}
	}
	return killed, ran, nil
}

// A mutant is one way to break the pipeline.
type mutant struct {
	file     string // from the root of the module
	old, new string // old stands in the file once
	breaks   string
}

// check reports an error if the text to be replaced does not stand in the file just once.
func (m *mutant) check(root string) error {
	source, err := os.ReadFile(filepath.Join(root, m.file))
	if err != nil {
		return err
	}
	if n := strings.Count(string(source), m.old); n != 1 {
		return fmt.Errorf("%s: %s has %d times %q, want 1", m.breaks, m.file, n, m.old)
	}
	return nil
}

// failing returns a pattern of the tests that fail without any mutant, and tells of them: they kill nothing.
func failing(ctx context.Context, root string) (pattern string, err error) {
	out, err := goes(ctx, root, append([]string{"test", "-vet=off", "-timeout", most}, packages...)...)
	if err == nil {
		return "^$", nil
	}
	var tests []string
	for _, m := range failed.FindAllStringSubmatch(out, -1) {
		name, _, _ := strings.Cut(m[1], "/")
		tests = append(tests, regexp.QuoteMeta(name))
	}
	if len(tests) == 0 {
		return "", fmt.Errorf("the tests cannot run: %w\n%s", err, out)
	}
	slices.Sort(tests)
	tests = slices.Compact(tests)
	fmt.Println("left out, for they fail as it is:", strings.Join(tests, " "))
	return "^(" + strings.Join(tests, "|") + ")$", nil
}

// run runs the tests with the mutant, but for those of a pattern, and returns what killed it; the empty string if nothing did.
func (m *mutant) run(ctx context.Context, root, dir, skip string) (by, said string, err error) {
	source, err := os.ReadFile(filepath.Join(root, m.file))
	if err != nil {
		return "", "", err
	}
	broken, overlay := filepath.Join(dir, "broken.go"), filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(broken, []byte(strings.Replace(string(source), m.old, m.new, 1)), 0o600); err != nil {
		return "", "", err
	}
	b, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(root, m.file): broken}})
	if err != nil {
		return "", "", err
	}
	if err := os.WriteFile(overlay, b, 0o600); err != nil {
		return "", "", err
	}
	own := "./" + filepath.ToSlash(filepath.Dir(m.file))
	if out, err := goes(ctx, root, "build", "-overlay", overlay, own); err != nil {
		return "", "", fmt.Errorf("%s does not compile: %w\n%s", m.breaks, err, out)
	}
	for _, p := range slices.Insert(slices.DeleteFunc(slices.Clone(packages), func(p string) bool { return p == own }), 0, own) {
		out, err := goes(ctx, root, "test", "-overlay", overlay, "-vet=off", "-failfast", "-skip", skip, "-timeout", most, p)
		if err != nil {
			return killer(p, out), out, nil
		}
	}
	return "", "", nil
}

// goes runs the go command.
func goes(ctx context.Context, root string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, "go", args...)
	c.Dir = root
	out, err := c.CombinedOutput()
	return string(out), err
}

var failed = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)

// killer returns the first test that failed by what the tests of a package said.
func killer(pkg, out string) string {
	if m := failed.FindStringSubmatch(out); m != nil {
		return pkg + " " + m[1]
	}
	return pkg + " (it panicked, or did not end)"
}
