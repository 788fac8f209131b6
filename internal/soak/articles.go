package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// newsTexts returns the texts that articles are made of: the member text of each line of the files that patterns name, which commas separate, or some of the
// program's own.
func newsTexts(patterns string) ([]string, error) {
	if patterns == "" {
		chance, texts := rand.New(rand.NewPCG(1, 1)), []string{}
		for i := range 50 {
			texts = append(texts, tongues[i%len(tongues)].write(chance, 500+chance.IntN(3000)).body)
		}
		return texts, nil
	}
	var texts, files []string
	for pattern := range strings.SplitSeq(patterns, ",") {
		some, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		files = append(files, some...)
	}
	for _, file := range files {
		if err := eachLine(file, func(line []byte) error {
			var doc struct{ Text string }
			if err := json.Unmarshal(line, &doc); err != nil {
				return err
			}
			texts = append(texts, doc.Text)
			return nil
		}); err != nil {
			return nil, err
		}
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("no texts in %s", patterns)
	}
	return texts, nil
}

// eachLine calls f with the lines of a file, each good until the next.
func eachLine(file string, f func(line []byte) error) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if err := f(lines.Bytes()); err != nil {
			return fmt.Errorf("%s, line %d: %w", file, n, err)
		}
	}
	return lines.Err()
}

// writeArticles writes n articles, whose ids count on from first, a request in JSON on each line.
func writeArticles(file string, texts []string, first, n int) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	defer out.Close()
	w := bufio.NewWriterSize(out, 1<<20)
	for i := first; i < first+n; i++ {
		id, _ := json.Marshal(articleID(i))
		text, err := json.Marshal(texts[i%len(texts)])
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "{\"id\":%s,\"text\":%s}\n", id, text)
	}
	return w.Flush()
}

// articleID names an article. A few have names that no header of a message can hold as they are.
func articleID(i int) string {
	switch id := fmt.Sprintf("article-%07d", i); i % 100 {
	case 11:
		return id + "\r\nNats-Msg-Id: all of one"
	case 22:
		return id + " ünïcode, \"quotes\" and > . * \x00"
	case 33:
		return id + strings.Repeat("-long", 150)
	default:
		return id
	}
}

// A poison is an article that cannot be tagged.
type poison struct{ what, payload string }

// poisons are of the kinds that archives hold, and worse.
func poisons() []poison {
	return []poison{
		{"nothing", ""},
		{"no JSON", "Floods in Kano"},
		{"JSON that is cut off", `{"id":"poison-cut","text":"Floods in Ka`},
		{"two objects", `{"id":"poison-two","text":"Floods in Kano"} {"id":"poison-three","text":"Floods in Ibadan"}`},
		{"null", "null"},
		{"a list", `[{"id":"poison-list","text":"Floods in Kano"}]`},
		{"not UTF-8", "{\"id\":\"poison-latin1\",\"text\":\"Inundaci\xf3n en Bogot\xe1\"}"},
		{"an unknown member", `{"id":"poison-member","text":"Floods in Kano","colour":"red"}`},
		{"a number for a text", `{"id":"poison-number","text":5}`},
		{"a number below zero", `{"id":"poison-negative","text":"Floods in Kano","maxAlternatives":-1}`},
		{"no text", `{"id":"poison-empty","text":""}`},
		{"too long a text", `{"id":"poison-long","text":"` + strings.Repeat("Floods in Kano. ", 1<<16+1) + `"}`},
		{"deep nesting", strings.Repeat("[", 1<<20)},
	}
}
