package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// natsServer returns the file of the nats-server that tools.mod names, which is built where it is not yet. root is the folder of tools.mod.
func natsServer(ctx context.Context, root string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", "tool", "-n", "-modfile=tools.mod", "nats-server")
	cmd.Dir = root
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		err = fmt.Errorf("%w: %s", err, exit.Stderr)
	}
	return strings.TrimSpace(string(out)), err
}

// A cluster is nats-servers with JetStream, each with a store of files.
type cluster struct {
	nodes []*node
	ran   crew // all processes of nodes so far
}

// A node is one of them. It keeps its addresses and its store over restarts.
type node struct {
	name, bin, dir          string
	client, routes, monitor string // addresses
	process                 *process
}

// newCluster writes the configurations of n nodes into dir.
func newCluster(bin, dir string, n int) (*cluster, error) {
	c := &cluster{}
	for i := range n {
		node := &node{name: fmt.Sprintf("n%d", i+1), bin: bin}
		node.dir = filepath.Join(dir, node.name)
		for _, a := range []*string{&node.client, &node.routes, &node.monitor} {
			var err error
			if *a, err = freeAddress(); err != nil {
				return nil, err
			}
		}
		c.nodes = append(c.nodes, node)
	}
	for _, n := range c.nodes {
		if err := n.configure(c.nodes); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// maxPayload is the largest message: an article of 1 MiB, the longest that is tagged, fits as JSON.
const maxPayload = 2 << 20

// configure writes the node's configuration, with routes to its peers where it has some.
func (n *node) configure(peers []*node) error {
	conf := fmt.Sprintf("server_name: %s\nlisten: %q\nhttp: %q\nmax_payload: %d\njetstream { store_dir: %q }\n", n.name, n.client, n.monitor, maxPayload, n.dir)
	if len(peers) > 1 {
		var routes []string
		for _, p := range peers {
			routes = append(routes, fmt.Sprintf("%q", "nats://"+p.routes))
		}
		conf += fmt.Sprintf("cluster { name: soak, listen: %q, routes: [%s] }\n", n.routes, strings.Join(routes, ", "))
	}
	if err := os.MkdirAll(n.dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(n.dir+".conf", []byte(conf), 0o644)
}

// start starts all nodes and waits until each is healthy.
func (c *cluster) start(ctx context.Context) error {
	for _, n := range c.nodes {
		if err := c.startNode(n); err != nil {
			return err
		}
	}
	return c.await(ctx)
}

// startNode starts a node, which has one processor: they share this host, and each that has all spends a sixth more on looking for work.
func (c *cluster) startNode(n *node) (err error) {
	if n.process, err = launch([]string{"GOMAXPROCS=1"}, n.dir+".log", n.bin, "-c", n.dir+".conf"); err == nil {
		c.ran = append(c.ran, n.process)
	}
	return err
}

// await waits until each node says that it is healthy: that JetStream has a leader, and that the node is current in all streams and consumers it has a
// copy of.
func (c *cluster) await(ctx context.Context) error {
	for _, n := range c.nodes {
		for !well(ctx, n.monitor, "/healthz") {
			if n.process.hasEnded() {
				return fmt.Errorf("nats-server ended; see %s", n.process.log)
			}
			pause(ctx, 50*time.Millisecond)
			if ctx.Err() != nil {
				return fmt.Errorf("%w while %s is not healthy", ctx.Err(), n.name)
			}
		}
	}
	return nil
}

// well reports whether a path of an address answers with 200.
func well(ctx context.Context, address, path string) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+path, nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// stop ends all nodes that run.
func (c *cluster) stop() {
	for _, n := range c.nodes {
		if n.process != nil {
			n.process.kill()
		}
	}
}

// urls are the addresses of all nodes, as -nats wants them.
func (c *cluster) urls() string {
	var urls []string
	for _, n := range c.nodes {
		urls = append(urls, "nats://"+n.client)
	}
	return strings.Join(urls, ",")
}

// connect connects to the cluster, whichever node is there.
func (c *cluster) connect() (*nats.Conn, jetstream.JetStream, error) {
	conn, err := nats.Connect(c.urls(), nats.MaxReconnects(-1), nats.ReconnectWait(100*time.Millisecond))
	if err != nil {
		return nil, nil, err
	}
	js, err := jetstream.New(conn)
	return conn, js, err
}

// leader returns the node that leads a stream, or nil where none does now.
func (c *cluster) leader(ctx context.Context, js jetstream.JetStream, stream string) *node {
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	s, err := js.Stream(ctx, stream)
	if err != nil || s.CachedInfo().Cluster == nil {
		return nil
	}
	for _, n := range c.nodes {
		if n.name == s.CachedInfo().Cluster.Leader {
			return n
		}
	}
	return nil
}

// stored returns the bytes that the nodes keep on disk, all together.
func (c *cluster) stored() (sum int64) {
	for _, n := range c.nodes {
		filepath.WalkDir(n.dir, func(_ string, d os.DirEntry, err error) error {
			if err != nil {
				return nil // a file that the node has removed meanwhile
			}
			if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
				sum += info.Size()
			}
			return nil
		})
	}
	return sum
}
