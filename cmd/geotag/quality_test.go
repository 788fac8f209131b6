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

	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/score"
	"example.com/geotag/internal/train"
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
	ratchet(t, "testdata/quality.tsv", func(t *testing.T, run goldRun) score.Summary {
		t.Parallel()
		return evalSummary(t, findGold(t, run.corpus), run.spans == "given")
	})
}

// TestQualityUnseen does so with a model that has learned, of each gold corpus, one half alone, and answers the other: figures on texts that a model has
// learned from say little of others. It is learned without how sure answers are, which takes ten seconds of a processor.
func TestQualityUnseen(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it learns a model")
	}
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	reader := goldReader{ix: ix}
	unseen, lessons := map[string][]*score.Document{}, []train.Lesson(nil)
	for _, name := range []string{"lgl", "gwn", "geovirus"} {
		c, err := reader.corpus(findGold(t, name), false)
		if err != nil {
			t.Fatal(err)
		}
		for i, half := range c.halves() {
			if half == 0 {
				unseen[name] = append(unseen[name], c.documents[i])
			} else {
				lessons = append(lessons, c.lessons[i])
			}
		}
	}
	how := learning{ix: ix, fast: true}
	m, err := how.learn(t.Context(), append(lessons, markedSentences(t)...), nil)
	if err != nil {
		t.Fatal(err)
	}
	results := map[string]*result{}
	for name, documents := range unseen {
		results[name] = new(result)
		if err := results[name].answer(t.Context(), &how, m, documents); err != nil {
			t.Fatal(err)
		}
	}
	ratchet(t, "testdata/unseen.tsv", func(t *testing.T, run goldRun) score.Summary {
		r := results[run.corpus]
		if r == nil {
			t.Fatalf("no figures of %s", run.corpus)
		}
		if run.spans == "given" {
			return r.given.Summary()
		}
		return r.plain.Summary()
	})
}

// markedSentences are the sentences with the classes of names that the embedded model learned from.
func markedSentences(t *testing.T) (lessons []train.Lesson) {
	t.Helper()
	files, err := filepath.Glob("../../../shared/ner/*.[ci]o*")
	if err != nil || len(files) == 0 {
		t.Skip("the marked sentences are not at hand: ", err)
	}
	for _, f := range files {
		c, err := readNER(f)
		if err != nil {
			t.Fatal(err)
		}
		lessons = append(lessons, c.lessons...)
	}
	return lessons
}

// ratchet holds figures against those in a file, of which each line has a corpus, how its spans were told, the figure and its value. With UPDATE=1 it
// writes them anew.
func ratchet(t *testing.T, file string, summary func(t *testing.T, run goldRun) score.Summary) {
	t.Helper()
	recorded, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(recorded), "\n")
	var mu sync.Mutex
	t.Run("corpus", func(t *testing.T) { // returns once all its parallel tests have
		for run, rows := range figureRows(lines) {
			t.Run(run.corpus+" "+run.spans, func(t *testing.T) {
				s := summary(t, run)
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
	return map[string]float64{"e2e": s.E2E, "f1": s.F1, "acc": s.Accuracy161, "true": 1 - s.False}[name]
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
