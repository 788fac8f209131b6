// The fonts of the map. MapLibre draws a letter once, by the font that is there then, so that they must be there before the map is.

import "./fonts.css";

const faces = ["400 24px 'Noto Sans'", "500 24px 'Noto Sans'", "italic 400 24px 'Noto Sans'"]; // those of web/tiles/style.json
const letters = "Aāẽ"; // of each file that names of the tiles, which are English, have letters of

/** Loads the fonts of the base map. It ends as well where one cannot be had: the system's stands in. */
export const loadFonts = async (): Promise<void> => {
  await Promise.allSettled(faces.map((face) => document.fonts.load(face, letters)));
};
