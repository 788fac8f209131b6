package main

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tool returns the path of a program that the system may have, or skips the test.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("SKIPPED: there is no %s here", name)
	}
	return path
}

// completed are what a line of the command is completed to; the last word is the one that is completed.
var completed = []struct {
	line string
	want []string // of all shells
}{
	{"t", []string{"tag", "token", "train"}},
	{"token ", []string{"check", "list", "new"}},
	{"tag -off", []string{"-offsets"}},
	{"tag -offsets utf", []string{"utf16", "utf32", "utf8"}},
	{"tag -cut -geometry b", []string{"bbox", "boundary"}},
	{"serve -log j", []string{"json"}},
	{"tag article.txt -evi", []string{"-evidence"}},
	{"completion ", []string{"bash", "fish", "powershell", "zsh"}},
	{"nonsense -", nil},
	{"compl", []string{"completion"}},
}

// Words become what the commands' own manuals have, and for the rest the shell is told of which kind they are.
func TestCompletions(t *testing.T) {
	t.Parallel()
	for _, test := range completed {
		words := strings.Split(test.line, " ")
		found, kind := completions(words[:len(words)-1], words[len(words)-1])
		var got []string
		for _, c := range found {
			got = append(got, c.word)
		}
		if slices.Sort(got); !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, %s; want %q", test.line, got, kind, test.want)
		}
	}
	for line, want := range map[string]string{
		"tag ": ofFiles, "tag -gazetteer ": ofFiles, "gazetteer download -to ": ofFolders, "find ": ofNothing, "tag -j ": ofNothing, "tag -cut a": ofFiles,
		"gold convert -from": ofNothing, "tag -offsets=x": ofNothing,
	} {
		words := strings.Split(line, " ")
		if _, kind := completions(words[:len(words)-1], words[len(words)-1]); kind != want {
			t.Errorf("%q: %s; want %s", line, kind, want)
		}
	}
	if got, _ := completions([]string{"tag"}, "-offsets=utf3"); len(got) != 1 || got[0].word != "-offsets=utf32" {
		t.Errorf("a flag with its value: %v", got)
	}
}

// Bash and fish complete by the scripts that geotag prints, and zsh takes its own for sound.
func TestShells(t *testing.T) {
	t.Parallel()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run(shell, func(t *testing.T) {
			program := tool(t, shell)
			var script bytes.Buffer
			if err := run(t.Context(), []string{"completion", shell}, nil, &script, &script); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, shell)
			if err := os.WriteFile(file, script.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(program, "-n", file).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			for _, test := range completed {
				if got := completeIn(t, shell, program, file, bin, test.line); got != nil && !slices.Equal(got, test.want) && len(test.want) > 0 {
					t.Errorf("%q: %q; want %q", test.line, got, test.want)
				}
			}
		})
	}
}

// completeIn returns what a shell completes a line of the command to, in order; nil: it cannot be asked without a terminal.
func completeIn(t *testing.T, shell, program, file, bin, line string) []string {
	t.Helper()
	var code string
	switch shell {
	case "bash":
		code = `. "$1"; IFS=' ' read -ra COMP_WORDS <<<"geotag $2"; case "$2" in *' ') COMP_WORDS+=("");; esac
			COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _geotag; printf '%s\n' "${COMPREPLY[@]}"`
	case "fish":
		code = `source $argv[2]; complete -C "geotag $argv[3]"`
	default:
		return nil
	}
	cmd := exec.Command(program, "-c", code, shell, file, line)
	cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "HOME="+t.TempDir())
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	got := []string{}
	for l := range strings.Lines(string(out)) {
		word, _, _ := strings.Cut(strings.TrimSpace(l), "\t")
		got = append(got, word)
	}
	slices.Sort(got)
	return got
}

// Each command has a manual page, which man shows without a warning, with all its flags and examples.
func TestManualPages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := writePages(dir); err != nil {
		t.Fatal(err)
	}
	for _, c := range pages() {
		text, err := os.ReadFile(filepath.Join(dir, c.pageName()+".1"))
		if err != nil {
			t.Fatal(err)
		}
		if c.more == "" || c.text == "" {
			t.Errorf("%s has no examples or no text", c.name)
		}
		if c.flags == nil {
			continue
		}
		c.flags.VisitAll(func(f *flag.Flag) {
			if !bytes.Contains(text, []byte(`\fB`+roff("-"+f.Name)+`\fR`)) {
				t.Errorf("%s.1 lacks -%s", c.pageName(), f.Name)
			}
		})
	}
	for _, check := range [][]string{{"man", "--warnings", "-l"}, {"mandoc", "-T", "lint", "-W", "warning"}} {
		t.Run(check[0], func(t *testing.T) {
			program := tool(t, check[0])
			files, _ := filepath.Glob(filepath.Join(dir, "*.1"))
			cmd := exec.Command(program, append(check[1:len(check):len(check)], files...)...)
			cmd.Env = append(os.Environ(), "MANPAGER=cat", "MANROFFSEQ=", "LC_ALL=C.UTF-8")
			var errs bytes.Buffer
			if cmd.Stderr = &errs; check[0] == "mandoc" {
				cmd.Stdout = &errs
			}
			err := cmd.Run()
			for line := range strings.Lines(errs.String()) {
				if !strings.Contains(line, "missing date") { // a test does not know its commit
					t.Errorf("%v: %s", err, line)
				}
			}
		})
	}
}
