package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/geotag/gazetteer/world"
)

func TestReadHomes(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "homes.tsv")
	read := func(content string) (map[string]string, error) {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return readHomes(file, ix)
	}
	homes, err := read("news.example\t33.661,-95.555\tParis, Texas\n\nherald.example\tUS.OR\nplain.example\t2988507\n")
	if err != nil || len(homes) != 3 || homes["news.example"] != "4717560" || homes["herald.example"] != "US.OR" || homes["plain.example"] != "2988507" {
		t.Errorf("homes %v, error %v", homes, err)
	}
	for _, wrong := range []string{"news.example\n", "news.example\tParis\n", "news.example\t91,200\n", "news.example\t-60,-140\n", "news.example\tNaN,NaN\n"} {
		if homes, err := read("a.example\tUS.OR\n" + wrong); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: homes %v, error %v", wrong, homes, err)
		}
	}
	if homes, err := readHomes("../../testdata/gold/outlets.tsv", ix); err != nil || len(homes) != 47 {
		t.Errorf("%d outlets, error %v", len(homes), err)
	}
}
