"""Calls a geotag server over REST: text in, places on a map out, as GeoJSON.

One file that needs nothing beside the standard library of Python 3.9:

    from geotag_client import Geotag

    for feature in Geotag("http://localhost:8081").tag("Floods hit Kano.")["features"]:
        print(feature["properties"]["name"], feature["geometry"])

Answers are the JSON of the server as dicts, for which there are types here; offsets count in code points, as Python does.
"""

from __future__ import annotations

import http.client
import json
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Dict, IO, Iterable, Iterator, List, Literal, Optional, Sequence, Tuple, TypedDict, Union, cast

__all__ = ["Geotag", "GeotagError"]
__version__ = "0.2.0"

# As many bytes of text as one request of a stream has, beside the number of texts; a server takes 8 MiB. Set by hand.
_SHARE_BYTES = 1 << 20


class GeotagError(Exception):
    """An error that the server answered with."""

    def __init__(
        self, message: str, status: int, code: int = 0, details: Sequence[Detail] = (), retry_after: Optional[float] = None, request_id: Optional[str] = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        """The status of HTTP, such as 400."""
        self.code = code
        """A google.rpc.Code, such as 3 for INVALID_ARGUMENT; 0: the answer was none of geotag's, as a proxy's is."""
        self.details = details
        """What the server says for programs."""
        self.retry_after = retry_after
        """After how many seconds the server says to try again."""
        self.request_id = request_id
        """The name of the call in the server's log."""

    @property
    def reason(self) -> Optional[str]:
        """The reason in one word, such as "INVALID_FIELD"; None: the server gave none."""
        return next((d["reason"] for d in self.details if d.get("reason")), None)

    @property
    def field_violations(self) -> List[FieldViolation]:
        """The fields of the request that are wrong, and how."""
        return [v for d in self.details for v in d.get("fieldViolations", [])]

    @property
    def passing(self) -> bool:
        """Whether the same call may succeed later: the server is busy, or not ready."""
        return self.status in (429, 503)


class Geotag:
    """Calls one server. All calls only ask, so that making one twice does no harm; threads may share it.

    base_url is where the server is, and token what it is shown, if it asks for one. timeout is after how many seconds without a sign of the server a
    call ends with an OSError. retries is how often a call that a busy server refuses (429, 503) is made again, after the time that the
    server says, if that is no longer than timeout. context is for a certificate of one's own.
    """

    def __init__(
        self, base_url: str = "http://localhost:8081", *, token: Optional[str] = None, timeout: float = 60.0, retries: int = 4, context: Optional[ssl.SSLContext] = None,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._token, self._timeout, self._retries, self._context = token, timeout, retries, context

    def tag(self, request: Union[str, TagRequest]) -> TagResponse:
        """Answers a text with the places that it names and the areas that it states."""
        return cast(TagResponse, self._json("/v1/tag", _asked(request)))

    def tag_stream(self, requests: Iterable[Union[str, TagRequest]], *, batch: int = 64) -> Iterator[StreamAnswer]:
        """Yields the answers to many texts, in their order, as they come. A text that fails is answered by a dict with its "error".

        So many texts are sent in one request at most: a greater batch is faster, a smaller one answers a slow source sooner. What a connection that
        broke did not answer is sent again.
        """
        for share in _shares(requests, batch):
            while share:
                answered = 0
                try:
                    for answer in self._lines(b"".join(share)):
                        answered += 1
                        yield answer
                except (OSError, http.client.HTTPException):
                    if answered == 0:
                        raise
                if answered == 0:
                    raise ConnectionError("geotag: the server ended the stream without an answer")
                share = share[answered:]

    def find(
        self, query: str, *, mode: Optional[FindMode] = None, country_codes: Sequence[str] = (), place_types: Sequence[PlaceType] = (), bbox: Sequence[float] = (),
        near: Optional[Tuple[float, float]] = None, geometry: Optional[GeometryDetail] = None, geometry_type: Optional[GeometryType] = None,
        simplify_tolerance_m: Optional[float] = None, display_language: Optional[str] = None, page_size: Optional[int] = None, page_token: Optional[str] = None,
    ) -> FindPlacesResponse:
        """Answers a name, a code, an address or coordinates with the places that are so called, the best known first; bbox is west, south, east,
        north, near a latitude and a longitude; "nextPageToken" asks for more."""
        return cast(FindPlacesResponse, self._json("/v1/places" + _search(
            query=query, mode=mode, country_codes=country_codes, place_types=place_types, bbox=bbox, near=near, geometry=geometry, geometry_type=geometry_type,
            simplify_tolerance_m=simplify_tolerance_m, display_language=display_language, page_size=page_size, page_token=page_token)))

    def place(
        self, place_id: str, *, geometry: Optional[GeometryDetail] = None, geometry_type: Optional[GeometryType] = None,
        simplify_tolerance_m: Optional[float] = None, display_language: Optional[str] = None,
    ) -> GetPlaceResponse:
        """Answers an id with its place: names, ancestors and extent. Without one it is a GeotagError with the code 5, NOT_FOUND."""
        return cast(GetPlaceResponse, self._json("/v1/places/" + urllib.parse.quote(place_id, safe="") + _search(
            geometry=geometry, geometry_type=geometry_type, simplify_tolerance_m=simplify_tolerance_m, display_language=display_language)))

    def locate(
        self, lat: float, lon: float, *, tolerance_m: Optional[float] = None, geometry: Optional[GeometryDetail] = None, geometry_type: Optional[GeometryType] = None,
        simplify_tolerance_m: Optional[float] = None, display_language: Optional[str] = None,
    ) -> LocatePointResponse:
        """Answers a point with the areas that contain it, the largest first, then the settlements near it, the nearest first."""
        return cast(LocatePointResponse, self._json("/v1/locate" + _search(
            lat=lat, lon=lon, tolerance_m=tolerance_m, geometry=geometry, geometry_type=geometry_type, simplify_tolerance_m=simplify_tolerance_m, display_language=display_language)))

    def area(self, text: str, *, place: Optional[str] = None) -> ConvertAreaResponse:
        """Answers a stated area ("1,300 km²") with its figures, and with a shape around its place, if it has one."""
        return cast(ConvertAreaResponse, self._json("/v1/area" + _search(text=text, place=place)))

    def gazetteer(self) -> GetGazetteerResponse:
        """Says which gazetteer answers, and which languages are read."""
        return cast(GetGazetteerResponse, self._json("/v1/gazetteer"))

    def _json(self, path: str, body: Optional[Dict[str, Any]] = None) -> Any:
        sent = None if body is None else _line(body)
        with self._ask(path, sent, "application/json", "application/geo+json, application/json") as response:
            return json.loads(response.read())

    def _lines(self, body: bytes) -> Iterator[StreamAnswer]:
        with self._ask("/v1/tag:stream", body, "application/x-ndjson", "application/x-ndjson") as response:
            for line in response:
                if line.endswith(b"\n"):  # else the stream was cut off
                    yield json.loads(line)

    def _ask(self, path: str, body: Optional[bytes], sent: str, accept: str) -> IO[bytes]:
        """Makes a request until it is answered well, or as often as it may."""
        headers = {"Accept": accept}
        if body is not None:
            headers["Content-Type"] = sent
        request = urllib.request.Request(self._base_url + path, body, headers)
        if self._token:
            request.add_unredirected_header("Authorization", "Bearer " + self._token)  # which another server has no business with
        tried = 0
        while True:
            try:
                return cast(IO[bytes], urllib.request.urlopen(request, timeout=self._timeout, context=self._context))
            except urllib.error.HTTPError as refused:
                error = _error_of(refused)
                wait = 0.5 * 2**tried if error.retry_after is None else error.retry_after
                if not error.passing or tried >= self._retries or wait > self._timeout:
                    raise error from None
            time.sleep(wait)
            tried += 1


def _asked(request: Union[str, TagRequest]) -> Dict[str, Any]:
    said = {"text": request} if isinstance(request, str) else cast(Dict[str, Any], request)
    return {"offsetEncoding": "OFFSET_ENCODING_UTF32", **said}


def _line(body: Dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode() + b"\n"


def _shares(requests: Iterable[Union[str, TagRequest]], most: int) -> Iterator[List[bytes]]:
    """Yields the requests as lines, so many at a time."""
    share: List[bytes] = []
    size = 0
    for request in requests:
        line = _line(_asked(request))
        if share and (len(share) >= most or size + len(line) > _SHARE_BYTES):
            yield share
            share, size = [], 0
        share.append(line)
        size += len(line)
    if share:
        yield share


def _search(**parameters: Any) -> str:
    """The parameters of a URL: a list stands between commas, and what is None or empty is left out."""
    said = {
        name: ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        for name, value in parameters.items() if value is not None and value != () and value != []
    }
    return "?" + urllib.parse.urlencode(said) if said else ""


def _error_of(refused: urllib.error.HTTPError) -> GeotagError:
    """Reads an answer that is no good one."""
    with refused:
        try:
            said = json.loads(refused.read())
        except (ValueError, OSError, http.client.HTTPException):
            said = None
    if not isinstance(said, dict):
        said = {}
    after, details = refused.headers.get("Retry-After", ""), said.get("details", [])
    return GeotagError(
        said.get("message", f"the server answered {refused.code}"), refused.code, said.get("code", 0), details if isinstance(details, list) else [],
        float(after) if after.isdecimal() else None, refused.headers.get("X-Request-Id"),
    )


# What follows is made of web/openapi.json by make_types.py.
# A box: west, south, east and north in degrees. West is greater than east where it crosses the antimeridian.
BoundingBox = List[float]
# Longitude and latitude in degrees, with at most 7 decimals.
Position = List[float]
# OffsetEncoding is the unit in which offsets into a text count.
OffsetEncoding = Literal["OFFSET_ENCODING_UTF8", "OFFSET_ENCODING_UTF16", "OFFSET_ENCODING_UTF32"]
# Role says how a mention uses its place.
Role = Literal["ROLE_LOCATION", "ROLE_ACTOR", "ROLE_DEMONYM", "ROLE_DATELINE", "ROLE_PART_OF_NAME"]
# GeometryDetail says how much geometry a place's feature carries.
GeometryDetail = Literal["GEOMETRY_DETAIL_POINT", "GEOMETRY_DETAIL_BBOX", "GEOMETRY_DETAIL_BOUNDARY"]
# GeometryType makes all geometries of an answer of one type, which tables of features and many tools want.
GeometryType = Literal["GEOMETRY_TYPE_POINT", "GEOMETRY_TYPE_MULTI_POLYGON"]
# FindMode says how far a name may be from the one asked for. Case, diacritics and punctuation never count.
FindMode = Literal["FIND_MODE_EXACT", "FIND_MODE_PREFIX", "FIND_MODE_FUZZY"]
# PlaceType is the kind of a place, as coarse as a map reader needs it.
PlaceType = Literal["PLACE_TYPE_COUNTRY", "PLACE_TYPE_ADMIN1", "PLACE_TYPE_ADMIN2", "PLACE_TYPE_SETTLEMENT", "PLACE_TYPE_CONTINENT", "PLACE_TYPE_REGION", "PLACE_TYPE_UNION", "PLACE_TYPE_WATER", "PLACE_TYPE_LANDFORM", "PLACE_TYPE_ISLAND", "PLACE_TYPE_AIRPORT", "PLACE_TYPE_FACILITY", "PLACE_TYPE_POSTCODE"]
# RejectionReason says why a place's name in the text is no place.
RejectionReason = Literal["REJECTION_REASON_PERSON", "REJECTION_REASON_ORGANIZATION", "REJECTION_REASON_TEAM", "REJECTION_REASON_VESSEL", "REJECTION_REASON_PUBLICATION", "REJECTION_REASON_STREET", "REJECTION_REASON_PRODUCT", "REJECTION_REASON_COMMON_WORD", "REJECTION_REASON_UNKNOWN_PLACE"]
# WarningCode says what a caller should know of an answer.
WarningCode = Literal["WARNING_CODE_TEXT_CUT", "WARNING_CODE_LANGUAGE_WITHOUT_MODEL", "WARNING_CODE_FILTERED_OUT", "WARNING_CODE_ANSWER_CUT", "WARNING_CODE_SHAPES_CUT"]
# FeatureKind says what a feature stands for.
FeatureKind = Literal["FEATURE_KIND_PLACE", "FEATURE_KIND_UNLISTED_PLACE", "FEATURE_KIND_STATED_AREA", "FEATURE_KIND_RELATION", "FEATURE_KIND_STATED_SHARE", "FEATURE_KIND_COORDINATES"]
# GeometrySource says what a feature's geometry is, so that a map does not show an area's middle as an address.
GeometrySource = Literal["GEOMETRY_SOURCE_POINT", "GEOMETRY_SOURCE_CENTROID", "GEOMETRY_SOURCE_BOUNDARY", "GEOMETRY_SOURCE_DERIVED"]
# Containment says how it is known that a place contains a point.
Containment = Literal["CONTAINMENT_BY_BOUNDARY", "CONTAINMENT_NEAR_BOUNDARY", "CONTAINMENT_BY_SETTLEMENT", "CONTAINMENT_UNDECIDED"]
# Reading says by what a language is read.
Reading = Literal["READING_TAUGHT", "READING_UNTAUGHT", "READING_BY_RULES"]
# NameUsage says how a name is used.
NameUsage = Literal["NAME_USAGE_PREFERRED", "NAME_USAGE_SHORT", "NAME_USAGE_ABBREVIATION", "NAME_USAGE_CODE", "NAME_USAGE_DEMONYM", "NAME_USAGE_PEOPLE", "NAME_USAGE_HISTORIC", "NAME_USAGE_COLLOQUIAL", "NAME_USAGE_DERIVED"]
# EvidenceId names a reason for an answer.
EvidenceId = Literal["EVIDENCE_ID_POPULATION", "EVIDENCE_ID_KIND", "EVIDENCE_ID_SPELLING", "EVIDENCE_ID_CONTAINER_NEXT_TO_IT", "EVIDENCE_ID_KIND_NAMED", "EVIDENCE_ID_CONTAINER_NAMED", "EVIDENCE_ID_SAME_REGION", "EVIDENCE_ID_NEAR_OTHERS", "EVIDENCE_ID_HOME", "EVIDENCE_ID_ONLY_ONE", "EVIDENCE_ID_COMPLEMENT", "EVIDENCE_ID_WITHIN_COMPLEMENT", "EVIDENCE_ID_HOLDS_TOWN", "EVIDENCE_ID_TOO_SMALL", "EVIDENCE_ID_SAME_SENTENCE", "EVIDENCE_ID_SENTENCES_AWAY"]
# AreaUnit is the unit in which a text states an area.
AreaUnit = Literal["AREA_UNIT_SQUARE_KILOMETER", "AREA_UNIT_SQUARE_MILE", "AREA_UNIT_HECTARE", "AREA_UNIT_ACRE", "AREA_UNIT_SQUARE_METER", "AREA_UNIT_SQUARE_FOOT", "AREA_UNIT_SQUARE_YARD", "AREA_UNIT_DUNAM", "AREA_UNIT_FEDDAN", "AREA_UNIT_RAI", "AREA_UNIT_MU", "AREA_UNIT_JERIB", "AREA_UNIT_TSUBO", "AREA_UNIT_FOOTBALL_FIELD", "AREA_UNIT_SQUARE_CENTIMETER", "AREA_UNIT_SQUARE_MILLIMETER", "AREA_UNIT_SQUARE_INCH", "AREA_UNIT_SQUARE_NAUTICAL_MILE", "AREA_UNIT_SQUARE_LI", "AREA_UNIT_ARE", "AREA_UNIT_DECARE", "AREA_UNIT_BIGHA", "AREA_UNIT_KATHA", "AREA_UNIT_KANAL", "AREA_UNIT_MARLA", "AREA_UNIT_GUNTHA", "AREA_UNIT_CENT", "AREA_UNIT_GROUND", "AREA_UNIT_SECTION", "AREA_UNIT_TOWNSHIP", "AREA_UNIT_ROOD", "AREA_UNIT_PERCH", "AREA_UNIT_MORGEN", "AREA_UNIT_ARPENT", "AREA_UNIT_FANEGA", "AREA_UNIT_MANZANA", "AREA_UNIT_CABALLERIA", "AREA_UNIT_TAREA", "AREA_UNIT_CUERDA", "AREA_UNIT_ALQUEIRE"]
# AreaQualifier says how the text hedges an area.
AreaQualifier = Literal["AREA_QUALIFIER_EXACT", "AREA_QUALIFIER_ABOUT", "AREA_QUALIFIER_AT_LEAST", "AREA_QUALIFIER_AT_MOST", "AREA_QUALIFIER_RANGE", "AREA_QUALIFIER_COMPARISON"]
# RelationKind says how something lies to a place.
RelationKind = Literal["RELATION_KIND_AWAY", "RELATION_KIND_TOWARD", "RELATION_KIND_NEAR", "RELATION_KIND_BETWEEN", "RELATION_KIND_OFF", "RELATION_KIND_BORDER", "RELATION_KIND_PART", "RELATION_KIND_OUTSKIRTS", "RELATION_KIND_INSIDE"]
# CoordinateFormat is how a text states a point.
CoordinateFormat = Literal["COORDINATE_FORMAT_DECIMAL", "COORDINATE_FORMAT_SEXAGESIMAL", "COORDINATE_FORMAT_UTM", "COORDINATE_FORMAT_MGRS"]
# NameMatchKind says how two names compare.
NameMatchKind = Literal["NAME_MATCH_KIND_EXACT", "NAME_MATCH_KIND_FOLDED", "NAME_MATCH_KIND_PREFIX", "NAME_MATCH_KIND_TRANSLITERATED", "NAME_MATCH_KIND_FUZZY", "NAME_MATCH_KIND_ABBREVIATED", "NAME_MATCH_KIND_COORDINATES"]
# LikelyMistake says what may have gone wrong between two figures of one area that do not agree.
LikelyMistake = Literal["LIKELY_MISTAKE_LINEAR_FACTOR", "LIKELY_MISTAKE_ACRES_FOR_HECTARES", "LIKELY_MISTAKE_THOUSANDS"]

# A GeoJSON Point.
class Point(TypedDict):
    type: Literal["Point"]
    coordinates: Position


# A GeoJSON Polygon: a ring and the rings of its holes, each closed.
class Polygon(TypedDict):
    type: Literal["Polygon"]
    coordinates: List[List[Position]]


# A GeoJSON MultiPolygon.
class MultiPolygon(TypedDict):
    type: Literal["MultiPolygon"]
    coordinates: List[List[List[Position]]]


# A GeoJSON MultiLineString.
class MultiLineString(TypedDict):
    type: Literal["MultiLineString"]
    coordinates: List[List[Position]]


# Stands for the answer to a text of a stream that failed.
class _FailedText(TypedDict):
    type: Literal["FeatureCollection"]
    features: List[Feature]
    error: TagError


class FailedText(_FailedText, total=False):
    id: str


# A record of a stream that is answered with Features. Of a text that failed it has an error and no kind.
class _StreamFeature(TypedDict):
    type: Literal["Feature"]
    geometry: Union[Geometry, None]
    properties: Union[Properties, FailedProperties]


class StreamFeature(_StreamFeature, total=False):
    bbox: BoundingBox


# What is known of a text that failed; with flat=true error_code, error_message and so on.
class FailedProperties(TypedDict, total=False):
    textId: str
    error: TagError


# A google.rpc.Status.
class _Status(TypedDict):
    code: int
    message: str


class Status(_Status, total=False):
    details: List[Detail]


# A TagRequest is one text and what is wanted of it.
class _TagRequest(TypedDict):
    text: str


class TagRequest(_TagRequest, total=False):
    id: str
    language: str
    home: str
    cutLongText: bool
    offsetEncoding: OffsetEncoding
    spans: List[Span]
    countryCodes: List[str]
    bbox: BoundingBox
    roles: List[Role]
    geometry: GeometryDetail
    simplifyToleranceM: float
    displayLanguage: str
    maxAlternatives: int
    includeRejected: bool
    includeEvidence: bool
    featurePerMention: bool
    geometryType: GeometryType


# A TagResponse is a GeoJSON FeatureCollection.
class _TagResponse(TypedDict):
    type: Literal["FeatureCollection"]
    features: List[Feature]
    gazetteerVersion: str
    modelVersion: str


class TagResponse(_TagResponse, total=False):
    bbox: BoundingBox
    id: str
    language: str
    focus: Focus
    rejected: List[RejectedMention]
    warnings: List[Warning]


# A FindPlacesResponse is a GeoJSON FeatureCollection.
class _FindPlacesResponse(TypedDict):
    type: Literal["FeatureCollection"]
    features: List[Feature]
    gazetteerVersion: str


class FindPlacesResponse(_FindPlacesResponse, total=False):
    bbox: BoundingBox
    nextPageToken: str


# A GetPlaceResponse is a GeoJSON Feature.
class _GetPlaceResponse(TypedDict):
    type: Literal["Feature"]
    geometry: Union[Geometry, None]
    properties: Properties
    gazetteerVersion: str


class GetPlaceResponse(_GetPlaceResponse, total=False):
    bbox: BoundingBox


# A LocatePointResponse is a GeoJSON FeatureCollection.
class _LocatePointResponse(TypedDict):
    type: Literal["FeatureCollection"]
    features: List[Feature]
    gazetteerVersion: str


class LocatePointResponse(_LocatePointResponse, total=False):
    bbox: BoundingBox


# A ConvertAreaResponse is a GeoJSON Feature; its properties hold the figures.
class _ConvertAreaResponse(TypedDict):
    type: Literal["Feature"]
    geometry: Union[Geometry, None]
    properties: Properties
    gazetteerVersion: str


class ConvertAreaResponse(_ConvertAreaResponse, total=False):
    bbox: BoundingBox


# A GetGazetteerResponse says which gazetteer answers.
class _GetGazetteerResponse(TypedDict):
    version: str
    placeCount: float
    nameCount: float


class GetGazetteerResponse(_GetGazetteerResponse, total=False):
    title: str
    types: List[TypeCount]
    sources: List[GazetteerSource]
    date: str
    languages: List[TextLanguage]


# A TagError says what was wrong with one text of a stream.
class _TagError(TypedDict):
    code: int
    message: str


class TagError(_TagError, total=False):
    reason: str
    fieldViolations: List[FieldViolation]


# A Span is a stretch of the text, in the request's offset encoding.
class Span(TypedDict):
    start: int
    end: int


# A Feature is a GeoJSON Feature.
class _Feature(TypedDict):
    type: Literal["Feature"]
    id: int
    geometry: Union[Geometry, None]
    properties: Properties


class Feature(_Feature, total=False):
    bbox: BoundingBox


# A Focus says what a text is about, the weightiest first.
class Focus(TypedDict, total=False):
    countries: List[FocusPlace]
    regions: List[FocusPlace]
    settlements: List[FocusPlace]


# A RejectedMention is a place's name that is no place here.
class _RejectedMention(TypedDict):
    start: int
    end: int
    text: str
    reason: RejectionReason


class RejectedMention(_RejectedMention, total=False):
    detail: str


# A Warning says what a caller should know of an answer that is no error.
class Warning(TypedDict):
    code: WarningCode
    text: str


# Properties are what is known of a feature.
class _Properties(TypedDict):
    kind: FeatureKind
    name: str


class Properties(_Properties, total=False):
    placeId: str
    placeType: PlaceType
    featureCode: str
    countryCode: str
    admin1Name: str
    admin1Id: str
    population: float
    areaM2: float
    areaSource: str
    boundaryAreaM2: float
    areaWarning: str
    ancestors: List[Ancestor]
    host: Host
    names: List[PlaceName]
    location: LatLng
    uncertaintyM: float
    geometrySource: GeometrySource
    score: float
    mentionCount: int
    mentions: List[Mention]
    alternatives: List[Alternative]
    evidence: List[Evidence]
    area: StatedArea
    relation: SpatialRelation
    share: StatedShare
    coordinates: StatedCoordinates
    match: NameMatch
    containment: Containment
    distanceM: float
    bearingDegrees: float
    textId: str


# A TypeCount counts the places of one kind.
class TypeCount(TypedDict):
    placeType: PlaceType
    count: float


# A GazetteerSource is one source of a gazetteer.
class _GazetteerSource(TypedDict):
    name: str


class GazetteerSource(_GazetteerSource, total=False):
    version: str
    date: str
    license: str
    attribution: str
    url: str


# A TextLanguage is a language of texts that the service reads.
class TextLanguage(TypedDict):
    tag: str
    reading: Reading


# A FieldViolation is one thing that is wrong with one field of a request.
class FieldViolation(TypedDict):
    field: str
    description: str


# A FocusPlace is a place that a text is about.
class FocusPlace(TypedDict):
    placeId: str
    name: str
    share: float


# An Ancestor is a place that holds another.
class _Ancestor(TypedDict):
    placeId: str
    name: str


class Ancestor(_Ancestor, total=False):
    placeType: PlaceType


# A Host is the place in or near which another lies that the gazetteer lacks.
class _Host(TypedDict):
    placeId: str
    name: str
    location: LatLng


class Host(_Host, total=False):
    placeType: PlaceType
    countryCode: str


# A PlaceName is one name of a place.
class _PlaceName(TypedDict):
    text: str


class PlaceName(_PlaceName, total=False):
    languages: List[str]
    usages: List[NameUsage]


# A LatLng is a point on WGS84.
class LatLng(TypedDict):
    latitude: float
    longitude: float


# A Mention is one spot in the text that names a place.
class _Mention(TypedDict):
    start: int
    end: int
    text: str
    role: Role


class Mention(_Mention, total=False):
    roleChance: float


# An Alternative is another reading of a mention.
class _Alternative(TypedDict):
    placeId: str
    name: str
    location: LatLng


class Alternative(_Alternative, total=False):
    placeType: PlaceType
    countryCode: str
    admin1Name: str
    admin1Id: str
    score: float


# Evidence is one reason for an answer.
class _Evidence(TypedDict):
    id: EvidenceId
    text: str


class Evidence(_Evidence, total=False):
    weight: float


# A StatedArea is an area that the text states in figures.
class _StatedArea(TypedDict):
    start: int
    end: int
    text: str
    qualifier: AreaQualifier
    squareKilometers: float
    squareMiles: float
    hectares: float
    acres: float


class StatedArea(_StatedArea, total=False):
    lowM2: float
    highM2: float
    impliedLowM2: float
    impliedHighM2: float
    unit: AreaUnit
    otherM2: float
    restatement: Restatement
    placeId: str
    shareOfPlace: float
    statedShare: float
    placeAreaSource: str
    placeAreaWarning: str
    consideredPlaceIds: List[str]
    anchorPlaceId: str
    clipped: bool


# A SpatialRelation is a spot that a text describes by its relation to a place. Its feature's geometry is where it can be: a Polygon, or of a border a
# LineString; its location is where it is likeliest, and absent where the wording tells of a stretch ("south of Taitung").
class _SpatialRelation(TypedDict):
    start: int
    end: int
    text: str
    kind: RelationKind


class SpatialRelation(_SpatialRelation, total=False):
    anchorPlaceId: str
    otherPlaceId: str
    lowM: float
    highM: float
    impliedLowM: float
    impliedHighM: float
    bearingDegrees: float
    spreadDegrees: float


# A StatedShare is a part of a place, the area of which is not known. Its feature is shown at the place.
class _StatedShare(TypedDict):
    start: int
    end: int
    text: str


class StatedShare(_StatedShare, total=False):
    placeId: str
    part: float
    impliedLow: float
    impliedHigh: float


# StatedCoordinates are a point that the text states in figures. Its feature's location is the point, its ancestors are what the point lies in.
class StatedCoordinates(TypedDict):
    start: int
    end: int
    text: str
    format: CoordinateFormat


# A NameMatch says how a name that was found compares with the one asked for.
class _NameMatch(TypedDict):
    name: str
    kind: NameMatchKind


class NameMatch(_NameMatch, total=False):
    edits: int
    unread: str


# A Restatement is an area stated a second time: "1,300 square kilometers (roughly 500 square miles)".
class _Restatement(TypedDict):
    start: int
    end: int
    text: str
    m2: float


class Restatement(_Restatement, total=False):
    unit: AreaUnit
    consistent: bool
    differencePercent: float
    likelyMistake: LikelyMistake


# A detail of an error, of the type that its "@type" names. Other types may come.
Detail = TypedDict("Detail", {
    "@type": str,
    "reason": str,
    "domain": str,
    "metadata": Dict[str, str],
    "fieldViolations": List[FieldViolation],
    "retryDelay": str,
}, total=False)

# A GeoJSON geometry: a point, a shape, or a border or a river's course.
Geometry = Union[Point, Polygon, MultiPolygon, MultiLineString]

# A line of a stream's answer.
StreamAnswer = Union[TagResponse, FailedText]
