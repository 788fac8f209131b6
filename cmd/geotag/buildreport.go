package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/merge"
	"example.com/geotag/gazetteer/world"
)

// report prints what became of the rows of each source, and why rows were left out.
func (b *build) report(w io.Writer) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "rows read\tplaces\tmerged\tleft out\t  source\n")
	for _, r := range b.merger.Reports() {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t  %s\n", grouped(float64(r.Read)), grouped(float64(r.Kept)), grouped(float64(r.Merged)), grouped(float64(r.Skipped)), plain(r.Name))
	}
	t.Flush()
	for _, line := range b.coded {
		fmt.Fprintf(w, "  %s\n", plain(line))
	}
	for _, r := range b.merger.Reports() {
		b.reasons(w, r)
	}
	trusted, blocked := b.merger.Idle()
	for what, n := range map[string]int{"-trust": trusted, "-block": blocked} {
		if n > 0 {
			fmt.Fprintf(w, "  %s: no place has %s of the names\n", what, grouped(float64(n)))
		}
	}
}

// mostReasons is how many reasons of a source are printed.
const mostReasons = 10

// reasons prints why rows of a source were left out, or not taken as they stand.
func (b *build) reasons(w io.Writer, r *merge.Report) {
	for i, why := range r.Reasons {
		if i == mostReasons {
			fmt.Fprintf(w, "  %s: and %s other reasons\n", plain(r.Name), grouped(float64(len(r.Reasons)-i)))
			break
		}
		first, left := "", "left out"
		if why.Row > 0 {
			first = fmt.Sprintf(" (first: row %d)", why.Row)
		}
		if why.Partial {
			left = "kept"
		}
		fmt.Fprintf(w, "  %s: %s %s: %s%s\n", plain(r.Name), grouped(float64(why.Count)), left, plain(why.Text), first)
	}
}

// licences are what each rank of sources asks to be said.
var licences = map[merge.Rank]gazetteer.Source{
	merge.GeoNames: {Name: "GeoNames", License: "CC-BY-4.0", URL: "https://www.geonames.org/",
		Attribution: "Contains data from GeoNames, licensed under CC BY 4.0; names and places were selected, joined and reformatted."},
	merge.WhosOnFirst: {Name: "Who's On First", License: "various, see URL", URL: "https://whosonfirst.org/docs/licenses/",
		Attribution: "Contains data from Who's On First; its sources' licences apply."},
	merge.NaturalEarth: {Name: "Natural Earth", License: "public domain", URL: "https://www.naturalearthdata.com/", Attribution: "Made with Natural Earth."},
	merge.Own:          {Name: "own places", Attribution: "As the builder of this gazetteer states."},
}

// sources names the sources of the build for its metadata, those of what is built in among them.
func (b *build) sources() []gazetteer.Source {
	var all []gazetteer.Source
	seen := map[merge.Rank]bool{}
	for _, im := range b.imports {
		if len(im.files) > 0 && !seen[im.rank] {
			seen[im.rank] = true
			all = append(all, licences[im.rank])
		}
	}
	if b.base != "world" {
		return all
	}
	if ix, err := world.Index(); err == nil {
		if m, err := ix.Meta(); err == nil {
			all = append(all, m.Sources...)
		}
	}
	return all
}
