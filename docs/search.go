package docs

import (
	"io/fs"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// A section is a heading and what stands below it, up to the next: what the search finds.
type section struct {
	Path    string `json:"path"`    // of the page, with the heading as its fragment
	Title   string `json:"title"`   // the page's
	Heading string `json:"heading"` // empty: what stands before the first one
	Text    string `json:"text"`    // without marks, spaces and line ends as one space
}

// sections returns all sections of all pages.
func (s *site) sections() ([]section, error) {
	var all []section
	for _, p := range s.pages {
		source, err := fs.ReadFile(s.files, p.Name+".md")
		if err != nil {
			return nil, err
		}
		root := s.markdown().Parser().Parse(text.NewReader(source))
		at := section{Path: p.Path(), Title: p.Title}
		var words []string
		for n := root.FirstChild(); n != nil; n = n.NextSibling() {
			h, ok := n.(*ast.Heading)
			if !ok {
				words = append(words, strings.Fields(plain(n, source))...)
				continue
			}
			if h.Level == 1 {
				continue
			}
			at.Text = strings.Join(words, " ")
			all = append(all, at)
			at.Path, at.Heading, words = p.Path()+"#"+idOf(h), plain(h, source), nil
		}
		at.Text = strings.Join(words, " ")
		all = append(all, at)
	}
	return all, nil
}
