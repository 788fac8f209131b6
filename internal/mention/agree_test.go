package mention

import (
	"math"
	"testing"

	"example.com/geotag/internal/model"
)

// chances lets a text agree on the chances that its words were read with, and returns them.
func chances(t *testing.T, source string, all []stretch, persons ...int32) []float32 {
	t.Helper()
	a := advise(t, source)
	views := a.views()
	c := &Chain{now: reading{islands: islands(a.Text, views, nil)}, labels: make([]uint8, len(views))}
	for _, i := range persons {
		c.labels[i] = uint8(model.LabelPerson)
	}
	c.agree(a, views, all)
	out := make([]float32, len(all))
	for i := range all {
		out[i] = all[i].chance
	}
	return out
}

func TestAgree(t *testing.T) {
	t.Parallel()
	const thrice = "Fire hit Kano. They left Kano. Kano burned."                             // words 2, 5 and 6
	const person = "They saw Musa Kano. Then Kano spoke, and Kano sat."                      // words 3, 5 and 8
	const reading = "They live in Reading, and he is from Reading. Reading it took an hour." // words 3, 8 and 9
	for _, tt := range []struct {
		what, source string
		all          []stretch
		persons      []int32
		want         []float32
	}{
		{"one alone", thrice, []stretch{{2, 2, 0, 0.3}}, nil, []float32{0.3}},
		{"two", thrice, []stretch{{2, 2, 0, 0.9}, {5, 5, 0, 0.3}}, nil, []float32{0.58, 0.62}},
		{"three", thrice, []stretch{{2, 2, 0, 0.9}, {5, 5, 0, 0.9}, {6, 6, 0, 0.2}}, nil, []float32{0.62, 0.62, 0.76}},
		{"other words", thrice, []stretch{{2, 2, 0, 0.9}, {4, 5, 0, 0.3}}, nil, []float32{0.9, 0.3}},
		{"a person in full", person, []stretch{{5, 5, 0, 0.5}, {8, 8, 0, 0.5}}, []int32{2, 3}, []float32{0.367, 0.367}},
		{"no person in full", person, []stretch{{5, 5, 0, 0.5}, {8, 8, 0, 0.5}}, []int32{3}, []float32{0.5, 0.5}},
		{"a street", "They live in Kano. It is on Kano Road.", []stretch{{3, 3, 0, 0.9}, {7, 7, 0, 0.1}}, nil, []float32{0.473, 0.1}},
		{"an ordinary word", reading, []stretch{{3, 3, 0, 0.9}, {8, 8, 0, 0.9}, {9, 9, 0, 0.1}}, nil, []float32{0.58, 0.58, 0.1}},
	} {
		got := chances(t, tt.source, tt.all, tt.persons...)
		for i := range got {
			if math.Abs(float64(got[i]-tt.want[i])) > 0.001 {
				t.Errorf("%s: %v, want %v", tt.what, got, tt.want)
				break
			}
		}
	}
}
