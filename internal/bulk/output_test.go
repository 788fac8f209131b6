package bulk_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/internal/bulk"
	"example.com/geotag/internal/rfc7946"
)

// named answers with a feature for the text, mentioned twice, or none where the text is "nothing".
func named(_ context.Context, b []byte, req *geotagv1.TagRequest) ([]byte, error) {
	switch req.GetText() {
	case "":
		return b, status.Error(codes.InvalidArgument, "text is empty")
	case "gone":
		return b, status.Error(codes.Unavailable, "gone")
	case "9 ha":
		return fmt.Appendf(b, `{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"geometry":null,"properties":{"kind":"FEATURE_KIND_STATED_AREA",`+
			`"name":"9 ha","areaM2":90000,"area":{"start":0,"end":4,"text":"9 ha","placeId":"RU.41"}}}],"id":%q}`, req.GetId()), nil
	case "nothing":
		return fmt.Appendf(b, `{"type":"FeatureCollection","features":[],"id":%q}`, req.GetId()), nil
	}
	name, _ := json.Marshal(req.GetText())
	return fmt.Appendf(b, `{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"geometry":{"type":"Point","coordinates":[8.5,12]},`+
		`"properties":{"kind":"FEATURE_KIND_PLACE","name":%s,"placeId":"1","placeType":"PLACE_TYPE_SETTLEMENT","countryCode":"NG","admin1Name":"Kano",`+
		`"location":{"latitude":12,"longitude":8.5},"score":0.9,"mentions":[{"start":0,"end":1,"text":%s,"role":"ROLE_LOCATION"},{"start":2,"end":3,"text":"x"}]}}],"id":%q}`,
		name, name, req.GetId()), nil
}

// run writes the answers to a table of texts.
func run(t *testing.T, enc bulk.Encoder, out *bulk.Output, table string) error {
	t.Helper()
	o := bulk.ReadOptions{Form: bulk.Table, ID: "id", Stdin: strings.NewReader(table), Done: int(out.Texts)}
	r := bulk.Run{Tag: named, Encoder: enc, Output: out, Workers: 2}
	if err := r.Do(t.Context(), bulk.Read(t.Context(), nil, o)); err != nil {
		return errors.Join(err, out.Close())
	}
	return out.Finish(r.Encoder.End(nil))
}

const texts = "id,text,day\na,Kano,=1+1\nb,,-2\nc,nothing,\"x, y\"\nd,=Oslo,\n"

func TestFormats(t *testing.T) {
	t.Parallel()
	for format, want := range map[bulk.Format][]string{
		bulk.JSONL:      {`"id":"a","columns":{"day":"=1+1"},"text":"Kano"}`, `"error":{"code":3,"message":"text is empty"},"columns":{"day":"-2"}}`, `"features":[],"id":"c"`, `"d"`},
		bulk.GeoJSON:    {`{"type":"FeatureCollection","features":[`, `"properties":{"columns":{"day":"=1+1"},"textId":"a","kind"`, `"geometry":null`, `"textId":"d"`, `]}`},
		bulk.GeoJSONSeq: {"\x1e" + `{"type":"Feature","geometry":{`, `"textId":"b"`, "\x1e"},
		bulk.CSV: {
			"id,day,mention,start,end,role,kind,name,placeId,type,country,admin1,lat,lon,areaM2,score,error",
			"a,'=1+1,Kano,0,1,location,place,Kano,1,settlement,NG,Kano,12,8.5,,0.9,", "a,'=1+1,x,2,3,,place", "b,-2,,,,,,,,,,,,,,,text is empty",
			"d,,'=Oslo", "d,,x",
		},
	} {
		var b bytes.Buffer
		if err := run(t, bulk.Encoder{Format: format, WithText: true}, bulk.Stream(&b), texts); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if len(lines) != len(want) {
			t.Fatalf("format %d: %d lines:\n%s", format, len(lines), &b)
		}
		for i, w := range want {
			if !strings.Contains(lines[i], w) {
				t.Errorf("format %d, line %d is %q; want %q", format, i, lines[i], w)
			}
		}
		checkOutput(t, format, b.Bytes())
	}
}

// What a text states of the ground has a row, and stands where it does.
func TestRowOfAStatement(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := run(t, bulk.Encoder{Format: bulk.CSV}, bulk.Stream(&b), "id,text\na,9 ha\n"); err != nil {
		t.Fatal(err)
	}
	if want := "a,9 ha,0,4,,stated_area,9 ha,RU.41,,,,,,90000,,"; strings.TrimSpace(strings.Split(b.String(), "\n")[1]) != want {
		t.Errorf("the rows are\n%s; want %s", &b, want)
	}
}

// checkOutput checks that an output is what its format says.
func checkOutput(t *testing.T, format bulk.Format, b []byte) {
	t.Helper()
	var err error
	switch format {
	case bulk.GeoJSON:
		err = rfc7946.Check(b)
	case bulk.CSV:
		_, err = csv.NewReader(bytes.NewReader(b)).ReadAll()
	default:
		for line := range bytes.Lines(b) {
			err = errors.Join(err, rfc7946.Check(bytes.TrimPrefix(line, []byte("\x1e"))))
		}
	}
	if err != nil {
		t.Errorf("format %d: %v in %q", format, err, b)
	}
}

// Of no texts there is a whole output, too.
func TestNoTexts(t *testing.T) {
	t.Parallel()
	for format, want := range map[bulk.Format]string{
		bulk.JSONL: "", bulk.GeoJSON: "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n", bulk.CSV: "id,mention,start",
	} {
		var b bytes.Buffer
		if err := run(t, bulk.Encoder{Format: format}, bulk.Stream(&b), "id,text\n"); err != nil || !strings.HasPrefix(b.String(), want) {
			t.Errorf("format %d: %q, %v", format, &b, err)
		}
	}
}

// A Feature a line, flat: columns are properties as others are.
func TestFlatColumns(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	enc := bulk.Encoder{Lines: client.LineOptions{Records: client.Features, Flat: true}}
	if err := run(t, enc, bulk.Stream(&b), "id,text,day\na,Kano,1\n"); err != nil || !strings.Contains(b.String(), `"properties":{"columns_day":"1","textId":"a"`) {
		t.Errorf("%s, %v", &b, err)
	}
}

// A table of answers has one header, also where the run goes on.
func TestOtherColumns(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.csv": "text,day\nKano,1\n", "b.csv": "text,date\nOslo,2\n"})
	name := filepath.Join(t.TempDir(), "out.csv")
	for range 2 {
		out, err := bulk.Open(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		r := bulk.Run{Tag: named, Encoder: bulk.Encoder{Format: bulk.CSV}, Output: out, Workers: 1}
		err = r.Do(t.Context(), bulk.Read(t.Context(), []string{dir}, bulk.ReadOptions{Done: int(out.Texts)}))
		if err == nil || !strings.Contains(err.Error(), `texts with the columns "day" there is one with the columns "date"`) {
			t.Error(err)
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Files that cannot be read are counted, and have no answer; texts that fail have one.
func TestStateCounts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": "Kano", "b.txt": "", "c.csv": "nothing\nx\n"})
	var b bytes.Buffer
	out := bulk.Stream(&b)
	var seen []string
	r := bulk.Run{Tag: named, Output: out, Workers: 2, Seen: func(t *bulk.Text, err error) {
		seen = append(seen, fmt.Sprint(filepath.Base(t.Where), " ", err != nil))
	}}
	if err := r.Do(t.Context(), bulk.Read(t.Context(), []string{dir}, bulk.ReadOptions{})); err != nil {
		t.Fatal(err)
	}
	if err := out.Finish(nil); err != nil {
		t.Fatal(err)
	}
	expect(t, seen, "a.txt false", "b.txt true", "c.csv true")
	if want := (bulk.State{Texts: 3, Failed: 1, Files: 1, Records: 2, Bytes: int64(b.Len()), Begun: true}); !reflect.DeepEqual(out.State, want) {
		t.Errorf("%+v; want %+v", out.State, want)
	}
}

// A run that a lost server ended goes on, after what was written behind the checkpoint is cut off.
func TestResume(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "out.geojson")
	of := map[string]string{"inputs": "x", "-offsets": "utf8"}
	enc := bulk.Encoder{Format: bulk.GeoJSON}
	var want bytes.Buffer
	if err := run(t, enc, bulk.Stream(&want), strings.ReplaceAll(texts, "nothing", "Bern")); err != nil {
		t.Fatal(err)
	}
	out, err := bulk.Open(name, of)
	if err != nil {
		t.Fatal(err)
	}
	if err := run(t, enc, out, strings.ReplaceAll(texts, "nothing", "gone")); status.Code(err) != codes.Unavailable {
		t.Fatal(err)
	}
	if _, err := bulk.Create(name, of); !errors.Is(err, bulk.ErrUnfinished) {
		t.Error(err)
	}
	_, err = bulk.Open(name, map[string]string{"inputs": "y", "-flat": "true"})
	if d, ok := errors.AsType[*bulk.DifferentError](err); !ok || fmt.Sprint(d.Differences) != "[-flat is true and was not given -offsets was utf8 and is not given inputs was x and is y]" {
		t.Error(err)
	}
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, append(whole, `{"type":"Fea`...), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err = bulk.Open(name, of); err != nil || out.Texts != 2 || out.Failed != 1 {
		t.Fatal(out, err)
	}
	if err := run(t, enc, out, strings.ReplaceAll(texts, "nothing", "Bern")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s, %v; want %s", got, err, &want)
	}
	if _, err := bulk.Open(name, of); !errors.Is(err, bulk.ErrFinished) {
		t.Error(err)
	}
	if left, _ := filepath.Glob(name + "*"); len(left) != 1 {
		t.Errorf("there are %q", left)
	}
}

// What is compressed holds what is not, in more blocks than one.
func TestCompressedOutput(t *testing.T) {
	t.Parallel()
	var table strings.Builder
	table.WriteString("id,text\n")
	for i := range 4000 {
		fmt.Fprintf(&table, "%d,Kano\n", i)
	}
	var want bytes.Buffer
	if err := run(t, bulk.Encoder{}, bulk.Stream(&want), table.String()); err != nil {
		t.Fatal(err)
	}
	for _, ext := range []string{".gz", ".zst"} {
		dir := t.TempDir()
		out, err := bulk.Create(filepath.Join(dir, "out"+ext), nil)
		if err == nil {
			err = run(t, bulk.Encoder{}, out, table.String())
		}
		if err != nil {
			t.Fatal(err)
		}
		// A file of one text is read as it stands, which one of this length is not: lines are.
		n := 0
		for text, err := range bulk.Read(t.Context(), []string{filepath.Join(dir, "out"+ext)}, bulk.ReadOptions{Form: bulk.Lines}) {
			if n++; err != nil || text.Request.GetId() != fmt.Sprint(n-1) {
				t.Fatalf("line %d: %v, %v", n, text, err)
			}
		}
		if want := bytes.Count(want.Bytes(), []byte("\n")); n != want {
			t.Errorf("%s: %d lines; want %d", ext, n, want)
		}
	}
}
