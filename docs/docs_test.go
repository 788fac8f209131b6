package docs

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

func testSite(t *testing.T) *site {
	t.Helper()
	s, err := newSite(Files, Groups)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get(h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestEveryFileIsInTheNavigation(t *testing.T) {
	files, err := fs.Glob(Files, "*.md")
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, g := range Groups {
		for _, name := range g.Pages {
			listed = append(listed, name+".md")
		}
	}
	slices.Sort(listed)
	if !slices.Equal(files, listed) {
		t.Errorf("the files are %q, and Groups has %q", files, listed)
	}
}

// Every page begins with its title and a paragraph that says what it is for, has no HTML but comments, and nothing in it that the policy of the
// server forbids.
func TestPages(t *testing.T) {
	s := testSite(t)
	inline := regexp.MustCompile(`<[^>]* (style|on[a-z]+)=|<style|<script(>| (?:[^>s]|s[^r])*>)`)
	for _, p := range s.pages {
		source, _ := fs.ReadFile(Files, p.Name+".md")
		root := s.markdown().Parser().Parse(text.NewReader(source))
		if h, ok := root.FirstChild().(*ast.Heading); !ok || h.Level != 1 {
			t.Errorf("%s.md does not begin with a title", p.Name)
		} else if _, ok := h.NextSibling().(*ast.Paragraph); !ok {
			t.Errorf("%s.md does not say what it is for below its title", p.Name)
		}
		ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n := n.(type) {
			case *ast.HTMLBlock:
				if n.HTMLBlockType != ast.HTMLBlockType2 {
					t.Errorf("%s.md has HTML that is not shown: %s", p.Name, n.Lines().Value(source))
				}
			case *ast.RawHTML:
				t.Errorf("%s.md has HTML that is not shown: %s", p.Name, n.Segments.Value(source))
			}
			return ast.WalkContinue, nil
		})
		w := get(s, p.Path())
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "<h1 id=") {
			t.Errorf("%s: %d\n%s", p.Path(), w.Code, w.Body)
		}
		if found := inline.FindString(w.Body.String()); found != "" {
			t.Errorf("%s has %q", p.Path(), found)
		}
	}
}

// Every link of the documentation, and of the files at the root of the repository, leads to something: a page, a heading of it, or a file.
func TestLinks(t *testing.T) {
	s := testSite(t)
	ids := map[string][]string{} // by the file's path from the root
	files := []string{"README.md", "CHANGELOG.md", "CONTRIBUTING.md"}
	for _, p := range s.pages {
		files = append(files, "docs/"+p.Name+".md")
	}
	roots := map[string]ast.Node{}
	for _, name := range files {
		source, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		roots[name] = s.markdown().Parser().Parse(text.NewReader(source))
		ast.Walk(roots[name], func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if h, ok := n.(*ast.Heading); ok && entering {
				ids[name] = append(ids[name], idOf(h))
			}
			return ast.WalkContinue, nil
		})
	}
	check := func(name, to string) {
		if strings.Contains(to, "://") {
			return
		}
		file, fragment, _ := strings.Cut(to, "#")
		at := name
		if file != "" {
			at = path.Join(path.Dir(name), file)
		}
		if _, err := os.Stat("../" + at); err != nil {
			t.Errorf("%s has a link to %s, which is not there", name, to)
		} else if fragment != "" && !slices.Contains(ids[at], fragment) {
			t.Errorf("%s has a link to %s, but %s has no such heading: %q", name, to, at, ids[at])
		}
	}
	for _, name := range files {
		ast.Walk(roots[name], func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if l, ok := n.(*ast.Link); ok && entering {
				check(name, string(l.Destination))
			} else if i, ok := n.(*ast.Image); ok && entering {
				check(name, string(i.Destination))
			}
			return ast.WalkContinue, nil
		})
	}
}

// What the rendered pages refer to is served: the pages, their headings, pictures, style and scripts.
func TestServedLinks(t *testing.T) {
	s := testSite(t)
	for _, p := range s.pages {
		body := get(s, p.Path()).Body.String()
		for _, m := range regexp.MustCompile(`(?:href|src|srcset)="([^"]*)"`).FindAllStringSubmatch(body, -1) {
			to, fragment, _ := strings.Cut(m[1], "#")
			if to == "/" || strings.Contains(to, "://") {
				continue
			}
			in := body
			if to != "" {
				w := get(s, to)
				if w.Code != http.StatusOK {
					t.Errorf("%s refers to %s: %d", p.Path(), to, w.Code)
				}
				in = w.Body.String()
			}
			if fragment != "" && !strings.Contains(in, ` id="`+fragment+`"`) {
				t.Errorf("%s refers to %s, which has no such id", p.Path(), m[1])
			}
		}
	}
}

func TestAnswers(t *testing.T) {
	s := testSite(t)
	w := get(s, "/docs/using")
	tag := w.Header().Get("ETag")
	if again := get(s, "/docs/using", "If-None-Match", tag); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("with its ETag %s the page answers %d", tag, again.Code)
	}
	if other := get(s, "/docs/using", "If-None-Match", `W/"0"`); other.Code != http.StatusOK {
		t.Errorf("with another ETag the page answers %d", other.Code)
	}
	for old, now := range map[string]string{"/docs/using.md": "/docs/using", "/docs/using/": "/docs/using", "/docs/index": "/docs/"} {
		if w := get(s, old); w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != now {
			t.Errorf("%s answers %d, to %q", old, w.Code, w.Header().Get("Location"))
		}
	}
	for _, gone := range []string{"/docs/nothing", "/docs/assets", "/docs/assets/", "/docs/assets/frame.html", "/docs/../go.mod", "/docs/docs.go", "/docs//"} {
		if w := get(s, gone); w.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", gone, w.Code)
		}
	}
}

// A console shows what was typed apart from what came; a link to the source is none; comments for editors are not shown.
func TestMarkdown(t *testing.T) {
	s := testSite(t)
	s.files = fstest.MapFS{"x.md": {Data: []byte("# X\n\nSee [the client](../client) and [more](using.md#curl) of [limits.md](limits.md).\n\n<!-- not run: secret -->\n\n```console\n$ echo '<b>'\n<b>\n```\n\n    plain  # no comment\n\n| a |\n|--:|\n| 1 |\n")}}
	body, _, err := s.convert(&page{Name: "x"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<span class="source" title="client in the source of geotag">the client</span>`, `<a href="/docs/using#curl">more</a>`, `<a href="/docs/limits">Limits of the service</a>.</p>`,
		`<span class="command">echo '&lt;b&gt;'` + "\n", `<span class="output">&lt;b&gt;` + "\n", `<td align="right">1</td>`, `plain  # no comment`,
	} {
		if !strings.Contains(string(body), want) {
			t.Errorf("there is no %s in\n%s", want, body)
		}
	}
	if strings.Contains(string(body), "secret") {
		t.Errorf("a comment is shown:\n%s", body)
	}
}

func TestSections(t *testing.T) {
	sections, err := testSite(t).sections()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(sections, func(s section) bool { return s.Path == "/docs/operations#who-may-call" })
	if i < 0 || sections[i].Heading != "Who may call" || sections[i].Title != "Operating geotag" || !strings.Contains(sections[i].Text, "geotag token new desk") {
		t.Errorf("the section on who may call is none: %d", i)
	}
	for _, s := range sections {
		if strings.Contains(s.Text, "not run:") {
			t.Errorf("%s has a comment for editors: %.80s", s.Path, s.Text)
		}
	}
}
