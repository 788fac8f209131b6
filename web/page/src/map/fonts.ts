// The fonts of the map. MapLibre draws each letter once, by the font that is there then, so that those of a text must be there before.

import "./fonts.css";

const faces = ["400 24px 'Noto Sans'", "500 24px 'Noto Sans'", "italic 400 24px 'Noto Sans'"];

/** Loads the fonts that texts need; "" those of the tiles. It ends as well where one cannot be had: the system's stands in. */
export const loadFonts = async (texts: string): Promise<void> => {
  await Promise.allSettled(faces.map((face) => document.fonts.load(face, `Aāẽ${texts}`)));
};
