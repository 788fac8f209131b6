package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/geotag/internal/spelling"
)

// A usageError is a misuse of the command line: the command exits with 2.
type usageError struct {
	err  error
	hint string
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// A hintError is an error with what may mend it.
type hintError struct {
	err  error
	hint string
}

func (e *hintError) Error() string { return e.err.Error() }
func (e *hintError) Unwrap() error { return e.err }

// hinted adds a hint to an error, if there is one.
func hinted(err error, hint string) error {
	if err == nil {
		return nil
	}
	return &hintError{err, hint}
}

// report prints an error for a person to read, and what may mend it.
func report(w io.Writer, err error) {
	name := "geotag:"
	if isTerminal(w) && os.Getenv("NO_COLOR") == "" {
		name = "\x1b[1;31m" + name + "\x1b[0m"
	}
	fmt.Fprintln(w, name, escaped(strings.TrimPrefix(message(err), "geotag: "), "\n\t"))
	hint := ""
	if u, ok := errors.AsType[*usageError](err); ok {
		hint = u.hint
	} else if h, ok := errors.AsType[*hintError](err); ok {
		hint = h.hint
	}
	if hint != "" {
		fmt.Fprintln(w, "  hint:", plain(hint))
	}
}

// message returns an error's text, of a server's status only what it says.
func message(err error) string {
	s, ok := status.FromError(err)
	if !ok || s.Code() == codes.OK {
		return err.Error()
	}
	if direct, ok := errors.AsType[interface {
		error
		GRPCStatus() *status.Status
	}](err); ok {
		return strings.Replace(err.Error(), direct.Error(), direct.GRPCStatus().Message(), 1)
	}
	return s.Message()
}

// didYouMean returns a question with the word that is at most two edits away from s, or nothing.
func didYouMean(s string, words []string) string {
	if best := spelling.Nearest(s, words); best != "" {
		return fmt.Sprintf("did you mean %s?", best)
	}
	return ""
}
