package gazetteer

import (
	"slices"

	"github.com/paulmach/orb"
)

// Boundaries are drawn for maps and simplified. Of points from 300 m to 10 km from a border of Natural Earth at 1:10 million, those in the embedded
// gazetteer put 98 of 100 in the same country, and of nearer ones four of five; the lines of that source themselves stray as much. So a point
// so near to a border is not decided by it alone. The figures were chosen by that comparison, and by points around sixty towns on borders.
const (
	// borderError is how near in meters a border leaves a point to what else there is to tell.
	borderError = 300
	// borderVote is how near in meters the nearest settlement has to be to tell on which side of a border a point is.
	borderVote = 5e3
	// borderShare is the share of the settlements' weight from which they do.
	borderShare = 0.7
	// overruledM is how near in meters the nearest settlement has to be, and overruling how many of the other country there have to be within
	// overrulingM, with overrulingShare of the weight, to go before a boundary that contains the point.
	overruledM      = 3e3
	overruling      = 4
	overrulingM     = 10e3
	overrulingShare = 0.95
)

// atBorder decides between the country whose boundary contains a point and another whose boundary is nearer than borderError, by the settlements
// near the point. Where they do not tell either, both countries and the divisions of the first that contain it are Undecided.
func (ix *Index) atBorder(l *Location, pt orb.Point) {
	i := slices.IndexFunc(l.Areas, func(a Area) bool { return a.Place.Type() == Country })
	if i < 0 || l.Areas[i].How != ByBoundary {
		return
	}
	here := l.Areas[i].Place
	if len(l.Settlements) > 0 && (l.Settlements[0].DistanceM <= atSettlement || l.Settlements[0].DistanceM <= borderVote && !slices.ContainsFunc(l.Settlements, func(n Near) bool { return !n.Place.in(here) })) {
		return // Locate goes by the settlement at the point, and by what all settlements agree with
	}
	for _, near := range ix.nearBoundaries(pt, borderError) {
		if near.Place.Type() != Country || near.Place == here || near.Place.in(here) || here.in(near.Place) {
			continue
		}
		switch share, told := l.vote(here, near.Place); {
		case share >= overrulingShare && l.overruled(near.Place):
			l.Areas = slices.DeleteFunc(l.Areas, func(a Area) bool { return a.Place == here || a.Place.in(here) && a.Place.Type() <= Admin2 })
			l.Areas = slices.Insert(l.Areas, i, Area{near.Place, BySettlement, l.Settlements[0].DistanceM})
		case !told || share > 1-borderShare:
			for k := range l.Areas {
				if a := &l.Areas[k]; a.Place == here || a.Place.in(here) && a.Place.Type() <= Admin2 {
					a.How = Undecided
				}
			}
			l.Areas = slices.Insert(l.Areas, i+1, Area{near.Place, Undecided, near.DistanceM})
		}
		return
	}
}

// vote returns the share of the second of two countries in the settlements near the point, the nearer the weightier, and whether they tell.
func (l *Location) vote(here, there Place) (share float64, told bool) {
	const least = 0.25 // km²: one within half a kilometer is as good as at the point
	var forHere, forThere float64
	for _, s := range l.Settlements {
		weight := 1 / (s.DistanceM*s.DistanceM/1e6 + least)
		switch {
		case s.Place.in(here):
			forHere += weight
		case s.Place.in(there):
			forThere += weight
		default:
			continue
		}
		told = told || s.DistanceM <= borderVote
	}
	return forThere / max(forHere+forThere, 1e-12), told
}

// overruled reports whether enough of the settlements near the point are in a country.
func (l *Location) overruled(there Place) bool {
	n := 0
	for _, s := range l.Settlements {
		if s.DistanceM <= overrulingM && s.Place.in(there) {
			n++
		}
	}
	return n >= overruling && l.Settlements[0].DistanceM <= overruledM
}
