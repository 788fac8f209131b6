package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// maxAuthorization is many times a token of ours.
const maxAuthorization = 4 << 10

// gatewayHeaders are those that the gateway is shown. It knows more, and would hand them on to the service.
var gatewayHeaders = []string{"Accept", "Authorization", "Content-Type", "Grpc-Timeout"}

// wellFormed refuses requests that are none for the service: parameters that are not UTF-8, bodies in an encoding, an
// authorization that cannot be handed on. A HEAD is answered as a GET is, and net/http leaves the body out.
func wellFormed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := checkForm(r); err != nil {
			answerError(r.Context(), nil, nil, w, r, err)
			return
		}
		if e := r.Header.Get("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
			w.Header().Set("Accept-Encoding", "identity")
			writeStatus(w, status.Newf(codes.InvalidArgument, "the body is encoded as %q: send it as it is", clipped(e)), http.StatusUnsupportedMediaType)
			return
		}
		plain := *r
		if r.Method == http.MethodHead {
			plain.Method = http.MethodGet
		}
		plain.Header = maps.Clone(r.Header)
		maps.DeleteFunc(plain.Header, func(name string, _ []string) bool { return !slices.Contains(gatewayHeaders, name) })
		plain.Host = ""
		next.ServeHTTP(w, &plain)
	})
}

func checkForm(r *http.Request) error {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return status.Errorf(codes.InvalidArgument, "the parameters are malformed: %v", err)
	}
	for name, all := range values {
		if !utf8.ValidString(name + strings.Join(all, "")) {
			return status.Errorf(codes.InvalidArgument, "the parameter %q is not UTF-8", clipped(name))
		}
	}
	shown := r.Header.Values("Authorization")
	if len(shown) > 1 || len(shown) == 1 && (len(shown[0]) > maxAuthorization || !printable(shown[0])) {
		return status.Error(codes.Unauthenticated, "the authorization is not one bearer token: send \"Bearer TOKEN\" once")
	}
	return nil
}

// printable reports whether a header may stand among gRPC's metadata.
func printable(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool { return c < ' ' || c > '~' })
}

// clipped returns the beginning of what a caller wrote, to be said in an error.
func clipped(s string) string {
	if len(s) > 100 {
		return s[:100] + "..."
	}
	return s
}
