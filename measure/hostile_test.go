package measure

import (
	"strings"
	"testing"
)

// BenchmarkTongues reads megabytes of one thing after another in languages of several scripts: their time is linear, and none takes more than a
// text full of areas does.
func BenchmarkTongues(b *testing.B) {
	const size = 1 << 20
	for _, c := range []struct{ name, tag, text string }{
		{"Russian prose", "ru", "Кварталы города отстояли от километрового столба, а гаражи и метро закрыли; кв. метр не нужен никому. "},
		{"Arabic prose", "ar", "وقال كبير المهندسين إن مدينة دمشق كانت متوسطة الحجم وإن هكذا كانت الأمور دائما في المدينة. "},
		{"Hindi prose", "hi", "वर्ग के लोगों ने कहा कि मीटर और किलो की बात नहीं है और एक शहर में हेमंत आया। "},
		{"Chinese prose", "zh", "平安地区的公司和英国人说，平方的问题与公共汽车无关，顷刻之间大火烧了起来。"},
		{"German prose", "de", "Der Quadrant und der Hektiker arbeiteten mehr als zwei Millionen Menschen hinterher, und ein Morgen verging. "},
		{"areas in Russian", "ru", "около 1,3 тыс. кв. км, от 100 до 200 га; "},
		{"areas in Hausa", "ha", "tsakanin hekta 1,000 da 1,300 "},
		{"unit words", "sw", "hekta "}, {"number words", "sw", "elfu moja na "}, {"units and number words", "sw", "hekta elfu moja na "},
		{"Russian number words", "ru", "двести тысяч гектаров и "}, {"compounds", "de", "hunderttausendhunderttausendhundert Hektar "}, {"long words", "de", strings.Repeat("undund", 7) + " ha "},
		{"ands of Arabic", "ar", "و5 هكتار"}, {"squares", "ru", "кв кв км "}, {"joiners", "fa", "\u200c\u200c\u200c هکتار "}, {"several", "ja", "数千万億ヘクタール"},
		{"figures to judge by", "es", "1.300 ha 12.5 "},
	} {
		b.Run(c.name, func(b *testing.B) {
			text := strings.Repeat(c.text, size/len(c.text))
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				AreasIn(text, c.tag)
			}
		})
	}
}
