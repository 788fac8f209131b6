package client

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// Plain text is for this machine, and where it is asked for.
func TestWhatIsEncrypted(t *testing.T) {
	t.Parallel()
	for target, plain := range map[string]bool{
		"localhost:8080": true, "127.0.0.2:8080": true, "[::1]:8080": true, "dns:///localhost:8080": true, "localhost:1,127.0.0.1:2": true,
		"geotag.example.org:8080": false, "localhost": false, "localhost.example.org:8080": false, "10.0.0.1:8080": false, "": false,
		"localhost:8080,10.0.0.1:8080": false, "dns://10.0.0.1/localhost:8080": false, "passthrough:///localhost:8080": false,
	} {
		for _, test := range []struct {
			o    DialOptions
			want bool
		}{{DialOptions{}, plain}, {DialOptions{Insecure: true}, true}, {DialOptions{TLS: new(tls.Config)}, false}} {
			if got := test.o.credentials(target).Info().SecurityProtocol != "tls"; got != test.want {
				t.Errorf("%q with %+v: plain text is %v", target, test.o, got)
			}
		}
	}
}

func TestDial(t *testing.T) {
	t.Parallel()
	for target, wrong := range map[string]string{
		"localhost:8080": "", "geotag.example.org:8080": "", "dns:///geotag.example.org:8080": "", "a:1,b:1": "",
		"a:1,b": "missing port", "a:1,": "missing port", "": "target",
	} {
		c, err := Dial(target, DialOptions{Token: "geotag_x"})
		if err == nil {
			err = c.Close()
		}
		if wrong == "" && err != nil || wrong != "" && (err == nil || !strings.Contains(err.Error(), wrong) || !strings.HasPrefix(err.Error(), "client: ")) {
			t.Errorf("%q: %v", target, err)
		}
	}
	// A token is not for those who listen, whatever the other options are.
	if _, err := Dial("10.0.0.1:8080", DialOptions{Token: "geotag_x", GRPC: []grpc.DialOption{grpc.WithTransportCredentials(insecure.NewCredentials())}}); err == nil {
		t.Error("a token goes over plain text")
	}
}

// Other clients go by the same words: the service's name is right, and nothing is in it that some would not know.
func TestServiceConfig(t *testing.T) {
	t.Parallel()
	var config struct {
		LoadBalancingConfig []map[string]struct{}
		HealthCheckConfig   struct{ ServiceName string }
		MethodConfig        []struct {
			Name         []struct{ Service string }
			WaitForReady bool
			RetryPolicy  struct {
				MaxAttempts                int
				InitialBackoff, MaxBackoff string
				BackoffMultiplier          float64
				RetryableStatusCodes       []string
			}
		}
	}
	d := json.NewDecoder(strings.NewReader(ServiceConfig))
	d.DisallowUnknownFields()
	if err := d.Decode(&config); err != nil {
		t.Fatal(err)
	}
	if doc, err := os.ReadFile("../docs/using.md"); err != nil || !strings.Contains(string(doc), ServiceConfig) {
		t.Error("docs/using.md has another one", err)
	}
	service := geotagv1.GeotagService_ServiceDesc.ServiceName
	if config.HealthCheckConfig.ServiceName != service || config.MethodConfig[0].Name[0].Service != service {
		t.Errorf("it is not for %s: %+v", service, config)
	}
}

// A call that meets no server until its deadline says so, and not that its text took too long: that is no error of the text. It may have waited for one
// all the time, or have lost one first.
func TestLostUntilDeadline(t *testing.T) {
	t.Parallel()
	for _, first := range []error{status.Error(codes.Unavailable, "gone"), nil} {
		synctest.Test(t, func(t *testing.T) {
			conn, err := grpc.NewClient("passthrough:nowhere", grpc.WithTransportCredentials(insecure.NewCredentials()))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			calls := 0
			call := func(ctx context.Context, _ string, _, _ any, _ *grpc.ClientConn, _ ...grpc.CallOption) error {
				if calls++; calls == 1 && first != nil {
					return first
				}
				<-ctx.Done()
				return status.FromContextError(ctx.Err()).Err()
			}
			p := &persistence{timeout: time.Minute, atFirst: true}
			if err := p.call(t.Context(), "", nil, nil, conn, call); !Fatal(err) {
				t.Error(err)
			}
		})
	}
}
