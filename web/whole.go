package web

import (
	"bytes"
	"net/http"
	"time"
)

// whole answers GET and HEAD from answers that are made first: a HEAD says how long the answer is, and a Range gets its part of it, by which GDAL and
// QGIS read a URL as a file (/vsicurl/). What is no GET, and what fails, passes through.
func whole(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		made := &wholeAnswer{ResponseWriter: w}
		next.ServeHTTP(made, r)
		if made.passed {
			return
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(made.body))
	})
}

// A wholeAnswer keeps what is written until it is whole, unless it is no good answer.
type wholeAnswer struct {
	http.ResponseWriter
	body   []byte
	passed bool // what is written goes to the caller at once
}

func (a *wholeAnswer) WriteHeader(code int) {
	if code != http.StatusOK {
		a.passed = true
		a.ResponseWriter.WriteHeader(code)
	}
}

func (a *wholeAnswer) Write(b []byte) (int, error) {
	if a.passed {
		return a.ResponseWriter.Write(b)
	}
	a.body = append(a.body, b...)
	return len(b), nil
}

// Unwrap lets http.ResponseController through.
func (a *wholeAnswer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
