package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"example.com/geotag/internal/bulk"
)

// A run that is killed again and again goes on where it stopped, and what it writes is, byte for byte, what one writes that is not.
func TestKilledRunGoesOn(t *testing.T) {
	t.Parallel()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var in bytes.Buffer
	in.WriteString("id,date,text\n")
	for i := range 2500 {
		fmt.Fprintf(&in, "a%d,2026-01-%02d,\"Floods hit Kano, Ibadan and Lagos on day %d, and a fire burned near Redding, California.\"\n", i, i%28+1, i)
	}
	if err := os.WriteFile(filepath.Join(dir, "news.csv"), in.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"places.jsonl", "places.csv", "places.geojson.gz"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run := func(out string) *exec.Cmd {
				cmd := exec.CommandContext(t.Context(), filepath.Join(bin, "geotag"), "tag", "-id", "id", "news.csv", "-resume", "-o", out)
				cmd.Dir, cmd.Stderr = dir, os.Stderr
				return cmd
			}
			if err := run("whole." + name).Run(); err != nil {
				t.Fatal(err)
			}
			killed(t, func() *exec.Cmd { return run("killed." + name) }, filepath.Join(dir, "killed."+name+bulk.CheckpointExt))
			want, err := os.ReadFile(filepath.Join(dir, "whole."+name))
			got, err2 := os.ReadFile(filepath.Join(dir, "killed."+name))
			if err := errors.Join(err, err2); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("there are %d bytes, and %d where nobody killed it", len(got), len(want))
			}
		})
	}
}

// killed runs a command until it ends by itself, and kills it four times before: soon after its checkpoint has changed.
func killed(t *testing.T, run func() *exec.Cmd, checkpoint string) {
	for kills := 0; ; kills++ {
		before, _ := os.ReadFile(checkpoint)
		cmd := run()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		if kills < 4 && changed(checkpoint, before, ended) {
			cmd.Process.Kill()
		}
		if err := <-ended; err == nil {
			if kills == 0 {
				t.Error("the run had no checkpoint before it ended")
			}
			return
		} else if kills >= 4 {
			t.Fatal(err)
		}
	}
}

// changed waits until a file is not what it was, or the run has ended.
func changed(name string, before []byte, ended chan error) bool {
	for {
		select {
		case err := <-ended:
			ended <- err
			return false
		case <-time.After(time.Millisecond):
			if now, err := os.ReadFile(name); err == nil && len(before) > 0 && !bytes.Equal(now, before) {
				return true
			} else if err == nil && len(before) == 0 {
				before = now // of a run that has begun, and has written nothing
			}
		}
	}
}
