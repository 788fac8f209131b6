package geotag

import "time"

// A Step is one of those that a text walks through.
type Step uint8

// The steps, in their order.
const (
	StepProse    Step = iota // words, sentences, the language
	StepNames                // the names in them, and what the rules make of each
	StepMentions             // which names are places', and their roles
	StepResolve              // which place each mention means
	StepGround               // stated areas and relations, and their shapes
	StepAnswer               // the document
	numSteps
)

var stepNames = [numSteps]string{"prose", "names", "mention", "resolve", "ground", "answer"}

// String returns the step in lower case, by the name of its package: "resolve".
func (s Step) String() string {
	if s < numSteps {
		return stepNames[s]
	}
	return "unknown"
}

// Timings are how long the steps of one text took, each of them from the end of the one before.
type Timings struct {
	Began time.Time
	Steps [numSteps]time.Duration // by Step

	last time.Time // when the step before ended
}

// newTimings starts the clock, or returns nil, on which laps cost nothing.
func newTimings(wanted bool) *Timings {
	if !wanted {
		return nil
	}
	now := time.Now()
	return &Timings{Began: now, last: now}
}

// lap notes that a step has ended.
func (t *Timings) lap(s Step) {
	if t == nil {
		return
	}
	now := time.Now()
	t.Steps[s] += now.Sub(t.last)
	t.last = now
}
