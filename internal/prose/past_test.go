package prose_test

import "testing"

func TestPast(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]bool{
		"The Ottomans took Smyrna in 1424.":                                                    true,
		"The siege began in 1941, and the city was called Leningrad.":                          true,
		"In 1857 the garrison had stores for a month.":                                         true,
		"The church was built in 1912.":                                                        false, // one year is not enough
		"A crowd of 1200 people and of 1300 guests came.":                                      false, // no years
		"Built in 1887 and burned in 1921, the mill was sold in 2004, in 2011 and in 2019.":    false, // our own times
		"The army lifted the siege of the town on Monday.":                                     false,
		"The 1,500 meters were won in 1945 seconds.":                                           false,
		"Die Stadt wurde im Jahre 1807 belagert, und der Zar kam 1809 mit seinen Soldaten an.": false, // by English words
	} {
		if got := read(t, source).Past; got != want {
			t.Errorf("%q: past %v, want %v", source, got, want)
		}
	}
}
