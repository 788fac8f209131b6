package server

import (
	"context"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

// A healthService is grpc's own, but that who watches does not hold up a server that is told to stop: clients that check the health of their
// servers watch for as long as they are connected.
type healthService struct {
	*health.Server
	draining context.Context // ends once the server is told to stop
}

// Watch tells of each change of a service's health. When the server is told to stop it ends, UNAVAILABLE, after it has told of that.
func (h *healthService) Watch(req *healthpb.HealthCheckRequest, stream grpc.ServerStreamingServer[healthpb.HealthCheckResponse]) error {
	ctx, cancel := context.WithCancel(stream.Context())
	defer cancel()
	w := &watcher{ServerStreamingServer: stream, ctx: ctx, down: make(chan struct{})}
	defer context.AfterFunc(h.draining, func() {
		select {
		case <-w.down:
			cancel()
		case <-ctx.Done():
		}
	})()
	err := h.Server.Watch(req, w)
	if stream.Context().Err() == nil && ctx.Err() != nil {
		return errDraining
	}
	return err
}

// A watcher is a stream that knows when its client was told that the service is down.
type watcher struct {
	grpc.ServerStreamingServer[healthpb.HealthCheckResponse]
	ctx  context.Context
	down chan struct{}
	once sync.Once
}

func (w *watcher) Context() context.Context { return w.ctx }

func (w *watcher) Send(resp *healthpb.HealthCheckResponse) error {
	err := w.ServerStreamingServer.Send(resp)
	if resp.GetStatus() != healthpb.HealthCheckResponse_SERVING {
		w.once.Do(func() { close(w.down) })
	}
	return err
}
