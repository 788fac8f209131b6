package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
)

// A verdict is a judge's.
type verdict struct {
	what, want, found string
	content           bool
}

func (v verdict) write(w io.Writer) {
	fmt.Fprintf(w, "| %s | %s | %s | %s |\n", v.what, v.want, v.found, map[bool]string{true: "ok", false: "**NOT OK**"}[v.content])
}

const mib = 1 << 20

// verdicts judge the trial.
func (t *trial) verdicts() []verdict {
	v := []verdict{{"ends that are not expected", "0", fmt.Sprint(t.missed), t.missed == 0}, t.answered()}
	for _, word := range t.forbidden() {
		n := t.logged(word.text)
		v = append(v, verdict{word.what + " in the log", "0", fmt.Sprint(n), n == 0})
	}
	tail := t.samples.tail()
	v = append(v, tail.flat("resident memory, MiB", mib, 96, func(s sample) float64 { return s.resident }),
		tail.flat("of it not mapped from a file, MiB", mib, 64, func(s sample) float64 { return s.anonymous }),
		tail.flat("descriptors", 1, 32, func(s sample) float64 { return s.descriptors }))
	if t.watched {
		v = append(v, tail.flat("goroutines", 1, 32, func(s sample) float64 { return s.goroutines }),
			kept("goroutines at rest", t.idle.before.goroutines, t.idle.after.goroutines))
	}
	return append(v, kept("descriptors at rest", t.idle.before.descriptors, t.idle.after.descriptors))
}

// answered says whether each kind of good client had an answer.
func (t *trial) answered() verdict {
	least, kind := -1, ""
	for _, j := range t.goodJobs() {
		if n := t.row(j.kind).ends[good]; least < 0 || n < least {
			least, kind = n, j.kind
		}
	}
	return verdict{"right answers to the good clients who had fewest", "over 0", fmt.Sprintf("%d (%s)", least, kind), least > 0}
}

// A word is one that must not stand in the server's log.
type word struct{ what, text string }

func (t *trial) forbidden() []word {
	words := []word{{"panics", "panic"}, {"fatal errors", "fatal error"}, {"words of texts", canary}}
	if secret := t.tokens["good"]; secret != "" {
		words = append(words, word{"tokens", secret})
	}
	return words
}

// flat judges that a quantity grows by no more than a tenth of its median or, where that is more, by so many units.
func (s samples) flat(what string, unit, allowed float64, of func(sample) float64) verdict {
	median, grown := s.growth(of)
	allowed = max(allowed, median/unit/10)
	return verdict{what, fmt.Sprintf("grow by at most %.0f", allowed), fmt.Sprintf("median %.0f, grow by %.1f", median/unit, grown/unit), grown/unit <= allowed && len(s) > 1}
}

// kept judges that a server at rest holds what it held before, but for some that the runtime and the listeners keep.
func kept(what string, before, after float64) verdict {
	const more = 16
	return verdict{what, fmt.Sprintf("%.0f as before, at most %d more", before, more), fmt.Sprintf("%.0f", after), after > 0 && after <= before+more}
}

// content reports whether all judges are.
func (t *trial) content() bool {
	return !slices.ContainsFunc(t.verdicts(), func(v verdict) bool { return !v.content })
}

// report writes the tables, as markdown.
func (t *trial) report() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v %s, on %s, %d events.\n\n", t.duration, t.dress(), processors(), len(t.events))
	b.WriteString("| clients | calls | answered | refused, with when to come again | while the server was away | not expected | median ms | p99 ms | other ends |\n|---|--:|--:|--:|--:|--:|--:|--:|---|\n")
	kinds := slices.SortedFunc(maps.Keys(t.rows), func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.Count(a, "hostile"), strings.Count(b, "hostile")), strings.Compare(a, b))
	})
	for _, kind := range kinds {
		t.rows[kind].write(&b, kind)
	}
	b.WriteString("\n| judge | wanted | found | |\n|---|---|---|---|\n")
	for _, v := range t.verdicts() {
		v.write(&b)
	}
	b.WriteString("\nEvents: " + tally(t.events) + ".\n")
	for _, f := range t.faults {
		fmt.Fprintf(&b, "\n    %s", f)
	}
	if len(t.faults) > 0 {
		b.WriteString("\n")
	}
	return b.String()
}

func (r *row) write(w io.Writer, kind string) {
	slices.Sort(r.took)
	at := func(q float64) string {
		if len(r.took) == 0 {
			return ""
		}
		return fmt.Sprintf("%.1f", float64(r.took[int(q*float64(len(r.took)-1))])/float64(time.Millisecond))
	}
	var other []string
	for _, code := range slices.Sorted(maps.Keys(r.ends)) {
		if code != good {
			other = append(other, fmt.Sprintf("%s %d", code, r.ends[code]))
		}
	}
	fmt.Fprintf(w, "| %s | %d | %d | %d | %d | %d | %s | %s | %s |\n", kind, r.calls, r.ends[good], r.refused, r.away, r.bad, at(.5), at(.99), strings.Join(other, ", "))
}

// tally counts events by what they were.
func tally(events []string) string {
	count := map[string]int{}
	for _, e := range events {
		name, _, _ := strings.Cut(e, ",")
		count[name]++
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(count)) {
		parts = append(parts, fmt.Sprintf("%s (%d)", name, count[name]))
	}
	return strings.Join(parts, ", ")
}

// logged counts how often a word stands in the server's log.
func (s *service) logged(word string) int {
	data, err := os.ReadFile(s.log())
	if err != nil {
		return 0
	}
	return strings.Count(string(data), word)
}

// state is the trial in a few words, for the bar.
func (t *trial) state() string {
	t.lock.Lock()
	defer t.lock.Unlock()
	calls := 0
	for _, r := range t.rows {
		calls += r.calls
	}
	return fmt.Sprintf("%d calls, %d not expected", calls, t.missed)
}
