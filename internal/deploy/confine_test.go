package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	seccomp "github.com/elastic/go-seccomp-bpf"
	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/sys/unix"
)

// What the test's own program is told by when it is to become a container's program, confined.
const (
	callsVariable = "DEPLOY_CALLS" // the system calls that it may make
	rootVariable  = "DEPLOY_ROOT"  // its folder
)

// confine makes a command one that runs as systemd lets it: with these system calls only, and no memory that is written to and run.
func (c container) confine(t *testing.T, calls []string) container {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c.through, c.variables = self, []string{callsVariable + "=" + strings.Join(calls, ","), rootVariable + "=" + c.dir}
	return c
}

// confineMe confines this process and becomes the program that it is told to, where it is told to.
func confineMe() {
	if os.Getenv(callsVariable) == "" {
		return
	}
	err := confined(os.Getenv(rootVariable), strings.Split(os.Getenv(callsVariable), ","))
	fmt.Fprintln(os.Stderr, "cannot confine:", err)
	os.Exit(1)
}

// confined returns only with an error.
func confined(dir string, calls []string) error {
	program := filepath.Join(dir, "geotag")
	if os.Getuid() == 0 {
		program = "/geotag"
		for _, step := range []func() error{
			func() error { return syscall.Chroot(dir) },
			func() error { return syscall.Chdir("/") },
			func() error { return syscall.Setgroups(nil) },
			func() error { return syscall.Setgid(65532) },
			func() error { return syscall.Setuid(65532) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
	}
	if err := unix.Prctl(unix.PR_SET_MDWE, unix.PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0); err != nil && err != unix.EINVAL { // Linux has it since 6.3
		return fmt.Errorf("prctl: %w", err)
	}
	if err := seccomp.LoadFilter(seccomp.Filter{NoNewPrivs: true, Flag: seccomp.FilterFlagTSync, Policy: seccomp.Policy{
		DefaultAction: seccomp.ActionErrno, // EPERM
		Syscalls:      []seccomp.SyscallGroup{{Names: known(calls), Action: seccomp.ActionAllow}},
	}}); err != nil {
		return fmt.Errorf("seccomp: %w", err)
	}
	return syscall.Exec(program, append([]string{program}, os.Args[1:]...), os.Environ())
}

// known are those of some system calls that this machine has.
func known(calls []string) (names []string) {
	machine, err := arch.GetInfo("")
	if err != nil {
		return nil
	}
	for _, c := range calls {
		if _, ok := machine.SyscallNames[c]; ok {
			names = append(names, c)
		}
	}
	return names
}
