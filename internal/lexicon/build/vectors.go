package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
)

// dimensions is the length of a word's vector.
const dimensions = 100

type vector [dimensions]float32

// readVectors returns the vectors of the n most frequent plain words, at unit length, in the order of ranked.
func readVectors(dir string, ranked []string) ([]vector, error) {
	index := make(map[string]int, len(ranked))
	for i, w := range ranked {
		index[w] = i
	}
	vectors := make([]vector, len(ranked))
	err := wordSource.read(dir, func(r io.Reader) error {
		dec := json.NewDecoder(bufio.NewReaderSize(r, 1<<20))
		for {
			t, err := dec.Token()
			if err != nil {
				return fmt.Errorf("vectors: %w", err)
			}
			if t == "words" { // not to take the word "vectors" for the key
				var skipped json.RawMessage
				if err := dec.Decode(&skipped); err != nil {
					return err
				}
			}
			if t == "vectors" {
				return eachVector(dec, func(w string, v *vector) {
					if i, ok := index[w]; ok {
						vectors[i] = *v
					}
				})
			}
		}
	})
	return vectors, err
}

// eachVector reads the object of the vectors, whose values have the length and the rank behind the components.
func eachVector(dec *json.Decoder, use func(w string, v *vector)) error {
	if _, err := dec.Token(); err != nil {
		return err
	}
	values := make([]float32, 0, dimensions+2)
	for dec.More() {
		w, err := dec.Token()
		if err != nil {
			return err
		}
		values = values[:0]
		if err := dec.Decode(&values); err != nil {
			return fmt.Errorf("vector of %v: %w", w, err)
		}
		if len(values) < dimensions {
			return fmt.Errorf("vector of %v has %d components, want %d", w, len(values), dimensions)
		}
		var v vector
		copy(v[:], values)
		v.normalise()
		use(w.(string), &v)
	}
	return nil
}

func (v *vector) normalise() {
	if n := float32(math.Sqrt(float64(v.dot(v)))); n > 0 {
		for i := range v {
			v[i] /= n
		}
	}
}

func (v *vector) dot(w *vector) float32 {
	var a, b, c, d float32
	for i := 0; i < dimensions; i += 4 {
		a += v[i] * w[i]
		b += v[i+1] * w[i+1]
		c += v[i+2] * w[i+2]
		d += v[i+3] * w[i+3]
	}
	return a + b + c + d
}
