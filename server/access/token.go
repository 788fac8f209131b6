package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// A Token is a line of a file of tokens: everything about a token but the token itself.
type Token struct {
	// Name is whose token it is: letters, digits and ._@- at most 64 of them. It stands in logs.
	Name string
	// Scopes are what it lets its bearer do.
	Scopes Scopes
	// Hash is the SHA-256 of the token. A token is 256 random bits, which nobody can try through, so that a slow hash as for passwords
	// would only make each call slower.
	Hash [sha256.Size]byte
	// Texts and Bytes are how many texts a second its bearer may send, and how many bytes of requests; zero: as many as they like.
	Texts, Bytes Rate
	// Expires is when it ends; the zero Time: never.
	Expires time.Time
}

// tokenPrefix is what a token begins with, so that people and scanners for secrets know one when they see it.
const tokenPrefix = "geotag_"

// NewToken returns a new token and its hash.
func NewToken() (token string, hash [sha256.Size]byte) {
	var random [32]byte
	rand.Read(random[:]) // never fails
	token = tokenPrefix + base64.RawURLEncoding.EncodeToString(random[:])
	return token, sha256.Sum256([]byte(token))
}

// String returns the line of a file that ReadTokens reads as t.
func (t Token) String() string {
	s := fmt.Sprintf("%s %s %x", t.Name, t.Scopes, t.Hash)
	if t.Texts != (Rate{}) {
		s += " rate=" + t.Texts.String()
	}
	if t.Bytes != (Rate{}) {
		s += " bytes=" + t.Bytes.String()
	}
	if !t.Expires.IsZero() {
		s += " expires=" + t.Expires.UTC().Format(time.RFC3339)
	}
	return s
}

// Check reports what is wrong with a token's name or scopes.
func (t Token) Check() error {
	if len(t.Name) > 64 || t.Name == "" || strings.Trim(t.Name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-") != "" {
		return fmt.Errorf("%q is no name: one is up to 64 letters, digits and ._@-", t.Name)
	}
	if t.Scopes == 0 {
		return fmt.Errorf("%s has no scope", t.Name)
	}
	return nil
}

// expired reports whether the token has ended.
func (t *Token) expired() bool { return !t.Expires.IsZero() && time.Now().After(t.Expires) }

// maxTokenFile is more than a hundred thousand tokens.
const maxTokenFile = 16 << 20

// ReadTokens reads a file of tokens, one a line:
//
//	NAME SCOPES SHA256 [rate=TEXTS] [bytes=BYTES] [expires=WHEN]
//
// SCOPES as ParseScopes reads them, SHA256 in hexadecimal, rates as ParseRate reads them, WHEN as 2027-01-31 (through that day, UTC) or
// 2027-01-31T12:00:00Z. Empty lines and those that begin with # say nothing. A file without a token, or whose last line has no end, is
// taken for one that is still being written. Errors name the line.
func ReadTokens(r io.Reader) ([]Token, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxTokenFile+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > maxTokenFile:
		return nil, fmt.Errorf("more than %d bytes", maxTokenFile)
	case !utf8.Valid(data):
		return nil, fmt.Errorf("not UTF-8")
	}
	var tokens []Token
	names, hashes := map[string]int{}, map[[sha256.Size]byte]int{}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line, whole := strings.CutSuffix(line, "\n")
		if line = strings.TrimSpace(line); whole && (line == "" || line[0] == '#') {
			continue
		}
		t, err := parseToken(line)
		switch {
		case !whole:
			err = fmt.Errorf("the last line has no end")
		case err == nil && names[t.Name] != 0:
			err = fmt.Errorf("%s stands in line %d, too", t.Name, names[t.Name])
		case err == nil && hashes[t.Hash] != 0:
			err = fmt.Errorf("the hash stands in line %d, too", hashes[t.Hash])
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		names[t.Name], hashes[t.Hash] = n, n
		tokens = append(tokens, t)
	}
	if len(tokens) == 0 {
		return nil, fmt.Errorf("there is no token in it")
	}
	return tokens, nil
}

// parseToken reads a line.
func parseToken(line string) (t Token, err error) {
	fields := strings.Fields(line)
	if len(fields) < 3 {
		return t, fmt.Errorf("a line is NAME SCOPES SHA256, and rate=, bytes= or expires=")
	}
	t.Name = fields[0]
	if t.Scopes, err = ParseScopes(fields[1]); err != nil {
		return t, err
	}
	if err := t.Check(); err != nil {
		return t, err
	}
	if hash, err := hex.DecodeString(fields[2]); err != nil || len(hash) != len(t.Hash) {
		return t, fmt.Errorf("the third word is no SHA-256 in hexadecimal, as geotag token new prints it")
	} else {
		copy(t.Hash[:], hash)
	}
	seen := map[string]bool{}
	for _, f := range fields[3:] {
		key, value, _ := strings.Cut(f, "=")
		if seen[key] {
			return t, fmt.Errorf("%s is given twice", key)
		}
		seen[key] = true
		if err := t.set(key, value); err != nil {
			return t, err
		}
	}
	return t, nil
}

// set sets what a line may say beside the three words that it must.
func (t *Token) set(key, value string) (err error) {
	switch key {
	case "rate":
		t.Texts, err = ParseRate(value)
	case "bytes":
		t.Bytes, err = ParseRate(value)
	case "expires":
		t.Expires, err = ParseExpiry(value)
	default:
		return fmt.Errorf("%q: there are rate=, bytes= and expires=", key)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return nil
}

// ParseExpiry reads the end of a day in UTC (2027-01-31) or a time (2027-01-31T12:00:00Z).
func ParseExpiry(s string) (time.Time, error) {
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		return day.AddDate(0, 0, 1), nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || t.IsZero() || t.Year() > 9998 {
		return time.Time{}, fmt.Errorf("%q is no time: one is 2027-01-31 or 2027-01-31T12:00:00Z", s)
	}
	return t.UTC(), nil
}
