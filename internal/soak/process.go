package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// A process is a program of the fleet at work. What it says goes into a file of its own.
type process struct {
	cmd   *exec.Cmd
	log   string
	ended chan struct{} // closed once it has ended
}

// launch starts a program whose words go to the end of log. env is added to this program's own.
func launch(env []string, log, bin string, args ...string) (*process, error) {
	if err := os.MkdirAll(filepath.Dir(log), 0o755); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	p := &process{cmd: exec.Command(bin, args...), log: log, ended: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr, p.cmd.Env = file, file, append(os.Environ(), env...)
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		p.cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

// end sends a signal and waits until the process has ended; one that does not within twice drainWithin is killed.
func (p *process) end(sig syscall.Signal) error {
	if err := p.cmd.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-p.ended:
	case <-time.After(2 * drainWithin):
		p.cmd.Process.Kill()
		<-p.ended
		return fmt.Errorf("%s did not end %v after %v; see %s", p.cmd.Path, 2*drainWithin, sig, p.log)
	}
	if sig != syscall.SIGKILL && p.cmd.ProcessState.ExitCode() != 0 {
		return fmt.Errorf("%s ended with %v; see %s", p.cmd.Path, p.cmd.ProcessState, p.log)
	}
	return nil
}

// wait waits until the process has ended by itself; where ctx ends before, it is killed.
func (p *process) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		p.end(syscall.SIGKILL)
		return ctx.Err()
	case <-p.ended:
	}
	if p.cmd.ProcessState.ExitCode() != 0 {
		return fmt.Errorf("%v ended with %v; see %s", p.cmd.Args, p.cmd.ProcessState, p.log)
	}
	return nil
}

// hasEnded reports whether the process runs no more.
func (p *process) hasEnded() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// cpu returns the processor time that the process has used, in its own code and in the system's.
func (p *process) cpu() time.Duration {
	if p.hasEnded() {
		return p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()
	}
	used, err := cpuOf(p.cmd.Process.Pid)
	if err != nil { // it has ended meanwhile
		<-p.ended
		return p.cpu()
	}
	return used
}

// A crew is the processes of one kind that have run so far.
type crew []*process

// cpu returns the processor time that all of them have used.
func (c crew) cpu() (sum time.Duration) {
	for _, p := range c {
		sum += p.cpu()
	}
	return sum
}

// killed reports whether the process was ended by SIGKILL.
func (p *process) killed() bool {
	status, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}

// kill ends the process as a power cut does, except that what it wrote is still there.
func (p *process) kill() error { return p.end(syscall.SIGKILL) }
