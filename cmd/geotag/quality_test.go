package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"example.com/geotag/internal/score"
)

// mayLose is how much a figure may fall, for a right change may cost a little.
const mayLose = 0.01

// TestQuality holds the embedded model, gazetteer and rules against the figures of the version before, on texts that the
// model was learned from: it says that nothing broke, and not how good the answers are elsewhere. With UPDATE=1 it writes
// the figures of this version.
func TestQuality(t *testing.T) {
	const file = "testdata/quality.tsv"
	recorded, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var now strings.Builder
	for line := range strings.Lines(string(recorded)) {
		f := strings.Fields(line)
		if len(f) != 4 || f[0] == "#" {
			now.WriteString(line)
			continue
		}
		gold := filepath.Join("../../../shared/corpora", f[0]+".jsonl")
		if _, err := os.Stat(gold); err != nil {
			t.Skip("the gold corpora are not at hand:", err)
		}
		s := evalSummary(t, gold, f[1] == "given")
		value := map[string]float64{"e2e": s.E2E, "f1": s.F1, "acc": s.Accuracy161}[f[2]]
		was, err := strconv.ParseFloat(f[3], 64)
		if err != nil {
			t.Fatal(err)
		}
		if value < was-mayLose {
			t.Errorf("%s, %s: %s is %.3f, was %.3f", f[0], f[1], f[2], value, was)
		}
		now.WriteString(strings.Join(f[:3], "\t") + "\t" + strconv.FormatFloat(value, 'f', 3, 64) + "\n")
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(now.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// evaluated keeps the summaries of evaluations, each of which serves several figures.
var evaluated = map[string]score.Summary{}

func evalSummary(t *testing.T, gold string, given bool) score.Summary {
	t.Helper()
	args := []string{"eval", "-json", "-gold", gold}
	if given {
		args = append(args, "-given")
	}
	key := strings.Join(args, " ")
	if s, ok := evaluated[key]; ok {
		return s
	}
	var out, errs bytes.Buffer
	if err := run(t.Context(), args, strings.NewReader(""), &out, &errs); err != nil {
		t.Fatalf("%s: %v %s", key, err, errs.String())
	}
	var figures struct{ Summary score.Summary }
	if err := json.Unmarshal(out.Bytes(), &figures); err != nil {
		t.Fatal(err)
	}
	evaluated[key] = figures.Summary
	return figures.Summary
}
