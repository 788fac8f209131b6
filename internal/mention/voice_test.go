package mention

import (
	"strings"
	"testing"

	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

// A capital or country acts by the order of words and the particles of its text's language, by the rules alone and where a Recognizer leaves
// roles to the caster; in brackets is the one that is asked for.
func TestVoices(t *testing.T) {
	t.Parallel()
	ix, m := open(t)
	for _, tt := range []struct {
		language, source string
		role             Role
	}{
		{"ru", "[Пекин] осудил новые санкции.", model.Actor},
		{"ru", "Как сообщила [Анкара], переговоры идут.", model.Actor},
		{"ru", "Однако [Варшава] пока не ответила на ноту.", model.Actor},
		{"ru", "Мэр [Москвы] сообщил о пожаре.", model.Location},
		{"ru", "[Москва] в этом году зелёная.", model.Location},
		{"uk", "[Варшава] пообіцяла літаки.", model.Actor},
		{"uk", "Посол [Франції] заявив про це вчора.", model.Location},
		{"pl", "[Berlin] potępił atak na szpital.", model.Actor},
		{"pl", "Mer [Kijowa] ogłosił alarm.", model.Location},
		{"de", "[Peking] wies den Vorwurf zurück.", model.Actor},
		{"de", "[Paris] will noch in diesem Jahr Panzer liefern.", model.Actor},
		{"de", "Am Abend hat [Kiew] den Angriff bestätigt.", model.Actor},
		{"de", "Der Bürgermeister von [Kiew] sagte ab.", model.Location},
		{"fr", "[Pékin] a vivement condamné les frappes.", model.Actor},
		{"fr", "Le maire de [Paris] a annoncé un plan.", model.Location},
		{"es", "Las tropas se irán, anunció [Caracas] el lunes.", model.Actor},
		{"es", "El alcalde de [Caracas] anunció un plan.", model.Location},
		{"it", "[Parigi] ha respinto la proposta.", model.Actor},
		{"it", "Il sindaco di [Roma] ha annunciato un piano.", model.Location},
		{"pt", "[Luanda] negou a notícia.", model.Actor},
		{"pt", "O prefeito de [Brasília] negou a notícia.", model.Location},
		{"tr", "[Pekin] saldırıyı kınadı.", model.Actor},
		{"tr", "[Kahire], sınırın bu hafta içinde yeniden açılacağını duyurdu.", model.Actor},
		{"tr", "[Kahire] yakınlarında bir trenin yandığını duyurdu.", model.Location},
		{"ar", "أدانت [بغداد] الهجوم على السفارة.", model.Actor},
		{"ar", "وقال رئيس بلدية [بغداد] إن المياه انقطعت.", model.Location},
		{"fa", "[بغداد] حمله را محکوم کرد.", model.Actor},
		{"fa", "شهردار [بغداد] گفت که آب قطع شده است.", model.Location},
		{"he", "[קהיר] גינתה את התקיפה אתמול.", model.Actor},
		{"he", "ראש עיריית [קהיר] אמר כי המים נותקו.", model.Location},
		{"hi", "[चीन] ने हमले की निंदा की।", model.Actor},
		{"hi", "[चीन] के राष्ट्रपति ने यह कहा।", model.Location},
		{"zh", "[巴黎]呼吁双方立即停火。", model.Actor},
		{"zh", "他在[巴黎]说，谈判还会继续。", model.Location},
		{"ja", "[フランス]は今回の攻撃を非難した。", model.Actor},
		{"ja", "[フランス]の首都で昨夜火事があった。", model.Location},
		{"ko", "[중국]은 이번 공격을 규탄했다.", model.Actor},
		{"ko", "[중국]의 수도에서 어젯밤 불이 났다.", model.Location},
		{"sw", "[Nairobi] imelaani shambulio hilo.", model.Actor},
		{"sw", "Meya wa [Nairobi] alitangaza mpango huo.", model.Location},
		{"id", "[Beijing] mengecam serangan itu.", model.Actor},
		{"id", "Wali kota [Jakarta] mengumumkan rencana itu.", model.Location},
	} {
		before, rest, _ := strings.Cut(tt.source, "[")
		name, rest, _ := strings.Cut(rest, "]")
		given := NewGiven([]prose.Span{{Start: len(before), End: len(before) + len(name)}}, new(Rules))
		for who, by := range map[string]Recognizer{"rules": new(Rules), "given": given} {
			text, err := prose.NewReader(ix).Read(t.Context(), before+name+rest, tt.language)
			if err != nil {
				t.Fatal(err)
			}
			set, err := NewReader(ix, m.Roles).Read(t.Context(), text, by)
			if err != nil {
				t.Fatal(err)
			}
			if k := nth(text, set, name, 0); k < 0 {
				t.Errorf("%s: no %s in %q", who, name, tt.source)
			} else if got := set.Mentions[k].Role; got != tt.role {
				t.Errorf("%s: %s has the role %d, want %d", who, tt.source, got, tt.role)
			}
		}
	}
}
