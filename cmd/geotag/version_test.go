package main

import (
	"os"
	"regexp"
	"testing"
)

// The newest heading of the changelog is of the version that the command prints.
func TestChangelogHasRelease(t *testing.T) {
	t.Parallel()
	changelog, err := os.ReadFile("../../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	heading := regexp.MustCompile(`(?m)^## (\S+)`).FindSubmatch(changelog)
	if heading == nil || string(heading[1]) != release {
		t.Errorf("the first heading of CHANGELOG.md is %q, the version is %s", heading, release)
	}
}
