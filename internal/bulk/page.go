package bulk

import (
	"bytes"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// article returns the title and the text of the article that a page of HTML holds, as paragraphs. A page without one, such as a list of others, is
// an error.
func article(page []byte) (string, error) {
	in, err := charset.NewReader(bytes.NewReader(page), "text/html")
	if err != nil {
		return "", wrong("the page cannot be read: %v", err)
	}
	doc, err := html.Parse(in)
	if err != nil {
		return "", wrong("the page cannot be read: %v", err)
	}
	p := readability.NewParser()
	p.MaxElemsToParse = maxElements
	a, err := p.ParseAndMutate(doc, new(url.URL))
	if err != nil {
		return "", wrong("the page cannot be read: %v", err)
	}
	if a.Node == nil {
		return "", wrong("the page has no article")
	}
	var text strings.Builder
	if err := a.RenderText(&text); err != nil {
		return "", wrong("the page cannot be read: %v", err)
	}
	return strings.TrimSpace(a.Title() + "\n\n" + strings.TrimSpace(text.String())), nil
}

// maxElements is how many elements a page may have. Set by hand: the longest pages of news have some 20,000.
const maxElements = 200_000
