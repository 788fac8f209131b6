package telemetry

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Handler answers administrators:
//
//	/metrics       for Prometheus
//	/healthz       200 while the process lives
//	/readyz        200 while the server answers: it has a sound gazetteer, does not drain, and reaches its queue if it has one; else 503
//	/version       what the program is built from and answers from, as JSON
//	/debug/pprof/  profiles, as net/http/pprof has them
//
// Who reaches it learns what the server does and can make it work: it belongs on loopback, or on a network of one's own.
func (t *Telemetry) Handler() http.Handler {
	mux := http.NewServeMux()
	if t.registry != nil {
		mux.Handle("GET /metrics", promhttp.HandlerFor(t.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4}))
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "alive") })
	mux.HandleFunc("GET /readyz", t.readyz)
	mux.HandleFunc("GET /version", t.version)
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	return ownPages(mux)
}

// ownPages refuses what pages of others make a browser on this machine ask: by a request across sites, or by a name of theirs that leads
// here.
func ownPages(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		local, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
		if r.Header.Get("Sec-Fetch-Site") == "cross-site" || isLoopback(local) && !namesLoopback(r.Host) {
			http.Error(w, "only for the administrators of this machine", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func isLoopback(a net.Addr) bool {
	tcp, ok := a.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// namesLoopback reports whether a Host header, with or without a port, is this machine's own name.
func namesLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return host == "localhost" || net.ParseIP(host).IsLoopback() || host == "[::1]"
}

func (t *Telemetry) readyz(w http.ResponseWriter, _ *http.Request) {
	if s := t.server.Load(); s == nil || !s.Healthy() {
		http.Error(w, "not ready: there is no sound gazetteer, or the server drains", http.StatusServiceUnavailable)
		return
	}
	if q := t.queue.Load(); q != nil && !q.Ready() {
		http.Error(w, "not ready: the queue cannot be reached", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// buildFacts are what /version answers.
type buildFacts struct {
	Version       string            `json:"version"`
	Commit        string            `json:"commit"`
	Go            string            `json:"go"`
	Platform      string            `json:"platform"`
	Gazetteer     string            `json:"gazetteer,omitempty"`
	GazetteerDate string            `json:"gazetteerDate,omitempty"`
	Model         string            `json:"model,omitempty"`
	ModelDate     string            `json:"modelDate,omitempty"`
	Settings      map[string]string `json:"settings"`
	Modules       map[string]string `json:"modules"`
}

func (t *Telemetry) version(w http.ResponseWriter, _ *http.Request) {
	b := buildFacts{
		Version: t.opts.Version, Commit: t.opts.Commit, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH,
		Settings: map[string]string{}, Modules: map[string]string{},
	}
	if f := t.facts.Load(); f != nil {
		b.Gazetteer, b.GazetteerDate = f.gazetteer, day(f.gazetteerDate)
		b.Model, b.ModelDate = f.model, day(f.modelDate)
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			b.Settings[s.Key] = s.Value
		}
		for _, m := range info.Deps {
			b.Modules[m.Path] = m.Version
		}
	}
	w.Header().Set("Content-Type", "application/json")
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.Encode(b)
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// Serve serves Handler on lis until ctx ends. It closes lis.
func (t *Telemetry) Serve(ctx context.Context, lis net.Listener) error {
	srv := &http.Server{
		Handler: t.Handler(), ErrorLog: t.HTTPErrors(), MaxHeaderBytes: 16 << 10,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		WriteTimeout: 2 * time.Minute, // net/http/pprof allows a profile a little less
	}
	stop := context.AfterFunc(ctx, func() { srv.Close() })
	defer stop()
	if err := srv.Serve(lis); err != nil && ctx.Err() == nil {
		return fmt.Errorf("telemetry: %w", err)
	}
	return nil
}
