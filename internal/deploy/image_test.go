package main

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The image runs by what is in it, as nobody.
func TestImageRuns(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		t.Log("not root: the image's program runs, but sees more than the image")
	}
	c := unpack(t)
	out, err := c.command(t.Context(), nil, "version").CombinedOutput()
	if want, _ := release(); err != nil || !strings.Contains(string(out), want) {
		t.Fatalf("version: %v, %s; want %s", err, out, want)
	}
	if label := c.config.Labels["org.opencontainers.image.version"]; !strings.Contains(string(out), " "+label+"\n") {
		t.Errorf("the label says version %q, and the program\n%s", label, out)
	}
	if revision := c.config.Labels["org.opencontainers.image.revision"]; len(revision) >= 12 && !strings.Contains(string(out), revision[:12]) {
		t.Errorf("the label says revision %q, and the program\n%s", revision, out)
	}
	at := c.serve(t, nil, c.config.Cmd...)
	if got := tag(t, http.DefaultClient, at.rest, ""); !strings.Contains(got, `"Kano"`) {
		t.Errorf("it answers %.300s", got)
	}
}

// tag asks a server for the places of a text, with a token if there is one, and returns its answer.
func tag(t *testing.T, client *http.Client, url, token string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/v1/tag", strings.NewReader(`{"text":"Floods in Kano"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var answer json.RawMessage
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("%s: %v %s", resp.Status, err, answer)
	}
	return string(answer)
}

// Beyond the container nothing is served in plain text unless somebody says so.
func TestImageWantsEncryption(t *testing.T) {
	t.Parallel()
	c := unpack(t)
	out, err := c.command(t.Context(), nil, c.config.Cmd...).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "-insecure") {
		t.Errorf("without certificates it ends with %v, %s; want a word about -insecure", err, out)
	}
}

// The same binary makes the same bytes.
func TestImageIsReproducible(t *testing.T) {
	t.Parallel()
	first, err := imageFile()
	if err != nil {
		t.Fatal(err)
	}
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	elsewhere, again := filepath.Join(t.TempDir(), "elsewhere"), filepath.Join(t.TempDir(), "again.tar")
	if err := errors.Join(os.Symlink(program, elsewhere), write(again, elsewhere)); err != nil {
		t.Fatal(err)
	}
	a, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(again); err != nil || !bytes.Equal(a, b) {
		t.Errorf("two images of one binary differ, %v", err)
	}
}

// The image holds what it must and nothing that can be written to, and its roots are certificates.
func TestImageHolds(t *testing.T) {
	t.Parallel()
	c := unpack(t)
	var found []string
	if err := filepath.WalkDir(c.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode()&0o222 != 0 {
			t.Errorf("%s is %s", path, info.Mode())
		}
		found = append(found, strings.TrimPrefix(path, c.dir))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	want := []string{"/etc/ssl/certs/ca-certificates.crt", "/geotag", "/licenses/LICENSE", "/licenses/NOTICE", "/licenses/NOTICE.gazetteer"}
	if !slices.Equal(found, want) {
		t.Errorf("the image holds %q, want %q", found, want)
	}
	roots, err := os.ReadFile(filepath.Join(c.dir, want[0]))
	if err != nil {
		t.Fatal(err)
	}
	n := bytes.Count(roots, []byte("BEGIN CERTIFICATE"))
	if pool := x509.NewCertPool(); !pool.AppendCertsFromPEM(roots) || n < 50 {
		t.Errorf("%d roots", n)
	}
	for _, name := range []string{"title", "version", "licenses", "source"} {
		if c.config.Labels["org.opencontainers.image."+name] == "" {
			t.Errorf("no label %s", name)
		}
	}
	if c.config.User != user {
		t.Errorf("the user is %q", c.config.User)
	}
}

// A file that could not run in the image is not packed.
func TestNoImage(t *testing.T) {
	t.Parallel()
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte("no program"), 0o600); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{text: "no program for Linux", "/bin/sh": "linked dynamically", text + "2": "no such file"} {
		if _, err := image(file, "1.0.0"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("image of %s: %v, want %s", file, err, want)
		}
	}
}
