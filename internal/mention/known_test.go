package mention

import (
	"strings"
	"testing"

	"example.com/geotag/internal/prose"
)

// The joint chain takes the names of capitals and large cities that the rules see, in texts of languages of which it has seen few or none.
func TestKnown(t *testing.T) {
	t.Parallel()
	ix, m := open(t)
	for _, tt := range []struct{ language, source, want string }{
		{"ar", "وصل الوفد إلى بغداد بعد زيارة القاهرة.", "بغداد القاهرة"},
		{"fa", "هیئت ایرانی در بغداد با وزیر دیدار کرد.", "ایرانی بغداد"},
		{"de", "Am Abend hat Kiew den Angriff bestätigt.", "Kiew"},
		{"fr", "À La Réunion, un cyclone approche.", "La Réunion"},
		{"fr", "La Réunion attend un cyclone.", "La Réunion"},
		{"ar", "وصل الوفد من تونس وتركيا.", "تونس وتركيا"},
		{"ar", "افتتح محافظ الإسكندرية أمس سوقا جديدة.", "الإسكندرية"},
		{"ru", "Мэр Новосибирска открыл мост.", "Новосибирска"},
		{"ha", "An kai hari a jihar Kano ranar Litinin.", "jihar Kano"},
		{"uk", "Уночі в Харківській області відновили світло.", "Харківській області"},
		{"zh", "他出生在湖南省岳阳市。", "湖南省岳阳市"},
		{"ja", "大雨のため熊本県人吉市で避難が始まった。", "熊本県 人吉市"},
	} {
		text, err := prose.NewReader(ix).Read(t.Context(), tt.source, tt.language)
		if err != nil {
			t.Fatal(err)
		}
		set, err := NewReader(ix, m.Roles).Read(t.Context(), text, NewChain(m))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for k := range set.Names {
			if k > 0 && set.Names[k].First <= set.Names[k-1].Last {
				t.Errorf("%s: names share words", tt.source)
			}
			if set.Accepted(int32(k)) {
				got = append(got, text.Slice(set.Names[k].First, set.Names[k].Last))
			}
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s: %q, want %q", tt.source, g, tt.want)
		}
	}
}
