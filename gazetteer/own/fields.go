package own

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A Field is what a column of a table or a property of a feature is about.
type Field uint8

const (
	id Field = iota
	name
	names
	lat
	lon
	geometry
	kind
	code
	country
	parent
	population
	area
	areaSource
	uncertainty
	lang
	numFields
)

// fieldNames are the fields as a user writes them.
var fieldNames = [numFields]string{
	"id", "name", "names", "lat", "lon", "geometry", "type", "feature_code", "country", "parent", "population", "area_m2", "area_source",
	"uncertainty_m", "lang",
}

func (f Field) String() string { return fieldNames[f] }

// synonyms are other names of columns, as plain makes them, in the languages that tables come in. Those that a table may well mean otherwise (code, number)
// are not among them.
var synonyms = [numFields]string{
	id: `identifier ident uid uuid guid gid placeid geonameid geonamesid geonames osmid wikidata wikidataid qid kennung identifiant identificador
		identificatore identyfikator ид идентификатор 编号`,
	name: `title label place placename toponym town townname city cityname village villagename settlement locality localityname site sitename station stationname
		location locationname nameen nameenglish englishname displayname officialname ascii asciiname nom libelle intitule lieu ville commune nomcommune
		ort ortsname ortschaft bezeichnung titel stadt gemeinde standort nombre lugar ciudad municipio localidad nome titulo título localidade
		cidade luogo località comune citta città denominazione naam plaats plaatsnaam gemeente namn navn sted steder nimi paikka nazwa miejscowosc miejscowość
		nazev název obec nume denumire localitate nev név isim ad adi adı yer имя название наименование назва город 名称 名前 地名 名字 이름 지명 اسم الاسم שם ονομα όνομα नाम`,
	names: `alternatenames altnames othernames aliases alias synonyms synonym akas aka autresnoms weiterenamen andere otrosnombres`,
	lat: `latitude y ycoord ycoordinate coordy latdeg latdd latdecimal decimallatitude latitudedecimal gpslat gpslatitude geolat wgs84lat latwgs84 latitudewgs84
		pointy northing breite breitengrad geobreite geographischebreite latitud latitudine breedtegraad bredd breddgrad breddegrad bredde leveysaste leveys
		szerokosc szerokość szerokoscgeograficzna zemepisnasirka šířka sirka latitudinea enlem широта 纬度 緯度 위도 خطالعرض رוחב קורוחב γεωγραφικόπλάτος πλάτος अक्षांश`,
	lon: `lng long longitude x xcoord xcoordinate coordx londeg londd lngdeg longdd longdecimal decimallongitude longitudedecimal gpslon gpslng gpslong
		gpslongitude geolon geolng geolong wgs84lon lonwgs84 longitudewgs84 pointx easting lange länge laenge langengrad längengrad laengengrad geolaenge geolange
		geographischelange longitud longitudine lengtegraad langd längd longitud langdgrad lengdegrad længdegrad pituusaste pituus dlugosc długość
		dlugoscgeograficzna zemepisnadelka délka delka longitudinea boylam долгота довгота 经度 經度 経度 경도 خطالطول קואורך γεωγραφικόμήκος μήκος देशांतर`,
	geometry: `wkt geom thegeom geomwkt wktgeom wktgeometry shape geometrie geometria geometría geoshape polygon boundary geopoint geopoint2d latlon latlng latlong
		coordinates coordinate coords koordinaten coordonnees coordonnées coordenadas geo`,
	kind: `kind class category featuretype placetype fclass loctype typ art typus kategorie categorie catégorie nature tipo categoria categoría soort
		rodzaj тип категория 类型 種類`,
	code:        `featurecode fcode`,
	country:     `countrycode cc iso iso2 isoa2 iso3 isoa3 countryname countryiso iso3166 land staat pays codepays pais país nazione paese stato kraj stat ülke ulke страна країна 国家 国 국가`,
	parent:      `parentid within containedby`,
	population:  `pop inhabitants populationtotal poptotal totalpopulation einwohner einwohnerzahl habitants nbhabitants poblacion población habitantes populacao população popolazione abitanti inwoners befolkning ludnosc ludność nufus nüfus население 人口 인구`,
	area:        `aream2`,
	areaSource:  `areasource`,
	uncertainty: `uncertaintym accuracym precisionm uncertaintyinmeters coordinateuncertaintyinmeters`,
	lang:        `language langcode isolanguage locale sprache langue idioma lingua taal язык`,
}

// fieldOf finds the field of a column's plain name.
var fieldOf = func() map[string]Field {
	m := map[string]Field{}
	for f := range numFields {
		m[plain(fieldNames[f])] = f
	}
	for f := range numFields {
		for s := range strings.FieldsSeq(synonyms[f]) {
			if _, ok := m[plain(s)]; !ok {
				m[plain(s)] = f
			}
		}
	}
	return m
}()

// plain is the form in which names of columns are compared: letters and digits, small, without accents.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// byWord finds the coordinates in names of several words, such as "Latitude (WGS84)" and "location.lng".
func byWord(column string) (Field, bool) {
	words := strings.FieldsFunc(column, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	for _, w := range words {
		if f, ok := fieldOf[plain(w)]; ok && (f == lat || f == lon) && len(w) > 1 {
			return f, true
		}
	}
	return 0, false
}

// A Mapping says which columns, or properties, the fields have, where that is not plain from their names: "lat" to "Nordwert".
type Mapping map[Field]string

// Set adds to a mapping what a text such as "id=code,lat=y" says.
func (m *Mapping) Set(text string) error {
	for pair := range strings.SplitSeq(text, ",") {
		usual, column, ok := strings.Cut(pair, "=")
		i := slices.Index(fieldNames[:], strings.ToLower(strings.TrimSpace(usual)))
		if !ok || i < 0 || strings.TrimSpace(column) == "" {
			return fmt.Errorf("own: %q is no field and its column, such as lat=y; the fields are %s", pair, strings.Join(fieldNames[:], ", "))
		}
		if *m == nil {
			*m = Mapping{}
		}
		(*m)[Field(i)] = strings.TrimSpace(column)
	}
	return nil
}

// columns returns which of the columns each field has, by the mapping, by the field's own name, by a synonym, and of coordinates by a word.
func (m Mapping) columns(header []string) (at map[Field]int) {
	at = map[Field]int{}
	for f, column := range m {
		for i, h := range header {
			if strings.EqualFold(strings.TrimSpace(h), column) {
				at[f] = i
			}
		}
	}
	taken := func(i int) bool {
		for _, j := range at {
			if i == j {
				return true
			}
		}
		return false
	}
	find := func(match func(h string) (Field, bool)) {
		for i, h := range header {
			f, ok := match(h)
			if _, mapped := m[f]; !ok || mapped || taken(i) {
				continue
			}
			if _, has := at[f]; !has {
				at[f] = i
			}
		}
	}
	find(func(h string) (Field, bool) {
		i := slices.Index(fieldNames[:], strings.ToLower(strings.TrimSpace(h)))
		return Field(max(i, 0)), i >= 0
	})
	find(func(h string) (Field, bool) { f, ok := fieldOf[plain(h)]; return f, ok })
	find(byWord)
	return at
}
