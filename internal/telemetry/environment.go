package telemetry

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetricgrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/metric"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// An environment is what the standard variables of OpenTelemetry ask for. What is not here (endpoints, headers, certificates, timeouts,
// intervals, limits, resource attributes), the SDK and its exporters read themselves.
type environment struct {
	traces, metrics         bool // are exported over OTLP
	tracesHTTP, metricsHTTP bool // over HTTP, else over gRPC
	prometheus              bool
	ratio                   float64 // of calls that are traced, 0 to 1
}

// readEnvironment reads the variables. Exports are on where an exporter or an endpoint is named, and else off: who sets nothing gets nothing.
func readEnvironment(getenv func(string) string) (*environment, error) {
	e := new(environment)
	if disabled, _ := strconv.ParseBool(getenv("OTEL_SDK_DISABLED")); disabled {
		return e, nil
	}
	var err error
	if e.traces, err = exported(getenv, "TRACES", "otlp"); err != nil {
		return nil, err
	}
	if e.metrics, err = exported(getenv, "METRICS", "otlp", "prometheus"); err != nil {
		return nil, err
	}
	e.prometheus = getenv("OTEL_METRICS_EXPORTER") == "prometheus"
	if e.tracesHTTP, err = overHTTP(getenv, "TRACES"); err != nil {
		return nil, err
	}
	if e.metricsHTTP, err = overHTTP(getenv, "METRICS"); err != nil {
		return nil, err
	}
	e.ratio, err = ratio(getenv)
	return e, err
}

// exported reports whether a signal is sent over OTLP.
func exported(getenv func(string) string, signal string, known ...string) (bool, error) {
	switch name := getenv("OTEL_" + signal + "_EXPORTER"); name {
	case "":
		return cmp.Or(getenv("OTEL_EXPORTER_OTLP_"+signal+"_ENDPOINT"), getenv("OTEL_EXPORTER_OTLP_ENDPOINT")) != "", nil
	case "none":
		return false, nil
	default:
		if !slices.Contains(known, name) {
			return false, fmt.Errorf("telemetry: OTEL_%s_EXPORTER is %q: it must be %s or none", signal, name, strings.Join(known, ", "))
		}
		return name == "otlp", nil
	}
}

func overHTTP(getenv func(string) string, signal string) (bool, error) {
	switch p := cmp.Or(getenv("OTEL_EXPORTER_OTLP_"+signal+"_PROTOCOL"), getenv("OTEL_EXPORTER_OTLP_PROTOCOL")); p {
	case "", "http/protobuf":
		return true, nil
	case "grpc":
		return false, nil
	default:
		return false, fmt.Errorf("telemetry: OTEL_EXPORTER_OTLP_PROTOCOL is %q: it must be grpc or http/protobuf", p)
	}
}

// ratio returns which part of the calls is traced; where no sampler is named all, as the standard has it. Whether a sampler is one that follows
// a parent makes no difference: see Telemetry.keeps.
func ratio(getenv func(string) string) (float64, error) {
	name := strings.TrimPrefix(getenv("OTEL_TRACES_SAMPLER"), "parentbased_")
	switch name {
	case "", "always_on":
		return 1, nil
	case "always_off":
		return 0, nil
	case "traceidratio":
		arg := cmp.Or(getenv("OTEL_TRACES_SAMPLER_ARG"), "1")
		r, err := strconv.ParseFloat(arg, 64)
		if err != nil || !(r >= 0 && r <= 1) {
			return 0, fmt.Errorf("telemetry: OTEL_TRACES_SAMPLER_ARG is %q: it must be a ratio from 0 to 1", arg)
		}
		return r, nil
	default:
		return 0, fmt.Errorf("telemetry: OTEL_TRACES_SAMPLER is %q: it must be always_on, always_off or traceidratio, or one of these after parentbased_", getenv("OTEL_TRACES_SAMPLER"))
	}
}

func spanExporter(ctx context.Context, e *environment) (sdktrace.SpanExporter, error) {
	if e.tracesHTTP {
		return otlptracehttp.New(ctx)
	}
	return otlptracegrpc.New(ctx)
}

func metricReader(ctx context.Context, e *environment) (metric.Reader, error) {
	var exporter metric.Exporter
	var err error
	if e.metricsHTTP {
		exporter, err = otlpmetrichttp.New(ctx)
	} else {
		exporter, err = otlpmetricgrpc.New(ctx)
	}
	if err != nil {
		return nil, err
	}
	return metric.NewPeriodicReader(exporter), nil
}
