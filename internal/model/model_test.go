package model_test

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"testing"

	"example.com/geotag/internal/model"
)

func TestDefault(t *testing.T) {
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat("model.bin")
	if err != nil {
		t.Fatal(err)
	}
	if kin, err := os.Stat("../lexicon/kin.bin"); err != nil || info.Size()+kin.Size() > 6e6 {
		t.Errorf("the weights and the clusters take more than 6 MB; error %v", err)
	}
	if len(m.Version) != 12 {
		t.Errorf("version %q", m.Version)
	}
	if m.Date.IsZero() {
		t.Error("model.date is of another model: make it anew with model.bin")
	}
}

func TestReadRefuses(t *testing.T) {
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	good := m.Bytes()
	if again, err := model.Read(good); err != nil || again.Version != m.Version {
		t.Errorf("its own bytes: %v", err)
	}
	for _, bad := range [][]byte{nil, []byte("geotag"), good[:100], good[:len(good)-1], append(bytes.Clone(good), 0), bytes.Repeat([]byte{0xFF}, 200)} {
		if _, err := model.Read(bad); !errors.Is(err, model.ErrModel) {
			t.Errorf("%d bytes: error %v", len(bad), err)
		}
	}
}

// small returns a model that has learned nothing but two usual places.
func small() *model.Model {
	chain := model.ByRules.Roles
	return &model.Model{Chain: chain, Roles: chain, Joint: chain, Usual: map[string]float32{"2335204": 1.3862944, "NG.29": 0.5}}
}

func TestUsual(t *testing.T) {
	m, err := model.Read(small().Bytes())
	if err != nil || !maps.Equal(m.Usual, small().Usual) {
		t.Fatalf("usual places %v, error %v", m.Usual, err)
	}
	none := small()
	none.Usual = nil
	for _, line := range []string{"2335204", "2335204 x\n", "2335204 1", "2335204 NaN\n", "2335204 65\n", "2335204 -1\n", " 1\n", "a 1\na 2\n", "\xff 1\n", "\n"} {
		if _, err := model.Read(append(none.Bytes(), line...)); !errors.Is(err, model.ErrModel) {
			t.Errorf("%q: error %v", line, err)
		}
	}
}

// FuzzRead reads anything without a panic.
func FuzzRead(f *testing.F) {
	f.Add([]byte("geotag model 2\n"))
	f.Add(small().Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := model.Read(b); err != nil && !errors.Is(err, model.ErrModel) {
			t.Fatal(err)
		}
	})
}
