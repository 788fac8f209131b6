package telemetry

import (
	"context"
	"net/http"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// alive is the service that a probe asks for to learn whether the process lives, and not whether it answers.
const alive = "liveness"

// A health answers grpc.health.v1.Health for probes that speak gRPC in plain text only, as the kubelet's do, whatever the service's own port speaks.
type health struct {
	healthpb.UnimplementedHealthServer
	ready func() bool
}

// Check says of the service, by its name or by none, what /readyz says, and of alive what /healthz says.
func (h health) Check(_ context.Context, req *healthpb.HealthCheckRequest) (*healthpb.HealthCheckResponse, error) {
	state := healthpb.HealthCheckResponse_SERVING
	switch req.GetService() {
	case alive:
	case "", geotagv1.GeotagService_ServiceDesc.ServiceName:
		if !h.ready() {
			state = healthpb.HealthCheckResponse_NOT_SERVING
		}
	default:
		return nil, status.Error(codes.NotFound, "no such service")
	}
	return &healthpb.HealthCheckResponse{Status: state}, nil
}

// withHealth answers calls of gRPC by a health, and hands everything else on.
func withHealth(next http.Handler, ready func() bool) http.Handler {
	g := grpc.NewServer()
	healthpb.RegisterHealthServer(g, health{ready: ready})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor == 2 && strings.HasPrefix(r.Header.Get("Content-Type"), "application/grpc") {
			g.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
