package server

import (
	"math"

	"github.com/paulmach/orb"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

const (
	featureCollection = "FeatureCollection"
	feature           = "Feature"
)

// An encoder writes answers to one request: the domain's values as messages.
type encoder struct {
	text    string // that offsets count in
	offsets offsets
	lang    string // of names; empty: the gazetteer's own
	detail  geotagv1.GeometryDetail
	stray   float64                         // metres that a simplified boundary may be off
	boxes   []orb.Bound                     // of the features so far
	lines   map[uint32][]*geotagv1.Ancestor // a parent, by Place.Ref, with what holds it
}

// document writes the answer to a text.
func (e *encoder) document(d *geotag.Document) *geotagv1.TagResponse {
	resp := &geotagv1.TagResponse{
		Type:     featureCollection,
		Language: d.Language,
		Features: make([]*geotagv1.Feature, 0, len(d.References)+len(d.Areas)+len(d.Relations)),
		Focus:    e.focus(d.Focus),
	}
	for _, r := range d.References {
		resp.Features = append(resp.Features, e.reference(r))
	}
	areas, relations := d.Areas, d.Relations
	for len(areas)+len(relations) > 0 { // by start
		if len(relations) == 0 || len(areas) > 0 && areas[0].Start <= relations[0].Start {
			resp.Features, areas = append(resp.Features, e.area(areas[0])), areas[1:]
		} else {
			resp.Features, relations = append(resp.Features, e.relation(relations[0])), relations[1:]
		}
	}
	for i, f := range resp.Features {
		f.Id = uint32(i) + 1
	}
	for _, r := range d.Rejected {
		resp.Rejected = append(resp.Rejected, &geotagv1.RejectedMention{
			Start: e.units(r.Start), End: e.units(r.End), Text: e.text[r.Start:r.End],
			Reason: geotagv1.RejectionReason(r.Reason), Detail: r.Detail,
		})
	}
	resp.Bbox = e.bbox()
	return resp
}

// units returns an offset in the unit that the request asks for.
func (e *encoder) units(byteOffset int) *uint32 { return e.offsets.units(byteOffset) }

// bbox returns the box around all features written, or nil where there are none.
func (e *encoder) bbox() []float64 {
	if len(e.boxes) == 0 {
		return nil
	}
	return wireBox(unionBox(e.boxes))
}

// reference writes a place with its mentions.
func (e *encoder) reference(r geotag.Reference) *geotagv1.Feature {
	f := e.place(r.Place)
	if r.Name != "" {
		e.unlisted(f, r)
	}
	p := f.Properties
	p.Score = round4(r.Score)
	p.MentionCount = uint32(len(r.Mentions))
	p.Mentions = make([]*geotagv1.Mention, len(r.Mentions))
	mentions := make([]geotagv1.Mention, len(r.Mentions))
	for i, m := range r.Mentions {
		p.Mentions[i] = &mentions[i]
		mentions[i].Start, mentions[i].End = e.units(m.Start), e.units(m.End)
		mentions[i].Text, mentions[i].Role = e.text[m.Start:m.End], geotagv1.Role(m.Role)
	}
	for _, c := range r.Alternatives {
		p.Alternatives = append(p.Alternatives, e.alternative(c))
	}
	for _, v := range r.Evidence {
		p.Evidence = append(p.Evidence, &geotagv1.Evidence{Id: v.ID.String(), Weight: round4(v.Weight), Text: v.Text})
	}
	return f
}

func (e *encoder) alternative(c geotag.Candidate) *geotagv1.Alternative {
	return &geotagv1.Alternative{
		PlaceId: c.Place.ID(), Name: e.name(c.Place), PlaceType: geotagv1.PlaceType(c.Place.Type()),
		CountryCode: c.Place.Country(), Admin1: admin1(e.ancestors(c.Place)), Location: latLng(c.Place.Point()), Score: round4(c.Score),
	}
}

// focus writes what a text is about, or nil where nothing tells.
func (e *encoder) focus(f geotag.Focus) *geotagv1.Focus {
	places := func(ps []geotag.FocusPlace) (out []*geotagv1.FocusPlace) {
		for _, p := range ps {
			out = append(out, &geotagv1.FocusPlace{PlaceId: p.Place.ID(), Name: e.name(p.Place), Share: round4(p.Share)})
		}
		return out
	}
	if len(f.Countries)+len(f.Regions)+len(f.Settlements) == 0 {
		return nil
	}
	return &geotagv1.Focus{
		Countries: places(f.Countries), Regions: places(f.Regions), Settlements: places(f.Settlements),
	}
}

func latLng(p orb.Point) *geotagv1.LatLng {
	return &geotagv1.LatLng{Latitude: new(round7(p.Lat())), Longitude: new(round7(p.Lon()))}
}

// round4 rounds to four decimals: the further digits of a probability say nothing.
func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }
