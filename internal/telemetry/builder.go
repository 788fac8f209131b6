package telemetry

import "go.opentelemetry.io/otel/metric"

// A builder makes instruments and keeps the first error.
type builder struct {
	meter metric.Meter
	err   error
}

func (b *builder) add(make func() error) {
	if b.err == nil {
		b.err = make()
	}
}

func (b *builder) gauge(to *metric.Int64ObservableGauge, name, unit, what string) {
	b.add(func() (err error) {
		*to, err = b.meter.Int64ObservableGauge(name, metric.WithUnit(unit), metric.WithDescription(what))
		return err
	})
}

func (b *builder) age(to *metric.Float64ObservableGauge, name, what string) {
	b.add(func() (err error) {
		*to, err = b.meter.Float64ObservableGauge(name, metric.WithUnit("s"), metric.WithDescription(what))
		return err
	})
}

func (b *builder) histogram(to *metric.Float64Histogram, name, what string) {
	b.add(func() (err error) {
		*to, err = b.meter.Float64Histogram(name, metric.WithUnit("s"), metric.WithDescription(what), metric.WithExplicitBucketBoundaries(seconds...))
		return err
	})
}

func (b *builder) sizes(to *metric.Int64Histogram, name, what string) {
	b.add(func() (err error) {
		*to, err = b.meter.Int64Histogram(name, metric.WithUnit("By"), metric.WithDescription(what), metric.WithExplicitBucketBoundaries(sizes...))
		return err
	})
}
