package web

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/rs/cors"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/geotag/gazetteer"
)

// policy lets the page load nothing from elsewhere, and run nothing that does not stand in a file of ours. The map draws with a worker and
// images of its own making.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:%s; font-src 'self'; connect-src 'self'%[1]s; " +
	"worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// policyFor returns the policy, which lets tiles of a basemap in from their own host.
func policyFor(basemap string) (string, error) {
	if basemap == "" {
		return fmt.Sprintf(policy, ""), nil
	}
	u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(basemap))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.ContainsAny(u.Host, " ;,'\"") || !strings.Contains(basemap, "{z}") {
		return "", fmt.Errorf("web: a basemap is a URL of tiles, such as https://tiles.example.org/{z}/{x}/{y}.png, not %q", basemap)
	}
	return fmt.Sprintf(policy, " "+u.Scheme+"://"+u.Host), nil
}

// guard limits bodies, refuses what is for another host, and sets the headers that every answer has.
func (o *Options) guard(policy string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		host := hostOf(r)
		if r.TLS != nil && host != "localhost" { // where other servers speak plain text
			h.Set("Strict-Transport-Security", "max-age=31536000") // a year, as usual
		}
		if o.Host != nil && !o.Host(host) {
			// A page elsewhere can make its own name mean this address, and would then read what it likes.
			writeStatus(w, status.Newf(codes.InvalidArgument, "%q is no name of this server; geotag serve -host NAME gives it one", clipped(host)), http.StatusMisdirectedRequest)
			return
		}
		if !utf8.ValidString(r.URL.Path) {
			writeStatus(w, status.New(codes.InvalidArgument, "the path is not UTF-8"), http.StatusBadRequest)
			return
		}
		if r.ContentLength > o.MaxBodyBytes {
			answerError(r.Context(), nil, nil, w, r, &http.MaxBytesError{Limit: o.MaxBodyBytes})
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, o.MaxBodyBytes)
		next.ServeHTTP(w, r)
	})
}

// hostOf returns the name or the address that a request is for, without its port.
func hostOf(r *http.Request) string {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
}

// shared lets the pages of the origins call, and no others. It never lets a browser send what it keeps for us, as cookies, of which there are none.
func (o *Options) shared(next http.Handler) (http.Handler, error) {
	own := http.NewCrossOriginProtection()
	own.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		writeStatus(w, status.New(codes.PermissionDenied, "pages of other origins may not call; geotag serve -cors ORIGIN lets one"), http.StatusForbidden)
	}))
	for _, origin := range o.Origins {
		if origin == "*" {
			own.AddInsecureBypassPattern("/")
		} else if err := own.AddTrustedOrigin(origin); err != nil || strings.Contains(origin, "*") {
			return nil, fmt.Errorf("web: %q is no origin: one is such as https://example.org, or * for all", origin)
		}
	}
	if next = own.Handler(next); len(o.Origins) == 0 {
		return next, nil
	}
	return cors.New(cors.Options{
		AllowedOrigins: o.Origins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"Accept", "Authorization", "Content-Type", "X-Request-Id"},
		ExposedHeaders: []string{"Retry-After", "Server-Timing", "WWW-Authenticate", "X-Request-Id"},
		MaxAge:         86400,
	}).Handler(next), nil
}

// unlessKnown answers a GET with 304 where the caller has the answer of this gazetteer: the same URL and Accept give the same answer from the
// same gazetteer.
func unlessKnown(current func() *gazetteer.Index, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ix := current()
		if ix == nil || r.Method != http.MethodGet && r.Method != http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		tag := `W/"` + ix.Version() + `"`
		for known := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
			if strings.TrimSpace(known) == tag {
				w.Header().Set("ETag", tag)
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		next.ServeHTTP(&tagged{ResponseWriter: w, tag: tag}, r)
	})
}

// tagged sets an ETag on answers that are good.
type tagged struct {
	http.ResponseWriter
	tag   string
	begun bool
}

func (t *tagged) WriteHeader(code int) {
	t.begun = true
	if code == http.StatusOK || code == http.StatusPartialContent {
		t.Header().Set("ETag", t.tag)
		t.Header().Set("Cache-Control", "no-cache") // keep it, and ask
		t.Header().Add("Vary", "Accept")
	}
	t.ResponseWriter.WriteHeader(code)
}

func (t *tagged) Write(b []byte) (int, error) {
	if !t.begun {
		t.WriteHeader(http.StatusOK)
	}
	return t.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController through.
func (t *tagged) Unwrap() http.ResponseWriter { return t.ResponseWriter }
