// Package compare holds look-ups in a gazetteer against PostgreSQL and SQLite with the same names, side by side in one run:
//
//	go test -run XXX -bench . -places 1250000 -keep /tmp/2m.gaz ./scale
//	go test -run XXX -bench . -gazetteer /tmp/2m.gaz
//
// Neither is a peer that tags text; they are what one would otherwise look names up in. PostgreSQL is started in a folder of its own, over
// a socket, and is left out where it is not installed.
package compare
