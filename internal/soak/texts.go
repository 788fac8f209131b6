package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// canary stands in each text, and in no log of the server's.
const canary = "Quorvexia"

// A tongue is a language to write texts in: sentences with one %s for a place's name, and names with the country that their bearer lies in.
type tongue struct {
	name      string
	sentences []string
	places    [][2]string
}

// tongues write of floods only. What they say is of no one's making but the program's.
var tongues = []tongue{
	{"en", []string{
		"The river rose by two meters overnight in %s.", "Schools were closed in %s on Tuesday.", "Aid workers reached the city of %s by boat.",
		"Heavy rain is expected in %s within days.", "A field hospital was opened in %s.", "The road from %s has been cut off since Sunday.",
		"More than 1,300 square kilometers of fields were flooded near %s.", "Officials in %s asked for tents and medicine.",
	}, [][2]string{{"Nairobi", "KE"}, {"Niamey", "NE"}, {"Maiduguri", "NG"}, {"Ibadan", "NG"}, {"Kaduna", "NG"}, {"Mombasa", "KE"}, {"Murmansk", "RU"},
		{"Reykjavik", "IS"}, {"Montevideo", "UY"}, {"Islamabad", "PK"}, {"Ulaanbaatar", "MN"}, {"Brisbane", "AU"}}},
	{"de", []string{
		"In der Stadt %s stieg der Fluss über Nacht um zwei Meter.", "Die Schulen in %s blieben am Dienstag geschlossen.", "Helfer erreichten %s mit Booten.",
		"Die Straße nach %s ist seit Sonntag gesperrt.", "In %s standen 40 Hektar unter Wasser.",
	}, [][2]string{{"Dresden", "DE"}, {"Magdeburg", "DE"}, {"Nürnberg", "DE"}, {"Salzburg", "AT"}, {"Wien", "AT"}, {"Stuttgart", "DE"}}},
	{"fr", []string{
		"Le fleuve a débordé dans la ville de %s dimanche.", "Les écoles sont fermées à %s depuis mardi.", "Les secours sont arrivés à %s en bateau.",
		"La route de %s est coupée.",
	}, [][2]string{{"Toulouse", "FR"}, {"Marseille", "FR"}, {"Strasbourg", "FR"}, {"Grenoble", "FR"}, {"Bordeaux", "FR"}, {"Perpignan", "FR"}}},
	{"es", []string{
		"El río creció dos metros en la ciudad de %s.", "Las escuelas de %s cerraron el martes.", "La ayuda llegó a %s en lancha.",
		"Se esperan lluvias fuertes en %s.",
	}, [][2]string{{"Zaragoza", "ES"}, {"Sevilla", "ES"}, {"Monterrey", "MX"}, {"Montevideo", "UY"}, {"Medellín", "CO"}, {"Bilbao", "ES"}}},
	{"ru", []string{
		"Город %s затоплен с воскресенья.", "Губернатор сообщил, что город %s отрезан от дорог.", "Спасатели прибыли в город %s на лодках.",
	}, [][2]string{{"Мурманск", "RU"}, {"Архангельск", "RU"}, {"Хабаровск", "RU"}, {"Оренбург", "RU"}, {"Краснодар", "RU"}}},
}

// A text is one that the program has written, with the names of the places in it and the country of each.
type text struct {
	language, body string
	places         map[string]string
}

// write makes a text of about n bytes, and always the same one from the same source of chance.
func (l tongue) write(chance *rand.Rand, n int) text {
	t := text{l.name, "", map[string]string{}}
	var b strings.Builder
	for b.Len() == 0 || b.Len() < n {
		place := l.places[chance.IntN(len(l.places))]
		t.places[place[0]] = place[1]
		fmt.Fprintf(&b, l.sentences[chance.IntN(len(l.sentences))], place[0])
		b.WriteString(" ")
		if b.Len() > n/2 && !strings.Contains(b.String(), canary) {
			fmt.Fprintf(&b, "“%s!” ", canary)
		}
	}
	t.body = b.String()[:b.Len()-1]
	return t
}
