// Package docs is the documentation, and the site that the binary serves of it: pages rendered from the Markdown of this folder, with a search.
//
// The site is below one folder:
//
//	GET /docs/               the start page, index.md
//	GET /docs/NAME           NAME.md as HTML; /docs/NAME.md leads there
//	GET /docs/NAME.png       a picture
//	GET /docs/search.json    what the search in the browser reads: every section of every page
//	GET /docs/assets/NAME    style and scripts
//
// A page is rendered when it is first asked for, and kept. It needs no script to be read, and nothing from elsewhere.
package docs

import "embed"

// Files are the Markdown and the pictures of this folder, and what the site adds to them.
//
//go:embed *.md *.png assets
var Files embed.FS

// A Group is pages that stand together in the navigation, by their names without ".md".
type Group struct {
	Title string
	Pages []string
}

// Groups are all pages, in the order in which one reads them. The first is the start page.
var Groups = []Group{
	{"Start", []string{"index", "using", "languages", "page"}},
	{"Tutorials", []string{"tutorial-article", "tutorial-gazetteer", "tutorial-train", "tutorial-bulk"}},
	{"Reference", []string{"tagging", "areas", "gazetteer", "imports", "web"}},
	{"Running it", []string{"operations", "limits", "scaling", "releasing"}},
	{"Quality", []string{"quality", "performance"}},
	{"Inside", []string{"architecture"}},
}
