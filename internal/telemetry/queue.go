package telemetry

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// A Queue is what a worker tells of the queue that it takes articles from. Its functions may be called at any time, and must not block.
type Queue struct {
	// Ready reports whether the queue can be reached, without which the process is not ready.
	Ready func() bool
	// Pending returns how many messages of articles are not tagged yet, whoever has them.
	Pending func() int64
	// Articles returns how many this process has tagged, has failed on and given back, and has put among the dead letters.
	Articles func() (tagged, failed, dead int64)
}

// WatchQueue tells of a queue from now on: geotag.queue.pending, which a fleet is scaled by, and geotag.articles by result.
func (t *Telemetry) WatchQueue(q Queue) error {
	t.queue.Store(&q)
	if t.measures == nil {
		return nil
	}
	m := t.meters.Meter("example.com/geotag")
	pending, err := m.Int64ObservableGauge("geotag.queue.pending", metric.WithUnit("{message}"),
		metric.WithDescription("Messages on the stream whose articles are not tagged yet: those that no worker has, and those that one has."))
	if err != nil {
		return err
	}
	articles, err := m.Int64ObservableCounter("geotag.articles", metric.WithUnit("{article}"),
		metric.WithDescription("Articles that this worker has ended, by result (tagged, failed and given back, dead)."))
	if err != nil {
		return err
	}
	_, err = m.RegisterCallback(func(_ context.Context, o metric.Observer) error {
		o.ObserveInt64(pending, q.Pending())
		tagged, failed, dead := q.Articles()
		for result, n := range map[string]int64{"tagged": tagged, "failed": failed, "dead": dead} {
			o.ObserveInt64(articles, n, metric.WithAttributes(attribute.String("result", result)))
		}
		return nil
	}, pending, articles)
	return err
}
