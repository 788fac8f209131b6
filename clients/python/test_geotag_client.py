"""Tests of the client against the program that GEOTAG names, and of its types against web/openapi.json."""

import inspect
import json
import os
import pathlib
import re
import shutil
import socketserver
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.error

import geotag_client
import make_types
from geotag_client import Geotag, GeotagError

HERE = pathlib.Path(__file__).parent
PROGRAM = os.environ.get("GEOTAG", str(HERE / "../../bin/geotag"))
DOCUMENT = json.loads((HERE / "../../web/openapi.json").read_text())


def serve(test, *flags):
    """Serves until a test, or the tests of a class, are over, and returns where."""
    server = subprocess.Popen([PROGRAM, "serve", "-listen", "127.0.0.1:0", "-http", "127.0.0.1:0", *flags], stdout=subprocess.PIPE, text=True)
    def end():
        server.terminate()
        server.communicate()
    (test.addClassCleanup if isinstance(test, type) else test.addCleanup)(end)
    for line in server.stdout:
        url = re.search(r"http://[^\s/]+", line)
        if url:
            return url.group()
    raise AssertionError("the server ended")


class Spoiled(socketserver.ThreadingTCPServer):
    """A server of bytes: its answers are those that it is given, one a connection, the last one again and again."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, test, *answers):
        super().__init__(("127.0.0.1", 0), None)
        self.answers, self.asked, self.heads = list(answers), [], []
        threading.Thread(target=self.serve_forever, daemon=True).start()
        test.addCleanup(self.server_close)
        test.addCleanup(self.shutdown)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    def finish_request(self, request, client_address):
        head = b""
        while b"\r\n\r\n" not in head:
            head += request.recv(1 << 16)
        head, _, body = head.partition(b"\r\n\r\n")
        length = re.search(rb"Content-Length: (\d+)", head)
        while length and len(body) < int(length.group(1)):
            body += request.recv(1 << 16)
        self.asked.append(body)
        self.heads.append(head)
        request.sendall(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])


def response(status, body, *headers):
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", body]).encode()


class Calls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.url = serve(cls)
        cls.geotag = Geotag(cls.url)

    def test_tag(self):
        text = "Überschwemmungen in Köln und 😀 Kano"
        answer = self.geotag.tag(text)
        self.assertEqual(["Köln", "Kano"], [f["properties"]["name"] for f in answer["features"]])
        for f in answer["features"]:
            for m in f["properties"]["mentions"]:
                self.assertEqual(m["text"], text[m["start"]:m["end"]])
        answer = self.geotag.tag({"text": "Floods in Munich", "displayLanguage": "de", "offsetEncoding": "OFFSET_ENCODING_UTF8"})
        self.assertEqual("München", answer["features"][0]["properties"]["name"])

    def test_lookups(self):
        found = self.geotag.find("Springfield", near=(39.8, -89.6), place_types=["PLACE_TYPE_SETTLEMENT", "PLACE_TYPE_ADMIN2"], country_codes=["US"], bbox=(-100, 30, -80, 45), page_size=2)
        self.assertEqual((2, "Illinois"), (len(found["features"]), found["features"][0]["properties"]["admin1Name"]))
        more = self.geotag.find("Springfield", near=(39.8, -89.6), place_types=["PLACE_TYPE_SETTLEMENT", "PLACE_TYPE_ADMIN2"], country_codes=["US"], bbox=(-100, 30, -80, 45), page_size=2,
                                page_token=found["nextPageToken"])
        self.assertEqual(3, more["features"][0]["id"])
        self.assertEqual("Polygon", self.geotag.place("RU.41", geometry="GEOMETRY_DETAIL_BOUNDARY", simplify_tolerance_m=20000)["geometry"]["type"])
        self.assertEqual("RU", self.geotag.locate(51.19, 35.27, tolerance_m=0)["features"][0]["properties"]["placeId"])
        self.assertAlmostEqual(501.93, self.geotag.area("1,300 km²", place="Sudzha")["properties"]["area"]["squareMiles"], 2)
        self.assertGreater(self.geotag.gazetteer()["placeCount"], 100_000)

    def test_errors(self):
        with self.assertRaises(GeotagError) as raised:
            self.geotag.tag({"text": "Oslo", "langauge": "no"})
        self.assertEqual((400, 3), (raised.exception.status, raised.exception.code))
        self.assertIn("did you mean language", str(raised.exception))
        self.assertTrue(raised.exception.request_id)
        with self.assertRaises(GeotagError) as raised:
            self.geotag.tag("")
        self.assertEqual(("INVALID_FIELD", "text"), (raised.exception.reason, raised.exception.field_violations[0]["field"]))
        with self.assertRaises(GeotagError) as raised:
            self.geotag.place("no/where")
        self.assertEqual((404, "PLACE_NOT_FOUND"), (raised.exception.status, raised.exception.reason))
        with self.assertRaises(OSError):
            Geotag("http://127.0.0.1:9").gazetteer()

    def test_stream(self):
        texts = ({"id": str(i), "text": "" if i == 70 else "Rain in " + ["Lagos", "Oslo", "Kano"][i % 3]} for i in range(150))
        answers = list(self.geotag.tag_stream(texts))
        self.assertEqual([str(i) for i in range(150)], [a["id"] for a in answers])
        self.assertEqual([("70", "INVALID_FIELD")], [(a["id"], a["error"]["reason"]) for a in answers if "error" in a])
        self.assertEqual("Kano", answers[149]["features"][0]["properties"]["name"])

    def test_stream_that_is_left(self):
        made = []
        def endless():
            while True:
                made.append(1)
                yield "Rain in Lagos"
        stream = self.geotag.tag_stream(endless(), batch=8)
        self.assertEqual("Lagos", next(stream)["features"][0]["properties"]["name"])
        stream.close()
        self.assertEqual(9, len(made))  # the ninth tells that the share is full

    def test_token(self):
        file = os.path.join(tempfile.mkdtemp(), "tokens")
        self.addCleanup(shutil.rmtree, os.path.dirname(file))
        make = lambda name, *flags: subprocess.check_output([PROGRAM, "token", "new", "-file", file, *flags, name], text=True).strip()
        token, slow = make("all"), make("slow", "-rate", "1:1")
        guarded = serve(self, "-tokens", file)
        with self.assertRaises(GeotagError) as raised:
            Geotag(guarded).tag("Oslo")
        self.assertEqual((401, 16), (raised.exception.status, raised.exception.code))
        self.assertEqual(1, len(Geotag(guarded, token=token).tag("Rain in Oslo")["features"]))
        rated = Geotag(guarded, token=slow, retries=0)
        rated.tag("Rain in Oslo")
        with self.assertRaises(GeotagError) as raised:
            rated.tag("Rain in Oslo")
        self.assertEqual((429, True), (raised.exception.status, raised.exception.passing))
        self.assertGreaterEqual(raised.exception.retry_after, 1)


class Network(unittest.TestCase):
    def test_busy(self):
        good = response("200 OK", '{"version":"1","placeCount":1,"nameCount":1}')
        busy = Spoiled(self, response("503 Busy", "busy", "Retry-After: 0"), response("429 Too many", '{"code":8,"message":"too many"}', "Retry-After: 0"), good)
        self.assertEqual("1", Geotag(busy.url).gazetteer()["version"])
        self.assertEqual(3, len(busy.asked))
        always = Spoiled(self, response("503 Busy", "busy", "Retry-After: 0"))
        with self.assertRaises(GeotagError) as raised:
            Geotag(always.url, retries=2).gazetteer()
        self.assertEqual((503, 0, 3), (raised.exception.status, raised.exception.code, len(always.asked)))

    def test_what_would_take_too_long(self):
        busy = Spoiled(self, response("503 Busy", '{"message":"busy","details":{}}', "Retry-After: 61"))
        with self.assertRaises(GeotagError) as raised:
            Geotag(busy.url).gazetteer()
        self.assertEqual((61, None, 1), (raised.exception.retry_after, raised.exception.reason, len(busy.asked)))

    def test_a_token_stays_with_its_server(self):
        other = Spoiled(self, response("200 OK", "{}"))
        leads = Spoiled(self, response("307 There", "", f"Location: {other.url}/v1/gazetteer"))
        Geotag(leads.url, token="secret").gazetteer()
        self.assertIn(b"secret", leads.heads[0])
        self.assertNotIn(b"secret", other.heads[0])

    def test_broken_stream(self):
        one = lambda i: f'{{"type":"FeatureCollection","features":[],"id":"{i}","gazetteerVersion":"g","modelVersion":"m"}}\n'
        cut = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-ndjson\r\n\r\n"
        begun = one(0) + one(1) + '{"type":'
        broken = Spoiled(self, (cut + f"{len(begun):x}\r\n{begun}\r\n").encode(), response("200 OK", one(2) + one(3)))
        self.assertEqual(["0", "1", "2", "3"], [a["id"] for a in Geotag(broken.url).tag_stream({"id": str(i), "text": "x"} for i in range(4))])
        self.assertEqual([4, 2], [body.count(b"\n") for body in broken.asked])
        dead = Spoiled(self, b"")
        with self.assertRaises(OSError):
            list(Geotag(dead.url).tag_stream(["x"]))


class Contract(unittest.TestCase):
    def test_types(self):
        client = make_types.CLIENT.read_text()
        self.assertEqual(make_types.written(client, DOCUMENT), client, "the types are stale: python3 make_types.py")

    def test_parameters(self):
        """Each call takes what its operation does, by the names that Python has."""
        own = {"flat", "lenient"}
        for path, call in {"/v1/places": Geotag.find, "/v1/places/{placeId}": Geotag.place, "/v1/locate": Geotag.locate, "/v1/area": Geotag.area, "/v1/gazetteer": Geotag.gazetteer}.items():
            said = [p for p in DOCUMENT["paths"][path]["parameters"] if p.get("in") in ("query", "path")]
            names = {p.get("x-also", re.sub("(?<=[a-z])([A-Z])", lambda m: "_" + m.group().lower(), p["name"])) for p in said} - own
            self.assertEqual(names, set(inspect.signature(call).parameters) - {"self"}, path)

    def test_mypy(self):
        if not shutil.which("mypy"):
            self.skipTest("there is no mypy here")
        checked = subprocess.run(["mypy", "--strict", "--python-version", "3.9", "--cache-dir", os.devnull, str(make_types.CLIENT)], capture_output=True, text=True)
        self.assertEqual(0, checked.returncode, checked.stdout)

    def test_readme(self):
        url = serve(self)
        blocks = re.findall(r"```python\n(.*?)```", (HERE / "README.md").read_text(), re.S)
        self.assertGreater(len(blocks), 3)
        printed = ""
        for block in blocks:
            ran = subprocess.run([sys.executable, "-W", "error", "-c", block.replace("http://localhost:8081", url)], cwd=HERE, capture_output=True, text=True)
            self.assertEqual("", ran.stderr, block)
            printed += ran.stdout
        for want in ("FEATURE_KIND_STATED_AREA", "Jakutsk", "Illinois", "Russia", "b text is empty", "404 5 PLACE_NOT_FOUND"):
            self.assertIn(want, printed)


if __name__ == "__main__":
    unittest.main()
