// The fonts of the map. MapLibre draws a letter once, by the font that is there then, so that they must be there before the map is.

import "./fonts.css";

const faces = ["400 24px 'Noto Sans'", "500 24px 'Noto Sans'", "italic 400 24px 'Noto Sans'"]; // those of web/tiles/style.json
const letters = "Aāẽ"; // of each file that names of the tiles, which are English, have letters of

const patience = 600; // milliseconds that the page waits for them. Set by hand.

/** Loads the fonts of the base map, and answers when they are there or cannot be had, or after a while: then it tells once they come. The system's fonts stand in until then. */
export function loadFonts(late: () => void): Promise<void> {
  return new Promise((done) => {
    let waited = false;
    const timer = setTimeout(() => {
      waited = true;
      done();
    }, patience);
    void Promise.allSettled(faces.map((face) => document.fonts.load(face, letters))).then(() => {
      clearTimeout(timer);
      if (waited) late();
      done();
    });
  });
}
