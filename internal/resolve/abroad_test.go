package resolve_test

import (
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
	"example.com/geotag/internal/resolve"
)

// Names in other languages than English mean what their readers mean by them: by what the language calls the place, by the country that the text
// names, by what stands next to them. The one asked for is in brackets.
func TestAbroad(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ language, source, country, kind string }{
		{"ru", "[Вашингтон] ввёл новые санкции.", "US", "settlement"},
		{"ru", "Штат [Джорджия] проголосовал вчера.", "US", "admin1"},
		{"ru", "[Грузия] закрыла границу.", "GE", "country"},
		{"es", "Argentina: en [Córdoba] chocaron dos trenes.", "AR", "settlement"},
		{"es", "Bolivia: bloqueo de rutas en Santa Cruz y [Trinidad].", "BO", "settlement"},
		{"es", "El huracán llegó a [Georgia] y Florida.", "US", "admin1"},
		{"es", "Una protesta en [San José] dejó tres heridos.", "CR", "settlement"},
		{"fr", "À La Réunion, un cyclone approche de [Saint-Pierre].", "RE", "settlement"},
		{"fr", "Sénégal : la pêche reprend à [Saint-Louis].", "SN", "settlement"},
		{"fr", "Au Liban, une explosion à [Tripoli] a fait trois morts.", "LB", "settlement"},
		{"fr", "Une explosion à [Tripoli] a fait trois morts.", "LY", "settlement"},
		{"de", "Die Polizei in [Halle] sucht Zeugen.", "DE", "settlement"},
		{"de", "In [Birmingham] starben zwei Menschen.", "GB", "settlement"},
		{"de", "Das Parlament von [Georgien] tagt.", "GE", "country"},
		{"it", "Vertice a [Parigi] tra i ministri.", "FR", "settlement"},
		{"pt", "Em [Palma], no norte de Moçambique, ouviram-se tiros.", "MZ", "settlement"},
		{"ar", "وقع انفجار في [طرابلس] شمال لبنان.", "LB", "settlement"},
		{"ar", "وقع انفجار في [طرابلس].", "LY", "settlement"},
	} {
		before, rest, _ := strings.Cut(tt.source, "[")
		name, rest, _ := strings.Cut(rest, "]")
		text, err := prose.NewReader(ix).Read(t.Context(), before+name+rest, tt.language)
		if err != nil {
			t.Fatal(err)
		}
		given := mention.NewGiven([]prose.Span{{Start: len(before), End: len(before) + len(name)}}, new(mention.Rules))
		set, err := mention.NewReader(ix, m.Roles).Read(t.Context(), text, given)
		if err != nil {
			t.Fatal(err)
		}
		a, err := resolve.New(ix, m).Resolve(t.Context(), text, set, gazetteer.Place{})
		if err != nil {
			t.Fatal(err)
		}
		p := a.All[set.At(text.WordAt(len(before)))].Place
		if p.IsZero() || p.Country() != tt.country || p.Type().String() != tt.kind {
			t.Errorf("%s: %v in %s, want the %s in %s", tt.source, p, p.Country(), tt.kind, tt.country)
		}
	}
}
