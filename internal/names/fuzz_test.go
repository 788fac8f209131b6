package names_test

import (
	"testing"

	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// Whatever a text says in whatever language, its names stand in order, share no word and have candidates.
func FuzzFind(f *testing.F) {
	for _, seed := range []struct{ language, source string }{
		{"ru", "в Нижнем Новгороде-на-Дону области области Курской"}, {"uk", "Сумщина Сумщині у Кривому Розі районі"},
		{"pl", "województwie województwie kraju Kraj mazowieckim"}, {"ha", "jihar jihar na jihar ta Kano birnin"},
		{"ar", "ومدينة قضاء مدينة بمدينة محافظة حلب وو"}, {"he", "בוושינגטון שבתל אביב"}, {"zh", "县新竹县县市市"},
		{"tr", "İzmir'de'de ili ilinde Ankara"}, {"fi", "Uudessa-Seelannissa-ssa"}, {"xx", "Ялтаα'β-Γ\x00\xff ь ъ"},
	} {
		f.Add(seed.language, seed.source)
	}
	ix, err := world.Index()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, language, source string) {
		text, err := prose.NewReader(ix).Read(t.Context(), source, language)
		if err != nil {
			t.Fatal(err)
		}
		finder := names.NewFinder(ix)
		list, err := finder.Find(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		next := int32(0)
		for k := range list.Names {
			n := &list.Names[k]
			if n.First < next || n.Last < n.First || int(n.Last) >= len(text.Words) || n.Lacks() {
				t.Fatalf("%s: %q: name %d of words %d to %d", language, source, k, n.First, n.Last)
			}
			next = n.Last + 1
		}
	})
}
