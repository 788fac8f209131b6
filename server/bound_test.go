package server_test

import (
	"runtime"
	"strings"
	"testing"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// heap returns how many bytes live, without what is pooled, which the second collection drops.
func heap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// An answer, as it lies in memory, is bounded by the length of its text, whatever that holds and whatever is asked for.
func TestAnswerLivesInBounds(t *testing.T) {
	tagger := newTagger(t)
	for name, unit := range map[string]string{
		"areas": "9 km²,", "areas of a place": "9 km² of Nigeria. ", "mentions": "Kano\n", "names": "Springfield, Kano, Ibadan, ", "unlisted": "Qqlonnawa Bridge in Kano. ",
		"relations": "100 km from Kano, ", "rejected": "Jack Ibadan fled. ", "points": "at 12.5 N 8.5 E, ",
	} {
		for _, per := range []bool{false, true} {
			req := &geotagv1.TagRequest{
				Text: strings.Repeat(unit, (256<<10)/len(unit)), IncludeEvidence: true, IncludeRejected: true, MaxAlternatives: 20, FeaturePerMention: per,
				Geometry: geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY,
			}
			answered(t, tagger, req) // what is kept for good lives before and after
			before := heap()
			c := answered(t, tagger, req)
			if lives, most := heap()-before, 6<<20+4*len(req.GetText()); lives > most+most/10 {
				t.Errorf("%s, per mention %v: %d features take %d bytes, want no more than %d", name, per, len(c.Features), lives, most)
			}
			runtime.KeepAlive(c)
		}
	}
}

// answered returns an answer as it lies in memory before it is written.
func answered(t *testing.T, tagger *geotag.Tagger, req *geotagv1.TagRequest) *geotag.FeatureCollection {
	t.Helper()
	doc, err := tagger.Tag(t.Context(), req.GetText(), geotag.Options{
		Evidence: req.GetIncludeEvidence(), Rejected: req.GetIncludeRejected(), Alternatives: int(req.GetMaxAlternatives()), ClipAreas: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return doc.FeatureCollection(req.GetText(), geotag.FeatureOptions{PerMention: req.GetFeaturePerMention(), Geometry: geotag.DetailBoundary})
}
