package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"example.com/geotag"
	"example.com/geotag/internal/model"
)

// mostModel is the largest file that is read as a model, in bytes: several times what one takes.
const mostModel = 64 << 20

// modelBytes reads a file that may hold a model.
func modelBytes(file string) ([]byte, error) {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, hinted(err, "without -model the built-in one answers; geotag train makes one")
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() > mostModel:
		return nil, fmt.Errorf("%s: %w: it is no file of at most %d bytes", file, model.ErrModel, mostModel)
	}
	return os.ReadFile(file)
}

// refused says of an error which model it is about, and what may mend it.
func refused(file string, err error) error {
	if err == nil {
		return nil
	}
	return hinted(fmt.Errorf("the model %s: %w", file, err), "learn it anew with this program: geotag train -from embedded -gold FILE -o "+file)
}

// readModel reads the model in a file.
func readModel(file string) (*model.Model, error) {
	data, err := modelBytes(file)
	if err != nil {
		return nil, err
	}
	m, err := model.Read(data)
	return m, refused(file, err)
}

// openModel reads the model in a file for a tagger; no name stands for the one that is built in.
func openModel(file string) (*geotag.Model, error) {
	if file == "" {
		return geotag.DefaultModel()
	}
	data, err := modelBytes(file)
	if err != nil {
		return nil, err
	}
	m, err := geotag.ReadModel(data)
	return m, refused(file, err)
}

func modelName(file string) string {
	if file == "" {
		return "the built-in model"
	}
	return file
}
