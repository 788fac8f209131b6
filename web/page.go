package web

import (
	"compress/gzip"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"
)

// The page as it was built, or a text that says how to build it.
//
//go:embed all:page/dist
var built embed.FS

const unbuilt = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>geotag</title></head><body>
<h1>geotag</h1>
<p>The service answers, but the page was not built into this program. With Node there, <code>make run</code> builds it.</p>
<p>REST works without it: see <a href="/openapi.json">/openapi.json</a>.</p>
</body></html>
`

// HasPage reports whether the page was built into this program.
func HasPage() bool {
	_, err := fs.Stat(built, "page/dist/index.html")
	return err == nil
}

// pageHandler serves the files of the page. Those with a hash in their name may be kept for ever.
func pageHandler() (http.Handler, error) {
	dist, err := fs.Sub(built, "page/dist")
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	_, err = fs.Stat(dist, "index.html")
	absent := errors.Is(err, fs.ErrNotExist)
	files := http.FileServerFS(dist)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET here; the service is under /v1", http.StatusMethodNotAllowed)
			return
		}
		if absent && r.URL.Path == "/" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write([]byte(unbuilt))
			return
		}
		if strings.HasSuffix(r.URL.Path, "/") && r.URL.Path != "/" { // no listings
			http.NotFound(w, r)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		} else {
			w.Header().Set("Cache-Control", "no-cache")
		}
		files.ServeHTTP(w, r)
	}), nil
}

// ErrNoPage says that this program was built without the page.
var ErrNoPage = errors.New("web: the page was not built into this program")

// DataMarker is what stands in Standalone's page in the place of an element <script type="application/json" id="geotag-data">, whose JSON the page shows:
// the object {"title", "results", "tiles"}, in which results are answers, a line each, and tiles are Mapbox Vector Tiles by "z/x/y", all of them gzip in base64.
const DataMarker = "<!--geotag-data-->"

// Standalone returns the page in one file of HTML, which opens without a server and cannot reach one, with DataMarker once in it. Errors: ErrNoPage.
func Standalone() ([]byte, error) {
	f, err := built.Open("page/dist/standalone.html.gz")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoPage
	} else if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("web: the page for files: %w", err)
	}
	return io.ReadAll(r)
}
