package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"github.com/nats-io/nats.go"

	"example.com/geotag/internal/fleet"
)

// statusWithin is how long the servers have to say how a fleet stands. Set by hand.
const statusWithin = 10 * time.Second

// printStatus prints how a fleet stands: to a person a table, to a program JSON.
func printStatus(ctx context.Context, e env, nc *nats.Conn, n fleet.Names) error {
	ctx, cancel := context.WithTimeout(ctx, statusWithin)
	defer cancel()
	s, err := fleet.Look(ctx, nc, n)
	if err != nil {
		return err
	}
	out, ok := terminal(e.stdout)
	if !ok {
		b, err := json.Marshal(s)
		if err != nil {
			return err
		}
		return e.printJSON(b)
	}
	return statusTable(out, s, os.Getenv("NO_COLOR") == "")
}

// statusTable prints the queue and a line for each worker, of 80 columns where its name is short; those that tag with other versions than most are told
// apart.
func statusTable(out io.Writer, s *fleet.Status, colored bool) error {
	c := statusColors{}
	if colored {
		c = statusColors{"\x1b[31m", "\x1b[33m", "\x1b[39m"}
	}
	fmt.Fprintf(out, "%s: %d messages pending, %d under way%s\n%s: %d messages of answers\n", plain(s.Stream), s.Pending, s.Unacknowledged, timeLeft(s), plain(s.Results), s.Answers)
	if s.DeadLetters > 0 {
		fmt.Fprintf(out, "%s%d dead letters: geotag collect -dead says why%s\n", c.red, s.DeadLetters, c.none)
	}
	if len(s.Workers) == 0 {
		fmt.Fprintf(out, "%sno worker is there%s\n", c.yellow, c.none)
		return nil
	}
	common := mostCommon(s.Workers)
	fmt.Fprintf(out, "workers: %d, of %s\n", len(s.Workers), versions(common))
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%sWORKER%[1]s\tUP\tJOBS\tTAGGED\tFAILED\tDEAD\tA SECOND\n", c.none)
	for _, m := range s.Workers {
		begin, note := c.none, ""
		if m.Version != common {
			begin, note = c.yellow, "\n  of "+versions(m.Version) // a line of its own, for narrow terminals
		}
		fmt.Fprintf(t, "%s%s%s\t%s\t%d\t%d\t%d\t%d\t%.1f%s\n", begin, plain(m.Worker), c.none, time.Since(m.Since).Round(time.Second), m.Jobs, m.Tagged,
			m.Failed, m.Dead, m.Rate, note)
	}
	return t.Flush()
}

// versions says what a worker tags with.
func versions(v fleet.Version) string {
	return fmt.Sprintf("geotag %s, gazetteer %s, model %s", plain(v.Geotag), plain(v.Gazetteer), plain(v.Model))
}

// statusColors are escape sequences of one length, so that columns stay straight, or empty.
type statusColors struct{ red, yellow, none string }

// timeLeft says how long what is to be done will take at the workers' rate, where they have one.
func timeLeft(s *fleet.Status) string {
	rate, articles := 0.0, 0.0
	for _, m := range s.Workers {
		rate, articles = rate+m.MessageRate, articles+m.Rate
	}
	todo := float64(s.Pending) + float64(s.Unacknowledged)
	if rate <= 0 || todo == 0 {
		return ""
	}
	return fmt.Sprintf("\n  %.0f articles a second, %v left", articles, time.Duration(todo/rate*float64(time.Second)).Round(time.Second))
}

// mostCommon returns the versions that most workers tag with.
func mostCommon(workers []fleet.Member) (most fleet.Version) {
	count := map[fleet.Version]int{}
	for _, m := range workers {
		if count[m.Version]++; count[m.Version] > count[most] {
			most = m.Version
		}
	}
	return most
}
