package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"google.golang.org/grpc"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/rfc7946"
	"example.com/geotag/internal/telemetry"
	"example.com/geotag/web"
)

func TestMain(m *testing.M) {
	code := m.Run()
	os.RemoveAll(binDir)
	os.Exit(code)
}

// binDir is where built puts the command, or empty.
var binDir string

// built builds the command as a user does, once and for the first test that asks, and returns the folder that it is in. The race
// detector would make it several times as slow, and sees the same code in the tests that call it in process.
var built = sync.OnceValues(func() (string, error) {
	var err error
	if binDir, err = os.MkdirTemp("", "geotag-test-"); err != nil {
		return "", err
	}
	if out, err := exec.Command("go", "build", "-o", binDir, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("building geotag: %w\n%s", err, out)
	}
	return binDir, nil
})

// The scripts are the command as a user types it. Beside testscript's own commands they may say
//
//	serving         wait until a server at $ADDR is SERVING
//	geojson FILE    check that every line of FILE is strict GeoJSON
//	[page]          whether the page is built into the command
//
// $ADDR is an address that is free; small.gaz is a gazetteer of two places, broken.gaz the same with a byte changed.
func TestScripts(t *testing.T) {
	t.Parallel()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", bin+string(os.PathListSeparator)+env.Getenv("PATH"))
			lis, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			defer lis.Close()
			env.Setenv("ADDR", lis.Addr().String())
			return writeGazetteers(env.WorkDir)
		},
		Condition: func(cond string) (bool, error) {
			if cond != "page" {
				return false, fmt.Errorf("there is no condition %q", cond)
			}
			_, err := web.Standalone()
			return err == nil, nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"serving": func(ts *testscript.TestScript, _ bool, _ []string) { ts.Check(waitServing(ts.Getenv("ADDR"))) },
			"geojson": func(ts *testscript.TestScript, _ bool, args []string) {
				for line := range strings.Lines(ts.ReadFile(args[0])) {
					ts.Check(rfc7946.Check([]byte(line)))
				}
			},
		},
	})
}

func waitServing(addr string) error {
	conn, err := dial(addr, unencrypted)
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	watch, err := healthpb.NewHealthClient(conn).Watch(ctx, &healthpb.HealthCheckRequest{}, grpc.WaitForReady(true))
	if err != nil {
		return err
	}
	for {
		resp, err := watch.Recv()
		if err != nil || resp.GetStatus() == healthpb.HealthCheckResponse_SERVING {
			return err
		}
	}
}

// silent tells nothing of a server.
func silent(t *testing.T) *telemetry.Telemetry {
	t.Helper()
	tel, err := telemetry.New(t.Context(), telemetry.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tel
}

func writeGazetteers(dir string) error {
	entries := []gazetteer.Entry{
		{ID: "1", Name: "Sylvania", Type: gazetteer.Settlement, Country: "ZZ", Parent: "ZZ", Population: 1300},
		{ID: "ZZ", Name: "Freedonia", Type: gazetteer.Country, Country: "ZZ"},
	}
	var b bytes.Buffer
	all := func(yield func(gazetteer.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
	if err := gazetteer.Compile(&b, all, gazetteer.Options{Title: "two places"}); err != nil {
		return err
	}
	broken := slices.Clone(b.Bytes())
	broken[len(broken)/2] ^= 1
	if err := os.WriteFile(dir+"/small.gaz", b.Bytes(), 0o666); err != nil {
		return err
	}
	return os.WriteFile(dir+"/broken.gaz", broken, 0o666)
}

func TestFlagsFromEnvironment(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ args, environ, want string }{
		{"-model mine", "GEOTAG_MODEL=theirs GEOTAG_MAX_CONNS=9", `"mine" 9 `},
		{"-m mine", "GEOTAG_MODEL=theirs", `"mine" 7 `},
		{"", "GEOTAG_MAX_CONNS=", `"" 7 `},
		{"", "GEOTAG_M=theirs", `"theirs" 7 `},
		{"", "GEOTAG_MAX_CONNS=many", `"" 0 GEOTAG_MAX_CONNS is "many": `},
		{"", "GEOTAG_LISTEN=:1 GEOTAG_SERVICE_HOST=10.0.0.1 GEOTAG_PORT_80_TCP=tcp://10.0.0.1", `"" 7 `},
		{"", "GEOTAG_MAX_CON=9", `"" 7 geotag: warning: GEOTAG_MAX_CON is in the environment, and sets nothing: did you mean GEOTAG_MAX_CONNS?`},
	} {
		var warnings strings.Builder
		fs := env{environ: strings.Fields(test.environ), stderr: &warnings}.flags("geotag x", "", "")
		model, conns := fs.String("model", "", ""), fs.Int("max-conns", 7, "")
		fs.alias("m", "model")
		fs.environment()
		_, err := fs.parse(strings.Fields(test.args), 0, 0)
		got := fmt.Sprintf("%q %d %s", *model, *conns, warnings.String())
		if err != nil {
			got += err.Error()
		}
		if !strings.HasPrefix(got, test.want) || strings.HasSuffix(test.want, "7 ") && got != test.want {
			t.Errorf("%s with %s\ngot  %s\nwant %s", test.args, test.environ, got, test.want)
		}
	}
}

func TestFlagsStandAnywhere(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ args, want string }{
		{"a b", "[a b] 1 false "},
		{"-n 2 a b", "[a b] 2 false "},
		{"a -n 2 b -v", "[a b] 2 true "},
		{"a --n=3 -v=false b", "[a b] 3 false "},
		{"-17.8 178.0", "[-17.8 178.0] 1 false "},
		{"-v -17.8 -n 4 -3", "[-17.8 -3] 4 true "},
		{"a - -v", "[a -] 1 true "},
		{"-v -- -n b", "[-n b] 1 true "},
		{"-n", "[] 0 false flag needs an argument: -n"},
		{"-m 2", "[] 0 false flag provided but not defined: -m"},
		{"-n x a", `[] 0 false invalid value "x" for flag -n: parse error`},
		{"a", "[] 0 false too few arguments"},
		{"a b c", `[] 0 false unexpected argument "c"`},
	} {
		fs := env{}.flags("geotag test", "", "")
		n, v := fs.Int("n", 1, ""), fs.Bool("v", false, "")
		args, err := fs.parse(strings.Fields(test.args), 2, 2)
		got := fmt.Sprint(args, " ", *n, " ", *v, " ")
		if err != nil {
			got = fmt.Sprint("[] 0 false ", err)
		}
		if got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.args, got, test.want)
		}
	}
}

func TestGrouped(t *testing.T) {
	t.Parallel()
	for x, want := range map[float64]string{
		0: "0", 1: "1", 999: "999", 1000: "1,000", 1300: "1,300", 1234567: "1,234,567", -1234567: "-1,234,567", -123: "-123",
		501.9328: "501.9", 0.02146: "0.02146", 2.5: "2.5", 12.3456: "12.35", 1e-9: "0.000000001",
	} {
		if got := grouped(x); got != want {
			t.Errorf("%v: %s; want %s", x, got, want)
		}
	}
}

// A stated area is printed with no fewer digits than it was stated with.
func TestDigits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"429,603 acres": 6, "1,738.55 km²": 6, "0.045 ha": 2, "about 1,000 to 1,350 ha": 4, "a dozen acres": 0, "300 m x 4005 m": 4, "12345678901234 ha": 10,
	} {
		if got := digits(text); got != want {
			t.Errorf("%s: %d digits; want %d", text, got, want)
		}
	}
	if got := groupedTo(1738.5512, 6); got != "1,738.55" {
		t.Errorf("got %s", got)
	}
}

func TestDidYouMean(t *testing.T) {
	t.Parallel()
	words := []string{"serve", "tag", "find"}
	for s, want := range map[string]string{"tga": "did you mean tag?", "sevre": "did you mean serve?", "explode": "", "tag": "did you mean tag?"} {
		if got := didYouMean(s, words); got != want {
			t.Errorf("%s: %q; want %q", s, got, want)
		}
	}
}
