package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// exposure is the most that systemd may find of what a unit could still do, in tenths; below 20 it is among the few that are well confined.
const exposure = "20"

// Every unit is one that systemd understands, and confines its program.
func TestUnits(t *testing.T) {
	t.Parallel()
	wantSystemd(t)
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	units, err := filepath.Glob(root + "/deploy/*.service")
	if err != nil || len(units) == 0 {
		t.Fatalf("%d units, %v", len(units), err)
	}
	for _, file := range units {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		unit := string(data)
		placed := filepath.Join(t.TempDir(), filepath.Base(file))
		if err := os.WriteFile(placed, []byte(strings.ReplaceAll(unit, "/usr/local/bin/geotag", program)), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := analyze(t, "verify", "--man=no", placed); err != nil || out != "" {
			t.Errorf("%s: %v, %s", file, err, out)
		}
		out, err := analyze(t, "security", "--offline=yes", "--threshold="+exposure, placed)
		if err != nil {
			t.Errorf("%s: %v, %s", file, err, out)
		}
		t.Log(out[strings.LastIndex(strings.TrimSpace(out), "\n")+1:])
		inEnvironment(t, unit)
	}
}

var startLine = regexp.MustCompile(`(?m)^ExecStart=/usr/local/bin/geotag ([a-z]+)((?:.*\\\n)*.*)$`)

// inEnvironment wants the flags and the variables of a unit to be such as its command has.
func inEnvironment(t *testing.T, unit string) {
	t.Helper()
	start := startLine.FindStringSubmatch(unit)
	if start == nil {
		t.Fatalf("the unit starts nothing: %s", unit)
	}
	known, err := flagsOf(start[1])
	if err != nil {
		t.Error(err)
	}
	var named []string
	for _, found := range regexp.MustCompile(` -([a-z0-9-]+)`).FindAllStringSubmatch(start[2], -1) {
		named = append(named, strings.ToUpper(strings.ReplaceAll(found[1], "-", "_")))
	}
	for _, found := range regexp.MustCompile(`GEOTAG_([A-Z0-9_]+)=`).FindAllStringSubmatch(unit, -1) {
		named = append(named, found[1])
	}
	for _, name := range named {
		if !slices.Contains(known, name) {
			t.Errorf("geotag %s has no flag for %s", start[1], name)
		}
	}
}

// The program does its work with the system calls that its unit leaves it and without memory that is written to and run, and where one is
// missing that it needs, it does not.
func TestConfined(t *testing.T) {
	t.Parallel()
	wantSystemd(t)
	calls := allowed(t, root+"/deploy/geotag.service")
	at := unpack(t).confine(t, calls).serve(t, nil, "serve")
	if got := tag(t, http.DefaultClient, at.rest, ""); !strings.Contains(got, `"Kano"`) {
		t.Errorf("it answers %.300s", got)
	}
	if got := probe(t, at.admin, ""); got != "SERVING" {
		t.Errorf("the probe says %s", got)
	}
	without := slices.DeleteFunc(slices.Clone(calls), func(c string) bool { return c == "listen" })
	out, err := unpack(t).confine(t, without).command(t.Context(), []string{"GEOTAG_LISTEN=127.0.0.1:0"}, "serve").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "operation not permitted") {
		t.Errorf("without listen it ends with %v, %s", err, out)
	}
}

func wantSystemd(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("SKIPPED: no systemd-analyze here, and so no look at the units")
	}
}

func analyze(t *testing.T, args ...string) (string, error) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "systemd-analyze", args...).CombinedOutput()
	return string(out), err
}

// allowed returns the system calls that a unit's SystemCallFilter lines leave.
func allowed(t *testing.T, unit string) []string {
	t.Helper()
	data, err := os.ReadFile(unit)
	if err != nil {
		t.Fatal(err)
	}
	left := map[string]bool{}
	add := func(filter string, allow bool) {
		for name := range strings.FieldsSeq(filter) {
			for _, call := range resolved(t, name) {
				left[call] = allow
			}
		}
	}
	add("@default", true) // systemd lets these through always
	for _, line := range regexp.MustCompile(`(?m)^SystemCallFilter=(~?)(.+)$`).FindAllStringSubmatch(string(data), -1) {
		add(line[2], line[1] == "")
	}
	var calls []string
	for call, allow := range left {
		if allow {
			calls = append(calls, call)
		}
	}
	return calls
}

// resolved returns the system calls of a set, with those of the sets in it, or a call itself.
func resolved(t *testing.T, name string) (calls []string) {
	t.Helper()
	if !strings.HasPrefix(name, "@") {
		return []string{name}
	}
	out, err := analyze(t, "syscall-filter", name)
	if err != nil {
		t.Fatal(out)
	}
	for line := range strings.Lines(out) {
		if line = strings.TrimSpace(line); line != name && line != "" && line[0] != '#' {
			calls = append(calls, resolved(t, line)...)
		}
	}
	return calls
}
