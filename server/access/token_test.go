package access

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// line returns a line of a file of tokens, whose hash is that of its name.
func line(name, scopes, more string) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %x %s", name, scopes, sha256.Sum256([]byte(name)), more)) + "\n"
}

func TestReadTokens(t *testing.T) {
	t.Parallel()
	hash := fmt.Sprintf("%x", sha256.Sum256([]byte("other")))
	for _, tt := range []struct{ file, want string }{
		{line("a", "tag", ""), ""},
		{"# ours\n\n" + line("a.b_c@d-1", "tag,find,admin", "rate=20:100 bytes=1.5M expires=2027-01-31"), ""},
		{"\t" + line("a", "find", "\r"), ""},
		{"", "there is no token in it"},
		{"# nobody\n", "there is no token in it"},
		{strings.TrimSpace(line("a", "tag", "")), "line 1: the last line has no end"},
		{line("a", "tag", "") + "# half a comm", "line 2: the last line has no end"},
		{line("a", "tag", "") + line("b", "tagg", ""), `line 2: "tagg" is no scope`},
		{line("a", "tag,", ""), `line 1: "" is no scope`},
		{line("a/b", "tag", ""), `line 1: "a/b" is no name`},
		{line(strings.Repeat("x", 65), "tag", ""), "is no name"},
		{line("a", "tag", "") + "\n" + line("a", "find", ""), "line 3: a stands in line 1, too"},
		{line("a", "tag", "") + strings.Replace(line("a", "tag", ""), "a", "b", 1), "line 2: the hash stands in line 1, too"},
		{"a tag\n", "line 1: a line is NAME SCOPES SHA256"},
		{"a tag " + hash[1:] + "\n", "line 1: the third word is no SHA-256"},
		{"a tag " + hash + "00\n", "line 1: the third word is no SHA-256"},
		{"a tag geotag_AAAA\n", "line 1: the third word is no SHA-256"},
		{line("a", "tag", "rate=0"), "line 1: rate: \"0\" is no rate"},
		{line("a", "tag", "rate=-1"), "is no rate"},
		{line("a", "tag", "rate=NaN"), "is no rate"},
		{line("a", "tag", "rate=1e9"), "is no rate"},
		{line("a", "tag", "rate=5:0.5"), "lets nothing through at once"},
		{line("a", "tag", "bytes=3G"), "line 1: bytes: \"3G\" is no rate"},
		{line("a", "tag", "rate=1 rate=2"), "line 1: rate is given twice"},
		{line("a", "tag", "rat=1"), `line 1: "rat": there are rate=, bytes= and expires=`},
		{line("a", "tag", "expires=tomorrow"), `line 1: expires: "tomorrow" is no time`},
		{line("a\xff", "tag", ""), "not UTF-8"},
	} {
		tokens, err := ReadTokens(strings.NewReader(tt.file))
		if got := fmt.Sprint(err); tt.want == "" && (err != nil || len(tokens) != 1) || tt.want != "" && !strings.Contains(got, tt.want) {
			t.Errorf("%q: %v, %s; want %q", tt.file, tokens, got, tt.want)
		}
	}
	tokens, _ := ReadTokens(strings.NewReader(line("a", "tag", "expires=2027-01-31")))
	if want := time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC); !tokens[0].Expires.Equal(want) {
		t.Errorf("a day lasts until %v", tokens[0].Expires)
	}
}

// What is read is written as it was, and of what is written the same is read.
func FuzzReadTokens(f *testing.F) {
	f.Add(line("a", "tag", "rate=20:100 bytes=1.5M expires=2027-01-31T12:00:00Z"))
	f.Add("# x\n\n" + line("b", "find,admin", "expires=2027-01-31"))
	f.Add(line("a", "tag", "rate=0.333 bytes=1999999999"))
	f.Add("a tag 00\n")
	f.Fuzz(func(t *testing.T, file string) {
		tokens, err := ReadTokens(strings.NewReader(file))
		if err != nil {
			return
		}
		var again strings.Builder
		for _, token := range tokens {
			fmt.Fprintln(&again, token)
		}
		same, err := ReadTokens(strings.NewReader(again.String()))
		if err != nil {
			t.Fatalf("%q becomes %q: %v", file, again.String(), err)
		}
		if fmt.Sprint(same) != fmt.Sprint(tokens) {
			t.Errorf("%v became %v", tokens, same)
		}
		for _, token := range tokens { // a rate that was read can be used
			newLimits(token.Texts, token.Bytes).take(1, 1)
		}
	})
}

func TestNewToken(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 100 {
		token, hash := NewToken()
		if seen[token] || len(token) < 40 || !strings.HasPrefix(token, "geotag_") || hash != sha256.Sum256([]byte(token)) {
			t.Errorf("%s with %x", token, hash)
		}
		seen[token] = true
	}
}

// A file that is bad, half written or gone leaves the tokens before; what is left of a rate outlives a reload, unless the rate is another.
func TestReload(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "tokens.txt")
	write := func(s string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	steady, faster := line("steady", "tag", "rate=0.001:1"), line("faster", "tag", "rate=0.001:1")
	write(steady + faster)
	tokens, err := OpenTokens(file)
	if err != nil || tokens.Changed() {
		t.Fatal(err)
	}
	g := New(Options{Tokens: tokens})
	ask := func(name string) error {
		_, err := g.Admit(showing(t, "Bearer "+name), tagMethod)
		return err
	}
	for _, name := range []string{"steady", "faster"} {
		if first, second := ask(name), ask(name); first != nil || second == nil {
			t.Errorf("%s: %v, then %v", name, first, second)
		}
	}
	for _, bad := range []string{"", "steady tag\n", steady + "faster ta"} {
		write(bad)
		if !tokens.Changed() || tokens.Load() == nil || tokens.Changed() || tokens.Len() != 2 {
			t.Errorf("%q: %d tokens", bad, tokens.Len())
		}
	}
	os.Remove(file)
	if tokens.Changed() || tokens.Load() == nil || tokens.Len() != 2 {
		t.Error("a file that is gone takes the tokens along")
	}
	write("# another\n" + steady + strings.Replace(faster, "0.001:1", "0.001:2", 1))
	if err := tokens.Load(); err != nil {
		t.Fatal(err)
	}
	if ask("steady") == nil || ask("faster") != nil {
		t.Error("after a reload the used-up rate is whole, or the new rate is not")
	}
	write(steady)
	if err := tokens.Load(); err != nil {
		t.Fatal(err)
	}
	if err := ask("faster"); err == nil || !strings.Contains(err.Error(), "not known") {
		t.Errorf("a token that is gone: %v", err)
	}
	if tokens.ReadableByOthers() {
		t.Error("0600 is readable by others")
	}
	os.Chmod(file, 0o644)
	if !tokens.ReadableByOthers() {
		t.Error("0644 is not readable by others")
	}
}
