// Command deploy packs the program into a container image, without a container engine.
//
//	go run . [-o FILE] BINARY       write an image of a static BINARY for Linux, as docker save writes it
//
// Its tests check what stands in deploy/: that the image runs, that the objects of Kubernetes are ones that an API server takes and that belong
// together, and that the units of systemd hold the program as tightly as they say. It is run in its own folder; it is a module of its own
// so that what it needs adds nothing to geotag's.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"regexp"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// root is the module that is packed.
const root = "../.."

func main() {
	log.SetFlags(0)
	log.SetPrefix("deploy: ")
	out := flag.String("o", "geotag-image.tar", "write the image into `FILE`")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("which binary? See the comment of main.go")
	}
	if err := write(*out, flag.Arg(0)); err != nil {
		log.Fatal(err)
	}
}

// write packs a binary into the image file out, by the name geotag and the tree's release. The same binary gives the same bytes.
func write(out, binary string) error {
	version, err := release()
	if err != nil {
		return err
	}
	img, err := image(binary, version)
	if err != nil {
		return err
	}
	tag, err := name.NewTag("geotag:" + version)
	if err != nil {
		return err
	}
	part := out + ".part"
	defer os.Remove(part)
	if err := tarball.WriteToFile(part, tag, img); err != nil {
		return err
	}
	return os.Rename(part, out)
}

var releaseLine = regexp.MustCompile(`(?m)^const release = "(.+)"$`)

// release returns the tree's version.
func release() (string, error) {
	const file = root + "/cmd/geotag/version.go"
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	found := releaseLine.FindSubmatch(data)
	if found == nil {
		return "", fmt.Errorf("%s has no constant release", file)
	}
	return string(found[1]), nil
}
