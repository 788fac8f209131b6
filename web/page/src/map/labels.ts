// Names on the map whose letters join, stack or run from right to left. The map sets one letter after the other from left to right, so it is given
// pictures of such names, which the browser draws.

const joined = /\p{M}|\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;
const prefix = "name", longest = 60, size = 13, halo = 2;

/** The picture that a name of a colour needs, or nothing of one that the map can set itself. */
export const pictureOf = (name: string, colour: string): { picture?: string } =>
  joined.test(name) ? { picture: [prefix, colour, [...name].slice(0, longest).join("")].join("\n") } : {};

/** Draws the picture of an id that pictureOf gave, by a theme's colours. */
export function drawPicture(id: string, colours: Record<string, string>): { data: ImageData; pixelRatio: number } | undefined {
  const [kind, colour, name] = id.split("\n");
  const pixelRatio = Math.ceil(devicePixelRatio);
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (kind !== prefix || !name || !pen) return undefined;
  const font = `${size}px system-ui, sans-serif`;
  pen.font = font;
  const width = Math.ceil(pen.measureText(name).width) + 2 * halo, height = 2 * size;
  pen.canvas.width = width * pixelRatio;
  pen.canvas.height = height * pixelRatio;
  pen.scale(pixelRatio, pixelRatio);
  Object.assign(pen, { font, textBaseline: "middle", textAlign: "center", lineJoin: "round", lineWidth: 2 * halo, strokeStyle: colours.halo, fillStyle: colours[colour] ?? colours.location });
  pen.strokeText(name, width / 2, height / 2);
  pen.fillText(name, width / 2, height / 2);
  return { data: pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height), pixelRatio };
}
