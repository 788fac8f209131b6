package geotag

import (
	"strings"
	"sync"
)

// customary are codes of divisions as addresses write them, where they are not those of ISO 3166-2 that package gazetteer knows: older or newer
// ones, and abbreviations of a country's own. By country: pairs of a code and that of ISO 3166-2.
var customary = map[string]string{
	"AR": "CABA C, BSAS B",
	"DE": "NRW NW, RLP RP, NDS NI, MVP MV, LSA ST, BRB BB, BLN BE, BAY BY, HES HE, SAC SN",
	"GB": "SCO SCT, WAL WLS, NI NIR, EN ENG",
	"IN": "TS TG, OD OR, CG CT, UK UT, UA UT, DD DH",
	"MX": "AGS AGU, BC BCN, CAMP CAM, CHIH CHH, CHIS CHP, COAH COA, CDMX CMX, DF CMX, DIF CMX, DGO DUR, EDOMEX MEX, GTO GUA, HGO HID, MICH MIC, NL NLE, QRO QUE, " +
		"QROO ROO, TAMPS TAM, TLAX TLA",
	"PL": "DS 02, KP 04, LU 06, LB 08, LD 10, MA 12, MZ 14, OP 16, PK 18, PD 20, PM 22, SL 24, SK 26, WN 28, WP 30, ZP 32",
	"ZA": "GP GT, GA GT, KN KZN, NL KZN, NP LP",
}

// customaryCodes are the ISO 3166-2 codes of the customary ones, both with their countries: "MX-GUA" of "MX-GTO".
var customaryCodes = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for country, pairs := range customary {
		for pair := range strings.SplitSeq(pairs, ", ") {
			code, iso, _ := strings.Cut(pair, " ")
			all[country+"-"+code] = country + "-" + iso
			all[code] = "" // of some country
		}
	}
	return all
})

// counties are the counties of England that addresses abbreviate, by their abbreviation, folded.
var counties = map[string]string{
	"beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire", "cambs": "cambridgeshire", "derbys": "derbyshire", "glos": "gloucestershire",
	"hants": "hampshire", "herts": "hertfordshire", "hunts": "huntingdonshire", "lancs": "lancashire", "leics": "leicestershire", "lincs": "lincolnshire",
	"mddx": "middlesex", "middx": "middlesex", "northants": "northamptonshire", "northumb": "northumberland", "notts": "nottinghamshire", "oxon": "oxfordshire",
	"salop": "shropshire", "shrops": "shropshire", "soms": "somerset", "staffs": "staffordshire", "warks": "warwickshire", "wilts": "wiltshire",
	"worcs": "worcestershire", "yorks": "yorkshire",
}
