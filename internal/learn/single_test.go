package learn

import "testing"

func TestSingleEqualsLattice(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		c := randomChain(seed)
		for n := range maxFeatures {
			var features []uint32
			for i := range n {
				features = append(features, uint32(i*i)+uint32(seed))
			}
			var l Lattice
			l.Run(c, []Sum{c.Sum(features)})
			got := c.Single(c.Sum(features))
			for label, p := range got {
				if want := l.Marginal(0, label); p != want {
					t.Fatalf("seed %d, %d features: label %d has %v, want %v", seed, n, label, p, want)
				}
			}
		}
	}
}

func TestSingleOfWhatMayNotBegin(t *testing.T) {
	t.Parallel()
	c := randomChain(1)
	c.Follows[Labels] = 0
	c.Prepare()
	if got, want := c.Single(c.Sum([]uint32{1, 2})), (row{1}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
