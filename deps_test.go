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
	"":              {"gazetteer", "measure", "internal/fold", "internal/geodesy", "internal/learn", "internal/lexicon"},
	"api/geotag/v1": {},
	"client":        {"api/geotag/v1", "internal/spelling"},
	"cmd/geotag": {
		"", "api/geotag/v1", "client", "gazetteer", "gazetteer/geonames", "gazetteer/merge", "gazetteer/naturalearth", "gazetteer/own",
		"gazetteer/sourcefile", "gazetteer/whosonfirst", "gazetteer/world", "internal/geodesy", "internal/score", "internal/spelling", "server", "web",
	},
	"gazetteer":              {"internal/extsort", "internal/fold", "internal/geodesy", "internal/mmap"},
	"gazetteer/geonames":     {"gazetteer"},
	"gazetteer/merge":        {"gazetteer", "internal/extsort", "internal/fold", "internal/geodesy"},
	"gazetteer/naturalearth": {"gazetteer", "internal/features"},
	"gazetteer/own":          {"gazetteer", "internal/features"},
	"gazetteer/sourcefile":   {},
	"gazetteer/whosonfirst":  {"gazetteer", "internal/features"},
	"gazetteer/world":        {"gazetteer"},
	"internal/extsort":       {},
	"internal/features":      {"gazetteer"},
	"internal/fold":          {},
	"internal/geodesy":       {},
	"internal/learn":         {},
	"internal/lexicon":       {},
	"internal/lexicon/build": {"internal/lexicon"},
	"internal/mmap":          {},
	"internal/rfc7946":       {},
	"internal/scale":         {"gazetteer"},
	"internal/score":         {"internal/geodesy"},
	"internal/spelling":      {},
	"measure":                {},
	"server":                 {"", "api/geotag/v1"},
	"web":                    {"api/geotag/v1", "client", "gazetteer", "web/gateway/geotag/v1"},
	"web/gateway/geotag/v1":  {"api/geotag/v1"},
}

// core packages import nothing of others but these.
var (
	core     = []string{"", "gazetteer", "gazetteer/world", "measure", "internal/fold", "internal/geodesy", "internal/learn", "internal/lexicon", "internal/mmap"}
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
