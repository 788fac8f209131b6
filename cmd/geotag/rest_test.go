package main

import "testing"

func TestRestIsDue(t *testing.T) {
	r := resting{}
	for i, step := range []struct {
		allocated uint64
		due       bool
	}{
		{5 << 20, false},                   // it starts
		{5<<20 + 1000, true},               // and has started
		{5<<20 + 2000, false},              // it rests
		{9 << 20, false},                   // texts
		{12 << 20, false},                  // more of them
		{12<<20 + restQuiet - 1, true},     // none
		{12<<20 + 2*restQuiet, false},      // a call of its health
		{12<<20 + 2*restQuiet + 10, false}, // which is not worth another rest
	} {
		due := r.due(step.allocated)
		if due != step.due {
			t.Errorf("step %d, %d bytes allocated: due is %v", i, step.allocated, due)
		}
		if due {
			r.rested = step.allocated
		}
	}
}
