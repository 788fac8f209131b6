package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
)

const manManual = `
Prints the manual page of geotag, or of one of its commands, as roff, which man -l shows. With -o it writes those of all commands into
a folder, which is made: geotag.1, geotag-tag.1 and so on. They are made from what -h says.`

const manExamples = `
Examples:
  geotag man tag | man -l -
  geotag man -o /usr/local/share/man/man1`

func man(_ context.Context, e env, args []string) error {
	fs := e.flags("geotag man [-o DIR] [COMMAND...]", manManual, manExamples)
	dir := fs.String("o", "", "write the pages of all commands into `DIR`")
	for _, c := range commands() {
		fs.arguments = append(fs.arguments, c.names()...)
	}
	args, err := fs.parse(args, 0, math.MaxInt)
	if err != nil {
		return err
	}
	if *dir != "" {
		return writePages(*dir)
	}
	name := strings.Join(append([]string{"geotag"}, args...), " ")
	all := pages()
	for _, c := range all {
		if c.name == name {
			_, err := e.stdout.Write(c.page(all))
			return err
		}
	}
	return fs.misuse("there is no command %q", name)
}

// writePages writes the pages of all commands into a folder.
func writePages(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	all := pages()
	for _, c := range all {
		if err := os.WriteFile(filepath.Join(dir, c.pageName()+".1"), c.page(all), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// pageName is how a command's page is called.
func (c *shownCommand) pageName() string { return strings.ReplaceAll(c.name, " ", "-") }

// page returns the command's manual page, in the macros of man(7).
func (c *shownCommand) page(all []shownCommand) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, ".TH %s 1 %q %q %q\n", strings.ToUpper(c.pageName()), commitDate(), "geotag "+release, "User Commands")
	fmt.Fprint(&b, ".ad l\n.nh\n")
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(c.pageName()), roff(c.short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n%s\n", roff(c.name), roff(strings.TrimSpace(strings.TrimPrefix(c.line, c.name))))
	fmt.Fprint(&b, ".SH DESCRIPTION\n")
	roffBlocks(&b, c.text)
	if c.groups != nil {
		fmt.Fprint(&b, ".SH COMMANDS\n")
	}
	for _, sub := range c.all() {
		if sub.short != "" {
			fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(sub.name), roff(sub.short))
		}
	}
	if c.flags != nil {
		c.flags.roff(&b)
	}
	text, examples, _ := strings.Cut("\n"+c.more, "\nExamples:\n")
	if strings.TrimSpace(text) != "" {
		fmt.Fprint(&b, ".SH NOTES\n")
		roffBlocks(&b, text)
	}
	if examples != "" {
		fmt.Fprint(&b, ".SH EXAMPLES\n")
		roffBlocks(&b, examples)
	}
	c.roffRelated(&b, all)
	return b.Bytes()
}

// roff writes the flags.
func (fs *flagSet) roff(w io.Writer) {
	heading := ".SH OPTIONS\n"
	fs.visit(func(f *flag.Flag) {
		value, _ := flag.UnquoteUsage(f)
		var names []string
		for _, n := range fs.names(f.Name) {
			names = append(names, `\fB`+roff("-"+n)+`\fR`)
		}
		synopsis := strings.Join(names, ", ")
		if value != "" {
			synopsis += ` \fI` + roff(value) + `\fR`
		}
		fmt.Fprintf(w, "%s.TP\n%s\n%s\n", heading, synopsis, roff(fs.usage(f)))
		heading = ""
	})
}

// roffRelated writes what the command ends with, and the pages above it and below.
func (c *shownCommand) roffRelated(w io.Writer, all []shownCommand) {
	fmt.Fprint(w, ".SH EXIT STATUS\n0, 1 where it failed, and 2 where it was asked in a wrong way.\n")
	var near []string
	for _, other := range all {
		words, own := strings.Fields(other.name), strings.Fields(c.name)
		above := strings.HasPrefix(c.name+" ", other.name+" ") && len(words) == len(own)-1
		below := strings.HasPrefix(other.name+" ", c.name+" ") && len(words) == len(own)+1
		if above || below {
			near = append(near, fmt.Sprintf(".BR %s (1)", roff(other.pageName())))
		}
	}
	fmt.Fprintf(w, ".SH SEE ALSO\n%s\n", strings.Join(near, " ,\n"))
}

// roffBlocks writes a manual's text: paragraphs, and what stays as it is.
func roffBlocks(w io.Writer, text string) {
	for i, b := range blocks(text) {
		if i > 0 && !b.tight {
			fmt.Fprintln(w, ".PP")
		}
		if !b.literal {
			fmt.Fprintln(w, roff(strings.Join(b.lines, " ")))
			continue
		}
		fmt.Fprintln(w, ".RS 2\n.nf")
		for _, line := range b.lines {
			fmt.Fprintln(w, roff(strings.TrimPrefix(line, "  ")))
		}
		fmt.Fprintln(w, ".fi\n.RE")
	}
}

var roffEscapes = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`)

// roff escapes a line of text. A non-breaking zero width before its first character keeps that from being a request.
func roff(text string) string {
	text = roffEscapes.Replace(strings.TrimRight(text, " "))
	if strings.HasPrefix(strings.TrimSpace(text), ".") {
		text = `\&` + text
	}
	return text
}
