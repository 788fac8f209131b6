package main

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// A harvest is what was collected, held against what was submitted.
type harvest struct {
	results, twice, strange, other int   // lines; of ids that have one already, of ids that nobody submitted, and unlike the answer of tag -lines
	lost                           int   // articles without a result
	stored                         int   // results in the stream
	dead, reasons                  int   // dead letters, and those of them that say why
	answerBytes                    int64 // of the answers of tag -lines
	disk                           int64 // of all nodes together
}

// reap gathers what came of a run.
func (f *fleet) reap(ctx context.Context) (h harvest, err error) {
	if err := h.answers(f.dir, f.submitted); err != nil {
		return h, err
	}
	if err := h.letters(f.dir); err != nil {
		return h, err
	}
	h.disk = f.cluster.stored()
	h.stored, err = f.results(ctx)
	return h, err
}

// results counts what is in the stream of the answers, by its headers: a message may hold several.
func (f *fleet) results(ctx context.Context) (n int, err error) {
	s, err := f.js.Stream(ctx, placeStream)
	if err != nil {
		return 0, err
	}
	c, err := s.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{HeadersOnly: true})
	if err != nil {
		return 0, err
	}
	messages, err := c.Messages()
	if err != nil {
		return 0, err
	}
	defer messages.Stop()
	for range s.CachedInfo().State.Msgs {
		m, err := messages.Next(jetstream.NextContext(ctx))
		if err != nil {
			return n, err
		}
		several, _ := strconv.Atoi(m.Headers().Get("Geotag-Articles"))
		n += max(1, several)
	}
	return n, nil
}

// answers holds the answers that were collected into dir against the articles that were submitted, and against those of tag -lines.
func (h *harvest) answers(dir string, submitted int) error {
	seed := maphash.MakeSeed()
	want := make(map[string]uint64, submitted) // a hash of the answer of tag -lines, or 0 where that was not asked
	for i := range submitted {
		want[articleID(i)] = 0
	}
	if err := eachAnswer(filepath.Join(dir, "tagged.jsonl"), func(id string, line []byte) {
		want[id] = max(1, maphash.Bytes(seed, line))
		h.answerBytes += int64(len(line)) + 1
	}); err != nil {
		return err
	}
	got := make(map[string]bool, submitted)
	err := eachAnswer(filepath.Join(dir, "places.jsonl"), func(id string, line []byte) {
		hash, known := want[id]
		h.results++
		switch {
		case !known:
			h.strange++
		case got[id]:
			h.twice++
		case hash > 0 && hash != max(1, maphash.Bytes(seed, line)):
			h.other++
		}
		if known {
			got[id] = true
		}
	})
	h.lost = submitted - len(got)
	return err
}

// eachAnswer calls do with each line of a file and the id of the article that it answers.
func eachAnswer(file string, do func(id string, line []byte)) error {
	return eachLine(file, func(line []byte) error {
		var answer struct{ ID string }
		if err := json.Unmarshal(line, &answer); err != nil {
			return err
		}
		do(answer.ID, line)
		return nil
	})
}

// letters counts the dead letters that were collected into dir.
func (h *harvest) letters(dir string) error {
	return eachLine(filepath.Join(dir, "dead.jsonl"), func(line []byte) error {
		var letter struct{ Reason, Message string }
		if err := json.Unmarshal(line, &letter); err != nil {
			return err
		}
		h.dead++
		if letter.Reason != "" && letter.Message != "" {
			h.reasons++
		}
		return nil
	})
}

// settled is how many samples, a second each, it takes to judge whether what a worker holds grows.
const settled = 60

// verdicts judge a run of the fleet.
func (f *fleet) verdicts(h harvest) []verdict {
	none := func(what string, n int) verdict { return verdict{what, "0", fmt.Sprint(n), n == 0} }
	all := func(what string, want, n int) verdict {
		return verdict{what, fmt.Sprint(want), fmt.Sprint(n), n == want}
	}
	v := []verdict{
		all("results collected", f.submitted, h.results), all("results in the stream", f.submitted, h.stored),
		none("articles without a result", h.lost), none("articles with two", h.twice), none("results of no article", h.strange),
		none("results unlike those of tag -lines", h.other),
		all("dead letters, of as many that were sent", len(poisons()), h.dead), all("dead letters that say why", len(poisons()), h.reasons),
		none("workers that ended by themselves", len(f.faults)),
	}
	if f.kill > 0 {
		v = append(v, verdict{"workers killed", "over 0", fmt.Sprint(f.killed), f.killed > 0}, verdict{"nodes killed", "1", fmt.Sprint(f.fallen), f.fallen == 1})
	}
	tail := f.samples.tail()
	if len(tail) < settled {
		return v
	}
	return append(v,
		tail.flat("resident memory of the first worker, MiB", mib, 32, func(s sample) float64 { return s.resident }),
		tail.flat("of it not mapped from a file, MiB", mib, 32, func(s sample) float64 { return s.anonymous }),
		tail.flat("goroutines of the first worker", 1, 16, func(s sample) float64 { return s.goroutines }),
		tail.flat("descriptors of the first worker", 1, 16, func(s sample) float64 { return s.descriptors }))
}

// report writes the tables, as markdown.
func (f *fleet) report(h harvest) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d articles, %d workers, %d nats-servers, on %s; %d workers and %d nodes killed.\n\n",
		f.submitted, f.fleetOptions.workers, f.servers, processors(), f.killed, f.fallen)
	b.WriteString("| phase | articles | s | articles/s | CPU s of geotag | of nats-servers | articles per CPU s |\n|---|--:|--:|--:|--:|--:|--:|\n")
	for _, p := range f.phases {
		ours, theirs := p.effort()
		n := float64(p.articles)
		fmt.Fprintf(&b, "| %s | %d | %.1f | %.0f | %.1f | %.1f | %.0f |\n", p.what, p.articles, p.took.Seconds(), n/p.took.Seconds(),
			ours.Seconds(), theirs.Seconds(), n/(ours+theirs).Seconds())
	}
	fmt.Fprintf(&b, "\nWorkers against the fast lane, per CPU second: %.2f.\n", f.worth())
	n := float64(f.articles)
	fmt.Fprintf(&b, "An answer has %.0f bytes; all nodes together keep %.0f bytes of each article. No worker had more than %.0f MiB that are not mapped from a file.\n",
		float64(h.answerBytes)/n, float64(h.disk)/float64(f.submitted), f.peak/mib)
	b.WriteString("\n| judge | wanted | found | |\n|---|---|---|---|\n")
	for _, v := range f.verdicts(h) {
		v.write(&b)
	}
	if len(f.events) > 0 {
		b.WriteString("\nEvents: " + strings.Join(f.events, ", ") + ".\n")
	}
	for _, fault := range f.faults {
		fmt.Fprintf(&b, "\n    %s\n", fault)
	}
	return b.String()
}

// effort is the processor time of geotag and of nats-servers.
func (p phase) effort() (ours, theirs time.Duration) {
	for kind, used := range p.cpu {
		if kind == storing {
			theirs += used
		} else {
			ours += used
		}
	}
	return ours, theirs
}

// worth is how many articles the fleet tags in a second of processor time, its nats-servers' among it, for each that tag -lines does.
func (f *fleet) worth() float64 {
	rate := map[string]float64{}
	for _, p := range f.phases {
		ours, theirs := p.effort()
		rate[p.what] = float64(p.articles) / (ours + theirs).Seconds()
	}
	return rate["work"] / rate["tag -lines"]
}
