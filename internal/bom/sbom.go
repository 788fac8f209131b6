package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log"
	"net/url"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"example.com/geotag/gazetteer/world"
)

// bill writes what a binary is made of: its modules of Go by its own word, the page's packages, and the sources of its gazetteer.
func bill(binary, out string) error {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return err
	}
	linked, err := modules(setting(info, "GOOS"), setting(info, "GOARCH"))
	if err != nil {
		return err
	}
	components, err := ofGo(info, linked)
	if err != nil {
		return err
	}
	bundled, err := packages()
	if errors.Is(err, errNoPage) {
		log.Print("SKIPPED: the page's packages; ", err)
	} else if err != nil {
		return err
	}
	for _, p := range bundled {
		components = append(components, ofPage(p))
	}
	data, err := ofGazetteer()
	if err != nil {
		return err
	}
	b := cdx.NewBOM()
	program := whole(info)
	if program.Hashes, err = hashes(binary); err != nil {
		return err
	}
	b.Metadata = &cdx.Metadata{Component: program}
	components = append(components, data...)
	b.Components = &components
	var buf bytes.Buffer
	if err := cdx.NewBOMEncoder(&buf, cdx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(b, cdx.SpecVersion1_6); err != nil {
		return err
	}
	if err := sound(buf.Bytes(), len(info.Deps)); err != nil {
		return err
	}
	return os.WriteFile(out, buf.Bytes(), 0o644)
}

// setting returns what a binary was built with.
func setting(info *debug.BuildInfo, key string) string {
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

// whole is the program.
func whole(info *debug.BuildInfo) *cdx.Component {
	version := info.Main.Version
	if version == "(devel)" {
		version = cmp.Or(setting(info, "vcs.revision"), version)
	}
	return &cdx.Component{Type: cdx.ComponentTypeApplication, BOMRef: "geotag", Name: "geotag", Version: version, Licenses: licensed("Apache-2.0")}
}

// hashes are those of a file.
func hashes(name string) (*[]cdx.Hash, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return nil, err
	}
	return &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: hex.EncodeToString(sum.Sum(nil))}}, nil
}

// ofGo are the modules that a binary says it has, with the licenses of those that the tree has: it must be built from the tree.
func ofGo(info *debug.BuildInfo, linked []part) ([]cdx.Component, error) {
	version := strings.TrimPrefix(info.GoVersion, "go")
	all := []cdx.Component{library("std", version, "pkg:golang/std@"+version, linked[0].license)}
	for _, m := range info.Deps {
		i := slices.IndexFunc(linked, func(p part) bool { return p.name == m.Path })
		if i < 0 || linked[i].version != m.Version {
			return nil, fmt.Errorf("the binary has %s %s and the tree has not: build it anew", m.Path, m.Version)
		}
		all = append(all, library(m.Path, m.Version, "pkg:golang/"+m.Path+"@"+m.Version, linked[i].license))
	}
	return all, nil
}

func ofPage(p part) cdx.Component {
	c := library(p.name, p.version, "pkg:npm/"+strings.Replace(p.name, "@", "%40", 1), p.license)
	if p.version == "" {
		return c // within MapLibre's bundle, which does not say
	}
	c.PackageURL += "@" + p.version
	c.BOMRef = c.PackageURL
	if sum, ok := strings.CutPrefix(p.sum, "sha512-"); ok {
		if raw, err := base64.StdEncoding.DecodeString(sum); err == nil {
			c.Hashes = &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA512, Value: hex.EncodeToString(raw)}}
		}
	}
	return c
}

// ofGazetteer are the sources of the gazetteer that is built in.
func ofGazetteer() ([]cdx.Component, error) {
	ix, err := world.Index()
	if err != nil {
		return nil, err
	}
	meta, err := ix.Meta()
	if err != nil {
		return nil, err
	}
	var all []cdx.Component
	for i, s := range meta.Sources {
		c := cdx.Component{Type: cdx.ComponentTypeData, BOMRef: fmt.Sprint("gazetteer-", i), Name: s.Name, Version: s.Version, Description: s.Attribution}
		if s.License != "" {
			c.Licenses = &cdx.Licenses{{License: &cdx.License{Name: s.License}}}
		}
		if u, err := url.Parse(s.URL); err == nil && u.Host != "" {
			c.ExternalReferences = &[]cdx.ExternalReference{{Type: cdx.ERTypeWebsite, URL: s.URL}}
		}
		all = append(all, c)
	}
	return all, nil
}

func library(name, version, purl, license string) cdx.Component {
	return cdx.Component{Type: cdx.ComponentTypeLibrary, BOMRef: purl, Name: name, Version: version, PackageURL: purl, Licenses: licensed(license)}
}

func licensed(expression string) *cdx.Licenses { return &cdx.Licenses{{Expression: expression}} }

// sound fails where a bill does not read as what was written: with so many modules, each with a license, and no reference twice.
func sound(data []byte, modules int) error {
	var b cdx.BOM
	if err := cdx.NewBOMDecoder(bytes.NewReader(data), cdx.BOMFileFormatJSON).Decode(&b); err != nil {
		return err
	}
	seen, of := map[string]bool{}, 0
	for _, c := range *b.Components {
		if c.Licenses == nil || seen[c.BOMRef] || c.Name == "" {
			return fmt.Errorf("the bill is not sound at %q", c.Name)
		}
		if seen[c.BOMRef] = true; strings.HasPrefix(c.PackageURL, "pkg:golang/") {
			of++
		}
	}
	if of != modules+1 {
		return fmt.Errorf("the bill has %d modules, the binary %d and Go's own", of, modules)
	}
	return nil
}
