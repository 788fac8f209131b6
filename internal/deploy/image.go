package main

import (
	"debug/buildinfo"
	"debug/elf"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
)

// user is who the program runs as, by number, for the image has no /etc/passwd: the one that is called nonroot elsewhere.
const user = "65532:65532"

// architectures are those that images are made for, by what an ELF file calls them.
var architectures = map[elf.Machine]string{elf.EM_X86_64: "amd64", elf.EM_AARCH64: "arm64"}

// image returns an image from nothing: the binary, the root certificates by which its exporters and its NATS client know whom they speak to, and
// the licenses.
func image(binary, version string) (v1.Image, error) {
	arch, err := architecture(binary)
	if err != nil {
		return nil, err
	}
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	layer, err := layerOf(binary)
	if err != nil {
		return nil, err
	}
	when := v1.Time{Time: committed(info)}
	img, err := mutate.Append(empty.Image, mutate.Addendum{Layer: layer, History: v1.History{Created: when, CreatedBy: "geotag's make image"}})
	if err != nil {
		return nil, err
	}
	have, err := img.ConfigFile()
	if err != nil {
		return nil, err
	}
	c := have.DeepCopy()
	c.OS, c.Architecture, c.Created = "linux", arch, when
	c.Config = v1.Config{
		User: user, Entrypoint: []string{"/geotag"}, Cmd: []string{"serve"},
		// Ports of a container are nobody's but its own, and no other process is there to be served on loopback. That they speak TLS, or that
		// something else encrypts, is for who runs it to say.
		Env:          []string{"GEOTAG_LISTEN=:8080", "GEOTAG_HTTP=:8081"},
		ExposedPorts: map[string]struct{}{"8080/tcp": {}, "8081/tcp": {}},
		Labels:       labeled(info, version),
	}
	return mutate.ConfigFile(img, c)
}

// architecture returns what a binary is for, and fails where it needs more of an image than there will be.
func architecture(binary string) (string, error) {
	f, err := elf.Open(binary)
	if err != nil {
		return "", fmt.Errorf("%s is no program for Linux: %w", binary, err)
	}
	defer f.Close()
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP || p.Type == elf.PT_DYNAMIC {
			return "", fmt.Errorf("%s is linked dynamically: build it with CGO_ENABLED=0", binary)
		}
	}
	arch, ok := architectures[f.Machine]
	if !ok {
		return "", fmt.Errorf("%s is for %s, which no image is made for", binary, f.Machine)
	}
	return arch, nil
}

// labeled says what is in the image, by the names of the OCI.
func labeled(info *debug.BuildInfo, version string) map[string]string {
	l := map[string]string{
		"org.opencontainers.image.title":       "geotag",
		"org.opencontainers.image.description": "Places and areas that a text names, on a map",
		"org.opencontainers.image.version":     version,
		"org.opencontainers.image.licenses":    "Apache-2.0",
		"org.opencontainers.image.source":      "https://" + info.Main.Path,
	}
	if r := setting(info, "vcs.revision"); r != "" {
		if setting(info, "vcs.modified") == "true" {
			r += "-dirty"
		}
		l["org.opencontainers.image.revision"] = r
	}
	return l
}

// committed is when the source of a binary was, so that the image of a binary does not depend on when it was packed; without one 1970.
func committed(info *debug.BuildInfo) time.Time {
	t, err := time.Parse(time.RFC3339, setting(info, "vcs.time"))
	if err != nil {
		return time.Unix(0, 0).UTC()
	}
	return t
}

func setting(info *debug.BuildInfo, key string) string {
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

// contents returns the files of the image by their paths.
func contents(binary string) (map[string]file, error) {
	all := map[string]file{"etc/ssl/certs/ca-certificates.crt": {data: authorities(), mode: 0o444}}
	for path, from := range map[string]string{
		"geotag":                    binary,
		"licenses/LICENSE":          root + "/LICENSE",
		"licenses/NOTICE":           root + "/NOTICE",
		"licenses/NOTICE.gazetteer": root + "/gazetteer/world/NOTICE",
	} {
		data, err := os.ReadFile(from)
		if err != nil {
			return nil, err
		}
		all[path] = file{data: data, mode: 0o444}
	}
	program := all["geotag"]
	program.mode = 0o555
	all["geotag"] = program
	return all, nil
}
