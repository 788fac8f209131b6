package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// helpWidth is how many characters a line of help has at most: that of a terminal of old.
const helpWidth = 80

// flagWidth is how much of a line a flag takes before what it does is said.
const flagWidth = 24

// A block is a paragraph of a manual, whose words may be filled anew, or lines that stay as they are.
type block struct {
	lines   []string
	literal bool
	tight   bool // no empty line stands before it
}

// blocks takes a manual's text apart.
func blocks(text string) (all []block) {
	between := true
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		if strings.TrimSpace(line) == "" {
			between = true
			continue
		}
		literal := strings.HasPrefix(line, "  ")
		if between || all[len(all)-1].literal != literal {
			all = append(all, block{literal: literal, tight: !between || len(all) == 0})
		}
		between = false
		last := &all[len(all)-1]
		last.lines = append(last.lines, line)
	}
	return all
}

// fill returns the words of a text in lines of at most so many characters, if no word is longer.
func fill(text string, width int) (lines []string) {
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			lines, line = append(lines, line), word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}

// print writes the manual as help for a terminal.
func (m *manual) print(w io.Writer) {
	printFilled(w, "Usage: ", m.line)
	fmt.Fprintln(w)
	printBlocks(w, m.text)
	for _, g := range m.groups {
		fmt.Fprintf(w, "\n%s:\n", g.title)
		for _, c := range g.commands {
			if c.short != "" {
				fmt.Fprintf(w, "  %-11s %s\n", c.name, c.short)
			}
		}
	}
	if m.flags != nil {
		m.flags.print(w)
	}
	if strings.TrimSpace(m.more) != "" {
		fmt.Fprintln(w)
		printBlocks(w, m.more)
	}
}

func printBlocks(w io.Writer, text string) {
	for _, b := range blocks(text) {
		if !b.tight {
			fmt.Fprintln(w)
		}
		lines := b.lines
		if !b.literal {
			lines = fill(strings.Join(lines, " "), helpWidth)
		}
		fmt.Fprintln(w, strings.Join(lines, "\n"))
	}
}

// printFilled writes a text behind a word, in whose column its other lines begin, too.
func printFilled(w io.Writer, head, text string) {
	indent := utf8.RuneCountInString(head)
	for i, line := range fill(text, helpWidth-indent) {
		if i > 0 {
			head = strings.Repeat(" ", indent)
		}
		fmt.Fprintf(w, "%s%s\n", head, line)
	}
}

// print writes the flags, each with what it does, what it is without being given, and the variable that sets it.
func (fs *flagSet) print(w io.Writer) {
	heading := "\nFlags:\n"
	fs.visit(func(f *flag.Flag) {
		fmt.Fprint(w, heading)
		heading = ""
		head := "  " + fs.synopsis(f)
		if utf8.RuneCountInString(head) >= flagWidth {
			fmt.Fprintln(w, head)
			head = ""
		}
		printFilled(w, fmt.Sprintf("%-*s", flagWidth, head), fs.usage(f))
	})
}

// synopsis returns how a flag is written: its names and what stands for its value.
func (fs *flagSet) synopsis(f *flag.Flag) string {
	value, _ := flag.UnquoteUsage(f)
	return strings.TrimSpace("-" + strings.Join(fs.names(f.Name), ", -") + " " + value)
}

// usage returns what a flag does.
func (fs *flagSet) usage(f *flag.Flag) string {
	_, usage := flag.UnquoteUsage(f)
	if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" && f.DefValue != "0s" && f.DefValue != "[]" {
		usage += " (default " + f.DefValue + ")"
	}
	if v := fs.variables[f.Name]; len(v) > 0 {
		usage += " [$" + strings.Join(v, ", $") + "]"
	}
	return usage
}
