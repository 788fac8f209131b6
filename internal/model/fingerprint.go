package model

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"sync"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// Fingerprint identifies what a model's weights are for: the templates of features and the order of all enums whose numbers are
// hashed into them. A model with another fingerprint would answer nonsense, and is refused.
var Fingerprint = sync.OnceValue(func() (print [16]byte) {
	h := sha256.New()
	for _, t := range templateNames() {
		fmt.Fprintf(h, "template %d %s\n", t.number, t.name)
	}
	for _, t := range roleTemplateNames() {
		fmt.Fprintf(h, "role template %d %s\n", t.number, t.name)
	}
	list(h, "joint template", jointNames[:])
	list(h, "label", labelNames[:])
	list(h, "role label", roleLabelNames[:])
	list(h, "role", roleNames[:])
	list(h, "reason", reasonNames[:])
	list(h, "feature", featureNames[:])
	list(h, "trust", trustNames[:])
	list(h, "use", UseNames[:])
	list(h, "gap", prose.GapNames[:])
	list(h, "shape", prose.ShapeNames[:])
	list(h, "class", lexicon.ClassNames())
	for t := gazetteer.Country; t <= gazetteer.Facility; t++ {
		fmt.Fprintf(h, "type %d %s\n", t, t)
	}
	fmt.Fprintf(h, "labels %d kin %x\n", learn.Labels, lexicon.KinVersion())
	copy(print[:], h.Sum(nil))
	return print
})

func list(h hash.Hash, what string, names []string) {
	for i, n := range names {
		fmt.Fprintf(h, "%s %d %s\n", what, i, n)
	}
}
