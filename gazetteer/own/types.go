package own

import (
	"strings"

	"example.com/geotag/gazetteer"
)

// typeWords are what people call the kinds of places, as plain makes the words, in several languages.
var typeWords = map[gazetteer.Type]string{
	gazetteer.Country: `nation sovereignstate countryterritory pays staat pais país nazione kraj ülke страна adm0 admin0 adminlevel2 dependency pcli`,
	gazetteer.Admin1: `state province oblast governorate prefecture canton bundesland kanton provincia estado regione voivodeship wojewodztwo область край
		provins adm1 firstorder stateprovince federalstate emirate adminlevel4 provinz provincie autonomousregion`,
	gazetteer.Admin2: `county district municipality departement département department borough raion rayon okrug parish kreis landkreis bezirk distrito comarca condado
		powiat okres район arrondissement adm2 adm3 adm4 admin3 admin4 secondorder subdistrict adminlevel6 adminlevel8 ilçe gmina concelho`,
	gazetteer.Settlement: `town city village hamlet capital suburb neighborhood neighbourhood quarter locality populatedplace place ppl pplc ppla pplx pplf township settlements
		municipalseat metropolis burgh community ort stadt dorf weiler ortschaft gemeinde siedlung ville commune hameau bourg ciudad pueblo aldea villa localidad municipio
		cidade vila aldeia citta città paese comune frazione borgo stad dorp gehucht by landsby tettsted tatort miasto wies wieś osada mesto město obec vesnice oraş oras sat город село деревня поселок посёлок
		kota desa kampung şehir sehir köy koy belde capitalcity urbanarea metro 城市 村 镇 市 町 isolateddwelling farm`,
	gazetteer.Continent: `continents kontinent macroregion continente`,
	gazetteer.Region: `area zone sector regions historicalregion geographicregion naturalregion disputedarea disputedterritory territory reserve park nationalpark protectedarea
		nationalparkreserve gebiet région región zona regio regiao região polygon theater theatre frontline conflictzone aoi areaofinterest naturereserve`,
	gazetteer.Union: `bloc organization alliance`,
	gazetteer.Water: `sea ocean lake river stream reservoir canal bay gulf strait lagoon sound channel creek pond spring waterfall wetland marsh watershed waterbody see fluss meer lac rivière
		riviere fleuve mer río rio mar lago laguna fiume mare rivier jezioro rzeka озеро река море`,
	gazetteer.Landform: `mountain mountains peak hill ridge range volcano desert valley plain plateau cape peninsula pass cave cliff dune forest wood beach glacier canyon berg gebirge hügel
		wald montagne mont sommet colline montaña monte cerro montagna gora góra гора summit mountainrange headland`,
	gazetteer.Island:  `islands islet archipelago atoll isle insel île ile isla ilha isola eiland wyspa остров`,
	gazetteer.Airport: `airfield aerodrome airbase airstrip heliport flughafen flugplatz aéroport aeroport aeropuerto aeroporto luchthaven lotnisko аэропорт`,
	gazetteer.Facility: `building school hospital clinic factory plant powerplant powerstation dam bridge port harbor harbour base militarybase camp refugeecamp camp station railwaystation busstation mine
		prison university church mosque temple monument landmark museum stadium market hotel embassy checkpoint crossing bordercrossing warehouse site poi oilfield refinery pier lighthouse
		tower castle fort ruin ruins archaeologicalsite monastery cemetery krankenhaus schule bahnhof hafen brücke hôpital hopital école ecole gare usine barrage escuela puerto estación
		fábrica outpost idpcamp idpsite healthcenter healthcentre health facilities waterpoint well borehole amenity shop office`,
}

// typeOf finds the type of a word for it.
var typeOf = func() map[string]gazetteer.Type {
	m := map[string]gazetteer.Type{}
	for t := gazetteer.Country; t <= gazetteer.Facility; t++ {
		m[plain(t.String())] = t
	}
	for t := gazetteer.Country; t <= gazetteer.Facility; t++ {
		for w := range strings.FieldsSeq(typeWords[t]) {
			if _, ok := m[plain(w)]; !ok {
				m[plain(w)] = t
			}
		}
	}
	return m
}()

// parseType reads a kind of place: a type, a word for one, alone or as the last of several ("small town", "place=village").
func parseType(s string) (gazetteer.Type, bool) {
	if t, ok := typeOf[plain(s)]; ok {
		return t, true
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" =:_-/,;.()", r) })
	for i := len(words) - 1; i >= 0; i-- {
		if t, ok := typeOf[plain(words[i])]; ok {
			return t, true
		}
	}
	return 0, false
}
