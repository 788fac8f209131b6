package main

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"

	"example.com/geotag/internal/lexicon"
)

const (
	kinWords    = 190_000 // of the most frequent ones, in the table
	kinTraining = 50_000  // of them, that the clusters are made of
	kinRounds   = 12
)

// writeKin derives kin.bin from the vectors: clusters by k-means, and how like a town's and a person's name each word is
// used by logistic regression on the lists of package lexicon and the names of cities.
func writeKin(out string, ranked []string, vectors []vector, cities map[string]bool) error {
	centres := kmeans(vectors[:min(kinTraining, len(vectors))], lexicon.Clusters, kinRounds)
	coarse := kmeans(centres, lexicon.CoarseClusters, kinRounds)
	clusters, above := nearest(vectors, centres), nearest(centres, coarse)
	const names = lexicon.GivenName | lexicon.Surname | lexicon.RareName
	town := regress(ranked, vectors, func(w string) (bool, bool) {
		c := lexicon.Of([]byte(w))
		return cities[w], !cities[w] || !c.Has(names|lexicon.Common)
	})
	person := regress(ranked, vectors, func(w string) (bool, bool) {
		c := lexicon.Of([]byte(w))
		return c.Has(names), !c.Has(lexicon.AmbiguousName) && !(c.Has(names) && (c.Has(lexicon.Common) || cities[w]))
	})
	entries := make([]lexicon.KinEntry, len(ranked))
	for i, w := range ranked {
		entries[i] = lexicon.KinEntry{Word: w, Kin: lexicon.Kin{
			Cluster: uint16(clusters[i]), Place: town(&vectors[i]), Person: person(&vectors[i]), Rank: uint8(bits.Len(uint(i + 1))),
		}}
	}
	var table [lexicon.Clusters]uint8
	for i, c := range above {
		table[i] = uint8(c)
	}
	return os.WriteFile(filepath.Join(out, "kin.bin"), lexicon.BuildKin(entries, table), 0o644)
}

// kmeans returns k centres of vectors of unit length, by spherical k-means (Dhillon and Modha 2001) from k of them spread
// over the first ones. The same input gives the same centres.
func kmeans(vectors []vector, k, rounds int) []vector {
	centres := make([]vector, k)
	for i, at := range rand.New(rand.NewPCG(1, 1)).Perm(len(vectors))[:k] {
		centres[i] = vectors[at]
	}
	for round := range rounds {
		fmt.Fprintf(os.Stderr, "\rclusters: %d vectors, %d centres, round %d of %d ", len(vectors), k, round+1, rounds)
		sums := make([]vector, k)
		for i, c := range nearest(vectors, centres) {
			for d, v := range vectors[i] {
				sums[c][d] += v
			}
		}
		for i := range sums {
			if sums[i] != (vector{}) {
				sums[i].normalise()
				centres[i] = sums[i]
			}
		}
	}
	fmt.Fprintln(os.Stderr)
	return centres
}

// nearest returns the centre nearest to each vector.
func nearest(vectors, centres []vector) []int {
	out := make([]int, len(vectors))
	var group sync.WaitGroup
	const part = 1000
	for from := 0; from < len(vectors); from += part {
		group.Go(func() {
			for i := from; i < min(from+part, len(vectors)); i++ {
				best := float32(math.Inf(-1))
				for k := range centres {
					if d := vectors[i].dot(&centres[k]); d > best {
						best, out[i] = d, k
					}
				}
			}
		})
	}
	group.Wait()
	return out
}

// regress learns to tell words by their vectors, and returns the odds of a vector in 16 steps. label says of a word
// whether it is one and whether it counts.
func regress(words []string, vectors []vector, label func(string) (is, counts bool)) func(*vector) uint8 {
	var w vector
	bias := float32(0)
	random := rand.New(rand.NewPCG(1, 2))
	odds := func(v *vector) float64 { return float64(v.dot(&w) + bias) }
	const epochs = 6
	n := min(len(words), 100_000)
	for epoch := range epochs {
		rate := float32(0.5) / float32(1+epoch)
		for _, i := range random.Perm(n) {
			is, counts := label(words[i])
			if !counts {
				continue
			}
			g := float32(1 / (1 + math.Exp(-odds(&vectors[i]))))
			if is {
				g--
			}
			for d, v := range vectors[i] {
				w[d] -= rate * g * v
			}
			bias -= rate * g
		}
	}
	return func(v *vector) uint8 { return uint8(max(0, min(15, math.Round(odds(v)*1.25+10)))) }
}
