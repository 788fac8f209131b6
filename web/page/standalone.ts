// Vite's part that makes standalone.html.gz: the page in one file, with its script, worker, letters and styles in it, which opens without a service and
// cannot reach one. `geotag atlas` and the page itself put documents in the place of the marker.

import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { build, type Plugin, type Rolldown } from "vite";

/** Of the letters, those alone that most texts have: the file is to be small. */
const fewerFonts: Plugin = {
  name: "fewer-fonts",
  enforce: "pre",
  transform: (css, id) => (id.endsWith("fonts.css") ? css.replaceAll(/@font-face \{[^}]*\}/g, (face) => (/-latin-(?!ext-)/.test(face) ? face : "")) : undefined),
};

export function standalone(): Plugin {
  return {
    name: "standalone",
    apply: "build",
    async generateBundle() {
      const built = (await build({
        configFile: false, logLevel: "error", publicDir: false, plugins: [fewerFonts],
        build: { write: false, target: "es2022", assetsInlineLimit: Infinity, cssCodeSplit: false, chunkSizeWarningLimit: Infinity, modulePreload: false, rolldownOptions: { output: { codeSplitting: false } } },
      })) as Rolldown.RolldownOutput;
      this.emitFile({ type: "asset", fileName: "standalone.html.gz", source: gzipSync(inOne(built.output), { level: 9 }) });
    },
  };
}

type Output = Rolldown.RolldownOutput["output"];

function inOne(output: Output): string {
  const text = (ends: string): string => output.filter((o) => o.fileName.endsWith(ends)).map((o) => (o.type === "chunk" ? o.code : String(o.source))).join("\n");
  const script = text(".js").replaceAll(/<\/script/gi, "<\\/script").replaceAll("<!--", "\\x3c!--");
  const style = text(".css").replaceAll(/<\/style/gi, "<\\/style");
  const hash = (s: string): string => `'sha256-${createHash("sha256").update(s).digest("base64")}'`;
  // Nothing but what stands in this file: data: and blob: reach no network.
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data: blob:; font-src data:; connect-src data: blob:; worker-src data: blob:; base-uri 'none'; form-action 'none'`;
  return text("index.html")
    .replaceAll(/\s*<script\b[^>]*><\/script>|\s*<link rel="(stylesheet|icon)"[^>]*>/g, "")
    .replace('<meta charset="utf-8">', (charset) => `${charset}\n  <meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace("</head>", () => `  <style>${style}</style>\n</head>`)
    .replace("</body>", () => `  <!--geotag-data-->\n  <script type="module">${script}</script>\n</body>`);
}
