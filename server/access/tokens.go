package access

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"sync/atomic"
)

// Tokens are those of a file, as it was when it was last loaded. It is safe for concurrent use.
type Tokens struct {
	files
	byHash atomic.Pointer[map[[sha256.Size]byte]*account]
}

// An account is a token and what is left to its bearer.
type account struct {
	Token
	*limits
}

// OpenTokens reads a file of tokens (see ReadTokens).
func OpenTokens(file string) (*Tokens, error) {
	t := &Tokens{files: files{names: []string{file}}}
	return t, t.Load()
}

// Changed reports whether the file is another than when it was last loaded.
func (t *Tokens) Changed() bool { return t.changed() }

// Load reads the file again. What is left of the rate of a token that stays as it was stays, too. With an error the tokens before hold on.
func (t *Tokens) Load() error {
	t.note()
	file := t.names[0]
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	tokens, err := ReadTokens(f)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	before, now := t.byHash.Load(), make(map[[sha256.Size]byte]*account, len(tokens))
	for _, token := range tokens {
		a := &account{token, newLimits(token.Texts, token.Bytes)}
		if before != nil {
			if was := (*before)[token.Hash]; was != nil && was.Texts == token.Texts && was.Bytes == token.Bytes {
				a.limits = was.limits
			}
		}
		now[token.Hash] = a
	}
	t.byHash.Store(&now)
	return nil
}

// account returns whose hash of a token it is, or nil. Who measures how long that takes learns of hashes, of which no token can be made.
func (t *Tokens) account(hash [sha256.Size]byte) *account { return (*t.byHash.Load())[hash] }

// Len is how many tokens there are.
func (t *Tokens) Len() int { return len(*t.byHash.Load()) }

// ReadableByOthers reports whether others than the owner and the group of the file may read it, where a system tells.
func (t *Tokens) ReadableByOthers() bool {
	info, err := os.Stat(t.names[0])
	return err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&fs.FileMode(0o004) != 0
}
