package fleet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Names are those of the streams of a fleet. The zero value of each is what the documentation says.
type Names struct {
	// Stream is that of the articles, ARTICLES; Subject which of its subjects are read, articles.>; Consumer the durable consumer that the
	// workers share, geotag.
	Stream, Subject, Consumer string
	// Results is the stream of the answers, PLACES, whose subjects are its name in lower case and what Worker says.
	Results string
	// Dead is the subject of the dead letters; empty: "dead." and the name of Stream.
	Dead string
	// Replicas is on how many servers what is made is stored, 1 to 5; 0: 1. What is there already stays as it is.
	Replicas int
}

// WithDefaults returns the names with those that are empty filled in.
func (n Names) WithDefaults() Names {
	n.Stream, n.Consumer = cmp.Or(n.Stream, "ARTICLES"), cmp.Or(n.Consumer, "geotag")
	n.Subject, n.Results = cmp.Or(n.Subject, "articles.>"), cmp.Or(n.Results, "PLACES")
	n.Dead, n.Replicas = cmp.Or(n.Dead, "dead."+n.Stream), max(n.Replicas, 1)
	return n
}

// DeadStream is the stream of the dead letters that a worker makes, where no other stream has their subject.
func (n Names) DeadStream() string { return n.Stream + "_DEAD" }

// place is where answers are stored: a subject of Results.
func (n Names) place(what string) string { return strings.ToLower(n.Results) + "." + what }

// Check returns an error where a name is none that NATS allows.
func (n Names) Check() error {
	for _, name := range []string{n.Stream, n.Results, n.Consumer} {
		if name == "" || strings.ContainsAny(name, " \t\r\n.*>/\\") {
			return fmt.Errorf("fleet: %q names no stream or consumer: there may be no blank, point, star, > or slash in it", name)
		}
	}
	for _, subject := range []string{n.Subject, n.Dead} {
		if subject == "" || strings.ContainsAny(subject, " \t\r\n") || slices.Contains(strings.Split(subject, "."), "") {
			return fmt.Errorf("fleet: %q is no subject: it is words with points between", subject)
		}
	}
	if strings.ContainsAny(n.Dead, "*>") {
		return fmt.Errorf("fleet: %q: dead letters go to one subject, without * and >", n.Dead)
	}
	return nil
}

// windowOf is for how long the stream of the articles looks for duplicates: the server's own default. Each id is held in memory for that long,
// and a submission that was killed is resumed sooner, as a rule.
const windowOf = 2 * time.Minute

// articles makes the stream of the articles where there is none. What was acknowledged is deleted, so that the disk holds what is to be done.
func (n Names) articles(ctx context.Context, js jetstream.JetStream, log *slog.Logger) (jetstream.Stream, error) {
	return ensure(ctx, js, log, jetstream.StreamConfig{
		Name: n.Stream, Description: "Articles that geotag is to tag.", Subjects: []string{n.Subject}, Retention: jetstream.WorkQueuePolicy,
		Storage: jetstream.FileStorage, Replicas: n.Replicas, Duplicates: windowOf, AllowDirect: true,
	})
}

// spare is by how much more than redeliveries take, the streams that are made for them look for duplicates: workers that are killed again and again
// with what they were delivered and did not begin let an article be delivered more often. Set by hand, with workers killed every five seconds.
const spare = 2

// places makes the stream of the answers where there is none. An article that is delivered again within window is stored once.
func (n Names) places(ctx context.Context, js jetstream.JetStream, log *slog.Logger, window time.Duration) (jetstream.Stream, error) {
	s, err := ensure(ctx, js, log, jetstream.StreamConfig{
		Name: n.Results, Description: "What geotag found, a FeatureCollection an article.", Subjects: []string{n.place(">")},
		Storage: jetstream.FileStorage, Replicas: n.Replicas, Duplicates: max(spare*window, windowOf), AllowDirect: true,
	})
	if err != nil {
		return nil, err
	}
	if err := takes(s.CachedInfo().Config, n.place("all")); err != nil {
		return nil, err
	}
	if is := s.CachedInfo().Config.Duplicates; is < window {
		return nil, &SettingError{
			fmt.Errorf("fleet: the stream %s looks for duplicates for %v, and an article may be delivered again for %v: it could have two answers", n.Results, is, window),
			fmt.Sprintf("nats stream edit %s --dupe-window %v, or a shorter -ack-wait", n.Results, window),
		}
	}
	return s, nil
}

// takes returns an error where a stream, which may be another's, does not store what is sent to a subject, or does not say that it did.
func takes(c jetstream.StreamConfig, subject string) error {
	if !slices.ContainsFunc(c.Subjects, func(pattern string) bool { return matches(pattern, subject) }) {
		return &SettingError{
			fmt.Errorf("fleet: the stream %s has no subject %s: its subjects are %s", c.Name, subject, cmp.Or(strings.Join(c.Subjects, " "), "none")),
			fmt.Sprintf("nats stream edit %s --subjects ..., or another stream", c.Name),
		}
	}
	if c.NoAck {
		return &SettingError{fmt.Errorf("fleet: the stream %s does not say what it has stored", c.Name), fmt.Sprintf("nats stream edit %s --ack", c.Name)}
	}
	return nil
}

// matches reports whether a subject is of a pattern.
func matches(pattern, subject string) bool {
	want, words := strings.Split(pattern, "."), strings.Split(subject, ".")
	for i, w := range want {
		if w == ">" {
			return len(words) > i
		}
		if i >= len(words) || w != "*" && w != words[i] {
			return false
		}
	}
	return len(want) == len(words)
}

// letters makes the stream of the dead letters where no stream has their subject. Its window is that of the answers.
func (n Names) letters(ctx context.Context, js jetstream.JetStream, log *slog.Logger, window time.Duration) error {
	_, err := js.StreamNameBySubject(ctx, n.Dead)
	if err == nil || !errors.Is(err, jetstream.ErrStreamNotFound) {
		return err
	}
	_, err = ensure(ctx, js, log, jetstream.StreamConfig{
		Name: n.DeadStream(), Description: "Articles that geotag cannot tag, with the reason in their headers.", Subjects: []string{n.Dead},
		Storage: jetstream.FileStorage, Replicas: n.Replicas, Duplicates: max(spare*window, windowOf), AllowDirect: true,
	})
	return err
}

// ensure returns a stream, which it makes where there is none.
func ensure(ctx context.Context, js jetstream.JetStream, log *slog.Logger, c jetstream.StreamConfig) (jetstream.Stream, error) {
	s, err := js.Stream(ctx, c.Name)
	if !errors.Is(err, jetstream.ErrStreamNotFound) {
		return s, err
	}
	s, err = js.CreateStream(ctx, c)
	if errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) { // another worker was faster
		return js.Stream(ctx, c.Name)
	} else if err != nil {
		return nil, fmt.Errorf("fleet: making the stream %s: %w", c.Name, err)
	}
	log.InfoContext(ctx, "made a stream", "stream", c.Name, "subjects", strings.Join(c.Subjects, " "), "replicas", c.Replicas)
	return s, nil
}

// consumer returns the consumer that the workers share, which it makes where there is none.
func (n Names) consumer(ctx context.Context, s jetstream.Stream, ackWait time.Duration) (jetstream.Consumer, error) {
	c, err := s.Consumer(ctx, n.Consumer)
	if errors.Is(err, jetstream.ErrConsumerNotFound) {
		c, err = s.CreateConsumer(ctx, jetstream.ConsumerConfig{
			Durable: n.Consumer, Description: "The workers of geotag.", FilterSubject: n.Subject, AckPolicy: jetstream.AckExplicitPolicy, AckWait: ackWait,
			// The workers count themselves, and a server that stops delivering would do it without a word. How many are under way each worker
			// bounds for itself.
			MaxDeliver: -1, MaxAckPending: -1,
		})
	}
	if err != nil {
		return nil, fmt.Errorf("fleet: the consumer %s of %s: %w", n.Consumer, n.Stream, err)
	}
	return c, n.fits(c.CachedInfo().Config, ackWait)
}

// fits says what of a consumer that was there already does not fit.
func (n Names) fits(c jetstream.ConsumerConfig, ackWait time.Duration) error {
	name := n.Stream + "/" + n.Consumer
	switch {
	case c.AckPolicy != jetstream.AckExplicitPolicy || c.DeliverSubject != "":
		return &SettingError{fmt.Errorf("fleet: the consumer %s is not pulled from with an acknowledgement of each message", name), "choose another by -consumer NAME"}
	case c.FilterSubject != n.Subject && (c.FilterSubject != "" || len(c.FilterSubjects) > 0):
		return &SettingError{
			fmt.Errorf("fleet: the consumer %s reads %s, and not %s", name, cmp.Or(c.FilterSubject, strings.Join(c.FilterSubjects, " ")), n.Subject),
			"give that as -subject, or another consumer by -consumer NAME",
		}
	case c.AckWait != ackWait:
		return &SettingError{
			fmt.Errorf("fleet: the consumer %s waits %v for an acknowledgement, and not %v", name, c.AckWait, ackWait),
			fmt.Sprintf("give -ack-wait %v, or nats consumer edit %s %s --wait %v", c.AckWait, n.Stream, n.Consumer, ackWait),
		}
	case c.MaxDeliver >= 0:
		return &SettingError{
			fmt.Errorf("fleet: the consumer %s gives up after %d deliveries without a word, and no dead letter would tell", name, c.MaxDeliver),
			fmt.Sprintf("nats consumer edit %s %s --max-deliver=-1; the workers have -max-deliver", n.Stream, n.Consumer),
		}
	}
	return nil
}

// A SettingError says that something on the server was made with settings that workers cannot work with.
type SettingError struct {
	Err  error
	Hint string // what mends it
}

func (e *SettingError) Error() string { return e.Err.Error() }

// Unwrap returns what is wrong.
func (e *SettingError) Unwrap() error { return e.Err }
