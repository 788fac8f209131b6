package main

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
)

func version(_ context.Context, e env, args []string) error {
	fs := e.flags("geotag version", "Prints the version of the program, of Go and of the system that it is built for.", "")
	if _, err := fs.parse(args, 0, 0); err != nil {
		return err
	}
	revision, build := "", "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		build = cmp.Or(info.Main.Version, build)
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = " " + s.Value[:min(12, len(s.Value))]
			}
		}
	}
	_, err := fmt.Fprintf(e.stdout, "geotag %s%s %s %s/%s\n", build, revision, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
