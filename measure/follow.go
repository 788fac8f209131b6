package measure

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Swahili and Hausa put a number after its unit, and a multiple before what it multiplies: "hekta elfu mbili na mia tano", 2,500.

// figureAfter reads the figure of the unit u that follows it, in a language that writes so.
func (r *reader) figureAfter(l *Locale, u spot) (found [2]figure, n int) {
	x := l.lexis()
	if x == nil || !x.follows || u.around != nil {
		return found, 0
	}
	f := figure{start: u.start, unit: u.unit, home: u.home, l: l}
	rest, h, _ := x.skipBefore(skipGap(r.text[u.end:]))
	f.hedge = h
	rest = skipGap(rest)
	num, rest, ok := x.skipNumber(rest)
	if !ok {
		return found, 0
	}
	f.low = f.settle(r, u, num)
	f.high = f.low
	left := f.cutIntro(r.text[:u.start])
	if after, high, ok := x.skipRange(rest, f.intro == "between"); ok && high.value > num.value {
		f.high, rest = f.settle(r, u, high), after
	}
	f.end = len(r.text) - len(rest)
	if !f.finish(r.text, len(left), left) {
		return found, 0
	}
	return [2]figure{f}, 1
}

// skipBefore takes the longest hedge that stands before figures off the start of s.
func (x *lexis) skipBefore(s string) (rest string, h hedge, ok bool) {
	rest = s
	for _, p := range x.before {
		if short, found := skipPhrase(s, p.text, false); found && len(short) < len(rest) {
			rest, h, ok = short, p.hedge, true
		}
	}
	return rest, h, ok
}

// skipRange takes the joint and the second figure of a range off the start of s.
func (x *lexis) skipRange(s string, between bool) (rest string, high number, ok bool) {
	s = skipGap(s)
	for text, kind := range x.joints {
		if rest, found := skipPhrase(s, text, false); found && (between || kind == "to") {
			if high, rest, ok = x.skipNumber(skipGap(rest)); ok {
				return rest, high, true
			}
		}
	}
	return s, high, false
}

// skipNumber takes a number off the start of s.
func (x *lexis) skipNumber(s string) (n number, rest string, ok bool) {
	least, ten := 0.0, false // the multiple of the last part, and whether it multiplies a ten
	for range maxTokens {
		part, times, after, found := x.skipPart(s)
		if !found || ok && part.value >= least {
			break
		}
		if times == 1 && least > 1 && (part.value < 1 || ten && part.value < 10) { // a million and a half, thirty-five thousand
			part = part.times(least)
		}
		ten = times > 1 && part.value/times >= 20 && part.value/times < 100 && math.Mod(part.value/times, 10) == 0
		part.value += n.value
		n, rest, ok, least = part, after, true, times
		if least == 1 {
			least = part.round // ten and five, but no two figures
		}
		and, word := x.skipJoin(rest)
		if !word {
			break
		}
		s = and
	}
	return n, rest, ok
}

// skipJoin takes the "and" between the parts of a number off the start of s.
func (x *lexis) skipJoin(s string) (rest string, ok bool) {
	rest, t := x.skipToken(skipGap(s))
	return skipGap(rest), t.kind == and
}

// skipPart takes a multiple with what it multiplies, or a number below a hundred, off the start of s.
func (x *lexis) skipPart(s string) (n number, times float64, rest string, ok bool) {
	rest, t := x.skipToken(s)
	times = 1
	if t.kind == multiple {
		times = t.value
		after, next := x.skipToken(skipGap(rest))
		if next.kind != figures && next.kind != ones && next.kind != tens && next.kind != share {
			return number{value: 1, place: 1, round: 1, scale: 1}.times(times), times, rest, true
		}
		return next.number.times(times), times, after, true
	}
	if t.kind != figures && t.kind != ones && t.kind != tens && t.kind != share {
		return n, times, s, false
	}
	if after, next := x.skipToken(skipGap(rest)); next.kind == multiple && (t.kind == figures || t.kind == share) {
		return t.number.times(next.value), next.value, after, true
	}
	if t.kind == figures {
		times = 0 // nothing is added
	}
	return t.number, times, rest, true
}

// skipToken takes a word of a number or figures off the start of s; its kind is none where there is neither.
func (x *lexis) skipToken(s string) (rest string, t token) {
	end := 0
	for end < len(s) && end < maxFigures && (isDigit(s[end]) || (s[end] == '.' || s[end] == ',') && end+1 < len(s) && isDigit(s[end+1])) {
		end++
	}
	if end > 0 {
		if left, t, ok := cutFigures(s[:end]); ok && left == "" {
			return s[end:], t
		}
		return s, token{}
	}
	for end < len(s) && end < 2*maxWord {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !isWordRune(r) && !isApostrophe(r) {
			break
		}
		end += n
	}
	return s[end:], x.words[spelled(strings.TrimSuffix(s[:end], "'"))]
}

// cutAround takes the unit of length off the end of s that stands before the number where "square" stands after it: "kilomita 300 za mraba".
func (n *unitName) cutAround(s string) (rest string, u Unit) {
	for word, unit := range n.around {
		if rest, ok := cutPhrase(s, word); ok {
			return rest, unit
		}
	}
	return s, 0
}

// arounds are the names that stand after the number, the unit of length before it.
var arounds = map[string]map[string]Unit{
	"za mraba":  {"kilomita": SquareKilometer, "mita": SquareMeter, "maili": SquareMile},
	"murabba’i": {"kilomita": SquareKilometer, "mita": SquareMeter, "mil": SquareMile},
	"murabba'i": {"kilomita": SquareKilometer, "mita": SquareMeter, "mil": SquareMile},
}
