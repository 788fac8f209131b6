// How to make the call that is on screen.

import { tagRequest } from "../api";
import { el } from "../dom";

export function fillDrawer(drawer: HTMLElement, text: string, language: string): void {
  const body = JSON.stringify(tagRequest(text, language));
  const quoted = body.replaceAll("'", "'\\''");
  const calls: [string, string][] = [
    ["curl", `curl ${location.origin}/v1/tag -d '${quoted}'`],
    ["grpcurl", `grpcurl -plaintext -d '${quoted}' localhost:8080 geotag.v1.GeotagService/Tag`],
    ["Go", `conn, err := grpc.NewClient("localhost:8080", grpc.WithTransportCredentials(insecure.NewCredentials()))\nfc, err := client.New(conn).Tag(ctx, &geotagv1.TagRequest{Text: ${JSON.stringify(text)}${language ? `, Language: "${language}"` : ""}}) // a *geojson.FeatureCollection`],
  ];
  drawer.replaceChildren(...calls.flatMap(([name, code]) => {
    const copy = document.createElement("button");
    copy.type = "button";
    copy.textContent = "Copy";
    copy.setAttribute("aria-label", `Copy the ${name} call`);
    copy.addEventListener("click", () => void navigator.clipboard.writeText(code));
    const pre = el("pre", "", code);
    pre.tabIndex = 0;
    return [el("h3", "", name, copy), pre];
  }));
}
