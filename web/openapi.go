package web

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// The service as OpenAPI 3.1, which web/openapi makes of the .proto.
//
//go:embed openapi.json
var openAPI []byte

// noVersion is what stands in the document for that of the program.
const noVersion = "0.0.0"

// openAPIHandler answers with the document of a version of the program.
func openAPIHandler(version string) http.Handler {
	made := sync.OnceValues(func() (doc []byte, tag string) { // when it is asked for: most never are
		said, _ := json.Marshal(cmp.Or(version, noVersion)) // a string
		doc = bytes.Replace(openAPI, []byte(`"version": "`+noVersion+`"`), append([]byte(`"version": `), said...), 1)
		return doc, fmt.Sprintf(`W/"%x"`, sha256.Sum256(doc))
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		doc, tag := made()
		w.Header().Set("Content-Type", typeJSON)
		w.Header().Set("ETag", tag)
		w.Header().Set("Cache-Control", "no-cache") // keep it, and ask
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(doc))
	})
}
