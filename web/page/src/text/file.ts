// Files that hold a text.

/** What can be read of a file: of HTML the text alone, the lines of which are its blocks. */
export async function textOf(file: File): Promise<string> {
  const text = await file.text();
  if (!/\.html?$/i.test(file.name)) return text;
  const page = new DOMParser().parseFromString(text, "text/html"); // which runs and fetches nothing
  for (const e of page.querySelectorAll("script, style, noscript, template, nav, head > :not(title)")) e.remove();
  for (const e of page.querySelectorAll("p, div, li, h1, h2, h3, h4, h5, h6, tr, br, blockquote, section, article, header, footer, title")) e.append("\n");
  return page.documentElement.textContent!.replace(/[ \t\u00a0]+/g, " ").replace(/ ?\n ?/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
}
