package telemetry

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"golang.org/x/text/language"
	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/grpc/codes"

	"example.com/geotag"
)

// maxValues is how many values a bounded label may have before the rest are one: an operator has a few dozen tokens.
const maxValues = 100

// A bounded lets the first maxValues words through, and makes "other" of all others. It is safe for concurrent use.
type bounded struct {
	mu   sync.RWMutex
	seen map[string]bool
}

func (b *bounded) of(word string) string {
	b.mu.RLock()
	known, full := b.seen[word], len(b.seen) >= maxValues
	b.mu.RUnlock()
	if known {
		return word
	}
	if full {
		return other
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.seen) >= maxValues && !b.seen[word] {
		return other
	}
	if b.seen == nil {
		b.seen = map[string]bool{}
	}
	b.seen[word] = true
	return word
}

// A table makes a value for each key once. Its keys must be of a bounded set. It is safe for concurrent use.
type table[K comparable, V any] struct {
	mu  sync.RWMutex
	all map[K]V
}

func (t *table[K, V]) of(key K, make func(K) V) V {
	t.mu.RLock()
	v, ok := t.all[key]
	t.mu.RUnlock()
	if ok {
		return v
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if v, ok := t.all[key]; ok {
		return v
	}
	if t.all == nil {
		t.all = map[K]V{}
	}
	v = make(key)
	t.all[key] = v
	return v
}

// A tally counts by what its keys say, which must be of a bounded set. It does not go through an instrument each time, which would sort and hash
// the labels and be several times as dear as all else that is told of a call. It is safe for concurrent use.
type tally[K comparable] struct{ counts table[K, *atomic.Int64] }

func (t *tally[K]) add(key K, n int64) { t.counts.of(key, zero).Add(n) }

func zero[K comparable](K) *atomic.Int64 { return new(atomic.Int64) }

// each calls f with each count.
func (t *tally[K]) each(f func(key K, n int64)) {
	t.counts.mu.RLock()
	defer t.counts.mu.RUnlock()
	for key, count := range t.counts.all {
		f(key, count.Load())
	}
}

// register makes the counts an instrument.
func (t *tally[K]) register(b *builder, name, unit, what string, labels func(K) []attribute.KeyValue) {
	b.add(func() error {
		_, err := b.meter.Int64ObservableCounter(name, metric.WithUnit(unit), metric.WithDescription(what),
			metric.WithInt64Callback(func(_ context.Context, o metric.Int64Observer) error {
				t.each(func(key K, n int64) { o.Observe(n, metric.WithAttributes(labels(key)...)) })
				return nil
			}))
		return err
	})
}

// label returns what makes labels of a name of words.
func label(name string) func(string) []attribute.KeyValue {
	return func(value string) []attribute.KeyValue { return []attribute.KeyValue{attribute.String(name, value)} }
}

// flag returns what makes labels of a name of true and false.
func flag(name string) func(bool) []attribute.KeyValue {
	return func(value bool) []attribute.KeyValue { return []attribute.KeyValue{attribute.Bool(name, value)} }
}

// kept are the labels of each key, made once, for instruments that do not count.
type kept[K comparable] struct {
	table[K, metric.MeasurementOption]
}

func (k *kept[K]) of(key K, labels func(K) []attribute.KeyValue) metric.MeasurementOption {
	return k.table.of(key, func(key K) metric.MeasurementOption { return metric.WithAttributeSet(attribute.NewSet(labels(key)...)) })
}

// other stands for all values that no label has.
const other = "other"

// languages are the codes of two letters in ISO 639-1, of which there are 184.
var languages = func() map[string]string {
	all := map[string]string{}
	for i := range 26 * 26 {
		code := strings.ToLower(countryName(i))
		if base, err := language.ParseBase(code); err == nil && len(base.String()) == 2 {
			all[code] = base.String()
		}
	}
	return all
}()

// languageOf returns the language of a BCP 47 tag, which may be a caller's words, as one of languages, or "other".
func languageOf(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	if code, ok := languages[base]; ok {
		return code
	}
	return other
}

// roles is how many roles there are, 0 included.
const roles = int(geotag.PartOfName) + 1

// countries is how many codes of two letters there are, and one for what has no such code.
const countries = 26*26 + 1

// mentions counts the mentions of places by role and country, in place: one text has many, and an instrument's look-up of each would be
// several times as dear.
type mentions [roles][countries]atomic.Int64

// add counts the mentions of a reference in the country of its place, or of the host of one that is not listed.
func (m *mentions) add(r *geotag.Reference) {
	at := countries - 1
	if p := r.Shown(); !p.IsZero() {
		at = countryIndex(p.Country())
	}
	for _, said := range r.Mentions {
		if int(said.Role) < roles {
			m[said.Role][at].Add(1)
		}
	}
}

func countryIndex(code string) int {
	if len(code) != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z' {
		return countries - 1
	}
	return int(code[0]-'A')*26 + int(code[1]-'A')
}

func countryName(i int) string {
	if i == countries-1 {
		return "none"
	}
	return string([]byte{'A' + byte(i/26), 'A' + byte(i%26)})
}

// register makes the counts an instrument, of which only what is not 0 is told.
func (m *mentions) register(b *builder) error {
	_, err := b.meter.Int64ObservableCounter("geotag.mentions", metric.WithUnit("{mention}"),
		metric.WithDescription("Mentions of places, by role and by the country of the place, or of what an unlisted one lies in."),
		metric.WithInt64Callback(func(_ context.Context, o metric.Int64Observer) error {
			for role := range m {
				for i := range m[role] {
					if n := m[role][i].Load(); n > 0 {
						o.Observe(n, metric.WithAttributes(
							attribute.String("role", strings.ReplaceAll(geotag.Role(role).String(), " ", "_")),
							attribute.String("country", countryName(i))))
					}
				}
			}
			return nil
		}))
	return err
}

// canonical returns the name of a code as gRPC's metrics have it, in capitals: "NOT_FOUND".
func canonical(c codes.Code) string {
	name := code.Code_name[int32(c)]
	if name == "" {
		return "UNKNOWN"
	}
	return name
}
