package geotag_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestCommands runs the commands that the documentation quotes, as they stand, and holds what a console block shows against what they print. Blocks of
// "sh", "console" and "python" are run, each by a shell of its own, those of a file one after the other in one folder, which holds the files that
// testdata/commands.txtar has for it; what builds from the source is run where that is. Only the ports are others: localhost:8080 and 8081 lead to a server of the
// test, or to the one that the file starts by a block that begins with "geotag serve", and so does NATS_URL after one that begins with "nats-server".
// A block below a comment "not run: REASON" is left alone.
func TestCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and serves")
	}
	bin := t.TempDir()
	if b, err := exec.CommandContext(t.Context(), "go", "build", "-o", bin, "./cmd/geotag").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	t.Run("quoted", func(t *testing.T) { testQuoted(t, bin) })
	said := map[string]*strings.Builder{}
	for _, file := range documents(t) {
		said[file] = &strings.Builder{}
		t.Run(file, func(t *testing.T) {
			blocks := quoted(t, file).blocks
			if !slices.ContainsFunc(blocks, block.runs) {
				return
			}
			s := newSession(t, bin, file)
			if slices.ContainsFunc(blocks, func(b block) bool { return b.runs() && strings.Contains(b.text, "localhost:808") }) {
				s.serve("geotag serve")
			}
			for _, b := range blocks {
				if b.runs() {
					said[file].WriteString(s.run(b))
				}
			}
			if s.skipped {
				said[file].Reset()
			}
		})
	}
	for file, wants := range map[string][]string{ // what the text around the commands says of them
		"README.md":     {`"FeatureCollection"`, `"ROLE_DEMONYM"`, `"REJECTION_REASON_PUBLICATION"`, `"FEATURE_KIND_STATED_AREA"`, `"consistent": true`, "Port Said", "Sudzha", "Kursk Oblast", "501.9"},
		"docs/using.md": {"Ibadan", `"id":"b"`, "NAME_MATCH_KIND_PREFIX", "Murmansk"},
	} {
		for _, want := range wants {
			if said[file].Len() > 0 && !strings.Contains(said[file].String(), want) {
				t.Errorf("the commands of %s print no %s", file, want)
			}
		}
	}
}

// documents returns the files whose commands are run, the README first.
func documents(t *testing.T) []string {
	t.Helper()
	docs, err := filepath.Glob("docs/*.md")
	if err != nil || len(docs) < 10 {
		t.Fatal(docs, err)
	}
	return append([]string{"README.md", "CONTRIBUTING.md"}, docs...)
}

// A session is a folder in which the commands of one file run, and a server for them.
type session struct {
	t          *testing.T
	bin, dir   string
	grpc, http string   // ports
	skipped    bool     // a block was
	missing    []string // files that blocks which were skipped would have written
	stop       func()   // ends the server
	nats       string   // the URL of the server of NATS; empty: there is none
}

func newSession(t *testing.T, bin, file string) *session {
	s := &session{t: t, bin: bin, dir: t.TempDir(), grpc: freePort(t), http: freePort(t), stop: func() {}}
	t.Cleanup(func() { s.stop() })
	a, err := txtar.ParseFile("testdata/commands.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		name, ok := strings.CutPrefix(f.Name, file+"/")
		if !ok {
			continue
		}
		name = filepath.Join(s.dir, name)
		if strings.HasSuffix(name, ".gz") {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			z.Write(f.Data)
			z.Close()
			f.Data = b.Bytes()
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func freePort(t *testing.T) string {
	lis, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer lis.Close()
	_, port, _ := net.SplitHostPort(lis.Addr().String())
	return port
}

// lacks says what a block needs that is not here; empty: nothing.
func (s *session) lacks(b block) string {
	for _, tool := range []string{"curl", "jq", "python3", "ogr2ogr", "sqlite3", "duckdb", "npm"} {
		if _, err := exec.LookPath(tool); err != nil && (b.language == "python" && tool == "python3" || regexp.MustCompile(`\b`+tool+`\b`).MatchString(b.text)) {
			return "there is no " + tool + " here"
		}
	}
	for _, file := range s.missing {
		if strings.Contains(b.text, file) {
			return "a command that was skipped makes " + file
		}
	}
	if _, err := os.Stat("web/page/dist/standalone.html.gz"); err != nil && strings.Contains(b.text, "geotag atlas") {
		return "the page is not built"
	}
	return ""
}

// run runs a block, and returns what it prints.
func (s *session) run(b block) string {
	if why := s.lacks(b); why != "" {
		s.skipped = true
		s.t.Logf("SKIPPED, as %s:\n%s", why, b.text)
		for _, file := range regexp.MustCompile(`(?:>|-o) *([\w./-]+)`).FindAllStringSubmatch(b.text, -1) {
			s.missing = append(s.missing, file[1])
		}
		return ""
	}
	if b.language != "console" {
		return s.shell(b, b.text)
	}
	var all strings.Builder
	for _, c := range b.commands() {
		out := regexp.MustCompile(`(?m)[ \t]+$`).ReplaceAllString(s.shell(b, c.typed), "")
		if !c.prints().MatchString(out) {
			s.t.Errorf("%s: this is printed otherwise:\n$ %s\n%s\nwhich is now\n%s", b.file, c.typed, c.printed, out)
		}
		all.WriteString(out)
	}
	return all.String()
}

// shell runs commands, and returns what they print on both outputs.
func (s *session) shell(b block, text string) string {
	text = strings.NewReplacer("localhost:8080", "localhost:"+s.grpc, "localhost:8081", "localhost:"+s.http).Replace(text)
	if strings.HasPrefix(text, "geotag serve") {
		return s.serve(text)
	}
	if strings.HasPrefix(text, "nats-server") {
		return s.serveNATS()
	}
	cmd := exec.CommandContext(s.t.Context(), "sh", "-euc", text)
	if b.language == "python" {
		cmd = exec.CommandContext(s.t.Context(), "python3", "-c", text)
	}
	cmd.Env = append(os.Environ(), "PATH="+s.bin+":"+os.Getenv("PATH"), "LC_ALL=C.UTF-8", "NATS_URL="+s.nats)
	if !regexp.MustCompile(`tools\.mod|\./bin/|\bgo (run|test|build)\b`).MatchString(text) {
		cmd.Dir = s.dir
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		s.t.Errorf("%s: this fails:\n%s\n%v\n%s", b.file, text, err, out)
	}
	return string(out)
}

// serve starts a server by a command line, in place of the one before, and returns what it prints once it serves.
func (s *session) serve(line string) string {
	s.stop()
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "sh", "-euc", "exec "+line)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "PATH="+s.bin+":"+os.Getenv("PATH"), "GEOTAG_LISTEN=localhost:"+s.grpc, "GEOTAG_HTTP=localhost:"+s.http)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	s.stop = func() {
		cancel()
		<-ended
		s.stop = func() {}
	}
	for { // until it has its gazetteer
		if resp, err := http.Get("http://localhost:" + s.http + "/v1/gazetteer"); err == nil {
			resp.Body.Close()
			if resp.StatusCode != http.StatusServiceUnavailable {
				return ""
			}
		}
		select {
		case err := <-ended:
			ended <- err
			s.t.Fatalf("%s\n%v\n%s", line, err, out.String())
		case <-s.t.Context().Done():
			s.t.Fatal("it does not answer: ", line)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// serveNATS starts the nats-server of tools.mod, or skips the rest of the file where it cannot be had.
func (s *session) serveNATS() string {
	out, err := exec.CommandContext(s.t.Context(), "go", "tool", "-n", "-modfile=tools.mod", "nats-server").CombinedOutput()
	if err != nil {
		s.t.Skipf("SKIPPED, as there is no nats-server here: %v: %s", err, out)
	}
	port := freePort(s.t)
	s.nats = "nats://localhost:" + port
	server := exec.Command(strings.TrimSpace(string(out)), "-js", "-sd", s.t.TempDir(), "-a", "localhost", "-p", port)
	if err := server.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		server.Process.Kill()
		server.Wait()
	})
	for !answers(port) {
		if s.t.Context().Err() != nil {
			s.t.Fatal("the nats-server does not answer")
		}
		time.Sleep(10 * time.Millisecond)
	}
	return ""
}

func answers(port string) bool {
	c, err := net.Dial("tcp", "localhost:"+port)
	if err != nil {
		return false
	}
	c.Close()
	return true
}
