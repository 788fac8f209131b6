// Texts of our own to try.

export const samples: [string, string][] = [
  ["A stated area", `KYIV — Ukrainian units have held on to roughly 1,300 square kilometers (about 500 square miles) of Kursk Oblast since August, most of it around the town of Sudzha, officials said. Moscow has yet to comment. The Kharkiv Herald reported that North Korean soldiers were seen near Rylsk, and that the tanker Odesa had left Murmansk.`],
  ["A fire and an earthquake", `The wildfire that broke out 12 miles north of Redding has burned more than 45,000 acres (18,200 hectares) of Shasta County. On the same day a magnitude 6.1 earthquake struck some 30 km (19 miles) south of Taitung, Taiwan; the road between Taitung and Hualien was closed.`],
  ["Floods and hunger", `Floods have covered a third of Pakistan, or about 265,000 square kilometres, and left parts of southern Sindh under water. In Sudan, fighting on the southern outskirts of Khartoum drove families towards El Obeid and Port Sudan. Washington promised aid; the University of Khartoum stayed shut.`],
  ["Mistakes to find", `The new park in northern Kenya covers 1,300 square kilometers (808 square miles), its director said in Nairobi. Paris, Texas, is not Paris; Jordan Miller of Georgia Tech knows. London, Ontario, sent firefighters.`],
];
