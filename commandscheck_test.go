package geotag_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// testQuoted holds every command that the documentation quotes, run or not, in a block or within a line, against what there is: commands and flags of
// geotag by what they say with -h, targets of make, and packages, tests and flags of the go command.
func testQuoted(t *testing.T, bin string) {
	c := &checker{t: t, bin: filepath.Join(bin, "geotag"), flags: map[string][]string{}, tests: map[string]string{}}
	makefile, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^([a-z][a-z-]*):`).FindAllStringSubmatch(string(makefile), -1) {
		c.targets = append(c.targets, m[1])
	}
	checked := 0
	for _, c.file = range documents(t) {
		d := quoted(t, c.file)
		for _, b := range d.blocks {
			if b.language == "" {
				t.Errorf("%s: the block has no language: is it sh, console, python, text or another?\n%s", c.file, b.text)
			}
			if b.isOfCommands() && b.language != "python" {
				for _, line := range b.lines() {
					checked += c.check(line)
				}
			}
		}
		for _, span := range d.spans {
			checked += c.check(span)
		}
	}
	if checked < 200 {
		t.Errorf("%d commands were found: is the documentation read as it is written?", checked)
	}
}

// lines returns the command lines of a block.
func (b block) lines() []string {
	if b.language == "sh" {
		return strings.Split(strings.ReplaceAll(b.text, "\\\n", " "), "\n")
	}
	var all []string
	for _, c := range b.commands() {
		all = append(all, strings.ReplaceAll(c.typed, "\\\n", " "))
	}
	return all
}

// A checker knows what there is to call.
type checker struct {
	t       *testing.T
	bin     string
	file    string              // whose commands are checked
	targets []string            // of make
	flags   map[string][]string // of a command of geotag, by its words
	tests   map[string]string   // the sources of a package's tests, by its folder
}

// words splits a line into its commands and those into words, as a shell does, and leaves comments out.
func words(line string) [][]string {
	commands := [][]string{nil}
	for _, m := range regexp.MustCompile(`(?:'[^']*'|"[^"]*"|[^\s'"|;&>]|\d?>&\d)+|[|;&>]+`).FindAllString(line, -1) {
		last := &commands[len(commands)-1]
		switch {
		case strings.HasPrefix(m, "#"):
			return commands
		case strings.Trim(m, "|;&>") == "":
			commands = append(commands, nil)
		default:
			*last = append(*last, strings.ReplaceAll(strings.ReplaceAll(m, "'", ""), `"`, ""))
		}
	}
	return commands
}

// check checks the commands of a line, and returns how many it knew.
func (c *checker) check(line string) (known int) {
	for _, w := range words(line) {
		for len(w) > 0 && regexp.MustCompile(`^[A-Z_]+=|^time$|^nice$|^taskset$|^-c$|^[0-9,]+$`).MatchString(w[0]) { // what stands before a command
			w = w[1:]
		}
		if len(w) == 0 {
			continue
		}
		known++
		switch {
		case filepath.Base(w[0]) == "geotag":
			c.checkGeotag(line, w[1:])
		case w[0] == "make":
			c.checkMake(line, w[1:])
		case w[0] == "go" && len(w) > 2 && (w[1] == "test" || w[1] == "run"):
			c.checkGo(line, w[1], w[2:])
		default:
			known--
		}
	}
	return known
}

func (c *checker) checkMake(line string, args []string) {
	for _, a := range args {
		if !strings.Contains(a, "=") && !slices.Contains(c.targets, a) && a != "-j" {
			c.t.Errorf("%s: there is no target %s to make: %s", c.file, a, line)
		}
	}
}

var commandWord = regexp.MustCompile(`^[a-z]+$`)

// checkGeotag wants the command, and each flag among its help's.
func (c *checker) checkGeotag(line string, args []string) {
	var name []string
	if len(args) > 0 && commandWord.MatchString(args[0]) {
		name = args[:1]
		if slices.Contains([]string{"gazetteer", "token", "gold"}, args[0]) && len(args) > 1 && commandWord.MatchString(args[1]) {
			name = args[:2]
		}
	}
	key := strings.Join(name, " ")
	flags, ok := c.flags[key]
	if !ok {
		out, err := exec.CommandContext(c.t.Context(), c.bin, append(slices.Clone(name), "-h")...).CombinedOutput()
		if err != nil || !strings.Contains(string(out), "Usage: geotag "+key) {
			c.t.Errorf("%s: there is no command geotag %s: %s", c.file, key, line)
		}
		for _, m := range regexp.MustCompile(`(?m)^ +-([a-z0-9][a-z0-9-]*)`).FindAllStringSubmatch(string(out), -1) {
			flags = append(flags, m[1])
		}
		c.flags[key] = flags
	}
	for _, a := range args[len(name):] {
		f := regexp.MustCompile(`^--?([a-z][a-z0-9-]*)(=.*)?$`).FindStringSubmatch(a)
		if f != nil && f[1] != "h" && !slices.Contains(flags, f[1]) {
			c.t.Errorf("%s: geotag %s has no flag -%s: %s", c.file, key, f[1], line)
		}
	}
}

// valued are the flags of the go command that are quoted and have a value; the others of plain have none.
var (
	valued = []string{"-run", "-bench", "-benchtime", "-count", "-timeout", "-fuzz", "-fuzztime", "-C", "-tags", "-cpuprofile", "-cpu"}
	plain  = []string{"-v", "-race", "-benchmem", "-short"}
)

// checkGo wants that go itself knows the flags before the package, that the package is there, and that it has a test or benchmark of the name.
func (c *checker) checkGo(line, verb string, args []string) {
	given, folder := map[string]string{}, "."
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		switch {
		case slices.Contains(valued, args[0]) && len(args) > 1:
			given[args[0]] = args[1]
			args = args[2:]
		case slices.Contains(plain, args[0]):
			args = args[1:]
		default:
			c.t.Errorf("%s: go %s does not know %s, which has to stand behind the package: %s", c.file, verb, args[0], line)
			return
		}
	}
	if at, ok := given["-C"]; ok {
		folder = at
	}
	if len(args) > 0 && args[0] != "PACKAGE" && args[0] != "./..." {
		folder = filepath.Join(folder, args[0])
	} else if len(args) > 0 {
		return
	}
	if sources, _ := filepath.Glob(filepath.Join(folder, "*.go")); len(sources) == 0 {
		c.t.Errorf("%s: there is no package %s: %s", c.file, folder, line)
		return
	}
	for flag, kinds := range map[string]string{"-run": "Test|Example|Fuzz", "-bench": "Benchmark", "-fuzz": "Fuzz"} {
		pattern, ok := given[flag]
		pattern, _, _ = strings.Cut(pattern, "/")
		if !ok || pattern == "XXX" || pattern == "^$" {
			continue
		}
		if !slices.ContainsFunc(c.functions(folder, kinds), regexp.MustCompile(pattern).MatchString) {
			c.t.Errorf("%s: nothing in %s is called %s: %s", c.file, folder, pattern, line)
		}
	}
}

// functions returns the names of a package's tests of some kinds.
func (c *checker) functions(folder, kinds string) (names []string) {
	if _, ok := c.tests[folder]; !ok {
		files, _ := filepath.Glob(filepath.Join(folder, "*_test.go"))
		for _, file := range files {
			b, _ := os.ReadFile(file)
			c.tests[folder] += string(b)
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^func ((?:`+kinds+`)\w*)\(`).FindAllStringSubmatch(c.tests[folder], -1) {
		names = append(names, m[1])
	}
	return names
}
