package geotag

import (
	"fmt"
	"math"
	"strings"
)

// What is said of the area of a place.
const (
	// boundaryDiffers is by what part of the official area a boundary may measure more or less without a word on it.
	boundaryDiffers = 0.01
	measuredOnly    = "measured on the boundary on file, which is simplified; no official figure is known"
)

// areaNotes says where the area of a place comes from, and what to beware of in it.
func areaNotes(p Place) (source, warning string) {
	area, boundary := p.AreaM2(), p.BoundaryM2()
	if area == 0 {
		return "", ""
	}
	source, remark, _ := strings.Cut(p.AreaSource(), "; ")
	switch {
	case p.AreaMeasured():
		return source, measuredOnly
	case boundary == 0 || math.Abs(boundary/area-1) <= boundaryDiffers:
		return source, remark
	}
	more, word := 100*(boundary/area-1), "more"
	if more < 0 {
		more, word = -more, "less"
	}
	warning = fmt.Sprintf("the boundary on file measures %s km², %.1f %% %s", squareKilometers(boundary), more, word)
	if remark != "" {
		warning += "; " + remark
	}
	return source, warning
}

// squareKilometers prints an area of square meters to the square kilometer, of less than 100 to a hundredth.
func squareKilometers(m2 float64) string {
	if m2 < 100e6 {
		return fmt.Sprintf("%.2f", m2/1e6)
	}
	return fmt.Sprintf("%.0f", m2/1e6)
}
