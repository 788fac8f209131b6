package access

import (
	"fmt"
	"slices"
	"strings"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// Scopes are what a caller may do, a bit each.
type Scopes uint8

const (
	// Tag lets texts be tagged and areas be converted: Tag, TagStream and ConvertArea.
	Tag Scopes = 1 << iota
	// Find lets the gazetteer be asked: FindPlaces, GetPlace, LocatePoint and GetGazetteer.
	Find
	// Admin lets everything be done, what is added later among it.
	Admin
)

// Tiles is the method under which a face over HTTP admits a call for a map's tile: anybody may, at the rate that peers have.
const Tiles = "/geotag.web/Tiles"

var scopeNames = []string{"tag", "find", "admin"}

// needed are the scopes that methods need, by their full names. What is not here needs Admin.
var needed = map[string]Scopes{
	geotagv1.GeotagService_Tag_FullMethodName:          Tag,
	geotagv1.GeotagService_TagStream_FullMethodName:    Tag,
	geotagv1.GeotagService_ConvertArea_FullMethodName:  Tag,
	geotagv1.GeotagService_FindPlaces_FullMethodName:   Find,
	geotagv1.GeotagService_GetPlace_FullMethodName:     Find,
	geotagv1.GeotagService_LocatePoint_FullMethodName:  Find,
	geotagv1.GeotagService_GetGazetteer_FullMethodName: Find,
	Tiles: 0,
}

// isOpen reports whether anybody may call a method as often as they like: what load balancers and tools ask before they call.
func isOpen(method string) bool {
	return strings.HasPrefix(method, "/grpc.health.v1.Health/") || strings.HasPrefix(method, "/grpc.reflection.v1")
}

// scopeOf returns the scope that a method needs; 0: none.
func scopeOf(method string) Scopes {
	if s, ok := needed[method]; ok {
		return s
	}
	return Admin
}

// ParseScopes reads names of scopes between commas, such as "tag,find".
func ParseScopes(s string) (Scopes, error) {
	var all Scopes
	for name := range strings.SplitSeq(s, ",") {
		i := slices.Index(scopeNames, name)
		if i < 0 {
			return 0, fmt.Errorf("%q is no scope: there are tag, find and admin", name)
		}
		all |= 1 << i
	}
	return all, nil
}

// String returns the names as ParseScopes reads them.
func (s Scopes) String() string {
	var names []string
	for i, name := range scopeNames {
		if s&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ",")
}

// allow reports whether who has s may do what needs scope.
func (s Scopes) allow(scope Scopes) bool { return scope == 0 || s&(scope|Admin) != 0 }
