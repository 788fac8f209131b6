package prose

import (
	"path"
	"slices"
	"strings"
)

// Tags returns the tags of all languages of which something is known (BCP 47), in the order of the alphabet. It does not read what is known of them.
func Tags() []string {
	tags := append(rowTags(), english.Tag)
	slices.Sort(tags)
	return tags
}

// ModelOf returns the name under which a model holds weights for one of the Tags, as its Language has it.
func ModelOf(tag string) string {
	if tag == english.Tag {
		return english.Model
	}
	return other.Model
}

// rowTags returns the tags of the languages that have a file, in the order of the table.
func rowTags() []string {
	tags := slices.Clone(frequent)
	files, _ := languageFiles.ReadDir("languages")
	for _, f := range files {
		if tag := strings.TrimSuffix(f.Name(), path.Ext(f.Name())); !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}
