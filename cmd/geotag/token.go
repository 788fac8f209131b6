package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"example.com/geotag/server/access"
)

const tokenManual = `
A server that is started with -tokens FILE answers who shows a token of the file. The file holds a hash of each, and what it may do.`

const tokenExamples = `
Examples:
  geotag token new desk -tokens tokens.txt
  geotag serve -tokens tokens.txt
  geotag token list tokens.txt`

func tokenCommand(ctx context.Context, e env, args []string) error {
	return e.dispatch(ctx, &manual{line: "geotag token COMMAND [FLAGS]", text: tokenManual, more: tokenExamples, groups: []group{{"Commands", []command{
		{"new", "make a token", newToken},
		{"list", "list the tokens of a file", listTokens},
		{"check", "say whether a file of tokens is sound, and whose a token is", checkTokens},
	}}}}, args)
}

const newTokenManual = `
Makes a token, and prints it once: nobody can read it from the file afterwards. Its line for a server's file of tokens goes to the
file that -file names, and without one to standard error. The file is plain text, a token a line, and may be edited by hand:

  NAME SCOPES SHA256 [rate=TEXTS] [bytes=BYTES] [expires=WHEN]

The scopes are tag (Tag, TagStream, ConvertArea), find (FindPlaces, GetPlace, LocatePoint, GetGazetteer) and admin (everything). A server
reads the file anew when it changes. To take a token back, take out its line.`

const newTokenExamples = `
Examples:
  geotag token new desk -scopes tag,find -rate 50:500 -bytes 1M -expires 90d -file tokens.txt
  geotag serve -tokens tokens.txt
  GEOTAG_TOKEN=geotag_... geotag find -addr localhost:8080 Kano`

func newToken(_ context.Context, e env, args []string) error {
	fs := e.flags("geotag token new [FLAGS] NAME", newTokenManual, newTokenExamples)
	t := access.Token{Scopes: access.Tag | access.Find}
	fs.Func("scopes", "let the bearer do `SCOPES`: tag, find or admin (default tag,find)", func(s string) (err error) {
		t.Scopes, err = access.ParseScopes(s)
		return err
	})
	fs.Func("rate", "let the bearer send `N` texts a second, or N:BURST; else as many as they like", rateInto(&t.Texts))
	fs.Func("bytes", "let the bearer send `N` bytes a second, or N:BURST, such as 1M:8M; else as many as they like", rateInto(&t.Bytes))
	fs.Func("expires", "end it at `WHEN`: 90d from now, or 2027-01-31, or 2027-01-31T12:00:00Z", func(s string) (err error) {
		t.Expires, err = parseWhen(s, time.Now())
		return err
	})
	file := fs.String("file", "", "add the token's line to `FILE`")
	fs.alias("tokens", "file")
	fs.StringVar(&t.Name, "name", "", "call it `NAME`, as the argument does")
	args, err := fs.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if (len(args) == 1) == (t.Name != "") {
		return fs.misuse("give one name")
	}
	t.Name = cmp.Or(t.Name, strings.Join(args, ""))
	if err := t.Check(); err != nil {
		return fs.misuse("%v", err)
	}
	var token string
	if token, t.Hash = access.NewToken(); *file == "" {
		fmt.Fprintln(e.stderr, t)
	} else if err := appendToken(*file, t); err != nil {
		return err
	}
	_, err = fmt.Fprintln(e.stdout, token)
	return err
}

// parseWhen reads a time, or days from now.
func parseWhen(s string, now time.Time) (time.Time, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n > 0 && n <= 36500 {
			return now.AddDate(0, 0, n).UTC().Truncate(time.Second), nil
		}
	}
	t, err := access.ParseExpiry(s)
	if err == nil && t.Before(now) {
		err = fmt.Errorf("%s is past", s)
	}
	return t, err
}

// appendToken adds a line to a file of tokens, which is as sound afterwards as before: it is replaced by a whole new one.
func appendToken(file string, t access.Token) error {
	mode := fs.FileMode(0o600)
	before, err := os.ReadFile(file)
	if info, statErr := os.Stat(file); statErr == nil {
		mode = info.Mode().Perm()
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	after := fmt.Appendf(bytes.Clone(before), "%s\n", t)
	if _, err := access.ReadTokens(bytes.NewReader(after)); err != nil {
		return fmt.Errorf("%s would not be sound with the token, and is left as it was: %w", file, err)
	}
	return replaceTokens(file, after, mode)
}

// replaceTokens puts a file in the place of another at once.
func replaceTokens(file string, data []byte, mode fs.FileMode) error {
	if target, err := filepath.EvalSymlinks(file); err == nil {
		file = target
	}
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // where it is still there
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), file)
}

func listTokens(_ context.Context, e env, args []string) error {
	fs := e.flags("geotag token list FILE", "Lists the tokens of a file: their names, what they may do, and until when.", "\nExamples:\n  geotag token list tokens.txt")
	args, err := fs.parse(args, 1, 1)
	if err != nil {
		return err
	}
	tokens, err := readTokens(args[0])
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tSCOPES\tTEXTS/S\tBYTES/S\tEXPIRES")
	for _, t := range tokens {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", t.Name, t.Scopes, rateOrNone(t.Texts), rateOrNone(t.Bytes), expiryOf(t))
	}
	return w.Flush()
}

func rateOrNone(r access.Rate) string {
	if r == (access.Rate{}) {
		return "-"
	}
	return r.String()
}

func expiryOf(t access.Token) string {
	switch {
	case t.Expires.IsZero():
		return "never"
	case t.Expires.Before(time.Now()):
		return t.Expires.Format(time.RFC3339) + " (expired)"
	}
	return t.Expires.Format(time.RFC3339)
}

func readTokens(file string) ([]access.Token, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	tokens, err := access.ReadTokens(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return tokens, nil
}

const checkTokensManual = `
Reads a file of tokens as a server would, and says what is wrong with it. With -token it reads a token on standard input and says whose it
is.`

func checkTokens(_ context.Context, e env, args []string) error {
	fs := e.flags("geotag token check [FLAGS] FILE", checkTokensManual, "\nExamples:\n  geotag token check tokens.txt\n  echo \"$GEOTAG_TOKEN\" | geotag token check -token tokens.txt")
	shown := fs.Bool("token", false, "read a token on standard input, and find its line")
	args, err := fs.parse(args, 1, 1)
	if err != nil {
		return err
	}
	tokens, err := readTokens(args[0])
	if err != nil {
		return err
	}
	if !*shown {
		_, err := fmt.Fprintf(e.stdout, "%s is sound: %d tokens\n", args[0], len(tokens))
		return err
	}
	token, err := io.ReadAll(io.LimitReader(e.stdin, 1<<10))
	if err != nil {
		return err
	}
	hash := sha256.Sum256(bytes.TrimSpace(token))
	for _, t := range tokens {
		if t.Hash == hash {
			_, err := fmt.Fprintf(e.stdout, "%s may %s, expires: %s\n", t.Name, t.Scopes, expiryOf(t))
			return err
		}
	}
	return errors.New("the token is none of the file's")
}
