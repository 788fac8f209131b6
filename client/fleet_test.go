package client_test

import (
	"context"
	"fmt"
	"iter"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/resolver"
	"google.golang.org/grpc/resolver/manual"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
)

// A fleet are servers in memory, by their addresses.
type fleet struct {
	mu       sync.Mutex
	replicas map[string]*replica
	ports    int
}

func newFleet() *fleet { return &fleet{replicas: map[string]*replica{}} }

// A replica is a server that can be killed.
type replica struct {
	*bufconn.Listener
	fleet    *fleet
	srv      *server.Server
	stop     context.CancelFunc
	stopped  chan struct{}
	conns    []net.Conn
	answered atomic.Int64      // unary calls
	onText   func(texts int64) // nil: nothing
	texts    atomic.Int64      // of streams and calls
}

// start starts a replica at an address.
func (f *fleet) start(t *testing.T, addr string) *replica {
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	r := &replica{Listener: bufconn.Listen(1 << 20), fleet: f, stopped: make(chan struct{})}
	r.srv = server.New(geotag.New(ix), server.Options{
		MaxMemoryBytes: 128 << 20, // 4 messages that arrive, 8 streams; of a peer a quarter
		Observe: func(_ context.Context, c server.Call) {
			if c.Method == geotagv1.GeotagService_Tag_FullMethodName && c.Code == codes.OK {
				r.answered.Add(1)
			}
		},
		ObserveText: func(context.Context, server.Text) {
			if n := r.texts.Add(1); r.onText != nil {
				r.onText(n)
			}
		},
	})
	ctx, cancel := context.WithCancel(context.Background())
	r.stop = cancel
	f.mu.Lock()
	f.replicas[addr] = r
	f.mu.Unlock()
	go func() {
		r.srv.Serve(ctx, r)
		close(r.stopped)
	}()
	return r
}

// A remote connection comes from an address of the network.
type remote struct {
	net.Conn
	addr *net.TCPAddr
}

func (r *remote) RemoteAddr() net.Addr { return r.addr }

func (r *replica) Accept() (net.Conn, error) {
	conn, err := r.Listener.Accept()
	if err != nil {
		return nil, err
	}
	r.fleet.mu.Lock()
	defer r.fleet.mu.Unlock()
	r.fleet.ports++
	r.conns = append(r.conns, conn)
	return &remote{conn, &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: r.fleet.ports}}, nil
}

// kill ends a replica as kill -9 does: its connections break, and there is nobody at its address.
func (r *replica) kill() {
	r.Close()
	r.fleet.mu.Lock()
	for _, conn := range r.conns {
		conn.Close()
	}
	r.fleet.mu.Unlock()
	r.stop()
}

func (f *fleet) dial(ctx context.Context, addr string) (net.Conn, error) {
	f.mu.Lock()
	r := f.replicas[addr]
	f.mu.Unlock()
	return r.DialContext(ctx)
}

func (f *fleet) client(t *testing.T, o client.DialOptions) *client.Client {
	o.Insecure, o.GRPC = true, append(o.GRPC, grpc.WithContextDialer(f.dial))
	c, err := client.Dial("a:1,b:1,c:1", o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// overload makes a replica refuse all: its places for messages and for streams are taken, until the function is called that it returns.
func (f *fleet) overload(t *testing.T, addr string) (release func()) {
	conn, err := grpc.NewClient("passthrough:"+addr, grpc.WithContextDialer(f.dial), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	for _, hold := range []struct {
		method string
		n      int
	}{{geotagv1.GeotagService_Tag_FullMethodName, 3}, {geotagv1.GeotagService_TagStream_FullMethodName, 2}} {
		for range hold.n {
			if _, err := conn.NewStream(t.Context(), &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}, hold.method); err != nil {
				t.Fatal(err)
			}
		}
	}
	synctest.Wait()
	return func() { conn.Close() }
}

// end ends all, so that nothing of it outlives the test.
func (f *fleet) end() {
	for _, r := range f.replicas {
		r.kill()
		<-r.stopped
	}
}

// manyTexts are texts with ids from 0.
func manyTexts(n int) iter.Seq[*geotagv1.TagRequest] {
	return func(yield func(*geotagv1.TagRequest) bool) {
		for i := range n {
			if !yield(&geotagv1.TagRequest{Id: fmt.Sprint(i), Text: "Floods in Kano and Ibadan."}) {
				return
			}
		}
	}
}

// answersAll fails the test unless each text is answered once, in order.
func answersAll(t *testing.T, c *client.Client, texts iter.Seq[*geotagv1.TagRequest], want int) {
	n := 0
	for fc, err := range c.TagAll(t.Context(), texts) {
		if err != nil || fc.ExtraMembers["id"] != fmt.Sprint(n) || len(fc.Features) != 2 {
			t.Errorf("text %d: %v, %v", n, fc, err)
		}
		n++
	}
	if n != want {
		t.Errorf("%d texts were answered; want %d", n, want)
	}
}

// Of three servers one is too busy for anything, and another is killed: no call is lost, and no text of a stream. Once they are back they are called.
func TestNoCallIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFleet()
		defer f.end()
		a, b, c := f.start(t, "a:1"), f.start(t, "b:1"), f.start(t, "c:1")
		var once sync.Once
		a.onText = func(n int64) {
			if n >= 20 && a.answered.Load() >= 10 {
				once.Do(func() { go a.kill() })
			}
		}
		release := f.overload(t, "c:1")
		api := f.client(t, client.DialOptions{})
		defer api.Close()

		var calls sync.WaitGroup
		for worker := range 20 {
			calls.Go(func() {
				for i := range 15 {
					if fc, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "Floods in Kano."}); err != nil || len(fc.Features) != 1 {
						t.Errorf("call %d of worker %d: %v", i, worker, err)
					}
				}
			})
		}
		for range 3 {
			calls.Go(func() { answersAll(t, api, manyTexts(300), 300) })
		}
		calls.Wait()
		<-a.stopped // else it was not killed
		if b.answered.Load() < 100 || c.texts.Load() != 0 {
			t.Errorf("the healthy one answered %d calls of 300, and the busy one %d texts", b.answered.Load(), c.texts.Load())
		}

		release()
		again := f.start(t, "a:1")
		for range 20 {
			if again.answered.Load() > 0 && c.answered.Load() > 0 {
				break
			}
			time.Sleep(time.Second)
			if _, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "Floods in Kano."}); err != nil {
				t.Error(err)
			}
		}
		if again.answered.Load() == 0 || c.answered.Load() == 0 {
			t.Error("who is back is not called")
		}
	})
}

// Calls go to servers in turns, and to none that says that it will stop.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFleet()
		defer f.end()
		a, b, c := f.start(t, "a:1"), f.start(t, "b:1"), f.start(t, "c:1")
		api := f.client(t, client.DialOptions{})
		defer api.Close()
		call := func(n int) {
			for range n {
				if _, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "Floods in Kano."}); err != nil {
					t.Error(err)
				}
			}
			synctest.Wait()
		}
		call(1) // connects
		synctest.Wait()
		answered := func() string { return fmt.Sprint(a.answered.Swap(0), b.answered.Swap(0), c.answered.Swap(0)) }
		answered()
		if call(30); answered() != "10 10 10" {
			t.Error("calls do not take turns")
		}
		b.srv.Retire()
		synctest.Wait()
		call(30)
		if got := answered(); got != "15 0 15" {
			t.Errorf("of 30 calls the servers answered %s; the second will stop", got)
		}
	})
}

// A server that is new is found when one that was there asks for another connection, which it does although who calls watches its health; and
// nothing is lost by that.
func TestNewServersAreFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFleet()
		defer f.end()
		a := f.start(t, "a:1")
		r := manual.NewBuilderWithScheme("fleet")
		addrs := func(list ...string) (s resolver.State) {
			for _, addr := range list {
				s.Endpoints = append(s.Endpoints, resolver.Endpoint{Addresses: []resolver.Address{{Addr: addr}}})
			}
			return s
		}
		r.InitialState(addrs("a:1"))
		r.ResolveNowCallback = func(resolver.ResolveNowOptions) { go r.UpdateState(addrs("a:1", "b:1")) }
		c, err := client.Dial("fleet:///geotag", client.DialOptions{Insecure: true, GRPC: []grpc.DialOption{grpc.WithContextDialer(f.dial), grpc.WithResolvers(r)}})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		b := f.start(t, "b:1")
		n := int64(0)
		for began := time.Now(); b.answered.Load() == 0 && time.Since(began) < 3*time.Hour; n++ {
			if _, err := c.Tag(t.Context(), &geotagv1.TagRequest{Text: "Kano"}); err != nil {
				t.Error(err)
			}
			time.Sleep(time.Minute)
		}
		if b.answered.Load() == 0 || a.answered.Load()+b.answered.Load() != n || n < 50 || n > 70 {
			t.Errorf("of %d calls, one a minute, one server answered %d and the new one %d", n, a.answered.Load(), b.answered.Load())
		}
	})
}

// All servers are busy for longer than gRPC itself tries.
func TestAllAreBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFleet()
		defer f.end()
		var releases []func()
		for _, addr := range []string{"a:1", "b:1", "c:1"} {
			f.start(t, addr)
			releases = append(releases, f.overload(t, addr))
		}
		c := f.client(t, client.DialOptions{})
		defer c.Close()
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		if _, err := c.Tag(ctx, &geotagv1.TagRequest{Text: "Kano"}); status.Code(err) != codes.DeadlineExceeded && status.Code(err) != codes.ResourceExhausted {
			t.Errorf("a call that has no time to wait: %v", err)
		}
		began := time.Now()
		time.AfterFunc(20*time.Second, func() {
			for _, release := range releases {
				release()
			}
		})
		var calls sync.WaitGroup
		calls.Go(func() { answersAll(t, c, manyTexts(5), 5) })
		calls.Go(func() {
			if _, err := c.Tag(t.Context(), &geotagv1.TagRequest{Text: "Kano"}); err != nil {
				t.Error(err)
			}
		})
		calls.Wait()
		if took := time.Since(began); took < 20*time.Second {
			t.Errorf("answered after %v by busy servers", took)
		}
	})
}

// The server of a stream is killed, the next one stops, and the third is not sent a text for longer than it waits.
func TestTagAllGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFleet()
		defer f.end()
		var gone atomic.Int64
		for _, addr := range []string{"a:1", "b:1", "c:1"} {
			r := f.start(t, addr)
			r.onText = func(n int64) {
				if n != 50 {
					return
				}
				switch gone.Add(1) {
				case 1:
					go r.kill()
				case 2:
					r.stop()
				}
			}
		}
		c := f.client(t, client.DialOptions{})
		defer c.Close()
		slow := func(yield func(*geotagv1.TagRequest) bool) {
			for req := range manyTexts(400) {
				if req.Id == "399" {
					time.Sleep(time.Hour)
				}
				if !yield(req) {
					return
				}
			}
		}
		answersAll(t, c, slow, 400)
		if gone.Load() != 3 {
			t.Errorf("%d servers had 50 texts", gone.Load())
		}
	})
}

// All servers are gone for a while; who would not wait for the first answer waits for the next.
func TestAllAreGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFleet()
		defer func() { f.end() }()
		for _, addr := range []string{"a:1", "b:1", "c:1"} {
			f.start(t, addr)
		}
		c := f.client(t, client.DialOptions{NoWait: true})
		defer c.Close()
		if _, err := c.Gazetteer(t.Context()); err != nil {
			t.Fatal(err)
		}
		f.end()
		time.AfterFunc(20*time.Second, func() { f.start(t, "b:1") })
		began := time.Now()
		if _, err := c.Gazetteer(t.Context()); err != nil || time.Since(began) < 20*time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}

// Where no server is to be had, all calls end with that: those that wait at their deadline.
func TestNobodyThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFleet()
		for _, addr := range []string{"a:1", "b:1", "c:1"} {
			f.start(t, addr)
		}
		f.end()
		patient, hasty := f.client(t, client.DialOptions{}), f.client(t, client.DialOptions{NoWait: true})
		defer patient.Close()
		defer hasty.Close()
		for name, test := range map[string]struct {
			call        func() error
			code        codes.Code
			least, most time.Duration
		}{
			"who waits":    {func() error { _, err := patient.Gazetteer(t.Context()); return err }, codes.Unavailable, time.Minute, time.Minute},
			"who does not": {func() error { _, err := hasty.Gazetteer(t.Context()); return err }, codes.Unavailable, time.Second, 3 * time.Second},
			"many texts": {func() (err error) {
				for _, err = range patient.TagAll(t.Context(), manyTexts(10)) {
				}
				return err
			}, codes.Unavailable, 20 * time.Second, 2 * time.Minute},
		} {
			began := time.Now()
			err := test.call()
			if took := time.Since(began); status.Code(err) != test.code || took < test.least || took > test.most {
				t.Errorf("%s: %v after %v", name, err, took)
			}
		}
	})
}
