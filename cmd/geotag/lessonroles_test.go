package main

import (
	"strings"
	"testing"

	"example.com/geotag/internal/model"
	"example.com/geotag/internal/train"
)

func TestRoleLesson(t *testing.T) {
	t.Parallel()
	one, err := roleLesson([]byte(`{"text":"Şu Chad beat Mali.","start":3,"end":7,"reading":"metonymic"}`), "x")
	if err != nil || one.Uses != train.SomeUses || !one.Partial || len(one.Names) != 1 {
		t.Fatalf("%+v, error %v", one, err)
	}
	if n := one.Names[0]; one.Text[n.Start:n.End] != "Chad" || n.Role != model.Actor {
		t.Errorf("marked %+v", n)
	}
	all, err := roleLesson([]byte(`{"text":"Rain in Kano, Malian envoys say.","mentions":[{"start":14,"end":20,"use":"adjective"},{"start":8,"end":12,"use":"place"}]}`), "x")
	if err != nil || all.Uses != train.PlaceUses || len(all.Names) != 2 {
		t.Fatalf("%+v, error %v", all, err)
	}
	if a, b := all.Names[0], all.Names[1]; all.Text[a.Start:a.End] != "Kano" || a.Role != model.Location || b.Role != model.Demonym {
		t.Errorf("marked %+v", all.Names)
	}
	for line, want := range map[string]string{
		`{"text":"Kano","start":2,"end":9,"reading":"literal"}`:                 "a name from 2 to 9",
		`{"text":"Kano","start":0,"end":4,"reading":"poetic"}`:                  `"poetic"`,
		`{"text":"Kano","mentions":[{"start":3,"end":3,"use":"place"}]}`:        "a name from 3 to 3",
		`{"text":"Kano","mentions":[{"start":0,"end":4}]}`:                      `as ""`,
		`{"text":"Kano","mentions":[{"start":-1,"end":4,"use":"place"}]}`:       "a name from -1 to 4",
		`{"text":"Kano","mentions":[{"start":0,"end":"4","use":"place"}]} rest`: "",
	} {
		if _, err := roleLesson([]byte(line), "x"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", line, err, want)
		}
	}
}

// FuzzRoleLesson checks that names lie inside their text, in order.
func FuzzRoleLesson(f *testing.F) {
	f.Add([]byte(`{"text":"Chad beat Mali.","start":0,"end":4,"reading":"mixed"}`))
	f.Add([]byte(`{"text":"Rain in Kano","mentions":[{"start":8,"end":12,"use":"place"}]}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		l, err := roleLesson(line, "x")
		if err != nil {
			return
		}
		last := 0
		for _, n := range l.Names {
			if n.Start < last || n.Start >= n.End || n.End > len(l.Text) {
				t.Errorf("%+v in %q", n, l.Text)
			}
			last = n.Start
		}
	})
}
