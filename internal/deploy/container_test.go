package main

import (
	"archive/tar"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// binary returns the program, built as the Makefile builds it, or as it was built: it says where in GEOTAG.
var binary = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("GEOTAG"); path != "" {
		return path, nil
	}
	path, err := filepath.Abs(root + "/bin/geotag")
	if err != nil {
		return "", err
	}
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=auto", "-o", path, "./cmd/geotag")
	cmd.Dir, cmd.Stderr, cmd.Env = root, os.Stderr, append(os.Environ(), "CGO_ENABLED=0")
	return path, cmd.Run()
})

// imageFile returns an image of the program, which all tests read.
var imageFile = sync.OnceValues(func() (string, error) {
	path, err := binary()
	if err != nil {
		return "", err
	}
	out := filepath.Join(scratch, "image.tar")
	return out, write(out, path)
})

// scratch is a folder for what several tests read.
var scratch string

func TestMain(m *testing.M) {
	confineMe()
	var err error
	if scratch, err = os.MkdirTemp("", "deploy"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(scratch)
	os.Exit(code)
}

// A container is an image as an engine runs it: in a folder of its own, as the user and with the environment that it names, and nothing else.
type container struct {
	dir       string
	config    v1.Config
	through   string   // the program that confines it first, or empty
	variables []string // of that
}

// unpacked is the program's image in a folder, which all containers are links of.
var unpacked = sync.OnceValues(func() (c container, err error) {
	name, err := imageFile()
	if err != nil {
		return c, err
	}
	img, err := tarball.ImageFromPath(name, nil)
	if err != nil {
		return c, err
	}
	config, err := img.ConfigFile()
	if err != nil {
		return c, err
	}
	c = container{dir: filepath.Join(scratch, "image"), config: config.Config}
	files := mutate.Extract(img)
	defer files.Close()
	for r := tar.NewReader(files); ; {
		h, err := r.Next()
		if err == io.EOF {
			return c, nil
		} else if err != nil {
			return c, err
		}
		if h.Typeflag == tar.TypeReg {
			err = c.put(h.Name, r, os.FileMode(h.Mode))
		}
		if err != nil {
			return c, err
		}
	}
})

// unpack makes a container of the program's image.
func unpack(t *testing.T) container {
	t.Helper()
	c, err := unpacked()
	if err != nil {
		t.Fatal(err)
	}
	from := c.dir
	c.dir = t.TempDir()
	if err := filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		to := filepath.Join(c.dir, strings.TrimPrefix(path, from))
		if err != nil || path == from {
			return err
		} else if d.IsDir() {
			return os.Mkdir(to, 0o755)
		}
		return os.Link(path, to)
	}); err != nil {
		t.Fatal(err)
	}
	return c
}

// put writes a file in the container.
func (c container) put(name string, from io.Reader, mode os.FileMode) error {
	syscall.ForkLock.RLock() // a program cannot be run while a child that was just forked has it open for writing
	defer syscall.ForkLock.RUnlock()
	path := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Close())
}

// command returns the container's program with these arguments and variables: with the container's folder as all that there is of files, where the
// test may do that, else from there.
func (c container) command(ctx context.Context, env []string, args ...string) *exec.Cmd {
	program := c.config.Entrypoint[0]
	cmd := exec.CommandContext(ctx, filepath.Join(c.dir, program), args...)
	cmd.Env = append(append([]string{}, c.config.Env...), env...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	if c.through != "" {
		cmd.Path, cmd.Env = c.through, append(cmd.Env, c.variables...)
	} else if os.Getuid() == 0 {
		cmd.Path, cmd.Dir = program, "/"
		cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: c.dir, Credential: &syscall.Credential{Uid: 65532, Gid: 65532, NoSetGroups: true}}
	}
	return cmd
}
