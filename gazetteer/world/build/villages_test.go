package main

import (
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"github.com/paulmach/orb"
)

func TestRomanize(t *testing.T) {
	for _, test := range []struct{ lang, name, want string }{
		{"uk", "Роботине", "Robotyne"},
		{"uk", "Згурівка", "Zghurivka"},
		{"uk", "Єлизаветівка", "Yelyzavetivka"},
		{"uk", "Знам'янка", "Znamianka"},
		{"uk", "П’ятихатки", "Piatykhatky"},
		{"uk", "Великий Щимель", "Velykyi Shchymel"},
		{"uk", "Йосипівка", "Yosypivka"},
		{"uk", "Юр'ївка", "Yurivka"},
		{"uk", "Мар’їнка", "Marinka"},
		{"bg", "Ъглен", "Aglen"},
		{"bg", "Щърково", "Shtarkovo"},
		{"bg", "Голяма Раковица", "Golyama Rakovitsa"},
		{"bg", "Мария", "Maria"},
		{"ru", "Бобруйск", "Bobruysk"},
		{"ru", "Ельск", "Yelsk"},
		{"ru", "Заречье", "Zarechye"},
		{"ru", "Объезд", "Obyezd"},
	} {
		if got := romanizations[test.lang].romanize(test.name); got != test.want {
			t.Errorf("%s: %s is %q, want %q", test.lang, test.name, got, test.want)
		}
	}
}

// A postal table gives each village once: not offices, parts of a town that share its point, or what has a number; one whose
// point is only estimated is put into the middle of its district.
func TestVillagesOf(t *testing.T) {
	table := strings.Join([]string{
		"UA\t1\tВерхнє\tX\t01\tA\t\t\t\t49\t30\t4",
		"UA\t2\tВерхнє\tX\t01\tA\t\t\t\t49\t30\t4",
		"UA\t3\tНижнє (рада)\tX\t01\tA\t\t\t\t49.1\t30.1\t4",
		"UA\t4\tСереднє\tX\t01\tA\t\t\t\t49.2\t30.2\t4",
		"UA\t5\tДалеке\tX\t01\tA\t\t\t\t40\t20\t1",
		"UA\t6\tНіде\tX\t01\tB\t\t\t\t40\t20\t1",
		"UA\t7\tВідділення 7\tX\t01\tA\t\t\t\t49\t31\t4",
		"UA\t8\tПерша\tX\t01\tC\t\t\t\t48\t31\t4",
		"UA\t8\tДруга\tX\t01\tC\t\t\t\t48\t31\t4",
		"UA\t8\tТретя\tX\t01\tC\t\t\t\t48\t31\t4",
		"UA\t9\tКудись\tX\t01\tA\t\t\t\t\t\t",
	}, "\n")
	places, err := readPostal(strings.NewReader(table))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range villagesOf(places) {
		got = append(got, v.Name)
		if v.Name == "Далеке" && (v.Km == 0 || v.Point[1] < 48) {
			t.Errorf("%+v is not in its district", v)
		}
	}
	if want := "Верхнє Нижнє Середнє Далеке"; strings.Join(got, " ") != want {
		t.Errorf("%s, want %s", got, want)
	}
	if _, err := readPostal(strings.NewReader("UA\t1\tВерхнє")); err == nil {
		t.Error("3 columns are read")
	}
}

// A village of the table that another source has is not added again, and gives it its own spelling; one that is far from its
// namesakes is.
func TestVillages(t *testing.T) {
	in := &inputs{countries: []country{{Code: "UA", Name: "Ukraine"}}, cities: []city{
		{ID: "1", Name: "Luka", Country: "UA", Admin1: "01", Point: orb.Point{30, 50}, Population: 900},
	}}
	at := func(name string, lon float64) village {
		return village{Country: "UA", Admin1: "01", Name: name, Point: orb.Point{lon, 50}}
	}
	w, err := newWorld(in, tables{villages: []village{at("Лука", 30.1), at("Лука", 32), at("Лука", 32.01), at("Гай", 31)}})
	if err != nil {
		t.Fatal(err)
	}
	if p := w.byID["1"]; !p.names.has("Лука", "uk") {
		t.Errorf("%+v", p.names.list)
	}
	var got []string
	for _, p := range w.places {
		if p.Type == gazetteer.Settlement {
			got = append(got, p.ID+" "+p.Name)
		}
	}
	if want := "1 Luka,P:UA.01:Luka Luka,P:UA.01:Hai Hai"; strings.Join(got, ",") != want {
		t.Errorf("%q, want %s", got, want)
	}
}

func FuzzReadVillages(f *testing.F) {
	f.Add("UA\t01\tЛука\t50\t30\t12\n")
	f.Add("# remark\nUS\tTX\tLuka\t50\t-30")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := readVillages(strings.NewReader(text))
		for _, v := range list {
			if err == nil && (v.latin() == "" || v.Km < 0) {
				t.Errorf("%+v", v)
			}
		}
	})
}
