package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"example.com/geotag/internal/score"
)

// mayLose is how much a figure may fall, for a right change may cost a little.
const mayLose = 0.01

// golds are the folders where gold corpora may be: the one that is always there, of texts that no model learns from, and
// that of larger ones, which the embedded model has seen.
var golds = []string{"../../testdata/gold", "../../../shared/corpora"}

// TestQuality holds the embedded model, gazetteer and rules against the figures of the version before: it says that nothing
// broke. With UPDATE=1 it writes the figures of this version, and leaves those of corpora that are not at hand.
func TestQuality(t *testing.T) {
	t.Parallel()
	const file = "testdata/quality.tsv"
	recorded, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(recorded), "\n")
	var mu sync.Mutex
	t.Run("corpus", func(t *testing.T) { // returns once all its parallel tests have
		for run, rows := range figureRows(lines) {
			t.Run(run.corpus+" "+run.spans, func(t *testing.T) {
				t.Parallel()
				s := evalSummary(t, findGold(t, run.corpus), run.spans == "given")
				for _, row := range rows {
					f := strings.Fields(lines[row])
					now := figure(s, f[2])
					if was, err := strconv.ParseFloat(f[3], 64); err != nil {
						t.Error(err)
					} else if now < was-mayLose {
						t.Errorf("%s is %.3f, was %.3f", f[2], now, was)
					}
					mu.Lock()
					lines[row] = strings.Join(f[:3], "\t") + "\t" + strconv.FormatFloat(now, 'f', 3, 64) + "\n"
					mu.Unlock()
				}
			})
		}
	})
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(strings.Join(lines, "")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A goldRun is one evaluation, which serves several figures: of a corpus, with its spans given or to be found.
type goldRun struct{ corpus, spans string }

// figureRows returns which lines hold figures of each run.
func figureRows(lines []string) map[goldRun][]int {
	rows := map[goldRun][]int{}
	for i, line := range lines {
		if f := strings.Fields(line); len(f) == 4 && f[0] != "#" {
			run := goldRun{f[0], f[1]}
			rows[run] = append(rows[run], i)
		}
	}
	return rows
}

// figure returns the figure of a name.
func figure(s score.Summary, name string) float64 {
	return map[string]float64{"e2e": s.E2E, "f1": s.F1, "acc": s.Accuracy161}[name]
}

// findGold returns the file of a corpus, or skips the test where it is not at hand.
func findGold(t *testing.T, corpus string) string {
	t.Helper()
	for _, dir := range golds {
		file := filepath.Join(dir, corpus+".jsonl")
		if _, err := os.Stat(file); err == nil {
			return file
		}
	}
	t.Skipf("the gold corpus %s is not at hand", corpus)
	return ""
}

func evalSummary(t *testing.T, gold string, given bool) score.Summary {
	t.Helper()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), filepath.Join(bin, "geotag"), "eval", "-json", "-gold", gold)
	if given {
		cmd.Args = append(cmd.Args, "-given")
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v %s", cmd, err, errs.String())
	}
	var figures struct{ Summary score.Summary }
	if err := json.Unmarshal(out, &figures); err != nil {
		t.Fatal(err)
	}
	return figures.Summary
}
