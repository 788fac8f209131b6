package server

import (
	"context"
	"fmt"
	"net"
	"slices"
	"time"

	"google.golang.org/grpc"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/reflection"
)

// GRPC returns a new grpc.Server with everything that the service is made of: interceptors, limits, health, and
// reflection (v1 and v1alpha).
func (s *Server) GRPC() *grpc.Server {
	instruments := slices.Clone(s.opts.Instruments)
	if s.observed() {
		instruments = append(instruments, grpc.StatsHandler(&observer{s}))
	}
	g := grpc.NewServer(append(instruments,
		grpc.ForceServerCodecV2(newCodec()),
		grpc.UnaryInterceptor(s.unary),
		grpc.StreamInterceptor(s.stream),
		grpc.MaxRecvMsgSize(s.opts.MaxRequestBytes),
		grpc.MaxSendMsgSize(s.opts.MaxAnswerBytes),
		grpc.MaxConcurrentStreams(1000), // of one connection; RFC 9113 asks for at least 100
		grpc.KeepaliveParams(keepalive.ServerParameters{Time: 2 * time.Minute, Timeout: 20 * time.Second}),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 20 * time.Second, PermitWithoutStream: true}),
	)...)
	g.RegisterService(serviceDesc(), s)
	healthpb.RegisterHealthServer(g, s.health)
	reflection.Register(g)
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

func (s *Server) stream(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handle grpc.StreamHandler) error {
	return s.call(stream.Context(), info.FullMethod, func() error { return handle(srv, stream) })
}

// call runs one call: a panic becomes an error, and an error a status.
func (s *Server) call(ctx context.Context, method string, run func() error) (err error) {
	s.underWay.Add(1)
	defer func() {
		s.underWay.Add(-1)
		if p := recover(); p != nil {
			s.logPanic(ctx, method, p)
			err = errInternal
		}
		err = statusError(err)
	}()
	if r := recordOf(ctx); r != nil && r.RequestID != "" {
		grpc.SetHeader(ctx, metadata.Pairs(RequestIDKey, r.RequestID))
	}
	return run()
}
