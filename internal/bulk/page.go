package bulk

import (
	"bytes"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// article returns the title and the text of the article that a page of HTML holds, as paragraphs. A page without one, such as a list of others, is
// an error.
func article(page []byte) (string, error) {
	if n := bytes.Count(page, []byte("<")); n > maxTags {
		return "", wrong("the page has more than %d tags", maxTags)
	}
	in, err := charset.NewReader(bytes.NewReader(page), "text/html")
	if err != nil {
		return "", badPage(err)
	}
	doc, err := html.Parse(in)
	if err != nil {
		return "", badPage(err)
	}
	if deepest(doc) > maxDepth {
		return "", wrong("the page has elements more than %d deep", maxDepth)
	}
	heading := headingOf(doc)
	p := readability.NewParser()
	a, err := p.ParseAndMutate(doc, new(url.URL))
	if err != nil {
		return "", badPage(err)
	}
	if a.Node == nil {
		return "", wrong("the page has no article")
	}
	title := a.Title()
	if heading != "" && strings.HasPrefix(title, heading) { // and the site's name follows
		title = heading
	}
	var text strings.Builder
	if err := a.RenderText(&text); err != nil {
		return "", badPage(err)
	}
	return strings.TrimSpace(title + "\n\n" + strings.TrimSpace(text.String())), nil
}

func badPage(err error) error { return wrong("the page cannot be read: %v", err) }

// headingOf returns the text of the first heading of a page.
func headingOf(doc *html.Node) string {
	for n := range doc.Descendants() {
		if n.DataAtom != atom.H1 {
			continue
		}
		var text strings.Builder
		for t := range n.Descendants() {
			if t.Type == html.TextNode {
				text.WriteString(t.Data)
			}
		}
		return strings.Join(strings.Fields(text.String()), " ")
	}
	return ""
}

// deepest returns how deep the elements of a page are within others, of which the parser allows 512.
func deepest(n *html.Node) (depth int) {
	for c := range n.ChildNodes() {
		depth = max(depth, 1+deepest(c))
	}
	return depth
}

// What a page may have, because the time that its article takes grows with the product. Set by hand: long pages of news have some 20,000 tags, and
// elements 40 deep.
const (
	maxTags  = 100_000
	maxDepth = 128
)
