package prose

import "slices"

// Tags returns the tags of all languages of which something is known (BCP 47), in the order of the alphabet.
func Tags() []string {
	tags := append(slices.Clone(rowsOf().tags), english.Tag)
	slices.Sort(tags)
	return tags
}
