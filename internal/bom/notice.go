package main

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"
)

// The files that are generated, the first from begin on.
const (
	noticeFile = root + "/NOTICE"
	textsFile  = root + "/cmd/geotag/licenses.txt"
	pageFile   = web + "/licenses.txt"
	web        = page + "/public"

	begin = "The program links the following (`make notice` writes what is below).\n"
	pages = "The page links, bundled by MapLibre:\n"
)

// notice writes NOTICE and the texts, or with check fails where they are stale.
func notice(check bool) error {
	linked, err := modules("linux", "amd64")
	if err != nil {
		return err
	}
	head, had, err := sections()
	if err != nil {
		return err
	}
	bundled, err := packages()
	if errors.Is(err, errNoPage) && check {
		log.Print("SKIPPED: the licenses of the page's packages; ", err)
		return compare(map[string][]byte{noticeFile: []byte(head + begin + list(linked) + had)})
	} else if err != nil {
		return err
	}
	files := map[string][]byte{
		noticeFile: []byte(head + begin + list(linked) + "\n" + pages + list(bundled)),
		textsFile:  []byte(texts(slices.Concat(linked, bundled))),
		pageFile:   []byte(texts(bundled)),
	}
	if check {
		return compare(files)
	}
	for name, data := range files {
		if err := os.WriteFile(name, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// sections returns NOTICE as it is up to where it is generated, and its section of the page.
func sections() (head, bundled string, err error) {
	data, err := os.ReadFile(noticeFile)
	head, rest, _ := strings.Cut(string(data), begin)
	if _, after, ok := strings.Cut(rest, "\n"+pages); ok {
		bundled = "\n" + pages + after
	}
	return strings.TrimRight(head, "\n") + "\n\n", bundled, err
}

// compare fails where a file is not what it should be.
func compare(files map[string][]byte) error {
	for name, want := range files {
		if have, err := os.ReadFile(name); err != nil || !bytes.Equal(have, want) {
			return fmt.Errorf("%s is stale: commit the result of 'make notice'", strings.TrimPrefix(name, root+"/"))
		}
	}
	return nil
}

// list names parts with their licenses.
func list(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&b, "- %s: %s\n", p.name, p.license)
	}
	return b.String()
}

// texts are the licenses in full, each once, after the parts that it is of.
func texts(parts []part) string {
	of, order := map[string][]string{}, []string(nil)
	for _, p := range parts {
		for _, t := range p.texts {
			if of[t] == nil {
				order = append(order, t)
			}
			if !slices.Contains(of[t], p.name) {
				of[t] = append(of[t], p.name)
			}
		}
	}
	var b strings.Builder
	b.WriteString("The licenses of what is linked.\n")
	for _, t := range order {
		fmt.Fprintf(&b, "\n%s\n%s\n\n%s", strings.Repeat("=", 80), strings.Join(of[t], "\n"), t)
	}
	return b.String()
}
