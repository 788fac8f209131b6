package geotag

import (
	"sync"
	"time"

	"example.com/geotag/internal/model"
)

// ErrModel reports bytes that are no model of this version.
var ErrModel = model.ErrModel

// A Model holds what a tagger has learned from texts. It is read-only and safe for concurrent use.
type Model struct{ weights model.Model }

// Version identifies the model: the first twelve hexadecimal digits of the SHA-256 of its bytes.
func (m *Model) Version() string { return m.weights.Version }

// Date returns the day on which the model was learned, where it is the embedded one; else the zero time.
func (m *Model) Date() time.Time { return m.weights.Date }

// DefaultModel returns the embedded model.
var DefaultModel = sync.OnceValues(func() (*Model, error) {
	m, err := model.Default()
	if err != nil {
		return nil, err
	}
	return &Model{*m}, nil
})

// ReadModel reads the bytes of a model, as "geotag train" writes them, and keeps them. It returns an ErrModel that says what is
// wrong for anything else.
func ReadModel(data []byte) (*Model, error) {
	m, err := model.Read(data)
	if err != nil {
		return nil, err
	}
	return &Model{*m}, nil
}
