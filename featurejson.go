package geotag

// MarshalJSON is AppendJSON for encoding/json.
func (c FeatureCollection) MarshalJSON() ([]byte, error) { return c.AppendJSON(nil) }

// MarshalJSON is AppendJSON for encoding/json.
func (f Feature) MarshalJSON() ([]byte, error) { return f.AppendJSON(nil) }

// AppendJSON appends the collection to b as GeoJSON on one line: the bytes of the service's answer as client.GeoJSON writes it. Its members are
// those of geotag.v1.TagResponse in their order; what is zero is left out, but for what RFC 7946 asks for. Bytes of strings that are not UTF-8
// become U+FFFD. With an error it returns b as it was: a type of geometry that a Feature does not have, and coordinates that are not finite.
func (c *FeatureCollection) AppendJSON(b []byte) ([]byte, error) {
	w := jsonWriter{b: append(b, '{')}
	w.text(`"type":`, c.Type)
	w.numbers(`"bbox":`, c.BBox)
	w.list(`"features":`)
	for i := range c.Features {
		w.next()
		w.feature(&c.Features[i])
	}
	w.end(']')
	w.text(`"id":`, c.ID)
	w.text(`"language":`, c.Language)
	if c.Focus != nil {
		w.object(`"focus":`)
		objects(&w, `"countries":`, c.Focus.Countries, (*jsonWriter).focusShare)
		objects(&w, `"regions":`, c.Focus.Regions, (*jsonWriter).focusShare)
		objects(&w, `"settlements":`, c.Focus.Settlements, (*jsonWriter).focusShare)
		w.end('}')
	}
	objects(&w, `"rejected":`, c.Rejected, (*jsonWriter).rejected)
	objects(&w, `"warnings":`, c.Warnings, (*jsonWriter).warning)
	w.text(`"gazetteerVersion":`, c.GazetteerVersion)
	w.text(`"modelVersion":`, c.ModelVersion)
	w.end('}')
	return w.done(b)
}

// AppendJSON appends the feature to b as FeatureCollection.AppendJSON does.
func (f *Feature) AppendJSON(b []byte) ([]byte, error) {
	w := jsonWriter{b: b}
	w.feature(f)
	return w.done(b)
}

func (w *jsonWriter) feature(f *Feature) {
	w.begin('{')
	w.text(`"type":`, f.Type)
	w.count(`"id":`, int(f.ID))
	w.numbers(`"bbox":`, f.BBox)
	w.name(`"geometry":`)
	w.geometry(f.Geometry.Geometry)
	w.object(`"properties":`)
	w.properties(&f.Properties)
	w.end('}')
	w.end('}')
}

func (w *jsonWriter) properties(p *Properties) {
	w.place(p)
	w.reading(p)
	w.lookup(p)
}

// place writes what is known of a place, and where it is shown.
func (w *jsonWriter) place(p *Properties) {
	w.enum(`"kind":`, featureKindWire, uint8(p.Kind))
	w.text(`"name":`, p.Name)
	w.text(`"placeId":`, p.PlaceID)
	w.enum(`"placeType":`, placeTypeWire, uint8(p.PlaceType))
	w.text(`"featureCode":`, p.FeatureCode)
	w.text(`"countryCode":`, p.CountryCode)
	w.text(`"admin1Name":`, p.Admin1Name)
	w.text(`"admin1Id":`, p.Admin1ID)
	w.known(`"population":`, p.Population)
	w.known(`"areaM2":`, p.AreaM2)
	w.text(`"areaSource":`, p.AreaSource)
	w.known(`"boundaryAreaM2":`, p.BoundaryM2)
	w.text(`"areaWarning":`, p.AreaWarning)
	objects(w, `"ancestors":`, p.Ancestors, (*jsonWriter).ancestor)
	if h := p.Host; h != nil {
		w.object(`"host":`)
		w.text(`"placeId":`, h.PlaceID)
		w.text(`"name":`, h.Name)
		w.enum(`"placeType":`, placeTypeWire, uint8(h.PlaceType))
		w.text(`"countryCode":`, h.CountryCode)
		w.location(&h.Location)
		w.end('}')
	}
	objects(w, `"names":`, p.Names, (*jsonWriter).featureName)
	if p.Location != nil {
		w.location(p.Location)
	}
	w.known(`"uncertaintyM":`, p.UncertaintyM)
	w.enum(`"geometrySource":`, geometrySourceWire, uint8(p.GeometrySource))
}

// reading writes what was read in a text.
func (w *jsonWriter) reading(p *Properties) {
	w.optional(`"score":`, p.Score)
	w.count(`"mentionCount":`, p.MentionCount)
	objects(w, `"mentions":`, p.Mentions, (*jsonWriter).mention)
	objects(w, `"alternatives":`, p.Alternatives, (*jsonWriter).alternative)
	objects(w, `"evidence":`, p.Evidence, (*jsonWriter).evidence)
	w.statement(p)
}

// lookup writes what only look-ups answer.
func (w *jsonWriter) lookup(p *Properties) {
	if m := p.Match; m != nil {
		w.object(`"match":`)
		w.text(`"name":`, m.Name)
		w.enum(`"kind":`, matchWire, uint8(m.Kind))
		w.count(`"edits":`, m.Edits)
		w.text(`"unread":`, m.Unread)
		w.end('}')
	}
	w.enum(`"containment":`, containmentWire, uint8(p.Containment))
	w.optional(`"distanceM":`, p.DistanceM)
	w.optional(`"bearingDegrees":`, p.BearingDegrees)
}

func (w *jsonWriter) location(p *LatLng) {
	w.object(`"location":`)
	w.optional(`"latitude":`, &p.Latitude)
	w.optional(`"longitude":`, &p.Longitude)
	w.end('}')
}

func (w *jsonWriter) ancestor(a *Ancestor) {
	w.text(`"placeId":`, a.PlaceID)
	w.text(`"name":`, a.Name)
	w.enum(`"placeType":`, placeTypeWire, uint8(a.PlaceType))
}

func (w *jsonWriter) featureName(n *FeatureName) {
	w.text(`"text":`, n.Text)
	w.strings(`"languages":`, n.Languages)
	if len(n.Usages) == 0 {
		return
	}
	w.list(`"usages":`)
	for _, u := range n.Usages {
		w.next()
		w.value(nameUsageWire, uint8(u))
	}
	w.end(']')
}

// said writes where the text says something, and its words.
func (w *jsonWriter) said(start, end int, text string) {
	w.integer(`"start":`, start)
	w.integer(`"end":`, end)
	w.text(`"text":`, text)
}

func (w *jsonWriter) mention(m *FeatureMention) {
	w.said(m.Start, m.End, m.Text)
	w.enum(`"role":`, roleWire, uint8(m.Role))
	w.number(`"roleChance":`, m.RoleChance)
}

func (w *jsonWriter) alternative(a *Alternative) {
	w.text(`"placeId":`, a.PlaceID)
	w.text(`"name":`, a.Name)
	w.enum(`"placeType":`, placeTypeWire, uint8(a.PlaceType))
	w.text(`"countryCode":`, a.CountryCode)
	w.text(`"admin1Name":`, a.Admin1Name)
	w.text(`"admin1Id":`, a.Admin1ID)
	w.location(&a.Location)
	w.optional(`"score":`, &a.Score)
}

func (w *jsonWriter) evidence(e *Evidence) {
	w.enum(`"id":`, evidenceWire, uint8(e.ID))
	w.number(`"weight":`, e.Weight)
	w.text(`"text":`, e.Text)
}

func (w *jsonWriter) focusShare(s *FocusShare) {
	w.text(`"placeId":`, s.PlaceID)
	w.text(`"name":`, s.Name)
	w.number(`"share":`, s.Share)
}

func (w *jsonWriter) rejected(r *RejectedMention) {
	w.said(r.Start, r.End, r.Text)
	w.enum(`"reason":`, reasonWire, uint8(r.Reason))
	w.text(`"detail":`, r.Detail)
}

func (w *jsonWriter) warning(n *Warning) {
	w.enum(`"code":`, warningWire, uint8(n.Code))
	w.text(`"text":`, n.Text)
}

// statement writes what the text states, of which a feature has one at most.
func (w *jsonWriter) statement(p *Properties) {
	switch {
	case p.Area != nil:
		w.object(`"area":`)
		w.area(p.Area)
	case p.Relation != nil:
		w.object(`"relation":`)
		w.relation(p.Relation)
	case p.Share != nil:
		w.object(`"share":`)
		w.share(p.Share)
	case p.Coordinates != nil:
		w.object(`"coordinates":`)
		w.said(p.Coordinates.Start, p.Coordinates.End, p.Coordinates.Text)
		w.enum(`"format":`, coordinateFormatWire, uint8(p.Coordinates.Format))
	default:
		return
	}
	w.end('}')
}

func (w *jsonWriter) area(a *FeatureArea) {
	w.said(a.Start, a.End, a.Text)
	w.optional(`"lowM2":`, a.LowM2)
	w.optional(`"highM2":`, a.HighM2)
	w.optional(`"impliedLowM2":`, a.ImpliedLowM2)
	w.optional(`"impliedHighM2":`, a.ImpliedHighM2)
	w.enum(`"unit":`, areaUnitWire, uint8(a.Unit))
	w.enum(`"qualifier":`, areaQualifierWire, uint8(a.Qualifier))
	w.optional(`"otherM2":`, a.OtherM2)
	if r := a.Restatement; r != nil {
		w.object(`"restatement":`)
		w.said(r.Start, r.End, r.Text)
		w.optional(`"m2":`, r.M2)
		w.enum(`"unit":`, areaUnitWire, uint8(r.Unit))
		w.yes(`"consistent":`, r.Consistent)
		w.optional(`"differencePercent":`, r.DifferencePercent)
		w.enum(`"likelyMistake":`, likelyMistakeWire, uint8(r.LikelyMistake))
		w.end('}')
	}
	w.optional(`"squareKilometers":`, a.SquareKilometers)
	w.optional(`"squareMiles":`, a.SquareMiles)
	w.optional(`"hectares":`, a.Hectares)
	w.optional(`"acres":`, a.Acres)
	w.text(`"placeId":`, a.PlaceID)
	w.optional(`"shareOfPlace":`, a.ShareOfPlace)
	w.optional(`"statedShare":`, a.StatedShare)
	w.text(`"placeAreaSource":`, a.PlaceAreaSource)
	w.text(`"placeAreaWarning":`, a.PlaceAreaWarning)
	w.strings(`"consideredPlaceIds":`, a.ConsideredPlaceIDs)
	w.text(`"anchorPlaceId":`, a.AnchorPlaceID)
	w.yes(`"clipped":`, a.Clipped)
}

func (w *jsonWriter) relation(r *FeatureRelation) {
	w.said(r.Start, r.End, r.Text)
	w.enum(`"kind":`, relationKindWire, uint8(r.Kind))
	w.text(`"anchorPlaceId":`, r.AnchorPlaceID)
	w.text(`"otherPlaceId":`, r.OtherPlaceID)
	w.optional(`"lowM":`, r.LowM)
	w.optional(`"highM":`, r.HighM)
	w.optional(`"impliedLowM":`, r.ImpliedLowM)
	w.optional(`"impliedHighM":`, r.ImpliedHighM)
	w.optional(`"bearingDegrees":`, r.BearingDegrees)
	w.optional(`"spreadDegrees":`, r.SpreadDegrees)
}

func (w *jsonWriter) share(s *FeatureShare) {
	w.said(s.Start, s.End, s.Text)
	w.text(`"placeId":`, s.PlaceID)
	w.optional(`"part":`, s.Part)
	w.optional(`"impliedLow":`, s.ImpliedLow)
	w.optional(`"impliedHigh":`, s.ImpliedHigh)
}
