package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// readyWithin is how long a server may take until it serves: it verifies the gazetteer first.
const readyWithin = time.Minute

// A service is the geotag binary at work with the files that it reads. It keeps its addresses over restarts.
type service struct {
	bin, dir         string
	full             bool   // with TLS and tokens
	watched          bool   // with an admin listener
	rpc, http, admin string // addresses
	gazetteer        string // the file it answers from; empty: the one built in
	env              []string
	certs            *certificates
	tokens           map[string]string // secrets by name

	mu      sync.Mutex
	process *exec.Cmd
	ended   chan struct{} // closed once process has ended
}

func newService(bin, dir string, full bool) (*service, error) {
	bin, err := filepath.Abs(bin)
	if err != nil {
		return nil, err
	}
	s := &service{bin: bin, dir: dir, full: full, tokens: map[string]string{}}
	for _, a := range []*string{&s.rpc, &s.http, &s.admin} {
		if *a, err = freeAddress(); err != nil {
			return nil, err
		}
	}
	if !full {
		return s, nil
	}
	// Which of them it has is asked, so that a version that lacks one is driven, too; the table says with what.
	help, err := exec.Command(bin, "serve", "-h").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%s serve -h: %w", bin, err)
	}
	s.full, s.watched = strings.Contains(string(help), "-cert FILE"), strings.Contains(string(help), "-admin HOST")
	if !s.full {
		return s, nil
	}
	if s.certs, err = newCertificates(dir); err != nil {
		return nil, err
	}
	return s, s.issueTokens(callers)
}

// args are the arguments that the server is started with: the one place that knows their names.
func (s *service) args() []string {
	args := []string{"serve", "-listen", s.rpc, "-http", s.http, "-drain", drainWithin.String()}
	if s.gazetteer != "" {
		args = append(args, "-gazetteer", s.gazetteer, "-watch", "1s")
	}
	if s.full {
		args = append(args, "-cert", s.certs.file("cert.pem"), "-key", s.certs.file("key.pem"), "-tokens", s.tokenFile())
	}
	if s.watched {
		args = append(args, "-admin", s.admin)
	}
	return args
}

// start starts the server and waits until it says that it serves.
func (s *service) start(ctx context.Context) error {
	log, err := os.OpenFile(s.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := exec.Command(s.bin, s.args()...)
	cmd.Env = append(os.Environ(), s.env...)
	cmd.Stderr = log
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	s.mu.Lock()
	s.process, s.ended = cmd, ended
	s.mu.Unlock()
	serving := make(chan bool, 1)
	go func() {
		line, _ := bufio.NewReader(out).ReadString('\n')
		serving <- strings.Contains(line, "serving")
		io.Copy(io.Discard, out)
		cmd.Wait()
		close(ended)
	}()
	select {
	case ok := <-serving:
		if !ok {
			return fmt.Errorf("%s does not serve: see %s", s.bin, s.log())
		}
		return nil
	case <-time.After(readyWithin):
		return fmt.Errorf("%s does not serve after %v", s.bin, readyWithin)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// signal sends a signal to the server, if one runs; one that ends it is waited for.
func (s *service) signal(sig syscall.Signal) (took time.Duration, err error) {
	s.mu.Lock()
	cmd, ended := s.process, s.ended
	s.mu.Unlock()
	if cmd == nil {
		return 0, nil
	}
	began := time.Now()
	if err := cmd.Process.Signal(sig); err != nil {
		if errors.Is(err, os.ErrProcessDone) {
			err = errors.New("the server has ended by itself")
		}
		return 0, err
	}
	if sig == syscall.SIGHUP {
		return 0, nil
	}
	select {
	case <-ended:
	case <-time.After(2 * drainWithin):
		cmd.Process.Kill()
		<-ended
		return time.Since(began), fmt.Errorf("the server did not end %v after %v", 2*drainWithin, sig)
	}
	if sig == syscall.SIGTERM && cmd.ProcessState.ExitCode() != 0 {
		return time.Since(began), fmt.Errorf("a drained server ended with %v", cmd.ProcessState)
	}
	return time.Since(began), nil
}

func (s *service) pid() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.process.Process.Pid
}

// hasEnded reports whether the server runs no more.
func (s *service) hasEnded() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.ended:
		return true
	default:
		return false
	}
}

func (s *service) log() string { return filepath.Join(s.dir, "log") }

// url returns the address of a path of the HTTP face.
func (s *service) url(path string) string {
	if s.full {
		return "https://" + s.http + path
	}
	return "http://" + s.http + path
}

// ports are those that are tried: below what the system gives to clients, so that no client takes the server's while it restarts.
var ports = struct {
	sync.Mutex
	next int
}{next: 26000}

// freeAddress returns an address of this host that nobody listens at.
func freeAddress() (string, error) {
	ports.Lock()
	defer ports.Unlock()
	for range 1000 {
		a := fmt.Sprintf("127.0.0.1:%d", ports.next)
		ports.next++
		if lis, err := net.Listen("tcp", a); err == nil {
			return a, lis.Close()
		}
	}
	return "", errors.New("no port is free")
}

// dress says in what the server is driven.
func (s *service) dress() string {
	dress := "in plain text, without tokens"
	if s.full {
		dress = "over TLS with tokens"
	}
	if s.watched {
		dress += ", with an admin listener"
	}
	return dress
}
