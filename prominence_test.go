package geotag_test

import (
	"slices"
	"strings"
	"testing"

	"example.com/geotag"
)

// famous are sentences in which nothing, or something beside the name, says which place of several is meant: the text, then the names in it
// with the countries in which a reader of world news looks for them.
const famous = `
The tram strike in Manchester enters its second week. | Manchester=GB
Flights between Brussels and London were grounded. | London=GB, Brussels=BE
A choir from Ottawa sang in Oxford. | Oxford=GB, Ottawa=CA
The Alhambra draws millions to Granada. | Granada=ES
Steelworkers in Hamilton voted to strike. | Hamilton=CA
The museum in Cairo opened late. | Cairo=EG
The trade fair in Hanover begins on Monday. | Hanover=DE
Watchmakers across Jura fear tariffs. | Jura=CH
Heavy rain fell in Cordoba overnight. | Cordoba=AR
A canal boat sank in Birmingham. | Birmingham=GB
Students in Cambridge rowed all night. | Cambridge=GB
Pilgrims gathered in Bethlehem before Christmas. | Bethlehem=PS
Soldiers withdrew from Jenin at dawn. | Jenin=PS
An earthquake shook Santiago. | Santiago=CL
A whale was seen off Perth. | Perth=AU
Snow is rare in Vancouver. | Vancouver=CA
Militias clashed in Tripoli. | Tripoli=LY
The lighthouse of Alexandria fell long ago. | Alexandria=EG
Anarchists marched through Athens. | Athens=GR
Garbage piled up in Naples. | Naples=IT
Tennis fans flocked to Melbourne. | Melbourne=AU
A marathon was held in Boston. | Boston=US
The statue was removed in Richmond. | Richmond=US
The navy returned to Halifax. | Halifax=CA
A walled town, York floods every winter. | York=GB
Fireworks lit up Sydney. | Sydney=AU
Lawmakers met in Wellington. | Wellington=NZ
White nights began in St Petersburg. | St Petersburg=RU
Diplomats left Moscow on Friday. | Moscow=RU
Drones struck the port of Odessa. | Odessa=UA
Shelling resumed in Kharkiv. | Kharkiv=UA
Tanks rolled into Khan Younis. | Khan Younis=PS
The mayor of Paris rode a bicycle. | Paris=FR
She moved from Berlin to Lima. | Lima=PE, Berlin=DE
Dresden and Warsaw signed a pact. | Warsaw=PL, Dresden=DE
Trains linking Milan and Venice stopped. | Milan=IT, Venice=IT
He lectured in Dublin, Belfast and Glasgow. | Dublin=IE, Belfast=GB, Glasgow=GB
A mosque opened in Lisbon. | Lisbon=PT
Prosecutors in Geneva opened an inquiry. | Geneva=CH
Farmers blocked roads near Vienna. | Vienna=AT
The opera in Odesa reopened. | Odesa=UA
Rebels seized Goma and marched on Bukavu. | Goma=CD
A court in Delhi ruled against the firm. | Delhi=IN
Refugees reached Bristol by bus. | Bristol=GB
The derby in Liverpool ended in a draw. | Liverpool=GB
The regatta at Plymouth was postponed. | Plymouth=GB
Oil prices moved markets in Aberdeen. | Aberdeen=GB
A tower collapsed in Madrid and another in Seville. | Seville=ES, Madrid=ES
Gunmen attacked a bank in Kingston. | Kingston=JM
A cruise ship docked at Nassau. | Nassau=BS
Heat records fell in Phoenix. | Phoenix=US
A gallery in Bath shows her work. | Bath=GB
Voters queued in Baghdad and Mosul. | Mosul=IQ
Monks marched in Mandalay. | Mandalay=MM
Tear gas drifted over La Paz. | La Paz=BO
Commuters in Barcelona were stranded. | Barcelona=ES
An orchestra from Cleveland toured Vienna. | Cleveland=US, Vienna=AT
Sarajevo and Monaco bid for the games. | Monaco=MC
A shipyard in Gdansk closed. | Gdansk=PL
Wildfires spread outside Marseille. | Marseille=FR
Scientists in Heidelberg found a gene. | Heidelberg=DE
Coal trains from Newcastle to Sydney were late. | Newcastle=AU
Buses from Cambridge to Boston ran late. | Cambridge=US
Tbilisi and the rest of Georgia lost power. | Georgia=GE
Peshawar and Lahore were smothered in smog. | Lahore=PK
Inflation in Cordoba and Rosario topped forecasts. | Rosario=AR
The bazaar of Tabriz burned. | Tabriz=IR
Coffee growers around Medellin went broke. | Medellin=CO
A convoy left Aden for Sanaa. | Aden=YE, Sanaa=YE
The carnival in Salvador drew crowds. | Salvador=BR
Wellington and Canberra sent aid to Suva. | Suva=FJ
A flood hit Carlisle. | Carlisle=GB
The Dead Sea scrolls were shown in Philadelphia. | Philadelphia=US
Shops reopened in Nazareth. | Nazareth=IL
Archaeologists dug near Jericho. | Jericho=PS
Settlers attacked cars near Hebron. | Hebron=PS
A rocket landed near Lebanon's border with Syria. | Lebanon=LB
The cathedral of Santiago de Compostela glowed. | Santiago de Compostela=ES
Peru signed a treaty with China in Lima. | Peru=PE
Traders in Hong Kong, Singapore and Manila sold. | Manila=PH
The vote in Berlin was close, and so was the one in Hamburg. | Hamburg=DE
Two trains collided between Florence and Rome. | Florence=IT, Rome=IT
Nurses in Verona and Parma resigned. | Verona=IT, Parma=IT
The biennale in Havana was closed. | Havana=CU
A dam burst above Bologna. | Bologna=IT
A gas line blew up in Cologne. | Cologne=DE
Muslims prayed in Medina and Mecca. | Medina=SA, Mecca=SA
A coup failed in Khartoum. | Khartoum=SD
Workers in Stuttgart walked out. | Stuttgart=DE
Protests spread from Bilbao to Pamplona. | Pamplona=ES
Airlines cut routes from Dallas to Cartagena. | Cartagena=CO
The poet lived in Cadiz. | Cadiz=ES
Storms lashed Dover and Calais. | Dover=GB, Calais=FR
A barge sank near Mannheim. | Mannheim=DE
The drought emptied reservoirs near Cape Town and Durban. | Durban=ZA
Gulls plague Brighton. | Brighton=GB
Gangs fought in Kingston and Montego Bay. | Kingston=JM
Kingston lies between Toronto and Montreal. | Kingston=CA
The trial in Hanover, New Hampshire, went on. | Hanover=US
Police in Manchester, New Hampshire, made arrests. | Manchester=US
Schools in Nashua and Manchester closed, New Hampshire officials said. | Manchester=US
The mayor of Birmingham, Alabama, resigned. | Birmingham=US
Texas troopers searched a farm near Paris. | Paris=US
A tornado hit Moscow, Idaho. | Moscow=US
In Ontario, police in London and Windsor were alerted. | London=CA
CORDOBA, Spain (AP) — Two men drowned. | CORDOBA=ES
Spain mourned: the fire in Cordoba killed nine. | Cordoba=ES
Jamaica's police raided a farm in Manchester. | Manchester=JM
Tokyo warned Pyongyang again. | Tokyo=JP
The bus from Leicester to Nottingham crashed. | Nottingham=GB, Leicester=GB
The ferry from Portsmouth was late. | Portsmouth=GB
Rioters burned cars in Bradford and Leeds. | Bradford=GB, Leeds=GB
A zoo in Chester lost two tigers. | Chester=GB
Thieves hit a museum in Dallas. | Dallas=US
Snow closed Denver and Albany. | Albany=US
The clinic in Rochester is famous. | Rochester=US
An art theft shook Ghent and Bruges. | Ghent=BE
Storks nest in Delft. | Delft=NL
Fans from Arsenal traveled to Porto. | Porto=PT
Unions in Lyon and Nice struck. | Nice=FR
Typhoon winds hit Batangas and San Fernando. | Batangas=PH
Prices in Buenos Aires and Montevideo rose. | Montevideo=UY
Singapore and Monaco signed a tax deal. | Singapore=SG
Farmers in Panama sued Mexico. | Panama=PA, Mexico=MX
Luxembourg vetoed the budget. | Luxembourg=LU
Trade between Guatemala and Honduras fell. | Guatemala=GT
Djibouti leases a port to China. | Djibouti=DJ
Flights between Toronto and London were late. | London=GB
Flights between Chicago and Paris were late. | Paris=FR
Police from Dallas flew to Rome. | Rome=IT
A dealer from Bogota was jailed in Madrid. | Madrid=ES
A boy from Nashville studies in Moscow. | Moscow=RU
Rugby fans from Cardiff and Swansea sang. | Swansea=GB
Tahiti and Bali drew divers. | Bali=ID
Beaches in Tenerife were empty. | Tenerife=ES
The governor of Washington met loggers in Spokane. | Washington=US
Aid to Aleppo and Homs stalled. | Homs=SY
Troops left Tirana for Durres. | Durres=AL
Two hikers from Bern died near Chur. | Chur=CH
A lynx from Warsaw zoo was moved to Wroclaw. | Warsaw=PL
`

// contained are sentences that say where a place lies, in as many forms.
const contained = `
She was raised in St Andrews, Scotland. | St Andrews=GB
The wind farm stands near Perth in Scotland. | Perth=GB
Fans flew to the town of Alexandria, Egypt, on Monday. | Alexandria=EG
The stump towers over Boston, Lincolnshire. | Boston=GB
A riot broke out in Georgia's Athens. | Athens=US
He studied at Athens in the US state of Georgia. | Athens=US
Trucks went from Lincoln, Nebraska, to Madison, Wis. | Madison=US
Voters in Springfield [Illinois] chose him. | Springfield=US
The archive of Cambridge (Massachusetts) burned. | Cambridge=US
A hotel in Naples (Florida) was sold. | Naples=US
Floods reached Athens (GA) on Friday. | Athens=US
The store in Dublin (OH) closed. | Dublin=US
A mill in Manchester, N.H., burned. | Manchester=US
They met at Melbourne, Fla. | Melbourne=US
The dam near Rome, Ga., held. | Rome=US
Odessa, Texas, counted its dead. | Odessa=US
The bishop of Toledo, Ohio, resigned. | Toledo=US
A bus fell into a ravine near Trujillo, Peru. | Trujillo=PE
A bus fell into a ravine near Trujillo in Spain. | Trujillo=ES
The plant in Cartagena, Spain, shut. | Cartagena=ES
Wine from La Rioja, Argentina, won. | La Rioja=AR
Monks of Tripoli, Lebanon, prayed. | Tripoli=LB
He owns land in Birmingham, Alabama, they said. | Birmingham=US
The mayor of Santiago de Cuba, Cuba, spoke. | Santiago de Cuba=CU
The queen visited Perth (Scotland). | Perth=GB
Wales's Newport flooded. | Newport=GB
Police in Newcastle, Australia, found it. | Newcastle=AU
Police in Newcastle in northern England found it. | Newcastle=GB
A train left San Jose, Costa Rica. | San Jose=CR
A train left San Jose, Calif., at noon. | San Jose=US
In the city of Victoria in British Columbia, a tram stopped. | Victoria=CA
In Durham, North Carolina, a statue fell. | Durham=US
The county seat, Paris, Tenn., lost power. | Paris=US
Cordoba (Spain) baked. | Cordoba=ES
He was born in Halifax, West Yorkshire. | Halifax=GB
Valencia, Venezuela, went dark. | Valencia=VE
`

// unheld returns how many names a table has, and those that are not where it says.
func unheld(t *testing.T, table string) (n int, wrong []string) {
	tagger := newTagger(t)
	for line := range strings.Lines(strings.TrimSpace(table)) {
		text, all, _ := strings.Cut(strings.TrimSpace(line), " | ")
		d, err := tagger.Tag(t.Context(), text, geotag.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for want := range strings.SplitSeq(all, ", ") {
			name, country, _ := strings.Cut(want, "=")
			got := "nowhere"
			for _, r := range d.References {
				if slices.ContainsFunc(r.Mentions, func(m geotag.Mention) bool { return text[m.Start:m.End] == name }) {
					got = r.Place.Country()
				}
			}
			if n++; got != country {
				wrong = append(wrong, text+" "+want+", not "+got)
			}
		}
	}
	return n, wrong
}

// With nothing else said, a name means the place that most of the world knows by it.
func TestProminence(t *testing.T) {
	t.Parallel()
	if n, wrong := unheld(t, famous); n < 140 || len(wrong) > n*3/100 {
		t.Errorf("%d of %d:\n%s", len(wrong), n, strings.Join(wrong, "\n"))
	}
}

// What a text says of where a place is goes before how well known another is.
func TestContained(t *testing.T) {
	t.Parallel()
	if n, wrong := unheld(t, contained); n < 30 || len(wrong) > n*3/100 {
		t.Errorf("%d of %d:\n%s", len(wrong), n, strings.Join(wrong, "\n"))
	}
}

// A place that is said to lie where the gazetteer has none of its name is not looked for elsewhere; what only stands beside another
// place is not said to lie there.
func TestMisplaced(t *testing.T) {
	t.Parallel()
	for text, host := range map[string]string{
		"They toured Lagos, Ghana.":                           "GH",
		"She lives in Vienna, Ireland, with two cats.":        "IE",
		"He was born in Wroclaw (Germany).":                   "DE",
		"The factory in Shelbyville, Wyoming, closed.":        "US.WY",
		"In Kyiv, Russia's missiles hit a mall.":              "",
		"After the strike on Aleppo, Turkey shut its border.": "",
		"In Brussels, Britain, France and Germany signed.":    "",
		"She visited Paris, Spain and Portugal.":              "",
		"He flew to Lisbon, Morocco, and Mali.":               "",
	} {
		d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
		if err != nil || len(d.References) == 0 {
			t.Fatalf("%s: %+v, %v", text, d, err)
		}
		if r := d.References[0]; r.Host.ID() != host || r.Place.IsZero() != (host != "") || host != "" && !(r.Score > 0 && r.Score < 0.9) {
			t.Errorf("%s: %q is %q in or near %q, score %g", text, r.Name, r.Place.ID(), r.Host.ID(), r.Score)
		}
	}
}

// An unlisted place lies near what the text is about, or nowhere.
func TestNoAbsurdHost(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Shops in Zorvabeek and Death Valley closed early.",
		"Workers in Zorbaville and Cairo went on strike.",
		"Protesters on Vuplo Hill praised Downing Street.",
		"From Vuplotown to Nairobi, people prayed.",
	} {
		d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range d.References {
			if !r.Host.IsZero() {
				t.Errorf("%s: %q lies in or near %s", text, r.Name, r.Host.Name())
			}
		}
	}
}
