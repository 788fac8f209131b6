// How to make the call that is on screen.

import { grpc, token } from "../api";
import { button, el } from "../dom";
import type { Store } from "../state";
import { copyText } from "./copy";
import { callsOf, type Service } from "./calls";

/** The drawer of an element, which the opener shows and hides, with a tab for each language. */
export function callDrawer(store: Store, drawer: HTMLElement, opener: HTMLElement): void {
  let service: Service = { origin: location.origin, grpc: "", tls: false, token: false }, shown = "curl";
  const tabs = el("div", "tabs"), code = el("pre"), told = el("span", "told");
  const draw = () => {
    if (drawer.hidden) return;
    const { text, language } = store.state;
    const calls = callsOf(text, language, { ...service, token: token.get() !== "" });
    const [, now] = calls.find(([name]) => name === shown) ?? calls[0];
    tabs.replaceChildren(...calls.map(([name]) => tab(name, name === shown, () => show(name, calls.map(([n]) => n)))));
    code.textContent = now;
    told.textContent = "";
  };
  const show = (name: string, names: string[]) => {
    shown = name;
    draw();
    (tabs.children[names.indexOf(name)] as HTMLElement).focus();
  };
  tabs.setAttribute("role", "tablist");
  tabs.setAttribute("aria-label", "Languages");
  tabs.addEventListener("keydown", (e) => {
    const all = [...tabs.children] as HTMLElement[], at = all.findIndex((t) => t.ariaSelected === "true");
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    all.at(to % all.length)!.click();
  });
  code.id = "code";
  code.tabIndex = 0;
  code.setAttribute("role", "tabpanel");
  code.setAttribute("aria-label", "The call");
  told.setAttribute("role", "status");
  const copy = button("Copy", "", () => void copyText(code.textContent!).then((done) => (told.textContent = done ? "copied" : "select it and copy it by hand")));
  drawer.replaceChildren(el("div", "head", tabs, told, copy), code);
  store.view(["text", "language", "needsToken"], draw);
  opener.addEventListener("click", () => {
    drawer.hidden = !drawer.hidden;
    opener.setAttribute("aria-expanded", String(!drawer.hidden));
    draw();
  });
  void grpc().then(({ address, tls }) => {
    service = { ...service, grpc: reachable(address, location.hostname), tls };
    draw();
  }, () => undefined);
}

/** The address at which the page's reader finds what listens on another: the page's own host where all are listened on. */
export function reachable(address: string, host: string): string {
  const m = /^(.*):(\d+)$/.exec(address);
  if (!m) return "";
  if (["", "0.0.0.0", "[::]"].includes(m[1])) return `${host}:${m[2]}`;
  return ["127.0.0.1", "[::1]"].includes(m[1]) ? `localhost:${m[2]}` : address;
}

function tab(name: string, selected: boolean, act: () => void): HTMLElement {
  const b = button(name, "", act);
  b.setAttribute("role", "tab");
  b.setAttribute("aria-selected", String(selected));
  b.setAttribute("aria-controls", "code");
  b.tabIndex = selected ? 0 : -1;
  return b;
}
