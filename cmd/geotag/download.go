package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

const downloadManual = `
Downloads GeoNames' public dumps into a directory, by their names: allCountries.zip, a country's such as NL.zip,
cities500.zip, alternateNamesV2.zip, admin1CodesASCII.txt, admin2Codes.txt, countryInfo.txt, hierarchy.zip,
shapes_all_low.zip. A download that breaks off goes on where it stopped when it is asked for again; a file is there
under its name only when it is whole. One that is there already, of the server's size and date, is not fetched again.`

// dumps is where GeoNames publishes its tables.
const dumps = "https://download.geonames.org/export/dump/"

// dumpName is what names of dumps look like.
var dumpName = regexp.MustCompile(`^[A-Za-z0-9_]+\.(zip|txt)$`)

func gazetteerDownload(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag gazetteer download [FLAGS] NAME ...", downloadManual, `
Examples:
  geotag gazetteer download -to dumps NL.zip admin1CodesASCII.txt admin2Codes.txt countryInfo.txt
  geotag gazetteer download -to dumps allCountries.zip alternateNamesV2.zip   # about 600 MB`)
	dir := fs.String("to", ".", "put the files into `DIR`")
	from := fs.String("from", dumps, "fetch them from below `URL`")
	names, err := fs.parse(args, 1, 300)
	if err != nil {
		return err
	}
	for _, name := range names {
		if !dumpName.MatchString(name) {
			return fs.misuse("%q is no name of a dump, such as NL.zip", name)
		}
	}
	if err := os.MkdirAll(*dir, 0o755); err != nil {
		return err
	}
	for _, name := range names {
		address, err := url.JoinPath(*from, name)
		if err != nil {
			return fs.misuse("-from: %v", err)
		}
		d := download{url: address, file: filepath.Join(*dir, name), e: e}
		size, err := d.run(ctx)
		if err != nil {
			return hinted(fmt.Errorf("%s: %w", name, err), "ask again, and it goes on where it stopped")
		}
		fmt.Fprintf(e.stdout, "%s\t%.1f MB\n", d.file, float64(size)/1e6)
	}
	return nil
}

// A download fetches one file by way of a part beside it, and a note of which version the part is of.
type download struct {
	url, file string
	e         env
}

func (d *download) part() string { return d.file + ".part" }
func (d *download) note() string { return d.file + ".part.version" }

// stallAfter is how long a server may say nothing before a download counts as broken off.
const stallAfter = time.Minute

// run fetches the file, or the rest of it, and returns its size.
func (d *download) run(ctx context.Context) (int64, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stalled := time.AfterFunc(stallAfter, cancel)
	defer stalled.Stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.url, nil)
	if err != nil {
		return 0, err
	}
	version, _ := os.ReadFile(d.note())
	if info, err := os.Stat(d.part()); err == nil && len(version) > 0 && info.Size() > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", info.Size()))
		req.Header.Set("If-Range", string(version))
	}
	if info, err := os.Stat(d.file); err == nil {
		req.Header.Set("If-Modified-Since", info.ModTime().UTC().Format(http.TimeFormat))
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNotModified {
		info, err := os.Stat(d.file)
		return info.Size(), err
	}
	had, err := d.begin(resp)
	if err != nil {
		return 0, err
	}
	return d.write(resp, had, stalled)
}

// begin looks at an answer's head: how many bytes of the part it goes on after. It notes which version the part will be of.
func (d *download) begin(resp *http.Response) (had int64, err error) {
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusPartialContent:
		if _, err := fmt.Sscanf(resp.Header.Get("Content-Range"), "bytes %d-", &had); err != nil {
			return 0, fmt.Errorf("the server sent a part and not which: %q", resp.Header.Get("Content-Range"))
		}
	case http.StatusNotFound:
		return 0, errors.New("the server has no such file")
	case http.StatusRequestedRangeNotSatisfiable: // the part is longer than the file is now
		return 0, errors.Join(errors.New("the file on the server has changed: ask again"), os.Remove(d.part()), os.Remove(d.note()))
	default:
		return 0, fmt.Errorf("the server answered %s", resp.Status)
	}
	if had == 0 {
		// Weak tags are no good for ranges (RFC 9110, section 13.1.5).
		tag := resp.Header.Get("ETag")
		if strings.HasPrefix(tag, "W/") {
			tag = ""
		}
		return 0, os.WriteFile(d.note(), []byte(cmp.Or(tag, resp.Header.Get("Last-Modified"))), 0o644)
	}
	return had, nil
}

// write appends the body to the part, and makes the part the file when it is whole.
func (d *download) write(resp *http.Response, had int64, stalled *time.Timer) (int64, error) {
	f, err := os.OpenFile(d.part(), os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	if err := errors.Join(f.Truncate(had), seek(f, had)); err != nil {
		return 0, err
	}
	total := int64(-1)
	if resp.ContentLength >= 0 {
		total = had + resp.ContentLength
	}
	p := newProgress(d.e.stderr, filepath.Base(d.file), total)
	p.unit, p.perUnit = "MB", 1e6
	defer p.done()
	n := had
	body := readerFunc(func(b []byte) (int, error) {
		k, err := resp.Body.Read(b)
		stalled.Reset(stallAfter)
		n += int64(k)
		p.at(n)
		return k, err
	})
	if _, err := io.Copy(f, body); err != nil {
		return 0, fmt.Errorf("after %d bytes: %w", n, err)
	}
	if total >= 0 && n != total {
		return 0, fmt.Errorf("%d bytes came of %d", n, total)
	}
	if err := errors.Join(f.Sync(), f.Close(), os.Rename(d.part(), d.file), os.Remove(d.note())); err != nil {
		return 0, err
	}
	if t, err := http.ParseTime(resp.Header.Get("Last-Modified")); err == nil {
		return n, os.Chtimes(d.file, t, t)
	}
	return n, nil
}

func seek(f *os.File, to int64) error {
	_, err := f.Seek(to, io.SeekStart)
	return err
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }
