package docs

import (
	"bytes"
	"fmt"
	"image/png"
	"io/fs"
	"path"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A heading is one of a page's, with where it is.
type heading struct {
	Level    int
	ID, Text string
}

// markdown returns the reader and writer of Markdown: CommonMark with tables and ids of headings, as they are on the usual hosts of repositories. Cells are
// aligned by an attribute, for styles may not stand in the page.
func (s *site) markdown() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), extension.Linkify),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(&writer{s}, 100))), // before those that are built in, of 500 and 1,000
	)
}

// convert returns a page's HTML, and its headings below the title.
func (s *site) convert(p *page) ([]byte, []heading, error) {
	source, err := fs.ReadFile(s.files, p.Name+".md")
	if err != nil {
		return nil, nil, err
	}
	md := s.markdown()
	root := md.Parser().Parse(text.NewReader(source))
	var contents []heading
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && (h.Level == 2 || h.Level == 3) {
			contents = append(contents, heading{h.Level, idOf(h), plain(h, source)})
		}
	}
	var b bytes.Buffer
	if err := md.Renderer().Render(&b, source, root); err != nil {
		return nil, nil, err
	}
	return b.Bytes(), contents, nil
}

func idOf(h *ast.Heading) string {
	id, _ := h.AttributeString("id")
	b, _ := id.([]byte)
	return string(b)
}

// plain returns the words of a node without what marks them.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.HTMLBlock, *ast.RawHTML:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if entering {
				b.Write(n.Segment.Value(source))
				if n.SoftLineBreak() || n.HardLineBreak() {
					b.WriteByte(' ')
				}
			}
		case *ast.String:
			if entering {
				b.Write(n.Value)
			}
		case *ast.AutoLink:
			if entering {
				b.Write(n.Label(source))
			}
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			if entering {
				b.Write(n.Lines().Value(source))
			}
		case *ast.Paragraph, *ast.TextBlock, *extast.TableCell, *ast.ListItem:
			if !entering {
				b.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// writer writes the nodes that the site has of its own.
type writer struct{ s *site }

// RegisterFuncs is part of renderer.NodeRenderer.
func (w *writer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindHeading, w.heading)
	r.Register(ast.KindLink, w.link)
	r.Register(ast.KindImage, w.image)
	r.Register(ast.KindFencedCodeBlock, w.code)
	r.Register(ast.KindCodeBlock, w.code)
	r.Register(ast.KindHTMLBlock, nothing)
	r.Register(ast.KindRawHTML, nothing)
	r.Register(extast.KindTable, w.table)
}

// nothing is what is written of HTML, which are comments for who edits the page.
func nothing(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

func (w *writer) heading(b util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	h := n.(*ast.Heading)
	id := idOf(h)
	if entering {
		fmt.Fprintf(b, `<h%d id="%s">`, h.Level, id)
		return ast.WalkContinue, nil
	}
	if h.Level > 1 {
		fmt.Fprintf(b, ` <a class="anchor" href="#%s" aria-label="Link to this section">#</a>`, id)
	}
	fmt.Fprintf(b, "</h%d>\n", h.Level)
	return ast.WalkContinue, nil
}

// link leads a link between Markdown files to the page, and calls it by its title where the text is the file's name. What is of the source and not on the
// site is no link.
func (w *writer) link(b util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	to, ok := w.s.target(string(n.(*ast.Link).Destination))
	switch {
	case ok && entering:
		fmt.Fprintf(b, `<a href="%s">`, util.EscapeHTML(util.URLEscape([]byte(to), false)))
		name, isFile := strings.CutSuffix(plain(n, source), ".md")
		if p := w.s.byName[name]; isFile && p != nil {
			b.WriteString(escape(p.Title))
			return ast.WalkSkipChildren, nil
		}
	case ok:
		b.WriteString("</a>")
	case entering:
		fmt.Fprintf(b, `<span class="source" title="%s in the source of geotag">`, util.EscapeHTML([]byte(strings.TrimPrefix(to, "../"))))
	default:
		b.WriteString("</span>")
	}
	return ast.WalkContinue, nil
}

// target returns where a link of a page leads on the site, and whether there.
func (s *site) target(to string) (string, bool) {
	if strings.Contains(to, "://") || strings.HasPrefix(to, "#") || strings.HasPrefix(to, "/") {
		return to, true
	}
	file, fragment, _ := strings.Cut(to, "#")
	if file == "../README.md" {
		file = "index.md"
	}
	p := s.byName[strings.TrimSuffix(file, ".md")]
	if p == nil || path.Ext(file) != ".md" {
		return to, false
	}
	if fragment != "" {
		fragment = "#" + fragment
	}
	return p.Path() + fragment, true
}

// image draws a picture at its size. Of NAME-light.png, NAME-dark.png takes its place in the dark.
func (w *writer) image(b util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	name := string(n.(*ast.Image).Destination)
	file, err := w.s.files.Open(name)
	if err != nil {
		return ast.WalkStop, err
	}
	defer file.Close()
	size, err := png.DecodeConfig(file)
	if err != nil {
		return ast.WalkStop, fmt.Errorf("%s: %w", name, err)
	}
	if dark, ok := strings.CutSuffix(name, "-light.png"); ok {
		fmt.Fprintf(b, `<picture><source media="(prefers-color-scheme: dark)" srcset="%s-dark.png">`, Root+dark)
		defer b.WriteString("</picture>")
	}
	fmt.Fprintf(b, `<img src="%s" alt="%s" width="%d" height="%d" loading="lazy">`, Root+name, util.EscapeHTML([]byte(plain(n, source))), size.Width, size.Height)
	return ast.WalkSkipChildren, nil
}

// table writes a table in a box of its own, which scrolls where it is wider than the page.
func (w *writer) table(b util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		b.WriteString("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n")
	} else {
		b.WriteString("</table></div>\n")
	}
	return ast.WalkContinue, nil
}

// code writes a block of code. In one of the language "console" lines that begin with "$ " are commands, and others what they print; in shell what
// follows a # is a comment.
func (w *writer) code(b util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	language := "text"
	if f, ok := n.(*ast.FencedCodeBlock); ok && f.Language(source) != nil {
		language = string(f.Language(source))
	}
	fmt.Fprintf(b, `<div class="code"><pre tabindex="0" role="group" aria-label="Code" data-language="%s"><code>`, util.EscapeHTML([]byte(language)))
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		writeLine(b, language, string(line.Value(source)))
	}
	b.WriteString("</code></pre></div>\n")
	return ast.WalkSkipChildren, nil
}

func writeLine(b util.BufWriter, language, line string) {
	command, isCommand := strings.CutPrefix(line, "$ ")
	switch {
	case language == "console" && isCommand:
		fmt.Fprintf(b, `<span class="command">%s</span>`, escape(command))
	case language == "console":
		fmt.Fprintf(b, `<span class="output">%s</span>`, escape(line))
	case language == "sh" && commentIn(line) >= 0:
		i := commentIn(line)
		fmt.Fprintf(b, `%s<span class="comment">%s</span>`, escape(line[:i]), escape(line[i:]))
	default:
		b.WriteString(escape(line))
	}
}

// commentIn returns where a comment of the shell begins in a line, or -1: at its beginning or after two spaces, as these files have it.
func commentIn(line string) int {
	if strings.HasPrefix(line, "# ") {
		return 0
	}
	return strings.Index(line, "  # ")
}

func escape(s string) string { return string(util.EscapeHTML([]byte(s))) }
