package compare

import (
	"context"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/jackc/pgx/v5"
)

// A server is a PostgreSQL server of our own.
type server struct {
	conn    *pgx.Conn
	command func(name string, args ...string) *exec.Cmd
	data    string
}

var started *server // nil: none

// startPostgres starts a server in a folder of its own and fills it with names.
func startPostgres(names iter.Seq[string]) (*server, error) {
	ctx := context.Background()
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(bins) == 0 {
		return nil, fmt.Errorf("it is not installed (Debian: postgresql)")
	}
	home := filepath.Join(dir, "pg")
	if err := os.MkdirAll(home, 0o777); err != nil {
		return nil, err
	}
	s := &server{data: filepath.Join(home, "data")}
	attr, err := asUser(dir, home)
	if err != nil {
		return nil, err
	}
	s.command = func(name string, args ...string) *exec.Cmd {
		c := exec.CommandContext(ctx, filepath.Join(filepath.Dir(bins[len(bins)-1]), name), args...)
		c.Dir, c.SysProcAttr = home, attr
		return c
	}
	if out, err := s.command("initdb", "-D", s.data, "-U", "compare", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	options := fmt.Sprintf("-c listen_addresses= -c unix_socket_directories=%s -c shared_buffers=1GB -c fsync=off", home)
	if out, err := s.command("pg_ctl", "-D", s.data, "-w", "-l", filepath.Join(home, "log"), "-o", options, "start").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("pg_ctl: %w: %s", err, out)
	}
	started = s
	if s.conn, err = pgx.Connect(ctx, fmt.Sprintf("host=%s user=compare database=postgres", home)); err != nil {
		return nil, err
	}
	return s, s.fill(ctx, names)
}

// asUser returns how to run as somebody who is not root, which PostgreSQL refuses to be, and gives the folder to them.
func asUser(parent, home string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chmod(parent, 0o755); err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, os.Chown(home, uid, gid)
}

func (s *server) fill(ctx context.Context, names iter.Seq[string]) error {
	if _, err := s.conn.Exec(ctx, "create extension pg_trgm; create table places (name text not null)"); err != nil {
		return err
	}
	next, stop := iter.Pull(names)
	defer stop()
	_, err := s.conn.CopyFrom(ctx, pgx.Identifier{"places"}, []string{"name"}, pgx.CopyFromFunc(func() ([]any, error) {
		name, ok := next()
		if !ok {
			return nil, nil
		}
		return []any{name}, nil
	}))
	if err != nil {
		return err
	}
	_, err = s.conn.Exec(ctx, "create index on places (lower(name)); create index on places using gin (name gin_trgm_ops); analyze places")
	return err
}

func (s *server) stop(ctx context.Context) {
	if s.conn != nil {
		s.conn.Close(ctx)
	}
	s.command("pg_ctl", "-D", s.data, "-m", "immediate", "stop").Run()
}
