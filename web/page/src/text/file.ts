// Files that hold a text.

const pages = /\.x?html?$/i;

/** The text of a file: of a page that of its article, or what it shows. */
export async function textOf(file: File): Promise<string> {
  const content = await file.text();
  return pages.test(file.name) ? pageText(content) : content;
}

/** A paragraph for each block of a page. Nothing in it is run or loaded. */
function pageText(content: string): string {
  const doc = new DOMParser().parseFromString(content, "text/html");
  for (const e of doc.querySelectorAll("script, style, template, noscript, nav, header, footer, aside, form")) e.remove();
  const root = doc.querySelector("article, main") ?? doc.body;
  const blocks = [...root.querySelectorAll("h1, h2, h3, h4, p, li, blockquote, td, pre")].filter((e) => !e.querySelector("p, li"));
  const paragraphs = (blocks.length > 0 ? blocks : [root]).map((e) => (e.textContent ?? "").replace(/\s+/g, " ").trim());
  return [doc.querySelector("h1") ? "" : doc.title, ...paragraphs].filter(Boolean).join("\n\n");
}
