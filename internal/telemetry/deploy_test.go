package telemetry

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"example.com/geotag/server"
	"example.com/geotag/server/access"
)

// A dashboard is what the test reads of Grafana's.
type dashboard struct {
	UID           string
	SchemaVersion int
	Panels        []struct {
		ID      int
		Title   string
		Type    string
		GridPos struct{ X, Y, W, H int }
		Targets []struct{ Expr string }
	}
	Annotations struct{ List []struct{ Expr string } }
	Templating  struct {
		List []struct{ Name, Definition string }
	}
}

// rules are what the test reads of Prometheus's.
type rules struct {
	Groups []struct {
		Rules []struct {
			Alert, Expr string
			Annotations struct{ Summary string }
		}
	}
}

// expressions returns those of the dashboard and of the alerts, by where they stand.
func expressions(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	board := readDashboard(t)
	for _, p := range board.Panels {
		for _, q := range p.Targets {
			all["panel "+p.Title+": "+q.Expr] = q.Expr
		}
	}
	for _, a := range board.Annotations.List {
		all["annotation"] = a.Expr
	}
	for _, v := range board.Templating.List {
		all["variable "+v.Name] = v.Definition
	}
	for _, r := range readRules(t).Groups[0].Rules {
		all["alert "+r.Alert] = r.Expr
	}
	return all
}

func readDashboard(t *testing.T) (d dashboard) {
	t.Helper()
	data, err := os.ReadFile("../../deploy/dashboard.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func readRules(t *testing.T) (r rules) {
	t.Helper()
	data, err := os.ReadFile("../../deploy/alerts.yml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

var (
	metricName  = regexp.MustCompile(`\b(?:geotag|grpc|http|go|process)_[a-z0-9_]+\b`)
	metricLabel = regexp.MustCompile(`([a-z_]+)(?:=~|!~|!=|=)"`)
	labelNames  = regexp.MustCompile(`\b(?:grpc|http)_(?:method|route|response_status_code)\b`)
	exposed     = regexp.MustCompile(`(?m)^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? `)
)

// Every metric and label that the dashboard and the alerts ask for is one that a server at work has.
func TestDashboardAndAlertsAskForWhatThereIs(t *testing.T) {
	s := set(t, Options{})
	callsOfREST(t, s)
	callsOfGRPC(t, s)
	s.tel.measures.call(t.Context(), server.Call{Face: "grpc", Method: "/m", Code: 8, Reason: "BUSY", Queued: 1, Caller: access.Caller{Token: "newsroom"}})
	s.tel.measures.tokenTexts.add("newsroom", 1)
	names, labels := map[string]bool{}, []string{"job", "instance"} // which Prometheus adds
	for _, m := range exposed.FindAllStringSubmatch(s.scrape(t, "/metrics"), -1) {
		names[m[1]] = true
		for _, l := range metricLabel.FindAllStringSubmatch(m[2], -1) {
			labels = append(labels, l[1])
		}
	}
	all := expressions(t)
	if len(all) < 40 {
		t.Errorf("only %d expressions: are all read?", len(all))
	}
	for where, expr := range all {
		asked := metricName.FindAllString(expr, -1)
		if len(asked) == 0 && !strings.Contains(expr, "up{") && expr != "" {
			t.Errorf("%s asks for nothing", where)
		}
		for _, name := range asked {
			if !names[name] && !labelNames.MatchString(name) {
				t.Errorf("%s asks for %s, which there is not", where, name)
			}
		}
		for _, l := range metricLabel.FindAllStringSubmatch(expr, -1) {
			if !slices.Contains(labels, l[1]) {
				t.Errorf("%s asks for the label %s, which there is not", where, l[1])
			}
		}
	}
}

// Panels have each an id and a place of their own, on a grid of 24 columns.
func TestDashboardIsDrawn(t *testing.T) {
	d := readDashboard(t)
	if d.UID == "" || d.SchemaVersion < 39 {
		t.Errorf("uid %q, schema %d", d.UID, d.SchemaVersion)
	}
	for i, p := range d.Panels {
		g := p.GridPos
		if g.W < 1 || g.H < 1 || g.X+g.W > 24 {
			t.Errorf("%s lies at %v", p.Title, g)
		}
		if p.Type != "row" && len(p.Targets) == 0 {
			t.Errorf("%s shows nothing", p.Title)
		}
		for _, q := range d.Panels[:i] {
			o := q.GridPos
			if q.ID == p.ID || g.X < o.X+o.W && o.X < g.X+g.W && g.Y < o.Y+o.H && o.Y < g.Y+g.H {
				t.Errorf("%s and %s share an id or a place", q.Title, p.Title)
			}
		}
	}
}

// The manual says of every alert and every metric of ours what it means.
func TestManualHasThemAll(t *testing.T) {
	manual, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range readRules(t).Groups[0].Rules {
		if !strings.Contains(string(manual), "| "+r.Alert+" |") {
			t.Errorf("docs/operations.md does not say what %s means", r.Alert)
		}
		if r.Annotations.Summary == "" {
			t.Errorf("%s says nothing", r.Alert)
		}
	}
	s := set(t, Options{})
	for _, m := range exposed.FindAllStringSubmatch(s.scrape(t, "/metrics"), -1) {
		if strings.HasPrefix(m[1], "geotag_") && !strings.Contains(string(manual), "`"+m[1]+"`") {
			t.Errorf("docs/operations.md does not have %s", m[1])
		}
	}
}

// promtool agrees, where it is to be had; "make alerts" builds it.
func TestAlertsByPromtool(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("SKIPPED: no promtool here; make alerts builds it")
	}
	for _, args := range [][]string{{"check", "rules", "../../deploy/alerts.yml"}, {"test", "rules", "../../deploy/alerts_test.yml"}} {
		if out, err := exec.CommandContext(t.Context(), promtool, args...).CombinedOutput(); err != nil {
			t.Errorf("promtool %v: %v\n%s", args, err, out)
		}
	}
}
