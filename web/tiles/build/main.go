// Command build makes web/tiles/base.bin, the ground that the map's tiles show, from layers of Natural Earth and from the divisions of the embedded
// gazetteer: `make basemap NE=DIR`, where DIR has Natural Earth's zipped shapefiles, and in layers its GeoJSON in 7z archives. The same files make the
// same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	ne := flag.String("ne", "", "the `folder` of Natural Earth's files")
	out := flag.String("o", "../base.bin", "the `file` to write")
	flag.Parse()
	if err := run(*ne, *out); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(ne, out string) error {
	src := source(ne)
	layers, err := readLayers(src)
	if err != nil {
		return err
	}
	labels, err := readLabels(src)
	if err != nil {
		return err
	}
	f := newFile(labels)
	for z := range maxReady + 1 {
		before := f.size()
		if err := f.addZoom(z, 0, layers); err != nil {
			return err
		}
		fmt.Printf("zoom %d: %d kB\n", z, (f.size()-before)>>10)
	}
	before := f.size()
	if err := f.addZoom(maxReady, 1, layers); err != nil {
		return err
	}
	fmt.Printf("blocks: %d kB, labels: %d kB\n", (f.size()-before)>>10, len(f.labels)>>10)
	b := f.bytes()
	fmt.Printf("%s: %d kB\n", out, len(b)>>10)
	return os.WriteFile(out, b, 0o644)
}
