package gazetteer

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/fold"
)

// maxID is how many bytes an id has at most.
const maxID = 64

// Validate says why an entry cannot be compiled on its own account, whatever the others are.
func Validate(e *Entry) error {
	switch {
	case e.ID == "" || len(e.ID) > maxID || !printable(e.ID):
		return errors.New("the id is not 1 to 64 bytes of printable ASCII")
	case !e.Type.valid():
		return fmt.Errorf("unknown type %d", e.Type)
	case e.Country != "" && !isCountryCode(e.Country):
		return fmt.Errorf("country %.60q is not two capital letters", e.Country)
	case len(e.FeatureCode) > maxID || !printable(e.FeatureCode):
		return fmt.Errorf("feature code %.60q is not up to %d bytes of printable ASCII", e.FeatureCode, maxID)
	case !onEarth(e.Point):
		return fmt.Errorf("point %v is not longitude and latitude in degrees", e.Point)
	case !onEarth(e.Extent.Min) || !onEarth(e.Extent.Max) || e.Extent.Min[1] > e.Extent.Max[1]:
		return fmt.Errorf("extent %v is not a box of longitudes and latitudes in degrees", e.Extent)
	case !isSize(e.AreaM2) || !isSize(e.BoundaryM2) || !isSize(e.Uncertainty) || e.Uncertainty > math.MaxFloat32:
		return fmt.Errorf("area %v, %v of the boundary or uncertainty %v is negative or no number", e.AreaM2, e.BoundaryM2, e.Uncertainty)
	case e.Population/1000 >= highBit:
		return fmt.Errorf("population %d is too large", e.Population)
	}
	if err := checkText("area source", e.AreaSource); err != nil {
		return err
	}
	if err := validateBoundary(e.Boundary); err != nil {
		return err
	}
	if err := validateOutline(e.Outline); err != nil {
		return err
	}
	if err := validateName(Name{Text: e.Name}); err != nil {
		return err
	}
	for _, n := range e.Names {
		if err := validateName(n); err != nil {
			return err
		}
	}
	return nil
}

// IsName reports whether text can be a name: UTF-8 with a letter or a digit.
func IsName(text string) bool { return utf8.ValidString(text) && fold.Name(text) != "" }

const allFlags = Listed<<1 - 1

func validateName(n Name) error {
	if err := checkText("name", n.Text); err != nil {
		return err
	}
	switch {
	case n.Text == "":
		return errors.New("a name is missing")
	case !IsName(n.Text):
		return fmt.Errorf("name %q has no letter and no digit", n.Text)
	case n.Flags&^allFlags != 0:
		return fmt.Errorf("name %q: unknown flags %#x", n.Text, n.Flags)
	}
	for _, l := range n.Langs {
		if l == "" || len(l) > maxID || !printable(l) || strings.ContainsAny(l, ", ") {
			return fmt.Errorf("name %q: %.60q is not a language", n.Text, l)
		}
	}
	return nil
}

// printable reports whether s is printable ASCII.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7E {
			return false
		}
	}
	return true
}

func isCountryCode(s string) bool {
	return len(s) == 2 && 'A' <= s[0] && s[0] <= 'Z' && 'A' <= s[1] && s[1] <= 'Z'
}

func onEarth(p orb.Point) bool { return math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90 } // false for NaN

func isSize(v float64) bool { return v >= 0 && v <= math.MaxFloat64 }
