// Texts of no meaning for tests of many: so many of them, with names and dates that follow from their number. Run by itself it prints them, a line
// each: node test/many.mjs 10000 | geotag tag -lines -lenient -with-text

const places = `Lagos Kano Ibadan Abuja Accra Dakar Bamako Nairobi Mombasa Kampala Kigali Dodoma Lusaka Harare Durban Johannesburg Windhoek Luanda Kinshasa Khartoum
Cairo Alexandria Tripoli Tunis Algiers Oran Casablanca Marrakesh Lisbon Porto Madrid Seville Valencia Barcelona Marseille Lyon Paris Lille Brussels Antwerp Rotterdam
Amsterdam Hamburg Bremen Berlin Leipzig Dresden Munich Vienna Graz Zurich Bern Milan Turin Rome Naples Palermo Athens Thessaloniki Sofia Bucharest Belgrade Zagreb
Ljubljana Budapest Prague Brno Warsaw Gdansk Krakow Vilnius Riga Tallinn Helsinki Turku Stockholm Gothenburg Oslo Bergen Trondheim Copenhagen Aarhus Reykjavik Dublin
Cork Belfast Glasgow Edinburgh Manchester Liverpool Birmingham London Kyiv Kharkiv Odesa Lviv Dnipro Chisinau Minsk Moscow Kazan Samara Omsk Novosibirsk Irkutsk
Vladivostok Istanbul Ankara Izmir Adana Tbilisi Yerevan Baku Tehran Isfahan Shiraz Baghdad Basra Mosul Damascus Aleppo Beirut Amman Riyadh Jeddah Muscat Doha Karachi
Lahore Peshawar Kabul Herat Tashkent Samarkand Almaty Bishkek Delhi Mumbai Pune Kolkata Chennai Bengaluru Hyderabad Kathmandu Dhaka Chittagong Colombo Yangon Bangkok
Hanoi Jakarta Surabaya Medan Manila Cebu Davao Taipei Kaohsiung Seoul Busan Tokyo Osaka Nagoya Sapporo Fukuoka Beijing Shanghai Wuhan Chengdu Guangzhou Perth
Adelaide Melbourne Sydney Brisbane Auckland Wellington Suva Honolulu Anchorage Vancouver Calgary Winnipeg Toronto Montreal Halifax Boston Chicago Detroit Houston Dallas
Denver Phoenix Seattle Portland Miami Havana Kingston Managua Bogota Medellin Quito Lima Cusco Manaus Recife Salvador Brasilia Santos Montevideo Rosario Cordoba
Santiago Valparaiso Asuncion`.split(/\s+/);
const countries = "Nigeria Kenya Egypt France Germany Poland Ukraine Turkey India Japan Brazil Chile Canada Australia Norway Spain".split(" ");
const events = ["Floods closed the road to", "A ferry line opened in", "Teachers met in", "Heavy snow reached", "The harvest was late around", "A bridge was repaired in", "Athletes gathered in"];

/** Numbers from 0 to 1 that follow from a seed. */
function* numbers(seed) {
  for (let a = seed >>> 0; ; ) {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    yield ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** So many texts: id, date, title and text. */
export function* texts(count) {
  const random = numbers(7), next = () => random.next().value;
  const pick = (list) => list[Math.floor(next() ** 1.8 * list.length)]; // some are named far more often than others
  for (let i = 0; i < count; i++) {
    const day = new Date(Date.UTC(2021, 0, 1) + Math.floor((next() + next()) * 700) * 86_400_000).toISOString().slice(0, 10);
    const [a, b, c, country, event] = [pick(places), pick(places), pick(places), pick(countries), pick(events)];
    yield {
      id: `report-${String(i + 1).padStart(5, "0")}`, date: day, title: `${event} ${a}`,
      text: `${event} ${a} on Monday, officials said. Traffic from ${b} was led around the town, and trains to ${c} were late. ${country} sent two teams of engineers.`,
    };
  }
}

if (process.argv[1]?.endsWith("/many.mjs")) for (const t of texts(Number(process.argv[2] ?? 1000))) console.log(JSON.stringify(t));
