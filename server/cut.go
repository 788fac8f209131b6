package server

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// beginning returns as much of a text as the limit in bytes allows: up to the end of the last sentence or line that fits, else of the
// last word, else of the last character. No more than half of what fits is given up for a whole sentence.
func beginning(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	end := limit
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	head := text[:end]
	if i := sentenceEnd(head); i > limit/2 {
		return head[:i]
	}
	if i := strings.LastIndexAny(head, " \t\n\r"); i > 0 {
		return head[:i]
	}
	return head
}

// sentenceEnd returns where the last sentence or line of a text ends that is whole, or 0.
func sentenceEnd(text string) int {
	end := strings.LastIndexByte(text, '\n')
	for _, mark := range []string{". ", "! ", "? ", "… ", "。"} {
		if i := strings.LastIndex(text, mark); i >= 0 {
			end = max(end, i+len(strings.TrimSuffix(mark, " ")))
		}
	}
	return max(end, 0)
}

// warnings says what became of the request's text.
func (in *tagInput) warnings(req *geotagv1.TagRequest) []geotag.Warning {
	if len(in.text) == len(req.GetText()) {
		return nil
	}
	return []geotag.Warning{{
		Code: geotag.TextCut, Text: fmt.Sprintf("the text is %d bytes long, and only the first %d were read", len(req.GetText()), len(in.text)),
	}}
}
