package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"example.com/geotag/internal/score"
)

// A savedAnswer is a line of a file of answers: what was predicted of a gold text, so that another version's answers can be held against it.
type savedAnswer struct {
	Gold        string             `json:"gold"` // the file's name, without its folder
	ID          string             `json:"id"`
	Text        string             `json:"text"` // the beginning of the text's SHA-256, in hexadecimal
	Given       bool               `json:"given,omitempty"`
	Versions    string             `json:"versions"`
	Predictions []score.Prediction `json:"predictions"`
}

// sumOf returns what tells a text from others.
func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// saveAnswers writes the answers of evaluations, whole or not at all; without a file's name nothing.
func saveAnswers(file string, evs []*evaluation) error {
	if file == "" {
		return nil
	}
	var b bytes.Buffer
	lines := json.NewEncoder(&b)
	for _, ev := range evs {
		for _, a := range ev.answers {
			if err := lines.Encode(a); err != nil {
				return err
			}
		}
	}
	return writeWhole(file, b.Bytes())
}

// An answerKey says which text an answer is to.
type answerKey struct{ gold, id string }

// readAnswers reads a file that saveAnswers wrote; without a name it returns none.
func readAnswers(file string) (map[answerKey]savedAnswer, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[answerKey]savedAnswer{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, mostAnswer)
	for n := 1; lines.Scan(); n++ {
		var a savedAnswer
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", filepath.Base(file), n, err)
		}
		out[answerKey{a.Gold, a.ID}] = a
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
	}
	return out, nil
}

// mostAnswer is the longest line of saved answers, in bytes. Set by hand: a thousand times an ordinary one.
const mostAnswer = 16 << 20

// compareAll counts saved answers, if there are any, to the texts of evaluations.
func compareAll(evs []*evaluation, saved map[answerKey]savedAnswer) error {
	if saved == nil {
		return nil
	}
	for _, ev := range evs {
		if err := ev.against(saved); err != nil {
			return err
		}
	}
	return nil
}

// against counts saved answers to the texts of an evaluation.
func (ev *evaluation) against(saved map[answerKey]savedAnswer) error {
	for _, d := range ev.texts {
		a, ok := saved[answerKey{ev.Gold, d.ID}]
		switch {
		case !ok:
			return fmt.Errorf("the saved answers have none to %s of %s", d.ID, ev.Gold)
		case a.Text != sumOf(d.Text):
			return fmt.Errorf("the saved answer to %s of %s is to another text", d.ID, ev.Gold)
		case a.Given != ev.rules.Given:
			return fmt.Errorf("the saved answers were made with -given=%t", a.Given)
		}
		ev.before = append(ev.before, score.Count(d, a.Predictions, ev.rules))
		ev.Against = a.Versions
	}
	return nil
}
