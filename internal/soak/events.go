package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// noticedWithin is how long a server may take until it has read a file that changed.
const noticedWithin = 2 * time.Minute

// An event is something that an operator does, or that befalls the server.
type event struct {
	name string
	run  func(ctx context.Context) error
}

// happen lets events happen until ctx ends: the server goes away and comes back early in the first third of the time, so that one process is warm for the
// rest, in which its files change. It returns an error only where the server does not come back.
func (t *trial) happen(ctx context.Context) error {
	began := time.Now()
	early := []event{{"killed (SIGKILL)", t.kill}, {"drained (SIGTERM)", t.drain}, {"gazetteer overwritten in place", t.overwrite}}
	for i := range early {
		pause(ctx, time.Until(began.Add(t.duration*time.Duration(i+1)/24)))
		if err := t.occur(ctx, early[i]); err != nil {
			return err
		}
	}
	late := []event{{"SIGHUP", t.hangup}, {"gazetteer replaced", t.renewGazetteer}, {"gazetteer replaced by a damaged one", t.damageGazetteer}}
	if t.full {
		late = append(late, event{"tokens replaced", t.renewTokens}, event{"certificate replaced", t.renewCertificate})
	}
	step := max(t.duration/30, 500*time.Millisecond)
	for i := 0; ctx.Err() == nil; i++ {
		pause(ctx, step)
		if err := t.occur(ctx, late[i%len(late)]); err != nil {
			return err
		}
	}
	return nil
}

// occur lets one event happen and notes how that went.
func (t *trial) occur(ctx context.Context, e event) error {
	if ctx.Err() != nil {
		return nil
	}
	began := time.Now()
	err := e.run(ctx)
	if ctx.Err() != nil {
		return nil // cut short
	}
	if err != nil {
		t.blame(e.name, err)
	}
	t.say("%s, %v", e.name, time.Since(began).Round(time.Millisecond))
	if t.hasEnded() {
		return errors.Join(errors.New("the server has ended"), err)
	}
	return nil
}

// kill kills the server and starts it again.
func (t *trial) kill(ctx context.Context) error {
	return t.away(func() error {
		if _, err := t.signal(syscall.SIGKILL); err != nil {
			return err
		}
		return t.start(ctx)
	})
}

// drain ends the server under load, as a deployment does, and starts it again. It must end well and in time.
func (t *trial) drain(ctx context.Context) error {
	return t.away(func() error {
		took, err := t.signal(syscall.SIGTERM)
		if err == nil && took > drainWithin+2*time.Second {
			err = fmt.Errorf("took %v, of which %v are allowed", took, drainWithin)
		}
		return errors.Join(err, t.start(ctx))
	})
}

// overwrite cuts the gazetteer that the server has mapped, as "cp" over it does, and mends it.
func (t *trial) overwrite(ctx context.Context) error {
	return t.away(func() error {
		if err := os.Truncate(t.gazetteer, 1<<20); err != nil {
			return err
		}
		pause(ctx, time.Second)
		if t.hasEnded() {
			return errors.New("the server died of it")
		}
		return t.renewGazetteer(ctx)
	})
}

func (t *trial) hangup(context.Context) error {
	_, err := t.signal(syscall.SIGHUP)
	return err
}

// placeGazetteer puts a fresh copy of the gazetteer in place of the one that is there.
func (t *trial) placeGazetteer() error {
	data, err := os.ReadFile(t.world)
	if err != nil {
		return err
	}
	t.gazetteer = t.dir + "/soak.gaz"
	return replace(t.gazetteer, data)
}

// renewGazetteer replaces the gazetteer and waits until the server says that it serves it.
func (t *trial) renewGazetteer(ctx context.Context) error {
	before := t.logged("serving other files")
	if err := t.placeGazetteer(); err != nil {
		return err
	}
	return until(ctx, func() bool { return t.logged("serving other files") > before })
}

// damageGazetteer replaces the gazetteer by half of one: it must be refused, and is taken away again.
func (t *trial) damageGazetteer(ctx context.Context) error {
	data, err := os.ReadFile(t.world)
	if err != nil {
		return err
	}
	before := t.logged("a file is refused")
	if err := replace(t.gazetteer, data[:len(data)/2]); err != nil {
		return err
	}
	err = until(ctx, func() bool { return t.logged("a file is refused") > before })
	return errors.Join(err, t.renewGazetteer(ctx))
}

// renewTokens takes a caller out of the file of tokens, and in again: it must be refused meanwhile.
func (t *trial) renewTokens(ctx context.Context) error {
	w := t.newWeb(fromGood, "leaver")
	defer w.client.CloseIdleConnections()
	ends := func(code string) func() bool {
		return func() bool {
			_, e := w.fetch(ctx, "/v1/gazetteer", nil)
			return e.code == code
		}
	}
	if err := until(ctx, ends(good)); err != nil {
		return err
	}
	if err := t.issueTokens(without("leaver")); err != nil {
		return err
	}
	err := until(ctx, ends("HTTP 401"))
	return errors.Join(err, t.issueTokens(callers), until(ctx, ends(good)))
}

// renewCertificate replaces the certificate: both faces must show the new one to who connects.
func (t *trial) renewCertificate(ctx context.Context) error {
	if err := t.certs.renew(); err != nil {
		return err
	}
	for _, a := range []string{t.rpc, t.http} {
		shows := func() bool {
			c, err := t.connect(ctx, a, fromGood, "h2")
			if err != nil {
				return false
			}
			defer c.Close()
			return c.(*tls.Conn).ConnectionState().PeerCertificates[0].SerialNumber.Int64() == t.certs.serial
		}
		if err := until(ctx, shows); err != nil {
			return fmt.Errorf("%s: %w", a, err)
		}
	}
	return nil
}

// until waits until something holds.
func until(ctx context.Context, holds func() bool) error {
	stop := time.Now().Add(noticedWithin)
	for ctx.Err() == nil {
		if holds() {
			return nil
		}
		if time.Now().After(stop) {
			return fmt.Errorf("nothing came of it within %v", noticedWithin)
		}
		pause(ctx, 100*time.Millisecond)
	}
	return nil
}
