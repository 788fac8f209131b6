package geotag_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// A block is code that stands by itself in a file.
type block struct {
	file, language, text string
	reason               string // why it is not run; empty: none is given
}

// runs reports whether a block is of commands that are run.
func (b block) runs() bool { return b.isOfCommands() && b.reason == "" }

func (b block) isOfCommands() bool {
	return b.language == "sh" || b.language == "console" || b.language == "python"
}

// A command is one of a console block, and what the block shows below it.
type command struct{ typed, printed string }

// commands takes a console block apart: a line that begins with "$ " is typed, and goes on where it ends in a backslash.
func (b block) commands() []command {
	var all []command
	goesOn := false
	for line := range strings.Lines(b.text) {
		typed, ok := strings.CutPrefix(line, "$ ")
		switch {
		case ok:
			all = append(all, command{typed: typed})
		case goesOn:
			all[len(all)-1].typed += line
		case len(all) > 0:
			all[len(all)-1].printed += line
		}
		goesOn = (ok || goesOn) && strings.HasSuffix(line, "\\\n")
	}
	return all
}

// prints returns what a command is to print: what the block shows, but that figures may be others and spaces more, and "..." stands for anything.
func (c command) prints() *regexp.Regexp {
	pattern := regexp.QuoteMeta(strings.TrimSpace(c.printed))
	pattern = regexp.MustCompile(`(?m)^\\\.\\\.\\\.$\n?`).ReplaceAllString(pattern, `(?:.*\n?)*?`)
	pattern = strings.ReplaceAll(pattern, `\.\.\.`, `.*`)
	pattern = regexp.MustCompile(`[0-9]+`).ReplaceAllString(pattern, `[0-9]+`)
	pattern = regexp.MustCompile(`[ \t]+`).ReplaceAllString(pattern, `[ \t]+`)
	return regexp.MustCompile(`^\s*` + pattern + `\s*$`)
}

// A document is what a file quotes: blocks, and code within its lines.
type document struct {
	blocks []block
	spans  []string
}

var notRun = regexp.MustCompile(`(?s)^<!-- not run: (.+?) -->\s*$`)

// quoted reads a file.
func quoted(t *testing.T, file string) document {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var d document
	ast.Walk(goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		b := block{file: file}
		switch n := n.(type) {
		case *ast.CodeSpan:
			var span strings.Builder
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if c, ok := c.(*ast.Text); ok {
					span.Write(c.Segment.Value(source))
				}
			}
			d.spans = append(d.spans, strings.ReplaceAll(span.String(), "\n", " "))
			return ast.WalkSkipChildren, nil
		case *ast.FencedCodeBlock:
			b.language, b.text = string(n.Language(source)), string(n.Lines().Value(source))
		case *ast.CodeBlock:
			b.text = string(n.Lines().Value(source))
		default:
			return ast.WalkContinue, nil
		}
		if c, ok := n.PreviousSibling().(*ast.HTMLBlock); ok {
			comment := string(c.Lines().Value(source))
			if c.HasClosure() {
				comment += string(c.ClosureLine.Value(source))
			}
			if m := notRun.FindStringSubmatch(comment); m != nil {
				b.reason = m[1]
			}
		}
		d.blocks = append(d.blocks, b)
		return ast.WalkSkipChildren, nil
	})
	return d
}

func TestQuoted(t *testing.T) {
	b := block{language: "console", text: "$ a \\\n  b\nx   1.25 of 3\n...\nlast...\n$ c\n"}
	all := b.commands()
	if len(all) != 2 || all[0].typed != "a \\\n  b\n" || all[1].typed != "c\n" || all[1].printed != "" {
		t.Fatalf("%q", all)
	}
	for out, want := range map[string]bool{
		"x 7.5 of 12\nlast\n": true, "x 1.25 of 3\nand\nmore\nlast one\n": true, "x 1.25 of 3\n": false, "x 1.25 of y\nlast\n": false, "x 1.25 of 3\nlast\nmore\n": false,
	} {
		if all[0].prints().MatchString(out) != want {
			t.Errorf("%q matches: %t", out, !want)
		}
	}
}
