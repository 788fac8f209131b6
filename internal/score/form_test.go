package score

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The text of the tests has a character that is two UTF-16 units and four bytes before its names.
const formText = "💧 Floods hit Kano and Jos, Ada said."

const (
	webNotes = `{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[
{"type":"Annotation","body":[{"type":"TextualBody","purpose":"tagging","value":"Place"},{"source":"https://sws.geonames.org/2335204/"},{"geometry":{"type":"Point","coordinates":[8.5,12]}}],
 "target":{"source":"text.txt","selector":[{"type":"TextQuoteSelector","exact":"Kano"},{"type":"TextPositionSelector","start":13,"end":17}]}},
{"type":"Annotation","body":{"purpose":"tagging","value":"Literal"},"target":[{"source":"text.txt","selector":{"type":"TextQuoteSelector","exact":"Jos","prefix":"and "}}]},
{"type":"Annotation","body":{"purpose":"tagging","value":"Person"},"target":{"source":"text.txt","selector":{"type":"TextPositionSelector","start":27,"end":30}}}]}`
	bratNotes = "T1\tLocation 13 17\tKano\nN1\tReference T1 GeoNames:2335204\tKano\n#1\tAnnotatorNotes T1\t12.0, 8.5\n" +
		"T2\tLiteral 22 25\tJos\nT3\tPerson 27 30\tAda\nR1\tSays Arg1:T3 Arg2:T1\n"
	tasks = `[{"id":7,"data":{"words":"` + formText + `"},"annotations":[{"was_cancelled":true,"result":[]},{"result":[
{"id":"a","from_name":"label","to_name":"words","type":"labels","value":{"start":14,"end":18,"text":"Kano","labels":["LOC"]}},
{"id":"a","from_name":"where","to_name":"words","type":"textarea","value":{"start":14,"end":18,"text":["12.0, 8.5","geonames:2335204"]}},
{"id":"b","from_name":"label","to_name":"words","type":"labels","value":{"start":23,"end":26,"labels":["Literal"]}},
{"id":"c","from_name":"label","to_name":"words","type":"labels","value":{"start":28,"end":31,"labels":["PER"]}}]}]}]`
)

// files writes files and returns the name of the first.
func files(t *testing.T, named ...[2]string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range named {
		if err := os.WriteFile(filepath.Join(dir, f[0]), []byte(f[1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, named[0][0])
}

// All forms say the same, and are told by their content.
func TestForms(t *testing.T) {
	t.Parallel()
	text := [2]string{"text.txt", formText}
	for form, name := range map[Form]string{
		WebNotes:    files(t, [2]string{"notes.json", webNotes}, text),
		Brat:        filepath.Dir(files(t, [2]string{"text.ann", bratNotes}, text)),
		LabelStudio: files(t, [2]string{"export.json", tasks}),
	} {
		for _, asked := range []Form{form, ""} {
			n := 0
			for d, err := range ReadFile(name, asked) {
				if err != nil {
					t.Fatalf("%s: %v", form, err)
				}
				n++
				if d.Text != formText || len(d.Mentions) != 2 {
					t.Fatalf("%s: %d mentions in %q", form, len(d.Mentions), d.Text)
				}
				kano, jos := d.Mentions[0], d.Mentions[1]
				if kano.Start != 13 || kano.End != 17 || kano.ID != 2335204 || kano.Lat == nil || *kano.Lat != 12 || *kano.Lon != 8.5 || kano.SpanOnly || kano.Kind != "" {
					t.Errorf("%s: Kano is %+v", form, kano)
				}
				if jos.Start != 22 || jos.End != 25 || jos.Lat != nil || !jos.SpanOnly || jos.Kind != "Literal" {
					t.Errorf("%s: Jos is %+v", form, jos)
				}
			}
			if n != 1 {
				t.Errorf("%s: %d texts", form, n)
			}
		}
	}
}

// What is wrong is said with the file and the line or the element.
func TestFormErrors(t *testing.T) {
	t.Parallel()
	text := [2]string{"text.txt", formText}
	note := func(target string) [2]string {
		return [2]string{"notes.json", `[{"type":"Annotation","target":{"source":{"id":"a","value":"` + formText + `"},"selector":{"type":"TextQuoteSelector","exact":"Kano"}}},{"target":` + target + `}]`}
	}
	for want, name := range map[string]string{
		`notes.json: score: annotation 2: "o" stands 4 times`:                files(t, note(`{"source":"a","selector":{"type":"TextQuoteSelector","exact":"o"}}`)),
		`notes.json: score: annotation 2: it has no selector`:                files(t, note(`{"source":"a"}`)),
		`notes.json: score: annotation 2: the text of "../b"`:                files(t, note(`{"source":"../b"}`)),
		`notes.json: score: a: mention 1: [90, 95) is not in the text of 36`: files(t, note(`{"source":"a","selector":{"type":"TextPositionSelector","start":90,"end":95}}`)),
		`text.ann: text.ann: score: line 2: T2: [14, 18) is "ano ", and not`: files(t, [2]string{"text.ann", "T1\tLOC 13 17\tKano\nT2\tLOC 14 18\tKano\n"}, text),
		`text.ann: text.ann: score: line 1: T1: it has no type and offsets`:  files(t, [2]string{"text.ann", "T1\tLOC\tKano\n"}, text),
		`text.ann: text.ann: open `:                                          files(t, [2]string{"text.ann", "T1\tLOC 13 17\tKano\n"}),
		`export.json: score: task 1: 7: region a: [13, 17) is "Kano", and`:   files(t, [2]string{"export.json", strings.Replace(tasks, `"text":"Kano"`, `"text":"Kanu"`, 1)}),
		`export.json: score: task 1: 7: region b: [23, 99) is not in the`:    files(t, [2]string{"export.json", strings.Replace(tasks, `"end":26`, `"end":99`, 1)}),
		`export.json: score: not an export of Label Studio`:                  files(t, [2]string{"export.json", `[{"data":7}]`}),
	} {
		var got error
		for _, err := range ReadFile(name, "") {
			got = errors.Join(got, err)
		}
		if got == nil || !strings.Contains(strings.ReplaceAll(got.Error(), "stat ", "open "), want) {
			t.Errorf("error %v, want %s", got, want)
		}
	}
	for _, err := range ReadFile("x", "xml") {
		if err == nil || !strings.Contains(err.Error(), "must be of [jsonl w3c brat labelstudio doccano conll]") {
			t.Errorf("error %v", err)
		}
	}
}

// sound checks what a reader took for good.
func sound(t *testing.T, d *Document) {
	t.Helper()
	n := len([]rune(d.Text))
	for _, m := range d.Mentions {
		if m.Start < 0 || m.Start >= m.End || m.End > n || (m.Lat == nil) != (m.Lon == nil) || m.Lat != nil && !(*m.Lat >= -90 && *m.Lat <= 90) {
			t.Errorf("mention %+v of %d characters", m, n)
		}
	}
}

func FuzzReadNotes(f *testing.F) {
	f.Add([]byte(webNotes))
	f.Add([]byte(`{"first":{"items":{"body":"geo:1,2","target":"a"}}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		for d, err := range readNotes(b, func(string) (string, error) { return formText, nil }) {
			if err == nil {
				sound(t, d)
			}
		}
	})
}

func FuzzReadBrat(f *testing.F) {
	f.Add(formText, bratNotes)
	f.Add(formText, "T1\tLOC 0 1;3 4\tx\n#1\tx T1\t91 0")
	f.Fuzz(func(t *testing.T, text, notes string) {
		d := &Document{ID: "x", Text: text}
		if d.standoff(notes) == nil {
			sound(t, d)
		}
	})
}

func FuzzReadTasks(f *testing.F) {
	f.Add([]byte(tasks))
	f.Fuzz(func(t *testing.T, b []byte) {
		for d, err := range readTasks(b) {
			if err == nil {
				sound(t, d)
			}
		}
	})
}
