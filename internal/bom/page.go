package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// page is the folder of the page, which is linked into the program where it is built.
const page = root + "/web/page"

// bundles are the files that vite takes into the page from node_modules: both are bundles themselves, and their maps say of what.
var bundles = []string{"maplibre-gl/dist/maplibre-gl.mjs.map", "maplibre-gl/dist/maplibre-gl-worker.mjs.map"}

// errNoPage says that the page's packages are not installed here, so that only what is on file can be told of them.
var errNoPage = errors.New("the page's packages are not installed: make page installs them, where Node is")

var inModules = regexp.MustCompile(`.*node_modules/((?:@[^/]+/)?[^/]+)/`)

// packages returns the packages of npm whose code is in the page.
func packages() ([]part, error) {
	names, err := dependencies()
	if err != nil {
		return nil, err
	}
	for _, b := range bundles {
		data, err := os.ReadFile(filepath.Join(page, "node_modules", b))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, errNoPage
		}
		var m struct{ Sources []string }
		if err == nil {
			err = json.Unmarshal(data, &m)
		}
		if err != nil {
			return nil, err
		}
		for _, s := range m.Sources {
			if found := inModules.FindStringSubmatch(s); found != nil {
				names = append(names, found[1])
			}
		}
	}
	slices.Sort(names)
	locked, err := lock()
	if err != nil {
		return nil, err
	}
	var parts []part
	for _, name := range slices.Compact(names) {
		p, err := newPackage(name, locked["node_modules/"+name])
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	return parts, nil
}

// dependencies returns the packages that the page names as its own.
func dependencies() ([]string, error) {
	data, err := os.ReadFile(page + "/package.json")
	if err != nil {
		return nil, err
	}
	var named struct{ Dependencies map[string]string }
	err = json.Unmarshal(data, &named)
	return slices.Collect(maps.Keys(named.Dependencies)), err
}

// newPackage reads the license of a package: its own word, and the texts in its folder.
func newPackage(name string, l locked) (part, error) {
	p, err := newPart(name, filepath.Join(page, "node_modules", name))
	if l.License != "" {
		p.license, err = strings.Trim(l.License, "()"), nil
	}
	p.version, p.sum = l.Version, l.Integrity
	return p, err
}

// locked is what package-lock.json says of a package.
type locked struct{ Version, License, Integrity string }

func lock() (map[string]locked, error) {
	data, err := os.ReadFile(page + "/package-lock.json")
	if err != nil {
		return nil, err
	}
	var all struct{ Packages map[string]locked }
	return all.Packages, json.Unmarshal(data, &all)
}
