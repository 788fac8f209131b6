package geotag_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "example.com/geotag"

// allowed says which packages of ours each package may import, tests aside. It is a statement of policy: change it for
// a reason that docs/architecture.md gives, not to make a build pass.
var allowed = map[string][]string{
	"": {
		"gazetteer", "measure", "internal/coordinates", "internal/fold", "internal/geodesy", "internal/ground", "internal/lexicon", "internal/mention", "internal/model",
		"internal/names", "internal/prose", "internal/resolve",
	},
	"api/geotag/v1": {},
	"client":        {"api/geotag/v1", "internal/spelling"},
	"internal/bulk": {"api/geotag/v1", "client"},
	"cmd/geotag": {
		"", "api/geotag/v1", "client", "gazetteer", "gazetteer/geonames", "gazetteer/merge", "gazetteer/naturalearth", "gazetteer/own",
		"gazetteer/sourcefile", "gazetteer/whosonfirst", "gazetteer/world", "internal/bulk", "internal/fleet", "internal/geodesy", "internal/mmap", "internal/model", "internal/train", "internal/score", "internal/spelling", "internal/telemetry", "server", "server/access", "web", "web/tiles",
	},
	"docs":                   {},
	"gazetteer":              {"internal/extsort", "internal/fold", "internal/geodesy", "internal/mmap"},
	"gazetteer/geonames":     {"gazetteer"},
	"gazetteer/merge":        {"gazetteer", "internal/extsort", "internal/fold", "internal/geodesy"},
	"gazetteer/naturalearth": {"gazetteer", "internal/features"},
	"gazetteer/own":          {"gazetteer", "internal/features"},
	"gazetteer/sourcefile":   {},
	"gazetteer/whosonfirst":  {"gazetteer", "internal/features"},
	"gazetteer/world":        {"gazetteer"},
	"internal/coordinates":   {},
	"internal/extsort":       {},
	"internal/features":      {"gazetteer"},
	"internal/fleet":         {"client"},
	"internal/fold":          {},
	"internal/geodesy":       {},
	"internal/ground":        {"gazetteer", "internal/geodesy", "internal/lexicon", "internal/model", "internal/prose", "internal/resolve", "measure"},
	"internal/learn":         {},
	"internal/lexicon":       {},
	"internal/mention":       {"gazetteer", "internal/learn", "internal/lexicon", "internal/model", "internal/names", "internal/prose"},
	"internal/mmap":          {},
	"internal/model":         {"gazetteer", "internal/learn", "internal/lexicon", "internal/prose"},
	"internal/names":         {"gazetteer", "internal/fold", "internal/lexicon", "internal/prose"},
	"internal/prose":         {"gazetteer", "internal/fold", "internal/lexicon"},
	"internal/resolve":       {"gazetteer", "internal/geodesy", "internal/lexicon", "internal/mention", "internal/model", "internal/names", "internal/prose"},
	"internal/rfc7946":       {},
	"internal/score":         {"internal/geodesy"},
	"internal/telemetry":     {"", "api/geotag/v1", "server", "server/access"},
	"internal/train":         {"gazetteer", "internal/geodesy", "internal/learn", "internal/mention", "internal/model", "internal/prose", "internal/resolve"},
	"internal/spelling":      {},
	"measure":                {},
	"server":                 {"", "api/geotag/v1", "internal/mmap", "server/access"},
	"server/access":          {"api/geotag/v1"},
	"web":                    {"api/geotag/v1", "client", "docs", "gazetteer", "server/access", "web/gateway/geotag/v1", "web/tiles"},
	"web/gateway/geotag/v1":  {"api/geotag/v1"},
	"web/tiles":              {"gazetteer", "internal/mmap"},
}

// steps are those of the tagger, in the order in which a text walks through them: none imports one that comes after it.
var steps = []string{"internal/prose", "internal/names", "internal/mention", "internal/resolve", "internal/ground", ""}

func TestNoStepClimbs(t *testing.T) {
	for i, step := range steps {
		for _, later := range steps[i+1:] {
			if slices.Contains(allowed[step], later) {
				t.Errorf("%q comes before %q and must not import it", step, later)
			}
		}
	}
}

// core packages import nothing of others but these.
var (
	core = []string{
		"", "gazetteer", "gazetteer/world", "measure", "internal/fold", "internal/geodesy", "internal/ground", "internal/learn", "internal/lexicon", "internal/mention",
		"internal/mmap", "internal/model", "internal/names", "internal/prose", "internal/resolve", "internal/train",
	}
	external = []string{"github.com/paulmach/orb", "golang.org/x/text/"}
)

func TestImports(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		pkg := strings.TrimPrefix(strings.TrimPrefix(fields[0], module), "/")
		may, known := allowed[pkg]
		if !known {
			t.Errorf("package %q is not in the table of allowed imports", pkg)
		}
		for _, path := range fields[1:] {
			if ours, ok := strings.CutPrefix(path, module); ok {
				if !slices.Contains(may, strings.TrimPrefix(ours, "/")) {
					t.Errorf("%q must not import %q", pkg, path)
				}
			} else if strings.Contains(path, ".") && slices.Contains(core, pkg) {
				if !slices.ContainsFunc(external, func(e string) bool { return strings.HasPrefix(path, e) }) {
					t.Errorf("%q is of the core and must not import %q", pkg, path)
				}
			}
		}
	}
}
