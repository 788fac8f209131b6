package bulk_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/internal/bulk"
)

// read lists what Read yields of files: id, text or error, and what a table keeps.
func read(t *testing.T, o bulk.ReadOptions, files ...string) (all []string) {
	t.Helper()
	for text, err := range bulk.Read(t.Context(), files, o) {
		if err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprintf("%s %q", text.Request.GetId(), text.Request.GetText())
		if text.Row != nil {
			line += fmt.Sprintf(" %q", text.Row)
		}
		if text.Err != nil {
			line = fmt.Sprintf("%s: %s: %v", text.Where, text.Request.GetId(), text.Err)
		}
		all = append(all, line)
	}
	return all
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestReadLines(t *testing.T) {
	t.Parallel()
	in := "\n{\"id\":\"a\",\"text\":\"Rain in Lagos.\"}\r\n{\"id\":\"b\",\"txt\":\"x\"}\n\x1e{\"text\":\"Snow in Oslo.\",\"language\":\"de\"}"
	o := bulk.ReadOptions{Form: bulk.Lines, Stdin: strings.NewReader(in), Lines: client.LineOptions{Base: &geotagv1.TagRequest{Language: "en"}}}
	expect(t, read(t, o), `a "Rain in Lagos."`, `standard input:3: b: "txt": did you mean text?`, ` "Snow in Oslo."`)
	o.Stdin, o.Done = strings.NewReader(in), 2
	expect(t, read(t, o), ` "Snow in Oslo."`)
}

// A table's separator is told by its header; a row that is no row is an error of its own.
func TestReadTable(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		in       string
		text, id string
		want     []string
	}{
		"commas": {"text,by\n\"Rain, in \"\"Lagos\"\"\nand Oslo\",ann\n\n x ,\n", "", "",
			[]string{`1 "Rain, in \"Lagos\"\nand Oslo" ["ann"]`, `2 " x " [""]`}},
		"a mark and semicolons": {"\uFEFFurl;body\r\na;Rain\r\n", "body", "url", []string{`a "Rain" []`}},
		"UTF-16":                {"\xff\xfet\x00e\x00x\x00t\x00\t\x00b\x00\n\x00\xe9\x00\t\x001\x00", "", "", []string{`1 "é" ["1"]`}},
		"too few fields": {"id|text|day\nx\ny|Rain|1\n", "", "id",
			[]string{"standard input:2: x: the row has 1 fields, and the header 3", `y "Rain" ["1"]`}},
		"a quote within a field": {"text,n\n6\" of rain,1\n\"a \"b\" c\",2\n", "", "", []string{`1 "6\" of rain" ["1"]`, `2 "a \"b\" c" ["2"]`}},
		"a quote left open":      {"text,n\nRain,1\n\"Snow,2\nFog,3\n", "", "", []string{`1 "Rain" ["1"]`, "standard input: : standard input: line 3: a quote is never closed"}},
		"no such column":         {"text,n\nRain,1\n", "body", "", []string{`standard input: : standard input: no column is named "body": there are "text", "n"`}},
		"one column":             {"text\nRain, wind; fog\n\"Snow\"\n", "", "", []string{`1 "Rain, wind; fog" []`, `2 "Snow" []`}},
		"not UTF-8":              {"text\nRain\xe9\nFog\n", "", "", []string{"standard input:2: 1: the text is not UTF-8", `2 "Fog" []`}},
		"nothing":                {"", "", "", []string{"standard input: : standard input: there is no header"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expect(t, read(t, bulk.ReadOptions{Form: bulk.Table, Text: test.text, ID: test.id, Stdin: strings.NewReader(test.in)}), test.want...)
		})
	}
}

const page = `<!DOCTYPE html><html><head><meta charset="windows-1252"><title>Fire near Redding | The Example</title></head><body><nav><a href="/paris">Paris</a></nav>
<article><h1>Fire near Redding</h1><p>A fire burned 45,000 acres near Redding, California, on Monday, said the caf` + "\xe9" + ` owner, and people left before the evening.</p>
<p>Smoke was seen as far away as Sacramento, where schools were closed; officials said that the wind would turn on Tuesday.</p></article><footer>Berlin</footer></body></html>`

const readPage = `"Fire near Redding\n\nA fire burned 45,000 acres near Redding, California, on Monday, said the café owner, and people left before the evening.` +
	`\n\nSmoke was seen as far away as Sacramento, where schools were closed; officials said that the wind would turn on Tuesday."`

// Columns of one name are told apart, as the members of an object are.
func TestSameColumns(t *testing.T) {
	t.Parallel()
	o := bulk.ReadOptions{Form: bulk.Table, Stdin: strings.NewReader("text,day,,day,text,day.2,\nRain,1,2,3,4,5,6\n")}
	for text, err := range bulk.Read(t.Context(), nil, o) {
		if err != nil {
			t.Fatal(err)
		}
		expect(t, text.Columns, "day", "", "day.2", "text", "day.2.2", ".2")
		expect(t, text.Row, "1", "2", "3", "4", "5", "6")
	}
}

// A page without an article, or one that would take long to read, is an error of its own.
func TestPages(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ page, want string }{
		"no article":    {"<html><script>Rain()</script>", "the page has no article"},
		"many elements": {strings.Repeat("<p>Rain", 100_001), "the page has more than 100000 tags"},
		"deep elements": {strings.Repeat("<div>", 130) + "Rain", "the page has elements more than 128 deep"},
		"no end":        {strings.Repeat("<div>", 1000), "the page cannot be read: html: open stack of elements exceeds 512 nodes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expect(t, read(t, bulk.ReadOptions{Form: bulk.Page, Stdin: strings.NewReader(test.page)}), "standard input: : "+test.want)
		})
	}
}

func compressed(t *testing.T, w func(io.Writer) io.WriteCloser, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	c := w(&b)
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gz(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }

func zst(w io.Writer) io.WriteCloser {
	c, _ := zstd.NewWriter(w)
	return c
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, data := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// The files of a folder are read in one order, each as what it is, and what is wrong with one does not keep the others from being read.
func TestReadFolder(t *testing.T) {
	dir := t.TempDir()
	whole := compressed(t, gz, "{\"id\":\"l1\",\"text\":\"Oslo\"}\n{\"id\":\"l2\",\"text\":\"Bern\"}\n")
	write(t, dir, map[string]string{
		"in/b/rain.txt":     "Rain",
		"in/b/page":         page,
		"in/a.txt.gz":       string(compressed(t, gz, "Snow")),
		"in/z.csv":          "text\nFog\n",
		"in/lines.jsonl.gz": string(whole),
		"in/torn.jsonl":     string(whole[:len(whole)-12]),
		"in/c":              string(compressed(t, zst, "Hail")),
		"in/.git/config":    "x",
		"in/out.jsonl":      "x",
		"in/b/o":            "x",
		"in/b/o.new":        "x",
		"in/bad":            "\xff",
		"in/zz\xff.txt":     "Dew",
	})
	t.Chdir(dir)
	want := []string{
		`a.txt.gz "Snow"`, `b/page ` + readPage, `b/rain.txt "Rain"`, "in/bad: bad: the text is not UTF-8", `c "Hail"`, `l1 "Oslo"`, `l2 "Bern"`, `l1 "Oslo"`, `l2 "Bern"`,
		"in/torn.jsonl: torn.jsonl: in/torn.jsonl: reading requests: unexpected EOF", `z.csv:1 "Fog" []`,
		"zz\uFFFD.txt \"Dew\"",
	}
	o := bulk.ReadOptions{Except: append(bulk.CheckpointFiles("in/b/o"), "in/out.jsonl")}
	expect(t, read(t, o, "in"), want...)
	for done := range want {
		o.Done = done
		expect(t, read(t, o, "in"), want[done:]...)
	}
	o.Done, o.Except = 0, []string{"in/b/o", "in/b/o.new", "in/out.jsonl"}
	expect(t, read(t, o, "absent.txt", "in/b"), "absent.txt: : absent.txt: no such file or directory", "in/b/page "+readPage, `in/b/rain.txt "Rain"`)
	before, err := bulk.Look(t.Context(), []string{"in"}, o.Except)
	if err != nil || before.Files != 9 {
		t.Errorf("%v, %v", before, err)
	}
	if err := os.Chtimes("in/b/rain.txt", time.Time{}, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	later, _ := bulk.Look(t.Context(), []string{"in"}, o.Except)
	write(t, dir, map[string]string{"in/b/rain.txt": "Rain!"})
	after, _ := bulk.Look(t.Context(), []string{"in"}, o.Except)
	if later.Hash == before.Hash || after.Hash == later.Hash || after.Bytes != before.Bytes+1 {
		t.Errorf("%v, then %v, then %v", before, later, after)
	}
}

// A text of any length costs no more memory than the longest one that is read.
func TestReadEndless(t *testing.T) {
	const size, most = 144 << 20, 112 << 20
	endless := func(before string) io.Reader {
		all := []io.Reader{strings.NewReader(before)}
		for range size >> 20 {
			all = append(all, strings.NewReader(megabyte))
		}
		return io.MultiReader(all...)
	}
	for _, test := range []struct {
		form         bulk.Form
		before, want string
	}{
		{bulk.Plain, "", "standard input: : the file is longer than 8388608 bytes"},
		{bulk.Page, "", "standard input: : the file is longer than 8388608 bytes"},
		{bulk.Lines, "", "standard input:1: : this is no TagRequest: the line is longer than 16777216 bytes"},
		{bulk.Table, "text\n", "standard input:2: 1: the row is longer than 16777216 bytes: is a quote left open?"},
		{bulk.Table, "text\n\"", "standard input: : standard input: line 2: a quote is never closed"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		expect(t, read(t, bulk.ReadOptions{Form: test.form, Stdin: endless(test.before)}), test.want)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > most {
			t.Errorf("form %d: %d bytes were allocated for %d", test.form, n, size)
		}
	}
}

var megabyte = strings.Repeat("x", 1<<20)

// Who wants no more texts gets no more, and a context that ends ends them with its error.
func TestReadStops(t *testing.T) {
	t.Parallel()
	in := strings.Repeat("{\"text\":\"x\"}\n", 1000)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for _, err := range bulk.Read(ctx, nil, bulk.ReadOptions{Form: bulk.Lines, Stdin: strings.NewReader(in)}) {
		if n++; n == 10 {
			cancel()
		}
		if err != nil {
			if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			return
		}
	}
	t.Errorf("there were %d texts, and no error", n)
}
