package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"example.com/geotag"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
)

// A server that is told to stop says so first, and answers on for as long as balancers need to see it.
func TestDrainDelay(t *testing.T) {
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		srv := server.New(geotag.New(ix), server.Options{})
		s := serving{delay: 5 * time.Second}
		told, tell := context.WithCancel(t.Context())
		answering, cancel := s.linger(told, srv)
		defer cancel(nil)
		h := closing(http.NotFoundHandler(), srv)
		closes := func() bool {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
			return w.Header().Get("Connection") == "close"
		}
		if closes() || !srv.Healthy() {
			t.Error("it is said to stop before it is told to")
		}
		began := time.Now()
		tell()
		synctest.Wait()
		if !closes() || srv.Healthy() || answering.Err() != nil {
			t.Errorf("told to stop: connections are closed is %v, healthy is %v, and what answers: %v", closes(), srv.Healthy(), answering.Err())
		}
		<-answering.Done()
		if took := time.Since(began); took != s.delay {
			t.Errorf("it answered on for %v; want %v", took, s.delay)
		}
	})
}
