package geodesy_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
)

const vectors = "testdata/planimeter.tsv"

// TestPlanimeter holds circles against areas that GeographicLib's Planimeter computed of them, as geodesic polygons, edges being divided so that
// they are as good as straight in longitude and latitude. With UPDATE=1 and Planimeter (Debian: geographiclib-tools) it writes them anew.
func TestPlanimeter(t *testing.T) {
	t.Parallel()
	if os.Getenv("UPDATE") != "" {
		writeVectors(t)
	}
	data, err := os.ReadFile(vectors)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		var lat, lon, area, planimeter float64
		if _, err := fmt.Sscan(line, &lat, &lon, &area, &planimeter); err != nil {
			continue // the heading
		}
		n++
		shape, err := geodesy.Circle(orb.Point{lon, lat}, area, 64)
		if err != nil {
			t.Fatal(err)
		}
		if got := geodesy.MultiArea(shape); math.Abs(got/planimeter-1) > 1e-5 || math.Abs(area/planimeter-1) > 1e-5 {
			t.Errorf("at %v %v: %g m² asked for, %g by Area, %g by Planimeter", lat, lon, area, got, planimeter)
		}
	}
	if n < 50 {
		t.Errorf("%d vectors", n)
	}
}

func writeVectors(t *testing.T) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("lat\tlon\tarea_m2\tplanimeter_m2\n")
	for _, lat := range []float64{0, -12.5, 30, 51.1976, -60, 69, 78, 85} {
		for _, lon := range []float64{35.2726, 179.99} {
			for _, area := range []float64{1e4, 1e6, 1.3e9, 1e11, 5e12} {
				shape, err := geodesy.Circle(orb.Point{lon, lat}, area, 64)
				if err != nil {
					t.Fatal(err)
				}
				sum := 0.0
				for _, p := range shape {
					sum += measured(t, p[0])
				}
				fmt.Fprintf(&b, "%v\t%v\t%v\t%.12g\n", lat, lon, area, sum)
			}
		}
	}
	if err := os.WriteFile(vectors, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// measured returns the area of a ring by Planimeter, each edge divided into 64.
func measured(t *testing.T, ring orb.Ring) float64 {
	t.Helper()
	var in strings.Builder
	for i, b := range ring[1:] {
		a := ring[i]
		for k := range 64 {
			f := float64(k) / 64
			fmt.Fprintf(&in, "%.13f %.13f\n", a[1]+(b[1]-a[1])*f, a[0]+(b[0]-a[0])*f)
		}
	}
	cmd := exec.CommandContext(t.Context(), "Planimeter", "-p", "9")
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.Output()
	var n int
	var perimeter, area float64
	if err == nil {
		_, err = fmt.Sscan(string(out), &n, &perimeter, &area)
	}
	if err != nil {
		t.Fatal(err)
	}
	return math.Abs(area)
}
