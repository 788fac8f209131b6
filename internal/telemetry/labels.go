package telemetry

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"golang.org/x/text/language"

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

// other stands for all values that no label has.
const other = "other"

// languageOf returns the language of a BCP 47 tag, which may be a caller's words, as its code of two letters in ISO 639-1, of which there are 184; else
// "other".
func languageOf(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	if len(base) != 2 {
		return other
	}
	b, err := language.ParseBase(base)
	if err != nil {
		return other
	}
	if code := b.String(); len(code) == 2 {
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
func (m *mentions) register(meter metric.Meter) error {
	_, err := meter.Int64ObservableCounter("geotag.mentions", metric.WithUnit("{mention}"),
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
