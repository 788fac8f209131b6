package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"google.golang.org/grpc"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

const (
	roundLasts = 3 * time.Second
	leastPairs = 6
	mostPairs  = 30
	// steady is the error of the median that a comparison ends at: a fifth of what is to be told apart.
	steady = .01
)

// A side is one of two servers that are compared.
type side struct {
	name string
	*service
	conn *grpc.ClientConn
}

// compare measures two servers in turns: of one binary with everything on and off or, where base is given, of two binaries with everything off. It drives
// both with the same client, which sends 2 kB of news as bytes that are encoded before. Rates are those of the client, who bears its own half of TLS on the
// same processors; the server's CPU is without that.
func compare(ctx context.Context, w io.Writer, bin, base string) error {
	dir, err := os.MkdirTemp("", "soak")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	sides, stop, err := startSides(ctx, dir, bin, base)
	if err != nil {
		return err
	}
	defer stop()
	in := newCatalog(1).texts[3].in // 2 kB of English
	fmt.Fprintf(w, "%s beside %s, unary Tag of %d bytes, %s\n\n", sides[0].name, sides[1].name, len(in), processors())
	fmt.Fprintf(w, "| in flight | pairs | %s, calls/s | %s, calls/s | ratio of rates | ratio of calls a second of the server's CPU |\n|--:|--:|--:|--:|--:|--:|\n", sides[0].name, sides[1].name)
	for _, flights := range []int{32, 1} {
		if err := paired(ctx, w, sides, in, flights); err != nil {
			return err
		}
	}
	return nil
}

// startSides starts the two servers and connects to them.
func startSides(ctx context.Context, dir, bin, base string) (sides []side, stop func(), err error) {
	sink := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.Copy(io.Discard, r.Body) }))
	stop = func() {
		for _, s := range sides {
			s.signal(syscall.SIGKILL)
			s.conn.Close()
		}
		sink.Close()
	}
	plans := []side{{name: "all on"}, {name: "all off"}}
	if base != "" {
		plans = []side{{name: "this"}, {name: "base"}}
	}
	for i, p := range plans {
		file := bin
		if base != "" && i == 1 {
			file = base
		}
		if p.service, err = newSide(dir, file, i == 0 && base == "", sink.URL); err == nil {
			if err = p.start(ctx); err == nil {
				p.conn, err = p.dial(fromGood)
			}
			sides = append(sides, p)
		}
		if err != nil {
			stop()
			return nil, nil, err
		}
	}
	return sides, stop, nil
}

// newSide makes a service with everything on, traces of one call in a hundred to a sink of this process among it, or with everything off.
func newSide(dir, bin string, on bool, sink string) (*service, error) {
	dir, err := os.MkdirTemp(dir, "side")
	if err != nil {
		return nil, err
	}
	s, err := newService(bin, dir, on)
	if on && err == nil {
		s.env = []string{"OTEL_TRACES_EXPORTER=otlp", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_EXPORTER_OTLP_ENDPOINT=" + sink,
			"OTEL_TRACES_SAMPLER=parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG=0.01"}
	}
	return s, err
}

// paired drives both sides in turns until the median of their ratio is steady, and writes a line.
func paired(ctx context.Context, w io.Writer, sides []side, in []byte, flights int) error {
	var rates, efforts []float64 // of each pair
	var sums [2]float64
	for len(rates) < mostPairs && (len(rates) < leastPairs || spread(rates) > steady || spread(efforts) > steady) {
		var rate, effort [2]float64
		for k := range sides {
			i := (k + len(rates)) % 2 // each goes first as often as the other
			var err error
			if rate[i], effort[i], err = sides[i].round(ctx, in, flights); err != nil {
				return fmt.Errorf("%s: %w", sides[i].name, err)
			}
			sums[i] += rate[i]
		}
		rates, efforts = append(rates, rate[0]/rate[1]), append(efforts, effort[0]/effort[1])
	}
	n := float64(len(rates))
	_, err := fmt.Fprintf(w, "| %d | %d | %.0f | %.0f | %.3f ± %.3f | %.3f ± %.3f |\n", flights, len(rates), sums[0]/n, sums[1]/n,
		middle(slices.Clone(rates)), spread(rates), middle(slices.Clone(efforts)), spread(efforts))
	return err
}

// spread is the standard error of a median, from the median deviation.
func spread(values []float64) float64 {
	m := middle(slices.Clone(values))
	off := make([]float64, len(values))
	for i, v := range values {
		off[i] = math.Abs(v - m)
	}
	return 1.4826 * 1.2533 * middle(off) / math.Sqrt(float64(len(values)))
}

// round calls for a while with so many calls in flight and returns calls a second, and calls a second of the server's CPU.
func (s *side) round(ctx context.Context, in []byte, flights int) (rate, effort float64, err error) {
	ctx = s.as(ctx, "good")
	var calls atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, flights)
	before, err := s.cpu()
	if err != nil {
		return 0, 0, err
	}
	began := time.Now()
	for i := range flights {
		group.Go(func() {
			for time.Since(began) < roundLasts && errs[i] == nil {
				var out []byte
				errs[i] = s.conn.Invoke(ctx, geotagv1.GeotagService_Tag_FullMethodName, in, &out, raw)
				if e := endOf(errs[i]); e.refused() {
					// Other work on the machine has made the queue long: the call counts for nothing.
					errs[i] = nil
					pause(ctx, e.retry)
					continue
				}
				calls.Add(1)
			}
		})
	}
	group.Wait()
	took := time.Since(began)
	after, err := s.cpu()
	n := float64(calls.Load())
	return n / took.Seconds(), n / (after - before).Seconds(), errors.Join(append(errs, err)...)
}

// cpu returns the processor time that the server has used, in its own code and in the system's.
func (s *service) cpu() (time.Duration, error) { return cpuOf(s.pid()) }

func cpuOf(pid int) (time.Duration, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(data), ") ")
	fields := strings.Fields(rest) // from the third field, the state, on
	if len(fields) < 13 {
		return 0, errors.New("/proc has no times")
	}
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	const tick = 10 * time.Millisecond // USER_HZ, 100 on all that Linux runs on today
	return time.Duration(user+system) * tick, errors.Join(err1, err2)
}
