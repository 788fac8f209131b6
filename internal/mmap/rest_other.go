//go:build !linux

package mmap

// Rest does nothing on this system.
func Rest(embedded ...[]byte) error { return nil }
