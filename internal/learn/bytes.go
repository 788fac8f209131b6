package learn

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
)

// ErrChain reports bytes that are no Chain.
var ErrChain = errors.New("learn: not a chain")

const chainHead = 4 + 4 + (Labels+1)*Labels*4 + Labels + 1

// Append appends the chain's bytes: the number of buckets, Step, Steps, Follows and Weights, little-endian.
func (c *Chain) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(c.Weights)/Labels))
	b = appendFloat(b, c.Step)
	for _, row := range c.Steps {
		for _, v := range row {
			b = appendFloat(b, v)
		}
	}
	for _, s := range c.Follows {
		b = append(b, byte(s))
	}
	return append(b, c.Weights...)
}

func appendFloat(b []byte, v float32) []byte {
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
}

// ReadChain reads a chain from the beginning of b, which it keeps, and returns the rest.
func ReadChain(b []byte) (*Chain, []byte, error) {
	if len(b) < chainHead {
		return nil, nil, ErrChain
	}
	buckets := binary.LittleEndian.Uint32(b)
	size := uint64(buckets) * Labels
	if bits.OnesCount32(buckets) != 1 || uint64(len(b)-chainHead) < size {
		return nil, nil, ErrChain
	}
	c := new(Chain)
	float := func(at int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b[at:])) }
	c.Step = float(4)
	at := 8
	for i := range c.Steps {
		for k := range c.Steps[i] {
			c.Steps[i][k] = float(at)
			at += 4
		}
	}
	for i := range c.Follows {
		c.Follows[i] = Set(b[at])
		at++
	}
	c.Weights = b[at : at+int(size) : at+int(size)]
	if !c.finite() {
		return nil, nil, ErrChain
	}
	c.Prepare()
	return c, b[at+int(size):], nil
}

// finite reports whether all sums of weights can be told apart from infinity.
func (c *Chain) finite() bool {
	ok := func(v float32) bool { return v > -64 && v < 64 }
	for _, row := range c.Steps {
		for _, v := range row {
			if !ok(v) {
				return false
			}
		}
	}
	return ok(c.Step)
}
