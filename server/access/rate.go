package access

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

// A Rate is how much a caller may have: so much a second over time, and Burst at once. The zero Rate is no limit.
type Rate struct {
	PerSecond float64
	Burst     int // 0: that of ten seconds, at least one
}

// burstSeconds is how long a caller has to pause to have a whole burst again, where nothing else is said.
const burstSeconds = 10

var multiples = map[byte]float64{'k': 1e3, 'M': 1e6, 'G': 1e9}

// ParseRate reads a rate: "100" a second, or "100:500" with up to 500 at once; k, M and G stand for thousands, millions and billions.
func ParseRate(s string) (Rate, error) {
	per, burst, both := strings.Cut(s, ":")
	var r Rate
	var err error
	if r.PerSecond, err = parseAmount(per); err != nil {
		return Rate{}, err
	}
	if !both {
		return r, nil
	}
	n, err := parseAmount(burst)
	if err != nil {
		return Rate{}, err
	}
	if n < 1 {
		return Rate{}, fmt.Errorf("%q lets nothing through at once: it must be 1 or more", burst)
	}
	r.Burst = int(n)
	return r, nil
}

// maxAmount is more than any machine does, and less than an int32 overflows at.
const maxAmount = 2e9

func parseAmount(s string) (float64, error) {
	digits, times := s, 1.0
	if len(s) > 0 && multiples[s[len(s)-1]] != 0 {
		digits, times = s[:len(s)-1], multiples[s[len(s)-1]]
	}
	n, err := strconv.ParseFloat(digits, 64)
	if n *= times; err != nil || !(n > 0 && n <= maxAmount) || strings.ContainsAny(digits, "xXpP_eE+") {
		return 0, fmt.Errorf("%q is no rate: one is such as 20, 0.5, 100:500 or 2M, above 0 and at most 2G", s)
	}
	return n, nil
}

// String returns the rate as ParseRate reads it.
func (r Rate) String() string {
	s := formatAmount(r.PerSecond)
	if r.Burst != 0 {
		s += ":" + formatAmount(float64(r.Burst))
	}
	return s
}

func formatAmount(n float64) string {
	for _, unit := range []byte("GMk") {
		if m := multiples[unit]; n >= m && n/m == math.Trunc(n/m) {
			return strconv.FormatFloat(n/m, 'f', -1, 64) + string(unit)
		}
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// limiter returns a limiter of the rate, or nil where there is no limit.
func (r Rate) limiter() *rate.Limiter {
	if r == (Rate{}) {
		return nil
	}
	burst := r.Burst
	if burst == 0 {
		burst = max(1, int(min(r.PerSecond*burstSeconds, maxAmount)))
	}
	return rate.NewLimiter(rate.Limit(r.PerSecond), burst)
}

// limits are what is left to a caller.
type limits struct{ texts, bytes *rate.Limiter }

func newLimits(texts, bytes Rate) *limits { return &limits{texts.limiter(), bytes.limiter()} }

// take takes texts and bytes if both are there, and otherwise returns what is lacking, and how long it takes until it is there.
func (l *limits) take(texts, bytes int) (lacking string, wait time.Duration) {
	now := time.Now()
	first, wait := reserve(l.texts, now, texts)
	if wait > 0 {
		first.CancelAt(now)
		return "texts", wait
	}
	second, wait := reserve(l.bytes, now, bytes)
	if wait == 0 {
		return "", 0
	}
	second.CancelAt(now)
	if first != nil {
		first.CancelAt(now)
	}
	return "bytes", wait
}

// reserve takes n from a limiter, which may be nil, and says how long it takes until they are there. What is more than a burst counts
// as one, for it would never be there.
func reserve(l *rate.Limiter, now time.Time, n int) (*rate.Reservation, time.Duration) {
	if l == nil || n <= 0 {
		return nil, 0
	}
	r := l.ReserveN(now, min(n, l.Burst()))
	return r, r.DelayFrom(now)
}

// spent returns how long it takes until a limiter has anything again; 0: it has.
func spent(l *rate.Limiter, now time.Time) time.Duration {
	if l == nil {
		return 0
	}
	lacking := min(1, float64(l.Burst())) - l.TokensAt(now)
	return max(0, time.Duration(lacking/float64(l.Limit())*float64(time.Second)))
}
