package docs

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

// Root is the path of the start page. All else is below it.
const Root = "/docs/"

// A site answers for all pages. It is made once; what it keeps is made on demand, each once, by many callers at a time.
type site struct {
	files  fs.FS
	pages  []*page // in the order of Groups
	byName map[string]*page
	search func() (*answer, error)
}

// A page is one Markdown file.
type page struct {
	Name   string // without ".md"
	Title  string // its first heading
	Group  string
	answer func() (*answer, error)
}

// An answer is what is sent for a path, over and over.
type answer struct {
	typ, tag string
	body     []byte
}

func newAnswer(typ string, body []byte) *answer {
	sum := sha256.Sum256(body)
	return &answer{typ: typ, tag: `W/"` + hex.EncodeToString(sum[:8]) + `"`, body: body}
}

// Path returns where the page is served.
func (p *page) Path() string {
	if p.Name == "index" {
		return Root
	}
	return Root + p.Name
}

// Handler returns the site. It answers GET and HEAD below Root, and is safe for concurrent use.
func Handler() (http.Handler, error) { return newSite(Files, Groups) }

func newSite(files fs.FS, groups []Group) (*site, error) {
	s := &site{files: files, byName: map[string]*page{}}
	for _, g := range groups {
		for _, name := range g.Pages {
			title, err := titleOf(files, name)
			if err != nil {
				return nil, fmt.Errorf("docs: %w", err)
			}
			p := &page{Name: name, Title: title, Group: g.Title}
			p.answer = sync.OnceValues(func() (*answer, error) { return s.render(p) })
			s.pages, s.byName[name] = append(s.pages, p), p
		}
	}
	s.search = sync.OnceValues(func() (*answer, error) {
		sections, err := s.sections()
		if err != nil {
			return nil, err
		}
		body, err := json.Marshal(sections)
		return newAnswer("application/json", body), err
	})
	return s, nil
}

// titleOf returns the title of a page, which is its first line, without reading the rest.
func titleOf(files fs.FS, name string) (string, error) {
	file, err := files.Open(name + ".md")
	if err != nil {
		return "", err
	}
	defer file.Close()
	line := make([]byte, 200)
	n, err := io.ReadFull(file, line)
	if err != nil && err != io.ErrUnexpectedEOF {
		return "", fmt.Errorf("%s.md: %w", name, err)
	}
	title, _, _ := strings.Cut(string(line[:n]), "\n")
	return strings.TrimSpace(strings.TrimPrefix(title, "# ")), nil
}

// ServeHTTP answers with a page, a picture, an asset or the index of the search. A page's old name with ".md", or a slash behind it, leads to the page.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, Root)
	if name == "search.json" {
		serve(w, r, s.search)
		return
	}
	if p := s.byName[strings.TrimSuffix(strings.TrimSuffix(name, "/"), ".md")]; p != nil && r.URL.Path != p.Path() {
		http.Redirect(w, r, p.Path(), http.StatusMovedPermanently)
		return
	}
	if name == "" {
		name = "index"
	}
	if p := s.byName[name]; p != nil {
		serve(w, r, p.answer)
		return
	}
	typ := types[path.Ext(name)]
	body, err := fs.ReadFile(s.files, name)
	if err != nil || typ == "" {
		http.NotFound(w, r)
		return
	}
	serve(w, r, func() (*answer, error) { return newAnswer(typ, body), nil })
}

// types are those of the files that are sent as they are.
var types = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png"}

// serve sends an answer, or 304 where the caller has it.
func serve(w http.ResponseWriter, r *http.Request, make func() (*answer, error)) {
	a, err := make()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", a.typ)
	h.Set("ETag", a.tag)
	h.Set("Cache-Control", "no-cache") // keep it, and ask
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.body))
}

// frame is the HTML around each page.
var frame = sync.OnceValues(func() (*template.Template, error) { return template.ParseFS(Files, "assets/frame.html") })

// A view is what frame draws.
type view struct {
	Page           *page
	Groups         []viewGroup
	Contents       []heading
	Body           template.HTML
	Previous, Next *page
}

type viewGroup struct {
	Title string
	Pages []*page
}

// render returns the whole page.
func (s *site) render(p *page) (*answer, error) {
	t, err := frame()
	if err != nil {
		return nil, fmt.Errorf("docs: %w", err)
	}
	body, contents, err := s.convert(p)
	if err != nil {
		return nil, fmt.Errorf("docs: %w", err)
	}
	v := view{Page: p, Contents: contents, Body: template.HTML(body)} // of our own files, without raw HTML
	for i, q := range s.pages {
		if i == 0 || s.pages[i-1].Group != q.Group {
			v.Groups = append(v.Groups, viewGroup{Title: q.Group})
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Pages = append(g.Pages, q)
		if q == p && i > 0 {
			v.Previous = s.pages[i-1]
		}
		if q == p && i+1 < len(s.pages) {
			v.Next = s.pages[i+1]
		}
	}
	var b bytes.Buffer
	if err := t.Execute(&b, v); err != nil {
		return nil, fmt.Errorf("docs: %w", err)
	}
	return newAnswer("text/html; charset=utf-8", b.Bytes()), nil
}
