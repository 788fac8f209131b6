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
)

const (
	roundLasts = 3 * time.Second
	leastPairs = 6
	mostPairs  = 30
	// steady is the error of the median that a comparison ends at: a fifth of what is to be told apart.
	steady = .01
)

// A side is one of two that are compared: a server, and how it is called.
type side struct {
	name string
	*service
	call func(ctx context.Context, q *question) end
}

// overhead measures two servers in turns, of one binary with everything on and off and then its faces or, where base is given, of two binaries with everything
// off over either face; before that, all faces of both side by side with an echo. It drives them with the same client, which sends bytes that are encoded
// before: texts, or 2 kB of news where there are none.
// Rates are those of the client, who bears its own half of TLS on the same processors; the server's CPU is without that.
func overhead(ctx context.Context, w io.Writer, bin, base string, texts []*question) error {
	dir, err := os.MkdirTemp("", "soak")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if len(texts) == 0 {
		texts = newCatalog(1).texts[3:4] // 2 kB of English
	}
	servers, stop, err := startServers(ctx, dir, bin, base)
	if err != nil {
		return err
	}
	defer stop()
	rpc, rest := make([]side, 2), make([]side, 2)
	for i, s := range servers {
		var hangUp func()
		if rpc[i], rest[i], hangUp, err = s.faces(); err != nil {
			return err
		}
		defer hangUp()
	}
	second := []side{rest[1], rpc[1]}
	if base != "" {
		second = rest
	}
	return errors.Join(sideBySide(ctx, w, servers, texts), compare(ctx, w, rpc, texts), compare(ctx, w, second, texts))
}

// compare writes a table of two sides.
func compare(ctx context.Context, w io.Writer, sides []side, texts []*question) error {
	size := 0
	for _, q := range texts {
		size += len(q.in)
	}
	fmt.Fprintf(w, "%s beside %s, unary Tag of %d bytes, %s\n\n", sides[0].name, sides[1].name, size/len(texts), processors())
	fmt.Fprintf(w, "| in flight | pairs | %s, calls/s | %[2]s, calls/s | ratio of rates | %[1]s, the server's CPU | %[2]s, the server's CPU | ratio of CPU a call |\n"+
		"|--:|--:|--:|--:|--:|--:|--:|--:|\n", sides[0].name, sides[1].name)
	for _, flights := range []int{32, 1} {
		if err := paired(ctx, w, sides, texts, flights); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w)
	return err
}

// A named server.
type named struct {
	name string
	*service
}

// faces returns the two ways to call a server, and what ends their connections.
func (s named) faces() (rpc, rest side, hangUp func(), err error) {
	conn, err := s.dial(fromGood)
	if err != nil {
		return rpc, rest, nil, err
	}
	w := s.newWeb(fromGood, "good")
	rpc = side{s.name + ", gRPC", s.service, func(ctx context.Context, q *question) end {
		_, err := q.answer(s.as(ctx, "good"), conn)
		return endOf(err)
	}}
	rest = side{s.name + ", REST", s.service, func(ctx context.Context, q *question) end {
		_, e := w.fetch(ctx, q.path, q.body)
		return e
	}}
	return rpc, rest, func() {
		conn.Close()
		w.client.CloseIdleConnections()
	}, nil
}

// startServers starts the two servers.
func startServers(ctx context.Context, dir, bin, base string) (servers []named, stop func(), err error) {
	sink := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.Copy(io.Discard, r.Body) }))
	stop = func() {
		for _, s := range servers {
			s.signal(syscall.SIGKILL)
		}
		sink.Close()
	}
	names := []string{"all on", "all off"}
	if base != "" {
		names = []string{"this", "base"}
	}
	for i, name := range names {
		file := bin
		if base != "" && i == 1 {
			file = base
		}
		s, err := newServer(dir, file, i == 0 && base == "", sink.URL)
		if err == nil {
			err = s.start(ctx)
			servers = append(servers, named{name, s})
		}
		if err != nil {
			stop()
			return nil, nil, err
		}
	}
	return servers, stop, nil
}

// newServer makes a service with everything on, traces of one call in a hundred to a sink of this process among it, or with everything off.
func newServer(dir, bin string, on bool, sink string) (*service, error) {
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

// paired drives both sides in turns until the median of their ratios is steady, and writes a line.
func paired(ctx context.Context, w io.Writer, sides []side, texts []*question, flights int) error {
	var rates, efforts []float64 // ratios of each pair
	var sums [2]float64          // of rates
	var costs [2][]float64
	for len(rates) < mostPairs && (len(rates) < leastPairs || spread(rates) > steady || spread(efforts) > steady) {
		var rate, cost [2]float64
		for k := range sides {
			i := (k + len(rates)) % 2 // each goes first as often as the other
			var err error
			if rate[i], cost[i], err = sides[i].round(ctx, texts, flights); err != nil {
				return fmt.Errorf("%s: %w", sides[i].name, err)
			}
			sums[i] += rate[i]
			costs[i] = append(costs[i], cost[i])
		}
		rates, efforts = append(rates, rate[0]/rate[1]), append(efforts, cost[0]/cost[1])
	}
	n := float64(len(rates))
	_, err := fmt.Fprintf(w, "| %d | %d | %.0f | %.0f | %.3f ± %.3f | %.0f µs | %.0f µs | %.3f ± %.3f |\n", flights, len(rates), sums[0]/n, sums[1]/n,
		middle(slices.Clone(rates)), spread(rates), middle(costs[0]), middle(costs[1]), middle(slices.Clone(efforts)), spread(efforts))
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

// round calls for a while with so many calls in flight and returns calls a second, and microseconds of the server's CPU a call.
func (s *side) round(ctx context.Context, texts []*question, flights int) (rate, cost float64, err error) {
	var calls, next atomic.Int64
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
				e := s.call(ctx, texts[int(next.Add(1))%len(texts)])
				switch {
				case e.code == good:
					calls.Add(1)
				case e.refused(): // other work on the machine has made the queue long: the call counts for nothing
					pause(ctx, e.retry)
				default:
					errs[i] = fmt.Errorf("%s %s", e.code, e.detail)
				}
			}
		})
	}
	group.Wait()
	took := time.Since(began)
	after, err := s.cpu()
	n := float64(calls.Load())
	return n / took.Seconds(), float64((after - before).Microseconds()) / n, errors.Join(append(errs, err)...)
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
