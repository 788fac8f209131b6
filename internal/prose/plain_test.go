package prose_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/prose"
)

func TestCharactersAreUsual(t *testing.T) {
	t.Parallel()
	for input, want := range map[string]string{
		"Lis\u00ADbon, Ma\u200Bdrid, Ro\u2060me, P\uFEFFrague, Tu\u200D\u200Crin": "Lisbon, Madrid, Rome, Prague, Turin",
		"\u202Bحلب\u202C, \u200Fدمشق\u200F, \u2066Tirana\u2069":                   "حلب, دمشق, Tirana",
		"San\u00A0Jose San\u202FJose San\u2009Jose San\u3000Jose San\u2003Jose":   "San Jose San Jose San Jose San Jose San Jose",
		"Ｋｉｅｖ ｉｎ １９９１":                                                            "Kiev in 1991",
		"Shefﬁeld, Cardiﬀ, ﬄ":                                                     "Sheffield, Cardiff, ffl",
		"Stoke‑on‐Trent":                                                          "Stoke-on-Trent",
		"N´Djamena, O‘ahu, Xi′an":                                                 "N'Djamena, O'ahu, Xi'an",
		"the ‘Paris’ of 5′ and a ´":                                               "the ‘Paris’ of 5′ and a ´",
		"30° 5£ “Rome” – Łódź, Đà Nẵng":                                           "30° 5£ “Rome” – Łódź, Đà Nẵng",
	} {
		if got, _ := plain(t, input); got != want {
			t.Errorf("%q became %q, want %q", input, got, want)
		}
	}
}

func TestEntities(t *testing.T) {
	t.Parallel()
	for input, want := range map[string]string{
		"M&uuml;nchen, Malm&#246;, &#x141;&oacute;d&#X17A;":                               "München, Malmö, Łódź",
		"New&nbsp;Delhi, Lis&shy;bon, Ma&#8203;drid, AT&amp;T":                            "New Delhi, Lisbon, Madrid, AT&T",
		"1,300&thinsp;km&sup2; of N&rsquo;Djamena&#8217;s":                                "1,300 km² of N’Djamena’s",
		"Oslo & Bergen, Trinidad & Tobago, Antigua &amp; Barbuda":                         "Oslo & Bergen, Trinidad and Tobago, Antigua and Barbuda",
		"S&amp;atilde;o Paulo, Simon &amp;amp; Pure":                                      "São Paulo, Simon & Pure",
		"R&D; AT&T, &bogus; &notit; & Oslo; &;&#;":                                        "R&D; AT&T, &bogus; &notit; & Oslo; &;&#;",
		"?a=1&copy=2&lang=en; &eacute":                                                    "?a=1&copy=2&lang=en; &eacute",
		"&lt;p&gt;It rained in &lt;a href=&quot;/Rome&quot;&gt;Turin&lt;/a&gt;&lt;/p&gt;": "It rained in Turin",
	} {
		if got, _ := plain(t, input); strings.TrimSpace(got) != want {
			t.Errorf("%q became %q, want %q", input, got, want)
		}
	}
}

func TestMarkup(t *testing.T) {
	t.Parallel()
	for input, want := range map[string]string{
		"<b>San</b> <i class='Rome'>Jose</i> and Ti<em>ra</em>na":                 "San Jose and Tirana",
		"<p>San</p><p>Jose</p>":                                                   "San|Jose",
		"<ul>\n <li>San\n <li>Jose\n</ul>":                                        "San|Jose",
		"<table><tr><td>San</td><td>Jose</td></tr></table>":                       "San|Jose",
		"<h1>Fire in Rome</h1>It rained in\nSan\n   Jose":                         "Fire in Rome|It rained in San Jose",
		"San<br>Jose was quiet":                                                   "San Jose was quiet",
		"It rained in San<br />\r\nJose<br />\nand<br>\nin Rome.<br>\n<br>\nLima": "It rained in San Jose and in Rome.|Lima",
		"<city>Rome</city>'s <city>Oslo</city>, <city>Lima</city>":                "Rome's  Oslo,  Lima",
		"Rome<br/>Oslo<br />Lima":                                                 "Rome|Oslo|Lima",
		"<div>One\n\nTwo in San\nJose</div>":                                      "One|Two in San Jose",
		"<pre>Rome\nOslo\nLima</pre>":                                             "Rome|Oslo|Lima",
		"<img alt=\"Rome\" src='a>b'>Oslo":                                        "Oslo",
		"<A\nHREF = \"x\"\nTITLE='> Rome'>Oslo</A >":                              "Oslo",
		"<!-- Rome --><!DOCTYPE html><?xml a='Rome'?><![CDATA[Oslo":               "Oslo",
		"<script>var a = '<b>Rome</b>'</script>Oslo<STYLE>.Rome {}</STYLE>":       "Oslo",
		"<p>Oslo<!-- Rome":                                                        "Oslo",
		"<p>Oslo <a href=\"/Rome":                                                 "Oslo",
		"<city>San</city><city>Jose</city>":                                       "San  Jose",
		"<o:p>Oslo</o:p>":                                                         "Oslo",
		"300 km<sup>2</sup> of Oslo<SUP>12</SUP>, the 4<sup>th</sup>":             "300 km² of Oslo¹², the 4th",
		"if x < 5 and y > 2, or x<y and y>2, or a <b and c> d":                    "if x < 5 and y > 2, or x<y and y>2, or a <b and c> d",
		"<Rome> <ab@Oslo.example> <http://example.com/Lima> <":                    "<Rome> <ab@Oslo.example> <http://example.com/Lima> <",
		"a <script> of Rome, <!-- of Oslo, <b of Lima":                            "a   of Rome, <!-- of Oslo, <b of Lima",
	} {
		got, _ := plain(t, input)
		var lines []string
		for line := range strings.SplitSeq(got, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		if strings.Join(lines, "|") != want {
			t.Errorf("%q became %q, want %q", input, got, want)
		}
	}
}

// TestOrigin follows words to where they stood in what was handed in, and back.
func TestOrigin(t *testing.T) {
	t.Parallel()
	const input = "\uFEFF<p>It rained in S&atilde;o\r\nPaulo, <b>Ti</b>ra&shy;na,\u00A0Johannes-\r\nburg &amp;amp; New&nbsp;York</p>"
	text, origin := plain(t, input)
	for name, want := range map[string]string{
		"São Paulo": "S&atilde;o\r\nPaulo", "Tirana": "Ti</b>ra&shy;na", "Johannesburg": "Johannes-\r\nburg", "New York": "New&nbsp;York", "It": "It", "rained in": "rained in",
		"&": "&amp;amp;",
	} {
		at := strings.Index(text, name)
		start, end := origin.Input(at, at+len(name))
		if input[start:end] != want {
			t.Errorf("%q stood at %q, want %q", name, input[start:end], want)
		}
		if from, to := origin.Source(start, end); text[from:to] != name {
			t.Errorf("%q became %q, want %q", want, text[from:to], name)
		}
	}
	for _, unseen := range []string{"<b>", "</p>", "&shy;", "\uFEFF"} {
		at := strings.Index(input, unseen)
		if from, to := origin.Source(at, at+len(unseen)); strings.TrimSpace(text[from:to]) != "" {
			t.Errorf("%q became %q", unseen, text[from:to])
		}
	}
	var none prose.Origin
	if start, end := none.Input(3, 5); start != 3 || end != 5 {
		t.Errorf("of nothing changed, %d to %d", start, end)
	}
}

func FuzzPlain(f *testing.F) {
	ix, err := world.Index()
	if err != nil {
		f.Fatal(err)
	}
	for _, tt := range wrappings {
		f.Add(strings.ReplaceAll(tt.text, "|", "\n"))
	}
	for _, s := range []string{
		"<p>San<br>Jose &amp;amp; <a href=\"x\">Oslo</a><!-- x --><script>y</script>", "<a b='<a b=\"<!--<![CDATA[<!x", "Po-\r\ntosí\u00AD\n\u2028 \f- x\n> y",
		"&lt;p&gt;&#x26;lt;", "a\tb\n\tc   d\n|e|f",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, input string) {
		if !utf8.ValidString(input) {
			return
		}
		text, origin := prose.Plain(ix, input)
		if !utf8.ValidString(text) {
			t.Fatalf("%q became %q", input, text)
		}
		last := 0
		for i, c := range text {
			start, end := origin.Input(i, i+utf8.RuneLen(c))
			if start < last || end < start || end > len(input) || !utf8.ValidString(input[start:end]) {
				t.Fatalf("%q became %q, in which %q stood at [%d, %d)", input, text, c, start, end)
			}
			if from, to := origin.Source(start, end); from < 0 || to > len(text) || from > to {
				t.Fatalf("%q became %q, of which [%d, %d) is [%d, %d)", input, text, start, end, from, to)
			}
			last = start
		}
	})
}
