package web

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// negotiated returns which of some types to answer in, the first where the caller does not mind: the one whose most telling range in the
// Accept header has the greatest weight (RFC 9110, 12.5.1). A caller who accepts none of them gets the first all the same.
func negotiated(r *http.Request, offered ...string) string {
	ranges := strings.Join(r.Header.Values("Accept"), ",")
	best, weight := offered[0], 0.0
	for _, offer := range offered {
		if w := weightOf(ranges, offer); w > weight {
			best, weight = offer, w
		}
	}
	return best
}

// weightOf returns the weight of a type by the most telling of the ranges: the type itself, then its kind, then all.
func weightOf(ranges, offer string) (weight float64) {
	kind, _, _ := strings.Cut(offer, "/")
	telling := 0
	for one := range strings.SplitSeq(ranges, ",") {
		name, parameters, err := mime.ParseMediaType(one)
		if err != nil {
			continue
		}
		how := map[string]int{offer: 3, kind + "/*": 2, anything: 1}[name]
		if how <= telling {
			continue
		}
		telling, weight = how, 1
		if q, err := strconv.ParseFloat(parameters["q"], 64); err == nil {
			weight = min(max(q, 0), 1)
		}
	}
	return weight
}
