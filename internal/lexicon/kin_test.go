package lexicon

import (
	"bytes"
	"testing"
)

func TestKinTable(t *testing.T) {
	t.Parallel()
	if !validKin(kinTable) {
		t.Fatal("the embedded table is damaged")
	}
	if len(kinTable) > 2<<20 {
		t.Errorf("%d bytes, more than 2 MiB", len(kinTable))
	}
	damaged := bytes.Clone(kinTable)
	damaged[len(damaged)/2]++
	if validKin(damaged) || validKin(damaged[:100]) || validKin(nil) {
		t.Error("a damaged table is valid")
	}
}

// TestKin holds the table against what a reader knows of words.
func TestKin(t *testing.T) {
	t.Parallel()
	kin := func(w string) Kin { return KinOf([]byte(w)) }
	for _, pair := range [][2]string{{"texas", "oklahoma"}, {"said", "told"}, {"vladimir", "putin"}, {"nigeria", "ghana"}} {
		if a, b := kin(pair[0]), kin(pair[1]); a.Coarse != b.Coarse {
			t.Errorf("%v are of the coarse clusters %d and %d", pair, a.Coarse, b.Coarse)
		}
	}
	for _, town := range []string{"ibadan", "huntsville", "lagos", "murmansk", "toulouse"} {
		for _, word := range []string{"said", "police", "nice", "government"} {
			if kin(town).Place <= kin(word).Place {
				t.Errorf("%s is no more like a town (%d) than %s (%d)", town, kin(town).Place, word, kin(word).Place)
			}
		}
	}
	for _, name := range []string{"vladimir", "smith", "maria"} {
		if kin(name).Person <= kin("submarine").Person {
			t.Errorf("%s is no more like a person's name than a submarine", name)
		}
	}
	if kin("the").Rank != 1 || kin("sudzha") != (Kin{}) || kin("") != (Kin{}) {
		t.Errorf("the %+v, sudzha %+v", kin("the"), kin("sudzha"))
	}
}

func TestBuildKin(t *testing.T) {
	t.Parallel()
	var coarse [Clusters]uint8
	coarse[7] = 3
	table := BuildKin([]KinEntry{{"kano", Kin{7, 0, 15, 2, 14}}, {"said", Kin{1023, 0, 0, 0, 4}}}, coarse)
	if !validKin(table) {
		t.Fatal("not valid")
	}
	if got := kinOf(table, hash("kano")); got != (Kin{7, 3, 15, 2, 14}) {
		t.Errorf("kano is %+v", got)
	}
	if got := kinOf(table, hash("said")); got != (Kin{1023, 0, 0, 0, 4}) {
		t.Errorf("said is %+v", got)
	}
	if got := kinOf(table, hash("lagos")); got != (Kin{}) {
		t.Errorf("lagos is %+v", got)
	}
}

func TestKinAllocates(t *testing.T) {
	word := []byte("huntsville")
	if n := testing.AllocsPerRun(100, func() { KinOf(word) }); n > 0 {
		t.Errorf("%g allocations", n)
	}
}

func FuzzKin(f *testing.F) {
	f.Add([]byte("kano"))
	f.Fuzz(func(t *testing.T, word []byte) {
		if k := KinOf(word); k.Cluster >= Clusters || k.Coarse >= CoarseClusters || k.Place > 15 || k.Person > 15 {
			t.Errorf("%q: %+v", word, k)
		}
	})
}

func BenchmarkKinOf(b *testing.B) {
	words := [][]byte{[]byte("the"), []byte("huntsville"), []byte("kolonnawa"), []byte("government")}
	for i := 0; b.Loop(); i++ {
		KinOf(words[i%len(words)])
	}
}
