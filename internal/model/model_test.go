package model_test

import (
	"bytes"
	"errors"
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

// FuzzRead reads anything without a panic.
func FuzzRead(f *testing.F) {
	f.Add([]byte("geotag model 2\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := model.Read(b); err != nil && !errors.Is(err, model.ErrModel) {
			t.Fatal(err)
		}
	})
}
