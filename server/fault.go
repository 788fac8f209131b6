package server

import (
	"errors"
	"runtime/debug"

	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"example.com/geotag"
)

// errDamaged is what calls hear whose gazetteer's file was written into or truncated while it was in use.
var errDamaged = errors.New("the gazetteer's file was changed while it was in use: try again when it was loaded anew")

// guarded makes faults of this goroutine panics: of a mapped file that was truncated, the pages that are gone. It returns what undoes that.
func guarded() func() {
	before := debug.SetPanicOnFault(true)
	return func() { debug.SetPanicOnFault(before) }
}

// damaged makes the server answer UNAVAILABLE, and its health NOT_SERVING, until Use hands it another tagger than t: what can still be read of
// a file that was changed is no longer what its index says.
func (s *Server) damaged(t *geotag.Tagger) {
	if s.broken.Swap(t) != t && s.tagger.Load() == t {
		s.opts.Log.Error("the gazetteer's file was changed while it was in use: load it anew")
		s.setHealth(healthpb.HealthCheckResponse_NOT_SERVING)
	}
}
