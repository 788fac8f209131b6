// The call that makes the answer on screen, in the languages that callers have.

import { tagRequest } from "../api";

/** Where the service is, and what it asks of callers: the page's own address, where gRPC is answered ("": nowhere that is known), and whether over TLS and with a token. */
export type Service = { origin: string; grpc: string; tls: boolean; token: boolean };

const longest = 100_000; // bytes of an argument on the command line: Linux takes 128 KiB, of which the shell's quotes need some

/** Code that makes the call: the name of a language or tool, and a program or command. */
export function callsOf(text: string, language: string, s: Service): [name: string, code: string][] {
  const request = tagRequest(text, language), body = JSON.stringify(request);
  return [["curl", curl(body, s)], ...(s.grpc ? [["grpcurl", grpcurl(body, s)] as [string, string]] : []), ["Python", python(request, s)], ["JavaScript", javaScript(request, s)], ...(s.grpc ? [["Go", goProgram(request, s)] as [string, string]] : [])];
}

const header = `-H "authorization: Bearer $GEOTAG_TOKEN" `;

/** The request as an argument of a shell's command, or where it is too long for that, as what follows the command. */
const given = (command: (data: string) => string, body: string, stdin: string): string =>
  new TextEncoder().encode(body).length < longest ? command(`'${body.replaceAll("'", "'\\''")}'`) : `${command(stdin)} <<'END'\n${body}\nEND`;

const curl = (body: string, s: Service): string => given((data) => `curl ${s.origin}/v1/tag ${s.token ? header : ""}-d ${data}`, body, "@-");

const grpcurl = (body: string, s: Service): string =>
  given((data) => `grpcurl ${s.tls ? "" : "-plaintext "}${s.token ? header : ""}-d ${data} ${s.grpc} geotag.v1.GeotagService/Tag`, body, "@");

type Request = ReturnType<typeof tagRequest>;

/** The request's members but the text, by how a language writes them. */
const rest = ({ text: _, ...others }: Request, write: (key: string, value: string | number | boolean) => string): string =>
  Object.entries(others).map(([key, value]) => write(key, value as string | number | boolean)).join("");

function python(request: Request, s: Service): string {
  const value = (v: string | number | boolean): string => (typeof v === "boolean" ? (v ? "True" : "False") : JSON.stringify(v));
  return `${s.token ? "import os\n\n" : ""}from geotag_client import Geotag  # pip install ./clients/python

geotag = Geotag("${s.origin}"${s.token ? `, token=os.environ["GEOTAG_TOKEN"]` : ""})
answer = geotag.tag({
    "text": ${JSON.stringify(request.text)},${rest(request, (key, v) => `\n    "${key}": ${value(v)},`)}
})
for feature in answer["features"]:
    print(feature["properties"]["name"], feature["properties"].get("location"))`;
}

const javaScript = (request: Request, s: Service): string => `import { Geotag } from "geotag-client"; // npm install ./clients/js

const geotag = new Geotag({ baseUrl: "${s.origin}"${s.token ? ", token: process.env.GEOTAG_TOKEN" : ""} });
const answer = await geotag.tag({
  text: ${JSON.stringify(request.text)},${rest(request, (key, v) => `\n  ${key}: ${JSON.stringify(v)},`)}
});
for (const { properties } of answer.features) console.log(properties.name, properties.location);`;

const capital = (key: string): string => key[0].toUpperCase() + key.slice(1);
const enums: Record<string, string> = { offsetEncoding: "OffsetEncoding", geometry: "GeometryDetail" };

function goProgram(request: Request, s: Service): string {
  const value = (key: string, v: string | number | boolean): string => (enums[key] ? `geotagv1.${enums[key]}_${v}` : JSON.stringify(v));
  return `c, err := client.Dial("${s.grpc}", client.DialOptions{${s.token ? `Token: os.Getenv("GEOTAG_TOKEN")` : ""}})
if err != nil {
	log.Fatal(err)
}
defer c.Close()
fc, err := c.Tag(ctx, &geotagv1.TagRequest{ // a *geojson.FeatureCollection
	Text: ${JSON.stringify(request.text)},${rest(request, (key, v) => `\n\t${capital(key)}: ${value(key, v)},`)}
})`;
}
