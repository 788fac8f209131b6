package score

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// gold is one text of ours: Kano and Ibadan have coordinates, the Red Bridge is annotated without.
const gold = `{"id":"t-1","text":"The Kano road, Ibadan's market and the Red Bridge.","mentions":[
{"start":4,"end":8,"lat":12,"lon":8.5,"kind":"Literal"},{"start":15,"end":23,"lat":7.4,"lon":3.9,"kind":"Metonymic"},{"start":39,"end":49,"lat":null,"lon":null}]}`

func document(t *testing.T, line string) *Document {
	t.Helper()
	for d, err := range Read(strings.NewReader(strings.ReplaceAll(line, "\n", ""))) {
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	t.Fatal("no document")
	return nil
}

func at(start, end int, lat, lon float64) Prediction {
	return Prediction{Start: start, End: end, Point: orb.Point{lon, lat}}
}

func TestCount(t *testing.T) {
	t.Parallel()
	country := at(4, 8, 9, 8)
	country.Country, country.Extent = true, orb.Bound{Min: orb.Point{2, 4}, Max: orb.Point{14, 14}}
	demonym := at(0, 3, 0, 0)
	demonym.Demonym = true
	tests := []struct {
		name      string
		predicted []Prediction
		rules     Rules
		want      Counts
	}{
		{"nothing", nil, Rules{}, Counts{Gold: 2}},
		{"nothing, spans given", nil, Rules{Given: true}, Counts{Gold: 2, ErrorsKM: []float64{far, far}}},
		{"all, with the and 's", []Prediction{at(0, 8, 12, 8.5), at(15, 23, 7.4, 3.9)}, Rules{},
			Counts{Gold: 2, Predicted: 2, Found: 2, FoundLoosely: 2, Placed: 2, ErrorsKM: []float64{0, 0}}},
		{"found in another country", []Prediction{at(4, 8, -12, 8.5)}, Rules{},
			Counts{Gold: 2, Predicted: 1, Found: 1, FoundLoosely: 1, ErrorsKM: []float64{2669}}},
		{"too long", []Prediction{at(4, 13, 12, 8.5)}, Rules{}, Counts{Gold: 2, Predicted: 1, FoundLoosely: 1, Wrong: 1}},
		{"neutral", []Prediction{at(43, 49, 0, 0)}, Rules{}, Counts{Gold: 2, Predicted: 1}},
		{"nowhere", []Prediction{at(24, 30, 0, 0)}, Rules{}, Counts{Gold: 2, Predicted: 1, Wrong: 1, WrongLoosely: 1, Nowhere: 1}},
		{"a country by its box", []Prediction{country}, Rules{}, Counts{Gold: 2, Predicted: 1, Found: 1, FoundLoosely: 1, Placed: 1, ErrorsKM: []float64{0}}},
		{"a country by its point", []Prediction{country}, Rules{Points: true},
			Counts{Gold: 2, Predicted: 1, Found: 1, FoundLoosely: 1, ErrorsKM: []float64{338}}},
		{"twice over one span", []Prediction{at(4, 8, 12, 8.5), at(4, 8, 0, 0)}, Rules{},
			Counts{Gold: 2, Predicted: 1, Found: 1, FoundLoosely: 1, Placed: 1, ErrorsKM: []float64{0}}},
		{"a demonym", []Prediction{demonym}, Rules{}, Counts{Gold: 2, Predicted: 1, Wrong: 1, WrongLoosely: 1, Nowhere: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Count(document(t, gold), tt.predicted, tt.rules)
			got.FoundOfKind, got.OfKinds = nil, nil
			for i := range got.ErrorsKM {
				got.ErrorsKM[i] = math.Round(got.ErrorsKM[i])
			}
			a, _ := json.Marshal(got)
			b, _ := json.Marshal(tt.want)
			if string(a) != string(b) {
				t.Errorf("got\n%s\nwant\n%s", a, b)
			}
		})
	}
}

func TestDemonymsOfCorporaWithout(t *testing.T) {
	t.Parallel()
	p := at(24, 30, 0, 0)
	p.Demonym = true
	d := document(t, strings.Replace(gold, "t-1", "geovirus-1", 1))
	if c := Count(d, []Prediction{p}, Rules{}); c.Predicted != 0 {
		t.Errorf("%d predictions, want the demonym left out", c.Predicted)
	}
}

// TestLanguages holds the conventions of corpora of other languages: each text has the gold spans below, and what is predicted.
func TestLanguages(t *testing.T) {
	t.Parallel()
	const spans = `"mentions":[{"start":0,"end":8,"spanonly":true},{"start":9,"end":15,"spanonly":true}]`
	demonym := at(9, 15, 0, 0)
	demonym.Demonym = true
	tests := []struct {
		name, lang, text string
		predicted        []Prediction
		want             Counts
	}{
		{"Turkish endings", "tr", "İzmir'de Ankara", []Prediction{at(0, 5, 0, 0), at(9, 15, 0, 0)}, Counts{Gold: 2, Predicted: 2, Found: 2, FoundLoosely: 2}},
		{"no Turkish", "it", "İzmir'de Ankara", []Prediction{at(0, 5, 0, 0)}, Counts{Gold: 2, Predicted: 1, FoundLoosely: 1, Wrong: 1}},
		{"an adjective", "ru", "Владимир омский", []Prediction{at(0, 8, 0, 0), at(9, 15, 0, 0)}, Counts{Gold: 1, Predicted: 2, Found: 1, FoundLoosely: 1}},
		{"a name", "ru", "Владимир Омский", nil, Counts{Gold: 2}},
		{"a small letter elsewhere", "de", "Schwerin berlin", nil, Counts{Gold: 2}},
		{"a demonym", "pl", "Szczecin Polacy", []Prediction{demonym}, Counts{Gold: 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document(t, `{"id":"x-1","lang":"`+tt.lang+`","text":"`+tt.text+`",`+spans+`}`)
			got := Count(d, tt.predicted, Rules{})
			got.FoundOfKind, got.OfKinds = nil, nil
			if a, b := fmt.Sprint(got), fmt.Sprint(tt.want); a != b {
				t.Errorf("got %s, want %s", a, b)
			}
		})
	}
}

// A span that the gold does not place is right where it is found, and of a class where it is not.
func TestCasesOfSpans(t *testing.T) {
	t.Parallel()
	d := document(t, `{"id":"x-1","lang":"de","text":"Nachts in Schwerin und Bad Doberan.","mentions":[{"start":10,"end":18,"spanonly":true},{"start":23,"end":34,"spanonly":true}]}`)
	var tally Tally
	tally.Add(d, []Prediction{at(10, 18, 0, 0), at(27, 34, 0, 0), at(0, 6, 0, 0)}, Rules{}, nil)
	if want := [Classes]int{Right: 1, Span: 1, Nowhere: 1}; tally.Classes != want {
		t.Errorf("classes %v, want %v", tally.Classes, want)
	}
}

func TestSummary(t *testing.T) {
	t.Parallel()
	c := Counts{Gold: 4, Predicted: 4, Found: 2, Wrong: 2, Placed: 1, Nowhere: 1, ErrorsKM: []float64{10, 500}}
	s := c.Summary()
	if s.Precision != 0.5 || s.Recall != 0.5 || s.F1 != 0.5 || s.E2E != 0.25 || s.False != 0.25 ||
		s.Accuracy161 != 0.5 || s.Accuracy20 != 0.5 || s.MeanKM != 255 {
		t.Errorf("%+v", s)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"{":          "line 2",
		`{"id":"x"}`: "needs an id and a text",
		`{"id":"x","text":"Kano","mentions":[{"start":0,"end":5,"lat":1,"lon":1}]}`: "[0, 5) is not in the text of 4 characters",
		`{"id":"x","text":"Kano","mentions":[{"start":0,"end":4,"lat":1}]}`:         "but not both",
	} {
		for _, err := range Read(strings.NewReader("\n" + line)) {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error %v, want %q", line, err, want)
			}
		}
	}
}

// TestReference holds the package against the scorer that the project's figures are stated in, on the gold corpora, with
// made-up predictions: every second gold mention, some of them shifted, some elsewhere.
func TestReference(t *testing.T) {
	t.Parallel()
	const shared = "../../../shared"
	files, _ := filepath.Glob(shared + "/corpora/*.jsonl")
	if len(files) == 0 {
		t.Skip("the gold corpora are not at hand")
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3 for the reference scorer")
	}
	for _, name := range files {
		for _, flags := range [][]string{nil, {"--points"}, {"--oracle"}} {
			t.Run(strings.Join(append(flags, filepath.Base(name)), " "), func(t *testing.T) {
				ours, lines := madeUp(t, name, Rules{Points: len(flags) > 0 && flags[0] == "--points", Given: len(flags) > 0 && flags[0] == "--oracle"})
				file := filepath.Join(t.TempDir(), "pred.jsonl")
				if err := os.WriteFile(file, []byte(lines), 0o600); err != nil {
					t.Fatal(err)
				}
				out, err := exec.CommandContext(t.Context(), "python3", append([]string{shared + "/tools/score.py", "--json"}, append(flags, name, file)...)...).Output()
				if err != nil {
					t.Fatal(err)
				}
				theirs := map[string]float64{}
				if err := json.Unmarshal(out, &theirs); err != nil {
					t.Fatal(err)
				}
				for key, got := range map[string]float64{
					"P": ours.Precision, "R": ours.Recall, "F": ours.F1, "lenientF": ours.LooseF1, "e2eP": ours.PlacedPrecision, "e2eR": ours.PlacedRecall,
					"E2E": ours.E2E, "false": ours.False, "acc": ours.Accuracy161, "acc20": ours.Accuracy20, "auc": ours.AUC,
				} {
					if math.Abs(got-theirs[key]) > 5e-4 {
						t.Errorf("%s is %.4f, the reference says %.4f", key, got, theirs[key])
					}
				}
			})
		}
	}
}

// TestReferenceOfLanguages holds the package against the scorer of recognition alone, on the corpora of other languages.
func TestReferenceOfLanguages(t *testing.T) {
	t.Parallel()
	const shared = "../../../shared"
	files, _ := filepath.Glob(shared + "/langs/*/*.jsonl")
	if len(files) == 0 {
		t.Skip("the corpora of other languages are not at hand")
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3 for the reference scorer")
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			ours, lines := madeUp(t, name, Rules{})
			file := filepath.Join(t.TempDir(), "pred.jsonl")
			if err := os.WriteFile(file, []byte(lines), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.CommandContext(t.Context(), "python3", shared+"/tools/score_ner.py", name, file).Output()
			if err != nil {
				t.Fatal(err)
			}
			theirs := strings.Fields(string(out))
			for i, got := range []float64{ours.Precision, ours.Recall, ours.F1, ours.LooseF1, ours.False} {
				if want, err := strconv.ParseFloat(theirs[i+2], 64); err != nil || math.Abs(got-want) > 6e-4 {
					t.Errorf("figure %d is %.4f, the reference says %s", i, got, theirs[i+2])
				}
			}
		})
	}
}

// madeUp returns the summary of made-up predictions for a gold file, and the predictions as the reference scorer reads them.
func madeUp(t *testing.T, name string, rules Rules) (Summary, string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var total Counts
	var lines strings.Builder
	for d, err := range Read(f) {
		if err != nil {
			t.Fatal(err)
		}
		var predicted []Prediction
		var features []any
		for i, m := range d.Mentions {
			if i%3 == 2 {
				continue
			}
			p := at(m.Start+i%5/4, m.End, 10, 10)
			if m.Lat != nil && i%4 > 0 {
				p.Point = orb.Point{*m.Lon, *m.Lat}
			}
			p.Country, p.Demonym = i%7 == 0, i%6 == 0
			p.Extent = orb.Bound{Min: orb.Point{-10, -10}, Max: orb.Point{30, 30}}
			if p.Start >= p.End {
				continue
			}
			role, kind := "LOCATION", "SETTLEMENT"
			if p.Demonym {
				role = "DEMONYM"
			}
			if p.Country {
				kind = "COUNTRY"
			}
			predicted = append(predicted, p)
			features = append(features, map[string]any{"bbox": []float64{-10, -10, 30, 30}, "properties": map[string]any{
				"kind": "PLACE", "placeType": kind, "location": map[string]float64{"latitude": p.Point[1], "longitude": p.Point[0]},
				"mentions": []any{map[string]any{"start": p.Start, "end": p.End, "role": role}},
			}})
		}
		total.Add(Count(d, predicted, rules))
		line, err := json.Marshal(map[string]any{"id": d.ID, "features": features})
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	return total.Summary(), lines.String()
}

func FuzzRead(f *testing.F) {
	f.Add(gold)
	f.Add(`{"id":"x","text":"é","mentions":[{"start":0,"end":1,"lat":1,"lon":1}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		for d, err := range Read(strings.NewReader(text)) {
			if err != nil {
				return
			}
			for _, s := range d.Spans() {
				Count(d, []Prediction{at(s[0], s[1], 0, 0)}, Rules{})
			}
		}
	})
}
