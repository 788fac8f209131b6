package server

import (
	"context"
	"fmt"
	"math"
	"net"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/reflection"
	"google.golang.org/grpc/tap"

	"example.com/geotag/server/access"
)

// GRPC returns a new grpc.Server with everything that the service is made of: interceptors, limits, health, and
// reflection (v1 and v1alpha). Limits of connections are Serve's.
func (s *Server) GRPC() *grpc.Server {
	opts := []grpc.ServerOption{
		grpc.InTapHandle(strangers),
		grpc.MaxConcurrentStreams(256), // of one connection: clients hold back those beyond, whose callers wait for longer than a refusal takes
		grpc.MaxHeaderListSize(16 << 10),
		grpc.ConnectionTimeout(10 * time.Second), // for handshakes
		grpc.KeepaliveParams(keepalive.ServerParameters{
			Time: 2 * time.Minute, Timeout: 20 * time.Second,
			MaxConnectionIdle: 15 * time.Minute, MaxConnectionAge: s.opts.MaxConnAge, MaxConnectionAgeGrace: s.opts.MaxConnAge,
		}),
	}
	creds := insecure.NewCredentials()
	if s.opts.TLS != nil {
		creds = credentials.NewTLS(s.opts.TLS)
	}
	return s.newGRPC(face{FaceGRPC, s.opts.Access.Admit}, append(opts, grpc.Creds(watching{creds, s.conns}))...)
}

// Local returns a new grpc.Server for connections within the process only: it believes what a face there says of its callers, and has no
// limits of connections.
func (s *Server) Local() *grpc.Server {
	return s.newGRPC(s.local(), grpc.MaxConcurrentStreams(math.MaxUint32))
}

// local is the face of calls from within the process.
func (s *Server) local() face {
	return face{FaceREST, func(ctx context.Context, method string) (context.Context, error) {
		return s.opts.Access.Admit(access.FromLocal(ctx), method)
	}}
}

// A face is where calls come in, by its name in metrics and the log, and whether they may go on; see access.Guard.
type face struct {
	name  string
	admit func(ctx context.Context, method string) (context.Context, error)
}

// streamWindow is how much of a message a client may send before the server reads it. Nothing of a call that waits or is refused costs more.
const streamWindow = 64 << 10

func (s *Server) newGRPC(from face, more ...grpc.ServerOption) *grpc.Server {
	g := grpc.NewServer(append(more,
		grpc.ForceServerCodecV2(newCodec()),
		grpc.UnaryInterceptor(s.unary(from)),
		grpc.StreamInterceptor(s.stream(from)),
		grpc.MaxRecvMsgSize(s.opts.MaxRequestBytes),
		grpc.MaxSendMsgSize(s.opts.MaxAnswerBytes),
		grpc.StaticStreamWindowSize(streamWindow),
		grpc.StaticConnWindowSize(16*streamWindow),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 20 * time.Second, PermitWithoutStream: true}),
	)...)
	g.RegisterService(s.serviceDesc(from), s)
	healthpb.RegisterHealthServer(g, &healthService{s.health, s.draining})
	if !s.opts.NoReflection {
		reflection.Register(g)
	}
	return g
}

// strangers takes away what only a face within the process may say.
func strangers(ctx context.Context, call *tap.Info) (context.Context, error) {
	delete(call.Header, access.PeerKey)
	return ctx, nil
}

// Serve answers on lis until ctx ends; then it drains: health turns NOT_SERVING, no new call is taken, streams end after the text that is under
// way, and calls under way have DrainTimeout to end. It closes lis. A Server serves once.
func (s *Server) Serve(ctx context.Context, lis net.Listener) error {
	g := s.GRPC()
	watching, stopWatching := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWatching()
	go s.conns.watch(watching)
	stop := context.AfterFunc(ctx, func() {
		s.drain()
		// A client that never reads its answer, or never ends its call, would hold a graceful stop for ever.
		cut := time.AfterFunc(s.opts.DrainTimeout, g.Stop)
		defer cut.Stop()
		g.GracefulStop()
	})
	defer stop()
	if err := g.Serve(&limited{lis, s.conns}); err != nil && ctx.Err() == nil {
		return fmt.Errorf("server: %w", err)
	}
	return nil
}

// unary is what a call of health checks goes through.
func (s *Server) unary(from face) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (resp any, err error) {
		err = s.call(ctx, from, info.FullMethod, func(ctx context.Context) error {
			if ctx, err = from.admit(ctx, info.FullMethod); err == nil {
				resp, err = handle(ctx, req)
			}
			return err
		})
		return resp, err
	}
}

// stream is what a stream goes through; one of texts has its place among as many as may be open.
func (s *Server) stream(from face) grpc.StreamServerInterceptor {
	return func(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handle grpc.StreamHandler) error {
		return s.call(stream.Context(), from, info.FullMethod, func(ctx context.Context) error {
			ctx, err := from.admit(ctx, info.FullMethod)
			if err != nil {
				return err
			}
			callOf(ctx).Caller = access.CallerOf(ctx)
			if who := partyOf(ctx); srv == any(s) && who != (party{}) {
				leave, err := s.arrive(ctx, &s.gate.streams, who)
				if err != nil {
					return err
				}
				defer leave()
			}
			return handle(srv, &admitted{stream, ctx})
		})
	}
}

// An admitted stream has the context that its admission gave it.
type admitted struct {
	grpc.ServerStream
	ctx context.Context
}

func (a *admitted) Context() context.Context { return a.ctx }
