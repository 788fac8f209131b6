package geotag

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"sync"

	"example.com/geotag/internal/learn"
)

// ErrModel reports bytes that are no model of this version.
var ErrModel = errors.New("geotag: not a model of this version")

// A Model holds what a tagger has learned from texts. It is read-only and safe for concurrent use.
type Model struct {
	version      string
	chain        *learn.Chain // which tokens are names
	roles        *learn.Chain // what a name is used for
	first, later features     // how candidates rank, before and after their context is known
	trust        trust        // how sure an answer is
	sway         float32      // the most by which context may put one candidate before another
}

// Version identifies the model: the first twelve hexadecimal digits of the SHA-256 of its bytes.
func (m *Model) Version() string { return m.version }

// modelBytes is made by "geotag train".
//
//go:embed model.bin
var modelBytes []byte

// DefaultModel returns the embedded model.
var DefaultModel = sync.OnceValues(func() (*Model, error) { return ReadModel(modelBytes) })

// modelMagic begins a model; its number changes with the meaning of features.
const modelMagic = "geotag model 1\n"

// Bytes returns the model for ReadModel: the magic, the two chains, the weights of both passes, and the curve of the
// score, numbers little-endian.
func (m *Model) Bytes() []byte {
	b := append([]byte(nil), modelMagic...)
	b = m.roles.Append(m.chain.Append(b))
	for _, w := range [][]float32{m.first[:], m.later[:], m.trust[:]} {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(w)))
		for _, v := range w {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	return b
}

// ReadModel reads the bytes of a model and keeps them. It returns ErrModel for anything else.
func ReadModel(data []byte) (*Model, error) {
	sum := sha256.Sum256(data)
	m := &Model{version: hex.EncodeToString(sum[:6])}
	if len(data) < len(modelMagic) || string(data[:len(modelMagic)]) != modelMagic {
		return nil, ErrModel
	}
	rest := data[len(modelMagic):]
	var err error
	for _, c := range []**learn.Chain{&m.chain, &m.roles} {
		if *c, rest, err = learn.ReadChain(rest); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrModel, err)
		}
	}
	for _, w := range [][]float32{m.first[:], m.later[:], m.trust[:]} {
		if len(rest) < 4+4*len(w) || binary.LittleEndian.Uint32(rest) != uint32(len(w)) {
			return nil, fmt.Errorf("%w: it has other features", ErrModel)
		}
		for i := range w {
			w[i] = math.Float32frombits(binary.LittleEndian.Uint32(rest[4+4*i:]))
			if v := float64(w[i]); math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("%w: a weight is no number", ErrModel)
			}
		}
		rest = rest[4+4*len(w):]
	}
	m.swayed()
	if len(rest) > 0 {
		return nil, fmt.Errorf("%w: %d bytes too many", ErrModel, len(rest))
	}
	return m, nil
}

// swayed computes sway. Features of the context are from 0 to 1.
func (m *Model) swayed() {
	m.sway = 0
	for _, w := range m.later[inContext:] {
		m.sway += max(w, -w)
	}
}

// ruleModel reads texts before there is a model: it has no chain, so that the rules alone judge.
var ruleModel = func() *Model {
	roles := &learn.Chain{Weights: bytes.Repeat([]byte{128}, learn.Labels), Follows: roleFollows}
	roles.Prepare()
	m := &Model{first: handWeights, later: handWeights, roles: roles}
	m.swayed()
	return m
}()
