package main

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"text/tabwriter"

	"example.com/geotag"
	"example.com/geotag/web"
)

// A greeting is what a server says of itself once it answers.
type greeting struct {
	grpc, face  string // where it answers, the face with its scheme; of the face empty: not at all
	admin       string // the same; empty: not at all
	encrypted   bool
	tokens      int // of callers; -1: whoever calls is answered
	loopback    bool
	tagger      *geotag.Tagger
	file, model string // empty: what is built in
}

// languages counts those that are read, by what they are.
func (g *greeting) languages() (of [geotag.ByRules + 1]int, all int) {
	for _, l := range g.tagger.Languages() {
		of[l.Reading]++
		all++
	}
	return of, all
}

// log writes the greeting into a log.
func (g *greeting) log(log *slog.Logger) {
	ix := g.tagger.Gazetteer()
	meta, _ := ix.Meta() // what is served was read before
	of, _ := g.languages()
	log.Info("serving", "grpc", g.grpc, "http", g.face, "admin", g.admin, "tls", g.encrypted, "tokens", max(g.tokens, 0),
		"page", g.face != "" && web.HasPage(), "version", release, "commit", commit(),
		"gazetteer", meta.Title, "gazetteerVersion", ix.Version(), "gazetteerDate", meta.Date, "places", ix.NumPlaces(), "bytes", ix.Size(),
		"modelVersion", g.tagger.ModelVersion(),
		"languages", map[string]int{"taught": of[geotag.Taught], "untaught": of[geotag.Untaught], "byRules": of[geotag.ByRules]})
}

// print writes a line of where the server answers, which programs read, and of a person's interest some more, all at once.
func (g *greeting) print(w io.Writer, whole bool) error {
	where := "gRPC on " + g.grpc
	if g.face != "" {
		where += ", REST and the map on " + g.face
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "geotag: serving %s\n", where)
	if whole {
		t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		for _, line := range g.lines() {
			fmt.Fprintf(t, "  %s\t%s\n", line[0], plain(line[1]))
		}
		t.Flush()
	}
	text := b.Bytes()
	if isTerminal(w) && os.Getenv("NO_COLOR") == "" {
		text = colored(text)
	}
	_, err := beneath(w).Write(text)
	return err
}

// lines returns what a person wants to know.
func (g *greeting) lines() (all [][2]string) {
	say := func(what, format string, args ...any) {
		all = append(all, [2]string{what, fmt.Sprintf(format, args...)})
	}
	if g.face != "" {
		page := g.face + "/"
		if !web.HasPage() {
			page = "not in this program: make page builds it, where Node is"
		}
		say("page", "%s", page)
		say("docs", "%s/docs/", g.face)
		say("REST", "%s/v1/, described by %s/openapi.json", g.face, g.face)
	}
	say("gRPC", "%s", g.grpc)
	ix := g.tagger.Gazetteer()
	meta, _ := ix.Meta() // what is served was read before
	say("gazetteer", "%s %s of %s: %s places, %d MB, %s", meta.Title, ix.Version(), meta.Date, grouped(float64(ix.NumPlaces())), ix.Size()/1e6, fromFile(g.file))
	say("model", "%s, %s", g.tagger.ModelVersion(), fromFile(g.model))
	of, n := g.languages()
	say("languages", "%d: %d learned from texts in them, %d read as their kin are, %d by rules", n, of[geotag.Taught], of[geotag.Untaught], of[geotag.ByRules])
	say("callers", "%s", g.callers())
	admin := "off; -admin on answers metrics, health and profiles"
	if g.admin != "" {
		admin = "http://" + g.admin + "/metrics, /healthz, /readyz"
	}
	say("admin", "%s", admin)
	if !g.encrypted && g.face != "" {
		say("try", `curl %s/v1/tag -d '{"text":"Floods in Kano"}'`, g.face)
	}
	return all
}

// callers says who may call, and how.
func (g *greeting) callers() string {
	who := "everybody who reaches these ports"
	if g.loopback {
		who = "everybody on this machine"
	}
	if g.tokens >= 0 {
		who = fmt.Sprintf("whoever shows one of %d tokens", g.tokens)
	}
	if g.encrypted {
		return who + ", by TLS"
	}
	return who + ", in plain text"
}

func fromFile(file string) string {
	if file == "" {
		return "built in"
	}
	return "from " + file
}

// colored writes the first word of each line but the first faintly, and the name of the program and addresses so that they are seen.
func colored(text []byte) []byte {
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "geotag:"); ok {
			b.WriteString("\x1b[1;32mgeotag:\x1b[0m" + rest)
			continue
		}
		end := strings.Index(line[2:], " ") + 2
		value := line[end:]
		if address := strings.TrimSpace(value); strings.HasPrefix(address, "http") && !strings.Contains(address, " ") {
			value = strings.Replace(value, address, "\x1b[4m"+address+"\x1b[0m", 1)
		}
		b.WriteString("\x1b[2m" + line[:end] + "\x1b[0m" + value)
	}
	return []byte(b.String())
}
