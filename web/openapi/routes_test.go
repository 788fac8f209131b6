package main

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// forPeople are the routes that are no part of the API: the page and what it is made of, and the documentation.
var forPeople = []string{"GET /", "GET /docs/"}

// named are the paths that web.go calls by a name.
var named = map[string]string{"streamPath": "/v1/tag:stream", "docs.Root": "/docs/"}

// TestRoutes holds the document against the routes that web's mux and its gateway have: each is there, and nothing else.
func TestRoutes(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("../web.go")
	if err != nil {
		t.Fatal(err)
	}
	gateway, err := os.ReadFile("../gateway.yaml")
	if err != nil {
		t.Fatal(err)
	}
	served := map[string]bool{}
	for _, m := range regexp.MustCompile(`mux\.Handle(?:Func)?\("(?:(\w+) )?([^"]*)"(?:\+([\w.]+))?`).FindAllStringSubmatch(string(source), -1) {
		switch at := m[2]; {
		case at == "/v1/": // the gateway's
		case m[3] != "":
			served[m[1]+" "+named[m[3]]] = true
		case at == "/":
			served["GET /"] = true
		default:
			served[m[1]+" "+strings.ReplaceAll(at, "/{name}", "/{y}.mvt")] = true
		}
	}
	for _, m := range regexp.MustCompile(`(get|post): (\S+)`).FindAllStringSubmatch(string(gateway), -1) {
		served[strings.ToUpper(m[1])+" "+strings.ReplaceAll(m[2], "place_id", "placeId")] = true
	}
	if len(served) < 10 {
		t.Fatalf("only %v: is web.go no longer read as it should be?", served)
	}
	for route := range served {
		if method, at, _ := strings.Cut(route, " "); method == "GET" {
			served["HEAD "+at] = true
		}
	}
	maps.DeleteFunc(served, func(route string, _ bool) bool {
		return slices.Contains(forPeople, strings.Replace(route, "HEAD", "GET", 1))
	})
	said := map[string]bool{}
	for _, o := range operations(t) {
		said[strings.ToUpper(o.method)+" "+o.path] = true
	}
	for _, route := range slices.Sorted(maps.Keys(served)) {
		if !said[route] {
			t.Errorf("%s is not in the document", route)
		}
	}
	for _, route := range slices.Sorted(maps.Keys(said)) {
		if !served[route] {
			t.Errorf("%s is in the document, and not served", route)
		}
	}
	t.Logf("%d routes", len(said))
}

// An operation is one of the document.
type operation struct {
	path, method string
	item, value  value
}

func operations(t *testing.T) (all []operation) {
	t.Helper()
	doc, err := parse(committed(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range doc.get("paths").members() {
		for _, m := range p.value.members() {
			if m.name != "parameters" {
				all = append(all, operation{p.name, m.name, p.value, m.value})
			}
		}
	}
	return all
}

// parameters returns those of an operation that stand in the URL, by their name in the document, with a value for each.
func (o *operation) parameters() map[string]parameter {
	all := map[string]parameter{}
	for _, p := range append(o.item.get("parameters").items(), o.value.get("parameters").items()...) {
		if in := p.get("in").string(); in == "query" || in == "path" {
			all[p.get("name").string()] = parameter{p, sample(p)}
		}
	}
	return all
}

// A parameter has a value that its schema allows.
type parameter struct {
	value
	sample string
}

// sample returns a value for a parameter.
func sample(p value) string {
	if e := p.get("example"); e.there() {
		return e.string()
	}
	schema := p.get("schema")
	name, to := p.get("name").string(), schema.get("$ref").string()
	if items := schema.get("items"); items.there() {
		to = items.get("$ref").string()
	}
	switch typ := schema.get("type").string(); {
	case strings.HasSuffix(to, "/BoundingBox"):
		return "-10,0,20,60"
	case to != "":
		return "1" // an enum's first
	case name == "near":
		return "51.5,-0.1"
	case name == "countryCodes":
		return "NG,NO"
	case name == "pageToken":
		return ""
	case typ == "boolean":
		return "true"
	case typ == "number" || typ == "integer":
		return "5"
	case name == "place", name == "home":
		return "NG"
	case name == "query":
		return "Oslo"
	}
	return "en"
}

// TestEitherName asks every operation by each parameter's name and by its other name: both are taken, and mean the same.
func TestEitherName(t *testing.T) {
	base, asked := serve(t), 0
	for _, o := range operations(t) {
		if o.method == "head" || !strings.HasPrefix(o.path, "/v1/") {
			continue
		}
		parameters := o.parameters()
		for name, p := range parameters {
			names := []string{name}
			if other := p.get("x-also").string(); other != "" {
				names = append(names, other)
			}
			var answers []string
			for _, called := range names {
				got := ask(t, strings.ToUpper(o.method), base+o.urlWith(parameters, name, called), `{"text":"Snow fell in Oslo."}`)
				if got.status != 200 {
					t.Errorf("%s %s by %s: %d %.300s", o.method, o.path, called, got.status, got.body)
				}
				answers = append(answers, string(got.body))
				asked++
			}
			if len(answers) == 2 && answers[0] != answers[1] {
				t.Errorf("%s %s: %v differ", o.method, o.path, names)
			}
		}
	}
	t.Logf("%d requests", asked)
}

// urlWith returns the operation's URL with the parameters that it must have, and one more by one of its names.
func (o *operation) urlWith(parameters map[string]parameter, name, called string) string {
	at, query := o.path, url.Values{}
	for one, p := range parameters {
		switch {
		case p.get("in").string() == "path":
			at = strings.ReplaceAll(at, "{"+one+"}", p.sample)
		case one == name:
			query.Set(called, p.sample)
		case p.get("required").string() == "true":
			query.Set(one, p.sample)
		}
	}
	return at + "?" + query.Encode()
}

// TestHead holds HEAD against GET at every path: the same status and headers, the length of the body among them, and no body.
func TestHead(t *testing.T) {
	base := serve(t)
	for _, o := range operations(t) {
		if o.method != "head" {
			continue
		}
		u := base + o.urlWith(o.parameters(), "", "")
		get, head := ask(t, "GET", u, ""), ask(t, "HEAD", u, "")
		if get.status != 200 || head.status != 200 || len(head.body) > 0 {
			t.Errorf("%s: GET %d, HEAD %d with %d bytes", u, get.status, head.status, len(head.body))
		}
		for _, name := range []string{"Content-Type", "Etag", "Accept-Ranges", "Cache-Control"} {
			if get.header.Get(name) != head.header.Get(name) {
				t.Errorf("%s: %s is %q of GET and %q of HEAD", u, name, get.header.Get(name), head.header.Get(name))
			}
		}
		if length := head.header.Get("Content-Length"); length != fmt.Sprint(len(get.body)) {
			t.Errorf("%s: HEAD says %q bytes, GET has %d", u, length, len(get.body))
		}
	}
}
