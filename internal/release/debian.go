package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/goreleaser/nfpm/v2"
	"github.com/goreleaser/nfpm/v2/deb"
	"github.com/goreleaser/nfpm/v2/files"
)

// maintainer is whom a package names: nobody's address, as the module's path is nobody's.
const maintainer = "The geotag authors <authors@geotag.invalid>"

// description is what apt shows. Its first line is the synopsis.
const description = `finds the places that texts name, and puts them on a map
geotag reads texts and answers with GeoJSON: every place that they name,
resolved to an entry of a gazetteer, and every area that they state. It is a
command, and a service over gRPC and REST with a page. The gazetteer is inside.`

// debianPaths are where the papers go in a package, by what their names in an archive begin with.
var debianPaths = []struct{ begins, to string }{
	{"geotag", "/usr/bin/geotag"},
	{"man/", "/usr/share/man/man1/"},
	{"completions/geotag.bash", "/usr/share/bash-completion/completions/geotag"},
	{"completions/_geotag", "/usr/share/zsh/vendor-completions/_geotag"},
	{"completions/geotag.fish", "/usr/share/fish/vendor_completions.d/geotag.fish"},
	{"NOTICE", "/usr/share/doc/geotag/NOTICE"},
	{"README.md", "/usr/share/doc/geotag/README.md"},
}

// debian writes the package of a processor.
func (r *release) debian(arch string, archived []file) error {
	stage := filepath.Join(r.work, "debian-"+arch)
	defer os.RemoveAll(stage)
	content, err := r.debianFiles(archived)
	if err != nil {
		return err
	}
	info := nfpm.WithDefaults(&nfpm.Info{
		Name: "geotag", Arch: arch, Platform: "linux", Version: r.version, Section: "misc", Priority: "optional", Maintainer: maintainer,
		Description: description, License: "Apache-2.0", DisableGlobbing: true, MTime: r.made,
		Overridables: nfpm.Overridables{Deb: nfpm.Deb{Compression: "gzip"}},
	})
	for i, f := range content {
		from := filepath.Join(stage, fmt.Sprint(i))
		if err := os.MkdirAll(stage, 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(from, f.data, 0o644); err != nil {
			return err
		}
		info.Contents = append(info.Contents, &files.Content{Source: from, Destination: f.name, FileInfo: &files.ContentFileInfo{Mode: f.mode, MTime: r.made, Owner: "root", Group: "root"}})
	}
	if err := nfpm.PrepareForPackager(info, "deb"); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := deb.Default.Package(info, &b); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.dir, deb.Default.ConventionalFileName(info)), b.Bytes(), 0o644)
}

// debianFiles returns what stands in a package, and where.
func (r *release) debianFiles(archived []file) (all []file, err error) {
	for _, f := range archived {
		for _, p := range debianPaths {
			if !strings.HasPrefix(f.name, p.begins) {
				continue
			}
			if strings.HasSuffix(p.to, "/") {
				f = file{p.to + path.Base(f.name) + ".gz", f.mode, gzipped(f.data)}
			} else {
				f.name = p.to
			}
			all = append(all, f)
			break
		}
	}
	for _, unit := range []string{"geotag.service", "geotag-work.service"} {
		data, err := os.ReadFile(filepath.Join(root, "deploy", unit))
		if err != nil {
			return nil, err
		}
		data = bytes.ReplaceAll(data, []byte("/usr/local/bin/geotag"), []byte("/usr/bin/geotag"))
		all = append(all, file{"/lib/systemd/system/" + unit, 0o644, data})
	}
	return append(all,
		file{"/usr/share/lintian/overrides/geotag", 0o644, []byte("# It is to run on any Linux.\ngeotag: statically-linked-binary [usr/bin/geotag]\n")},
		file{"/usr/share/doc/geotag/copyright", 0o644, []byte(copyright)},
		file{"/usr/share/doc/geotag/changelog.gz", 0o644, gzipped([]byte(r.changelog()))}), nil
}

// gzipped returns data in gzip, without a name or a time.
func gzipped(data []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // fails for a bad level only
	z.Write(data)
	z.Close()
	return b.Bytes()
}

// changelog is Debian's, which says of this version only that it is there: CHANGELOG.md says what is new.
func (r *release) changelog() string {
	return fmt.Sprintf("geotag (%s) unstable; urgency=medium\n\n  * Release %s. CHANGELOG.md says what is new.\n\n -- %s  %s\n",
		r.version, r.version, maintainer, r.made.Format(time.RFC1123Z))
}

// copyright is in Debian's machine-readable form, version 1.0.
const copyright = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: geotag\n" +
	"Comment: NOTICE beside this file has the licenses of the data in the gazetteer, and geotag version -licenses those of what is linked.\n\n" +
	"Files: *\nCopyright: the geotag authors\nLicense: Apache-2.0\n\nLicense: Apache-2.0\n" +
	" On Debian systems the text of the Apache License, Version 2.0, is in /usr/share/common-licenses/Apache-2.0.\n"
