package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
)

// A source is where a command's answers come from: a server, or a gazetteer that it serves to itself.
type source struct {
	addr, file, token string
	model             string // a file; empty: the model that is built in
	tls               clientTLS
}

func (s *source) flags(f *flagSet) {
	f.StringVar(&s.addr, "addr", "", "ask the server at `HOST:PORT` instead of answering in process, or several in turns, with commas between")
	f.StringVar(&s.file, "gazetteer", "", "answer from the gazetteer in `FILE` instead of the one built in")
	f.StringVar(&s.token, "token", "", "with -addr: show the server the `TOKEN`")
	s.tls.flags(f)
	f.environment("addr", "gazetteer", "token", "tls", "ca")
	f.exclude("addr", "gazetteer")
}

// modelFlag adds the flag of commands whose answers a model makes.
func (s *source) modelFlag(f *flagSet) {
	f.StringVar(&s.model, "model", "", "answer by the model in `FILE`, which geotag train made, instead of the one built in")
	f.environment("model")
	f.exclude("addr", "model")
}

// call runs f with a client of the source.
func (s *source) call(ctx context.Context, f func(api geotagv1.GeotagServiceClient) error) error {
	if s.addr != "" {
		return s.remote(f)
	}
	tagger, err := s.tagger()
	if err != nil {
		return err
	}
	return inProcess(ctx, tagger, f)
}

// tag runs f with what answers texts: a server, or the tagger without a connection between.
func (s *source) tag(f func(tag client.TagFunc) error) error {
	if s.addr != "" {
		return s.remote(func(api geotagv1.GeotagServiceClient) error { return f(client.Remote(api)) })
	}
	tagger, err := s.tagger()
	if err != nil {
		return err
	}
	return f(server.New(tagger, server.Options{}).AppendTag)
}

// remote runs f with a client of the server.
func (s *source) remote(f func(api geotagv1.GeotagServiceClient) error) error {
	switch {
	case s.file != "":
		return &usageError{errors.New("-addr and -gazetteer exclude each other"), "a server has a gazetteer of its own"}
	case s.model != "":
		return &usageError{errors.New("-addr and -model exclude each other"), "a server has a model of its own"}
	}
	how, err := s.dialing()
	if err != nil {
		return err
	}
	c, err := client.Dial(s.addr, how)
	if err != nil {
		return hinted(err, "an address looks like localhost:8080")
	}
	defer c.Close()
	return s.explain(f(c.API()))
}

// tagger returns what answers in process.
func (s *source) tagger() (*geotag.Tagger, error) {
	ix, err := openGazetteer(s.file)
	if err != nil {
		return nil, err
	}
	m, err := openModel(s.model)
	if err != nil {
		return nil, err
	}
	return geotag.NewWithModel(ix, m), nil
}

// inProcess runs f with a client of a tagger, over a connection within the process.
func inProcess(ctx context.Context, tagger *geotag.Tagger, f func(api geotagv1.GeotagServiceClient) error) error {
	conn, stop, err := local(server.New(tagger, server.Options{}))
	if err != nil {
		return err
	}
	defer stop()
	defer context.AfterFunc(ctx, func() { stop() })()
	return f(geotagv1.NewGeotagServiceClient(conn))
}

// local returns a connection within the process to a server, and what ends it with all its calls.
func local(srv *server.Server, opts ...grpc.DialOption) (*grpc.ClientConn, func() error, error) {
	lis := bufconn.Listen(1 << 20)
	g := srv.Local()
	go g.Serve(lis)
	conn, err := dial("passthrough:in-process", append(opts, unencrypted, grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) {
		return lis.DialContext(ctx)
	}))...)
	if err != nil {
		g.Stop()
		return nil, nil, err
	}
	return conn, func() error {
		defer g.Stop()
		return conn.Close()
	}, nil
}

// unencrypted speaks plain text.
var unencrypted = grpc.WithTransportCredentials(insecure.NewCredentials())

func dial(target string, opts ...grpc.DialOption) (*grpc.ClientConn, error) {
	return grpc.NewClient(target, append(opts,
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(client.MaxAnswerBytes)))...)
}

// explain adds to an error of a server what may mend it.
func (s *source) explain(err error) error {
	switch status.Code(err) {
	case codes.Unavailable:
		hint := "is the server running? start one with geotag serve"
		if !s.tls.on {
			hint += "; one that speaks TLS needs -tls"
		}
		return hinted(fmt.Errorf("no answer from %s: %w", s.addr, err), hint)
	case codes.Unauthenticated:
		return hinted(err, "give a token by GEOTAG_TOKEN or -token; who runs the server makes one with geotag token new")
	}
	return err
}

// openGazetteer opens a file, or the embedded gazetteer where there is none.
func openGazetteer(file string) (*gazetteer.Index, error) {
	if file == "" {
		return world.Index()
	}
	ix, err := gazetteer.Open(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, hinted(err, "without -gazetteer the built-in one answers")
	case errors.Is(err, gazetteer.ErrFormat):
		return nil, hinted(err, "the file is damaged, or no gazetteer; see geotag gazetteer -h")
	}
	return ix, err
}
