package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A sample is what the server holds at a time.
type sample struct {
	at                      time.Time
	pid                     int
	resident, anonymous     float64 // bytes; anonymous: without what is mapped from the gazetteer
	goroutines, descriptors float64 // goroutines is negative where nobody says
}

// idle is what a server at rest holds, before and after it was driven.
type idle struct{ before, after sample }

type samples []sample

// sample looks at the server until ctx ends.
func (t *trial) sample(ctx context.Context) {
	every := min(time.Second, t.duration/60)
	for ctx.Err() == nil {
		if s, err := t.look(); err == nil {
			t.samples = append(t.samples, s)
		}
		t.bar.at(t.state())
		pause(ctx, every)
	}
}

// look returns what the server holds now.
func (s *service) look() (sample, error) {
	if s.watched {
		return look(s.pid(), s.admin)
	}
	return look(s.pid(), "")
}

// look returns what a process holds now. admin is the address of its admin listener, if it has one.
func look(pid int, admin string) (sample, error) {
	now := sample{at: time.Now(), pid: pid, goroutines: -1}
	dir := fmt.Sprintf("/proc/%d/", now.pid)
	status, err := os.ReadFile(dir + "status")
	if err != nil {
		return now, err
	}
	now.resident, now.anonymous = kilobytes(status, "VmRSS:"), kilobytes(status, "RssAnon:")
	fds, err := os.ReadDir(dir + "fd")
	if err != nil {
		return now, err
	}
	now.descriptors = float64(len(fds))
	if admin != "" {
		now.goroutines, err = metric(admin, "go_goroutines")
	}
	return now, err
}

// kilobytes returns the bytes that a line of /proc/PID/status states in kB.
func kilobytes(status []byte, name string) float64 {
	_, rest, _ := bytes.Cut(status, []byte(name))
	fields := bytes.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	n, _ := strconv.ParseFloat(string(fields[0]), 64)
	return n * 1024
}

// metric returns a number that the admin listener at an address states.
func metric(admin, name string) (float64, error) {
	resp, err := (&http.Client{Timeout: 5 * time.Second}).Get("http://" + admin + "/metrics")
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		if value, ok := strings.CutPrefix(lines.Text(), name+" "); ok {
			io.Copy(io.Discard, resp.Body)
			return strconv.ParseFloat(value, 64)
		}
	}
	return 0, fmt.Errorf("the admin listener does not state %s", name)
}

// settle waits until the server holds no more than before, or nothing changes any more, and keeps what it holds.
func (t *trial) settle(ctx context.Context, into *sample) error {
	var err error
	for same := 0; same < 5 && ctx.Err() == nil; same++ {
		last := *into
		if *into, err = t.look(); err != nil {
			return fmt.Errorf("the server at rest: %w", err)
		}
		if into.goroutines != last.goroutines || into.descriptors != last.descriptors {
			same = 0
		}
		pause(ctx, time.Second)
	}
	return ctx.Err()
}

// tail are the samples of the last two thirds of the time, of the process that ran then.
func (s samples) tail() samples {
	if len(s) == 0 {
		return nil
	}
	last := s[len(s)-1]
	from := s[0].at.Add(last.at.Sub(s[0].at) / 3)
	return slices.DeleteFunc(slices.Clone(s), func(x sample) bool { return x.at.Before(from) || x.pid != last.pid })
}

// growth returns the median of a quantity, and by how much it grows over the samples on a line of the median slope between all pairs (Theil and Sen), on
// which single peaks do not tell.
func (s samples) growth(of func(sample) float64) (median, grown float64) {
	var values, slopes []float64
	for i, a := range s {
		values = append(values, of(a))
		for _, b := range s[i+1:] {
			slopes = append(slopes, (of(b)-of(a))/b.at.Sub(a.at).Seconds())
		}
	}
	if len(slopes) == 0 {
		return 0, 0
	}
	return middle(values), middle(slopes) * s[len(s)-1].at.Sub(s[0].at).Seconds()
}

// middle returns the median.
func middle(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
