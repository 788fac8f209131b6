package model_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"example.com/geotag/internal/model"
)

// A model that was learned with other features or enums is refused, and the error says so.
func TestReadRefusesAnothersFingerprint(t *testing.T) {
	t.Parallel()
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	good := m.Bytes()
	print := model.Fingerprint()
	at := bytes.Index(good, print[:])
	if at < 0 {
		t.Fatal("the bytes of a model hold no fingerprint")
	}
	for i := range print {
		bad := bytes.Clone(good)
		bad[at+i] ^= 1
		if _, err := model.Read(bad); !errors.Is(err, model.ErrModel) || !strings.Contains(err.Error(), "other features or enums") {
			t.Fatalf("byte %d of the fingerprint changed: error %v", i, err)
		}
	}
	if model.Fingerprint() != print {
		t.Error("the fingerprint changes")
	}
}

func TestChainFor(t *testing.T) {
	t.Parallel()
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	if m.ChainFor("en") != m.Chain || m.ChainFor("") != nil || model.ByRules.ChainFor("en") != nil {
		t.Error("English alone has a chain, and none where nothing is learned")
	}
}

func TestTrustScore(t *testing.T) {
	t.Parallel()
	w := model.Trust{model.TrustBias: 0.5, model.TrustSpan: 1}
	low, high := w.Score(&model.Trust{model.TrustBias: 1, model.TrustSpan: -5}), w.Score(&model.Trust{model.TrustBias: 1, model.TrustSpan: 5})
	if !(0 < low && low < high && high < 1) {
		t.Errorf("scores %g and %g", low, high)
	}
}

func TestFloor(t *testing.T) {
	t.Parallel()
	var w model.Features
	w[model.Held] = -1
	w.Floor()
	if w[model.Holds] != model.ByHand[model.Holds] || w[model.HomeNear] != model.ByHand[model.HomeNear] || w[model.Held] != -1 {
		t.Errorf("floored: %v", w)
	}
	told := model.Features{model.HomeCountry: -0.1, model.HomeNear: 2}
	told.Floor()
	if told[model.HomeCountry] != -0.1 || told[model.HomeNear] != 2 || told[model.HomeAdmin1] != 0 {
		t.Errorf("of homes that lessons said: %v", told)
	}
	if s, near := model.ByRules.Sway(); s <= 0 || near <= 0 || near > s {
		t.Errorf("context sways by %g", s)
	}
}
