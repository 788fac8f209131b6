package merge

import (
	"slices"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
)

// lists are names whose use in texts is not left to a model, folded, and how many places have each.
type lists struct{ trusted, blocked map[string]int }

// Trust marks names as Trusted, and Block as Blocked, in whatever place has them, however they are spelled.
func (m *Merger) Trust(names []string) { m.lists.trusted = folded(names) }

// Block is as Trust says.
func (m *Merger) Block(names []string) { m.lists.blocked = folded(names) }

func folded(names []string) map[string]int {
	set := make(map[string]int, len(names))
	for _, n := range names {
		set[fold.Name(n)] = 0
	}
	return set
}

// Idle returns how many of the names of Trust and of Block no place has; it is whole when Entries has ended.
func (m *Merger) Idle() (trusted, blocked int) {
	count := func(set map[string]int) (n int) {
		for _, uses := range set {
			if uses == 0 {
				n++
			}
		}
		return n
	}
	return count(m.lists.trusted), count(m.lists.blocked)
}

// apply marks the names of an entry.
func (l *lists) apply(e *gazetteer.Entry) {
	if len(l.trusted)+len(l.blocked) == 0 {
		return
	}
	e.Names = append(slices.Clone(e.Names), gazetteer.Name{Text: e.Name})
	for i := range e.Names {
		n := &e.Names[i]
		key := fold.Name(n.Text)
		if uses, ok := l.trusted[key]; ok {
			l.trusted[key] = uses + 1
			n.Flags |= gazetteer.Trusted
		}
		if uses, ok := l.blocked[key]; ok {
			l.blocked[key] = uses + 1
			n.Flags = n.Flags&^gazetteer.Trusted | gazetteer.Blocked
		}
	}
}
