// Texts of our own to try.

export const samples: [string, string][] = [
  ["A stated area", `KYIV — Ukrainian units have held on to roughly 1,300 square kilometers (about 500 square miles) of Kursk Oblast since August, most of it around the town of Sudzha, officials said. Moscow has yet to comment. The Kharkiv Herald reported that North Korean soldiers were seen near Rylsk, and that the tanker Odesa had left Murmansk.`],
  ["A fire and an earthquake", `The wildfire that broke out 12 miles north of Redding has burned more than 45,000 acres (18,200 hectares) of Shasta County. On the same day a magnitude 6.1 earthquake struck some 30 km (19 miles) south of Taitung, Taiwan; the road between Taitung and Hualien was closed.`],
  ["Floods and hunger", `Floods have covered a third of Pakistan, or about 265,000 square kilometres, and left parts of southern Sindh under water. In Sudan, fighting on the southern outskirts of Khartoum drove families towards El Obeid and Port Sudan. Washington promised aid; the University of Khartoum stayed shut.`],
  ["Mistakes to find", `The new park in northern Kenya covers 1,300 square kilometers (808 square miles), its director said in Nairobi. Paris, Texas, is not Paris; Jordan Miller of Georgia Tech knows. London, Ontario, sent firefighters.`],
  ["In Russian: a fire", `ЯКУТСК — Лесной пожар к северу от Якутска охватил уже 12,5 тыс. гектаров. Огонь перекинулся через Лену и дошёл до Хангаласского района, сообщили в правительстве Якутии. Из Хабаровска и Красноярска вылетели самолёты, а Москва обещала помощь.`],
  ["In Arabic: a drought", `بغداد — قال مسؤولون في محافظة ميسان إن الجفاف ضرب نحو 1300 كيلومتر مربع من أهوار جنوب العراق. وغادرت عشرات الأسر قراها قرب العمارة إلى البصرة، بينما أعلنت تركيا أنها ستزيد المياه في نهر دجلة.`],
  ["In Chinese: a flood", `昆明消息：连日暴雨使云南省约2万亩农田被淹，大理和丽江之间的公路中断。四川省已派出救援队，泰国和缅甸的边境口岸暂时关闭。`],
  ["In Hausa: a market", `KANO — Gobara ta tashi a babbar kasuwar birnin Kano a ranar Litinin, in ji 'yan sanda. An kai wadanda suka ji rauni asibiti a Kaduna, kuma gwamnatin jihar Katsina ta yi alkawarin taimako. Shugaban Nijar ya aika da sakon jaje daga Yamai.`],
];
