// Package spelling finds the word that a misspelled one was meant to be.
package spelling

// farthest is how many edits a word may be away from what was meant.
const farthest = 2

// Nearest returns the word that is the fewest edits away from s, the first among equals, or "" where none is within two edits.
func Nearest(s string, words []string) string {
	best, least := "", farthest+1
	for _, w := range words {
		if len(s) > len(w)+farthest { // s may be as long as a request
			continue
		}
		if d := edits(s, w); d < least {
			best, least = w, d
		}
	}
	return best
}

// edits returns the Levenshtein distance of two words, in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
