package main

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A bearer is a line of the file of tokens, but for its hash.
type bearer struct{ name, scopes, rest string }

// callers are those that the file knows. Each kind of client has a token of its own, so that none uses up another's rate.
var callers = []bearer{
	{"good", "tag,find", ""},
	{"hurried", "tag,find", ""},
	{"hostile", "tag,find", ""},
	{"finder", "find", ""},
	{"frugal", "tag,find", "rate=2:4 bytes=4k:16k"},
	{"late", "tag,find", "expires=2026-01-31"},
	{"leaver", "tag,find", ""},
}

// issueTokens writes the file of tokens anew. Who had one keeps it.
func (s *service) issueTokens(bearers []bearer) error {
	var lines strings.Builder
	before := maps.Clone(s.tokens)
	for _, b := range bearers {
		if before[b.name] == "" {
			before[b.name] = "soak_" + rand.Text()
		}
		fmt.Fprintf(&lines, "%s %s %x %s\n", b.name, b.scopes, sha256.Sum256([]byte(before[b.name])), b.rest)
	}
	s.tokens = before
	return replace(s.tokenFile(), []byte(lines.String()))
}

func (s *service) tokenFile() string { return s.dir + "/tokens" }

// without returns the callers but one.
func without(name string) []bearer {
	return slices.DeleteFunc(slices.Clone(callers), func(b bearer) bool { return b.name == name })
}

// authorization returns the header of a caller; empty: none is asked for.
func (s *service) authorization(name string) string {
	if !s.full || name == "" {
		return ""
	}
	return "Bearer " + s.tokens[name]
}
