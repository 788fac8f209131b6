// Package model holds what the tagger has learned: the weights of the chain that finds names, of the chain that tells roles,
// of the ranking of candidates and of the score; and the vocabulary that the weights are for, with its fingerprint.
package model

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/prose"
)

// ErrModel reports bytes that are no model of this version.
var ErrModel = errors.New("geotag: not a model of this version")

// A Model holds what a tagger has learned from texts. It is read-only and safe for concurrent use.
type Model struct {
	Version      string       // the first twelve hexadecimal digits of the SHA-256 of its bytes; empty: it was not read from bytes
	Date         time.Time    // the day on which it was learned; zero: not known
	Chain        *learn.Chain // which words of English texts are names; nil: rules alone judge
	Joint        *learn.Chain // which words of other texts are; nil: rules alone judge
	Taught       []string     // the languages that the joint chain was taught, BCP 47, sorted
	Roles        *learn.Chain // what a name is used for
	First, Later Features     // how candidates rank, before and after their context is known
	Trust        Trust        // how sure an answer is
	// Usual holds, by its id, what each place that the texts it went on with often name gains over its rivals; empty: it went on with none.
	Usual map[string]float32
}

// ChainFor returns the chain that finds names in the language to which a prose.Language gives this name, or nil.
func (m *Model) ChainFor(language string) *learn.Chain {
	switch language {
	case prose.English:
		return m.Chain
	case prose.Joint:
		return m.Joint
	}
	return nil
}

// embedded is made by "geotag train".
//
//go:embed model.bin
var embedded []byte

// Embedded returns the bytes of the embedded model, which are the program's own pages and must never be written to.
func Embedded() []byte { return embedded }

// dated is the version of the embedded model and the day on which it was learned, which its bytes do not tell: they are the same
// whenever they are learned from the same texts. "make model" writes it.
//
//go:embed model.date
var dated string

// Default returns the embedded model.
var Default = sync.OnceValues(func() (*Model, error) {
	m, err := Read(embedded)
	if err != nil {
		return nil, err
	}
	if version, day, ok := strings.Cut(strings.TrimSpace(dated), " "); ok && version == m.Version {
		m.Date, err = time.Parse(time.DateOnly, day)
	}
	return m, err
})

// magic begins a model; its number changes with the layout of the bytes. The fingerprint follows it.
const magic = "geotag model 3\n"

// Bytes returns the model for Read: the magic, the fingerprint, the three chains, the languages that the joint one was taught, on a line, the weights
// of both passes, and the curve of the score, numbers little-endian; then the usual places, each with its gain on a line.
func (m *Model) Bytes() []byte {
	b := append([]byte(nil), magic...)
	print := Fingerprint()
	b = append(b, print[:]...)
	b = m.Joint.Append(m.Roles.Append(m.Chain.Append(b)))
	b = append(append(b, strings.Join(m.Taught, " ")...), '\n')
	for _, w := range [][]float32{m.First[:], m.Later[:], m.Trust[:]} {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(w)))
		for _, v := range w {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(m.Usual)) {
		b = fmt.Appendf(b, "%s %g\n", id, m.Usual[id])
	}
	return b
}

// Read reads the bytes of a model and keeps them. It returns an ErrModel that says what is wrong for anything else, among it a
// model whose features or enums mean something else than this program's.
func Read(data []byte) (*Model, error) {
	sum := sha256.Sum256(data)
	m := &Model{Version: hex.EncodeToString(sum[:6])}
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok {
		return nil, ErrModel
	}
	print := Fingerprint()
	if rest, ok = bytes.CutPrefix(rest, print[:]); !ok {
		return nil, fmt.Errorf("%w: it was learned with other features or enums; learn it anew", ErrModel)
	}
	var err error
	for _, c := range []**learn.Chain{&m.Chain, &m.Roles, &m.Joint} {
		if *c, rest, err = learn.ReadChain(rest); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrModel, err)
		}
	}
	taught, rest, ok := bytes.Cut(rest, []byte{'\n'})
	if !ok || !utf8.Valid(taught) {
		return nil, fmt.Errorf("%w: it does not say its languages", ErrModel)
	}
	m.Taught = strings.Fields(string(taught))
	for _, w := range [][]float32{m.First[:], m.Later[:], m.Trust[:]} {
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
	if m.Usual, err = readUsual(rest); err != nil {
		return nil, err
	}
	return m, nil
}

// MostUsual is the most that a usual place may gain. Set by hand: no feature weighs as much.
const MostUsual = 64

// readUsual reads the lines of usual places.
func readUsual(data []byte) (map[string]float32, error) {
	if len(data) == 0 {
		return nil, nil
	}
	usual := map[string]float32{}
	for line := range bytes.Lines(data) {
		id, number, _ := strings.Cut(string(line), " ")
		gain, err := strconv.ParseFloat(strings.TrimSuffix(number, "\n"), 32)
		if _, twice := usual[id]; twice || err != nil || id == "" || !utf8.ValidString(id) || !(gain > 0 && gain <= MostUsual) || !bytes.HasSuffix(line, []byte("\n")) {
			return nil, fmt.Errorf("%w: %q is no place with its gain", ErrModel, line[:min(len(line), 40)])
		}
		usual[id] = float32(gain)
	}
	return usual, nil
}

// Sway returns the most that context may add to a candidate, and the part of it that nearness may: features of the context are from 0 to 1.
func (m *Model) Sway() (all, near float32) {
	for f := InContext; f < NumFeatures; f++ {
		gain := max(m.Later[f], 0)
		if all += gain; f >= Near && f <= DatelineNear {
			near += gain
		}
	}
	return all, near
}

// ByRules reads texts before anything is learned: it has no chain, so that the rules alone judge.
var ByRules = func() *Model {
	roles := &learn.Chain{Weights: bytes.Repeat([]byte{128}, learn.Labels), Follows: RoleFollows}
	roles.Prepare()
	return &Model{First: ByHand, Later: ByHand, Roles: roles}
}()
