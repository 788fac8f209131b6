package measure

import (
	"fmt"
	"strings"
	"testing"
)

// A | stands before the name that the wording leads to.
func TestRelationBefore(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"The quake struck 30 km south of |Taitung", "[30 km south of ] away 30000 25000..35000 at 180±22.5"},
		{"about 20 miles north-east of |Kupiansk", "[about 20 miles north-east of ] away 32187 24140..40234 at 45±22.5"},
		{"some 12 kilometers (7 miles) to the southwest of the city of |Aleppo", "[some 12 kilometers (7 miles) to the southwest of the city of ] away 12000 11500..12500 at 225±22.5"},
		{"10 to 15 km NNW of |Kherson", "[10 to 15 km NNW of ] away 10000-15000 9500..15500 at 337.5±11.25"},
		{"more than 100 miles off. It lies 5km from |Lviv", "[5km from ] away 5000 4500..5500"},
		{"at least 50 km away from |Goma", "[at least 50 km away from ] away 50000 50000..0"},
		{"fields south of |Bakhmut", "[south of ] toward at 180±22.5"},
		{"just east of the |Oskil", "[just east of the ] toward at 90±22.5"},
		{"troops in northern |Gaza", "[northern ] part at 0±22.5"},
		{"the south-eastern part of |Turkey", "[the south-eastern part of ] part at 135±22.5"},
		{"a fire near |Paradise", "[near ] near"},
		{"a camp just outside |Rafah", "[just outside ] near"},
		{"on the southern outskirts of |Khartoum", "[on the southern outskirts of ] outskirts at 180±22.5"},
		{"on the outskirts of |Paris", "[on the outskirts of ] outskirts"},
		{"sank off the coast of |Yemen", "[off the coast of ] off"},
		{"a drone fell 15 miles off the coast of |Cyprus", "[15 miles off the coast of ] off 24140 23335..24945"},
		{"within 10 km of |Pokrovsk", "[within 10 km of ] near 0-10000 0..15000"},
		{"everyone within a 30-mile radius of |Fukushima", "[within a 30-mile radius of ] near 0-48280 0..56327"},
		{"in a radius of 5 kilometres around |Goma", "[in a radius of 5 kilometres around ] near 0-5000 0..5500"},
		{"a 30-kilometre exclusion zone around |Chernobyl", "[a 30-kilometre exclusion zone around ] near 0-30000 0..35000"},
		{"the area around |Lyman", ""},
		{"a team of 10 km of |Paris", ""},
		{"on the border of |Sudan and Chad", "[on the border of ] border"},
		{"the road between |Homs and Hama", "[between ] between"},
		{"he moved to |Paris", ""},
		{"the south of |France", "[the south of ] part at 180±22.5"},
		{"villages to the south of |Lille", "[to the south of ] toward at 180±22.5"},
		{"a governor of |Kursk", ""},
		{"the Northern |Territory", "[the Northern ] part at 0±22.5"},
		{"a modern |Paris", ""},
		{"30 km south |Taitung", ""},
		{"|Paris", ""},
		{"in the far north of |Norway", "[the far north of ] part at 0±22.5"},
		{"the south and west of |Chad", "[west of ] part at 270±22.5"},
		{"it moved to the south and west of |Chad", "[west of ] part at 270±22.5"},
		{"just across the border from |Laredo", "[across the border from ] near"},
		{"huts far west of |Chad", "[far west of ] toward at 270±22.5"},
		{"4 miles outside |Kampala", "[4 miles outside ] away 6437 5633..7242"},
		{"some 30 km inside |Somalia", "[some 30 km inside ] inside 30000 25000..35000"},
		{"a raid 6 km into |Georgia", "[6 km into ] inside 6000 5500..6500"},
		{"8 km across the border in |Togo", "[8 km across the border in ] inside 8000 7500..8500"},
		{"he lives in |Togo", ""},
		{"the old road from |Lima to Cusco", "[the old road from ] between"},
		{"a pipeline linking |Baku and Tbilisi", "[pipeline linking ] between"},
		{"a flight from |Lima", ""},
		{"15 km from the border with |Togo", "[15 km from the border with ] border 15000 14500..15500"},
		{"its border with |Togo", "[border with ] border"},
		{"talks with |Togo", ""},
		{"in central |Peru", "[central ] part"},
		{"12 km upstream of |Cairo", "[12 km upstream of ] away 12000 11500..12500"},
		{"off the west coast of |Ireland", "[off the west coast of ] off at 270±22.5"},
		{"on the coast of |Ireland", ""},
		{"five miles from downtown |Dallas", "[five miles from downtown ] away 8047 7242..8851"},
	} {
		at := strings.IndexByte(tt.text, '|')
		text := strings.Replace(tt.text, "|", "", 1)
		got := ""
		if r, ok := RelationBefore(text, at); ok {
			got = fmt.Sprintf("[%s] %v", text[r.Start:at], r.Kind)
			if r.HighM > 0 {
				got += fmt.Sprintf(" %.0f", r.LowM)
				if r.HighM > r.LowM {
					got += fmt.Sprintf("-%.0f", r.HighM)
				}
				got += fmt.Sprintf(" %.0f..%.0f", r.ImpliedLowM, r.ImpliedHighM)
			}
			if r.Spread > 0 {
				got += fmt.Sprintf(" at %v±%v", r.Bearing, r.Spread)
			}
		}
		if got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestShareBefore(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"Russia occupies 20 percent of |Ukraine", "[20 percent of ] 0.2 0.195..0.205"},
		{"occupies 18.5% of |Ukraine", "[18.5% of ] 0.185 0.1845..0.1855"},
		{"some 40 % of the territory of |Myanmar", "[some 40 % of the territory of ] 0.4 0.35..0.45 land"},
		{"more than a third of |Pakistan", "[more than a third of ] 0.333 0.3333..1"},
		{"an area twice the size of |Luxembourg", "[twice the size of ] 2 1.6..2.5 land comparison"},
		{"about three times the size of |Wales", "[about three times the size of ] 3 2.4..3.75 land comparison"},
		{"a heart as big as |Texas", ""},
		{"120% of |Ukraine", ""},
		{"a lot of |Ukraine", ""},
		{"the people of |Ukraine", ""},
		{"two of |Ukraine", ""},
	} {
		at := strings.IndexByte(tt.text, '|')
		text := strings.Replace(tt.text, "|", "", 1)
		got := ""
		if s, land, ok := ShareBefore(text, at); ok {
			got = fmt.Sprintf("[%s] %.3g %.4g..%.4g", text[s.Start:at], s.Part, s.ImpliedLow, s.ImpliedHigh)
			if land {
				got += " land"
			}
			if s.Comparison {
				got += " comparison"
			}
		}
		if got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func FuzzRelationBefore(f *testing.F) {
	f.Add("some 12 kilometers (7 miles) to the southwest of the city of ")
	f.Add("at least 50 km away from the ")
	f.Fuzz(func(t *testing.T, text string) {
		r, ok := RelationBefore(text, len(text))
		if ok && (r.Start < 0 || r.Start > len(text) || r.LowM > r.HighM || r.ImpliedLowM > r.LowM || r.ImpliedHighM != 0 && r.ImpliedHighM < r.HighM) {
			t.Errorf("%q: %+v", text, r)
		}
		if s, _, ok := ShareBefore(text, len(text)); ok && (s.Start < 0 || s.Start > len(text) || !(s.Part > 0)) {
			t.Errorf("%q: %+v", text, s)
		}
	})
}
