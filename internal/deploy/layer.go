package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/pem"
	"io"
	"maps"
	"path"
	"slices"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"golang.org/x/crypto/x509roots/fallback/bundle"
)

// A file is what stands in a layer under a path.
type file struct {
	data []byte
	mode int64
}

// layerOf returns the one layer of the image of a binary.
func layerOf(binary string) (v1.Layer, error) {
	files, err := contents(binary)
	if err != nil {
		return nil, err
	}
	data, err := pack(files)
	if err != nil {
		return nil, err
	}
	return tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
		tarball.WithCompressionLevel(gzip.BestSpeed), tarball.WithCompressedCaching)
}

// pack makes an archive of files, and of the folders that they lie in, in the order of their paths. All is root's, and of 1970.
func pack(files map[string]file) ([]byte, error) {
	entries := map[string]*tar.Header{}
	for name, f := range files {
		entries[name] = &tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: f.mode, Size: int64(len(f.data))}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			entries[dir] = &tar.Header{Typeflag: tar.TypeDir, Name: dir + "/", Mode: 0o755}
		}
	}
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		if err := w.WriteHeader(entries[name]); err != nil {
			return nil, err
		}
		if _, err := w.Write(files[name].data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// authorities returns the root certificates that Mozilla trusts without reservation, as PEM, of the version that go.sum pins and not of whatever
// this machine has.
func authorities() []byte {
	var buf bytes.Buffer
	for r := range bundle.Roots() {
		if r.Constraint == nil { // a file of PEM cannot say "only what was issued before"
			pem.Encode(&buf, &pem.Block{Type: "CERTIFICATE", Bytes: r.Certificate})
		}
	}
	return buf.Bytes()
}
