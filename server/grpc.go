package server

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"runtime/debug"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/reflection"
	"google.golang.org/grpc/status"

	"example.com/geotag/server/access"
)

// GRPC returns a new grpc.Server with everything that the service is made of: interceptors, limits, health, and
// reflection (v1 and v1alpha).
func (s *Server) GRPC() *grpc.Server {
	var creds []grpc.ServerOption
	if s.opts.TLS != nil {
		creds = append(creds, grpc.Creds(credentials.NewTLS(s.opts.TLS)))
	}
	return s.newGRPC(s.opts.Access.Admit, creds...)
}

// Local returns a new grpc.Server for connections within the process only: it believes what a face there says of its callers.
func (s *Server) Local() *grpc.Server {
	return s.newGRPC(func(ctx context.Context, method string) (context.Context, error) {
		return s.opts.Access.Admit(access.FromLocal(ctx), method)
	})
}

// An admission says whether a call may go on; see access.Guard.
type admission func(ctx context.Context, method string) (context.Context, error)

func (s *Server) newGRPC(admit admission, more ...grpc.ServerOption) *grpc.Server {
	g := grpc.NewServer(append(more,
		grpc.ForceServerCodecV2(newCodec()),
		grpc.UnaryInterceptor(s.unary),
		grpc.StreamInterceptor(s.stream(admit)),
		grpc.MaxRecvMsgSize(s.opts.MaxRequestBytes),
		grpc.MaxSendMsgSize(s.opts.MaxAnswerBytes),
		grpc.MaxConcurrentStreams(1000), // of one connection; RFC 9113 asks for at least 100
		grpc.KeepaliveParams(keepalive.ServerParameters{Time: 2 * time.Minute, Timeout: 20 * time.Second}),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 20 * time.Second, PermitWithoutStream: true}),
	)...)
	g.RegisterService(s.serviceDesc(admit), s)
	healthpb.RegisterHealthServer(g, s.health)
	if !s.opts.NoReflection {
		reflection.Register(g)
	}
	return g
}

// Serve answers on lis until ctx ends; then it drains: health turns NOT_SERVING, no new call is taken, and calls under
// way have DrainTimeout to end. It closes lis. A Server serves once.
func (s *Server) Serve(ctx context.Context, lis net.Listener) error {
	g := s.GRPC()
	stop := context.AfterFunc(ctx, func() {
		s.health.Shutdown()
		// A client that never reads its stream, or never ends it, would hold a graceful stop for ever.
		cut := time.AfterFunc(s.opts.DrainTimeout, g.Stop)
		defer cut.Stop()
		g.GracefulStop()
	})
	defer stop()
	if err := g.Serve(lis); err != nil && ctx.Err() == nil {
		return fmt.Errorf("server: %w", err)
	}
	return nil
}

func (s *Server) unary(ctx context.Context, req any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (resp any, err error) {
	err = s.call(ctx, info.FullMethod, func() error {
		resp, err = handle(ctx, req)
		return err
	})
	return resp, err
}

func (s *Server) stream(admit admission) grpc.StreamServerInterceptor {
	return func(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handle grpc.StreamHandler) error {
		ctx, err := admit(stream.Context(), info.FullMethod)
		if err != nil {
			return err
		}
		return s.call(ctx, info.FullMethod, func() error { return handle(srv, &admitted{stream, ctx}) })
	}
}

// An admitted stream has the context that its admission gave it.
type admitted struct {
	grpc.ServerStream
	ctx context.Context
}

func (a *admitted) Context() context.Context { return a.ctx }

// call runs one call: a panic becomes an error, an error a status, and the whole a line of the log.
func (s *Server) call(ctx context.Context, method string, run func() error) (err error) {
	began := time.Now()
	defer func() {
		if p := recover(); p != nil {
			s.opts.Log.LogAttrs(ctx, slog.LevelError, "panic", slog.String("method", method),
				slog.Any("value", p), slog.String("stack", string(debug.Stack())))
			err = errInternal
		}
		err = statusError(err)
		if s.opts.Log.Enabled(ctx, slog.LevelDebug) {
			s.opts.Log.LogAttrs(ctx, slog.LevelDebug, "call", slog.String("method", method),
				slog.String("code", status.Code(err).String()), slog.Duration("took", time.Since(began)))
		}
	}()
	return run()
}
