package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
)

// What the faces are driven with: so many calls under way, or so many streams with so many texts on their way in each.
const (
	faceFlights = 32
	faceStreams = 4
	faceWindow  = 16
)

// The methods of the echo.
const (
	echoMethod = "/soak.Echo/Echo"
	echoStream = "/soak.Echo/EchoStream"
)

// serveEcho answers each message with so many bytes until standard input ends, and says where on standard output: what any call of gRPC costs.
func serveEcho(size int) error {
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	answer := make([]byte, size)
	g := grpc.NewServer(grpc.ForceServerCodecV2(rawCodec{}))
	g.RegisterService(&grpc.ServiceDesc{ServiceName: "soak.Echo", HandlerType: (*any)(nil),
		Methods: []grpc.MethodDesc{{MethodName: "Echo", Handler: func(_ any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
			var in []byte
			return answer, decode(&in)
		}}},
		Streams: []grpc.StreamDesc{{StreamName: "EchoStream", ClientStreams: true, ServerStreams: true, Handler: func(_ any, s grpc.ServerStream) error {
			var in []byte
			for s.RecvMsg(&in) == nil {
				if err := s.SendMsg(answer); err != nil {
					return err
				}
			}
			return nil
		}}},
	}, nil)
	fmt.Println(lis.Addr())
	go func() {
		io.Copy(io.Discard, os.Stdin)
		g.Stop()
	}()
	return g.Serve(lis)
}

// startEcho starts this program as an echo, and returns it and what ends it.
func startEcho(size int) (echo named, stop func(), err error) {
	self, err := os.Executable()
	if err != nil {
		return echo, nil, err
	}
	cmd := exec.Command(self, "-echo", fmt.Sprint(size))
	in, err := cmd.StdinPipe()
	if err != nil {
		return echo, nil, err
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return echo, nil, err
	}
	stop = func() {
		in.Close()
		cmd.Wait()
	}
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		stop()
		return echo, nil, fmt.Errorf("the echo: %w", err)
	}
	return named{"echo", &service{rpc: strings.TrimSpace(address), process: cmd}}, stop, nil
}

// A way to have texts answered. A round returns how many were a second, and microseconds of the server's CPU for each.
type way struct {
	name  string
	round func() (rate, cost float64, err error)
}

// sideBySide measures an echo and all faces of servers in turns, and writes a line for each.
func sideBySide(ctx context.Context, w io.Writer, servers []named, texts []*question) error {
	var ways []way
	var bytes int
	for _, s := range servers {
		some, size, hangUp, err := s.ways(ctx, texts)
		if err != nil {
			return err
		}
		defer hangUp()
		ways, bytes = append(ways, some...), size
	}
	echo, stop, err := startEcho(bytes)
	if err != nil {
		return err
	}
	defer stop()
	conn, err := echo.dial(fromGood)
	if err != nil {
		return err
	}
	defer conn.Close()
	ping := side{"echo", echo.service, func(ctx context.Context, q *question) end {
		var out []byte
		return endOf(conn.Invoke(ctx, echoMethod, q.in, &out, raw))
	}}
	ways = append([]way{
		{"echo, unary", func() (float64, float64, error) { return ping.round(ctx, texts, faceFlights) }},
		{"echo, streamed", func() (float64, float64, error) { return echo.streamed(ctx, conn, echoStream, inOf(texts)) }},
	}, ways...)
	return inTurns(w, ways, fmt.Sprintf("%d calls under way, or %d streams with %d texts on their way, answers of %d bytes, %s",
		faceFlights, faceStreams, faceWindow, bytes, processors()))
}

// ways returns the faces of a server, and how many bytes an answer has in the mean.
func (s named) ways(ctx context.Context, texts []*question) (ways []way, size int, hangUp func(), err error) {
	rpc, rest, hangUpBoth, err := s.faces()
	if err != nil {
		return nil, 0, nil, err
	}
	conn, err := s.dial(fromGood)
	if err != nil {
		hangUpBoth()
		return nil, 0, nil, err
	}
	hangUp = func() {
		conn.Close()
		hangUpBoth()
	}
	ctx = s.as(ctx, "good")
	var wrapped [][]byte
	for _, q := range texts {
		out, err := q.answer(ctx, conn)
		if err != nil {
			hangUp()
			return nil, 0, nil, err
		}
		size += len(out)
		wrapped = append(wrapped, q.streamed())
	}
	const method = "/geotag.v1.GeotagService/TagStream"
	return []way{
		{rpc.name + ", unary", func() (float64, float64, error) { return rpc.round(ctx, texts, faceFlights) }},
		{rpc.name + ", streamed", func() (float64, float64, error) { return s.streamed(ctx, conn, method, wrapped) }},
		{rest.name, func() (float64, float64, error) { return rest.round(ctx, texts, faceFlights) }},
	}, size / len(texts), hangUp, nil
}

func inOf(texts []*question) (in [][]byte) {
	for _, q := range texts {
		in = append(in, q.in)
	}
	return in
}

// streamed drives streams for a while, as round drives calls.
func (s named) streamed(ctx context.Context, conn *grpc.ClientConn, method string, in [][]byte) (rate, cost float64, err error) {
	var answered, next atomic.Int64
	var group sync.WaitGroup
	before, err := s.cpu()
	if err != nil {
		return 0, 0, err
	}
	began := time.Now()
	errs := make([]error, faceStreams)
	for i := range faceStreams {
		stream, err := conn.NewStream(ctx, streamDesc, method, raw)
		if err != nil {
			return 0, 0, err
		}
		onTheirWay := make(chan bool, faceWindow)
		group.Go(func() {
			for time.Since(began) < roundLasts && stream.Context().Err() == nil {
				onTheirWay <- true
				stream.SendMsg(in[int(next.Add(1))%len(in)]) // where it fails the answer says so
			}
			stream.CloseSend()
		})
		group.Go(func() {
			var out []byte
			for errs[i] = stream.RecvMsg(&out); errs[i] == nil; errs[i] = stream.RecvMsg(&out) {
				answered.Add(1)
				<-onTheirWay
			}
			if errs[i] == io.EOF {
				errs[i] = nil
			}
			for errs[i] != nil && len(onTheirWay) > 0 { // who sends would wait for ever
				<-onTheirWay
			}
		})
	}
	group.Wait()
	took := time.Since(began)
	after, err := s.cpu()
	n := float64(answered.Load())
	return n / took.Seconds(), float64((after - before).Microseconds()) / n, errors.Join(append(errs, err)...)
}

// inTurns writes a table of ways, each driven in turns with the others.
func inTurns(w io.Writer, ways []way, what string) error {
	rates, costs := make([]float64, len(ways)), make([][]float64, len(ways))
	for range leastPairs {
		for i, one := range ways {
			rate, cost, err := one.round()
			if err != nil {
				return fmt.Errorf("%s: %w", one.name, err)
			}
			rates[i] += rate / leastPairs
			costs[i] = append(costs[i], cost)
		}
	}
	fmt.Fprintf(w, "Side by side, %s\n\n| | texts/s | the server's CPU a text |\n|:--|--:|--:|\n", what)
	for i, one := range ways {
		fmt.Fprintf(w, "| %s | %.0f | %.0f µs |\n", one.name, rates[i], middle(costs[i]))
	}
	_, err := fmt.Fprintln(w)
	return err
}
