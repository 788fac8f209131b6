package gazetteer

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// The grid has cells of a quarter of a degree, in rows from the south pole on, from west to east. A row is cut into strips.
const (
	gridRows, gridCols = 720, 1440
	stripCols          = 60
	numStrips          = gridRows * gridCols / stripCols

	cellUnits = perDegree / 4
)

// A cell is a column of a row where some lines pass, by number.
type cell struct {
	col    int
	pieces []int
}

// A turn is the column of a row of corners from which on everything lies east of an edge of the piece.
type turn struct{ col, piece int }

// buildGrid returns the grid section: for each cell the shapes that its south-western corner lies in, and the lines in it.
func buildGrid(pieces []piece, sets *setTable) []byte {
	cells, turns := make([][]cell, gridRows), make([][]turn, gridRows)
	for i, p := range pieces {
		for j := range p.vertices[1:] {
			a, b := p.vertices[j], p.vertices[j+1]
			visitCells(a, b, func(row, col int) { cells[row] = append(cells[row], cell{col, []int{i}}) })
			visitCorners(a, b, func(row, col int) { turns[row] = append(turns[row], turn{col, i}) })
		}
	}
	starts, strips := make([]byte, 0, 4*(numStrips+1)), []byte(nil)
	for row := range gridRows {
		r := gridRow{pieces: pieces, sets: sets, cells: mergeCells(cells[row]), turns: turns[row]}
		slices.SortFunc(r.turns, func(a, b turn) int { return cmp.Compare(a.col, b.col) })
		for col := 0; col < gridCols; col += stripCols {
			starts = le.AppendUint32(starts, uint32(len(strips)))
			strips = r.appendStrip(strips, col)
		}
	}
	return append(le.AppendUint32(starts, uint32(len(strips))), strips...)
}

// mergeCells makes one of all that are the same, and sorts them and their pieces.
func mergeCells(cells []cell) []cell {
	slices.SortStableFunc(cells, func(a, b cell) int { return cmp.Compare(a.col, b.col) })
	var merged []cell
	for _, c := range cells {
		n := len(merged)
		if n == 0 || merged[n-1].col != c.col {
			merged = append(merged, c)
		} else if last := &merged[n-1]; last.pieces[len(last.pieces)-1] != c.pieces[0] {
			last.pieces = append(last.pieces, c.pieces[0])
		}
	}
	return merged
}

// A gridRow is a row as it is written from west to east.
type gridRow struct {
	pieces []piece
	sets   *setTable
	cells  []cell // that are left
	turns  []turn // that are left
	in     []uint32
	set    uint32 // in the table
}

// appendStrip appends the strip that starts with the column: uniform cells as runs, mixed ones each with its lines.
func (r *gridRow) appendStrip(dst []byte, start int) []byte {
	run, set := 0, uint32(0)
	flush := func() {
		if run > 0 {
			dst = binary.AppendUvarint(dst, uint64(run)<<1)
			dst = binary.AppendUvarint(dst, uint64(set))
		}
		run = 0
	}
	for col := start; col < start+stripCols; col++ {
		r.turn(col)
		mixed := len(r.cells) > 0 && r.cells[0].col == col
		if mixed || r.set != set {
			flush()
		}
		if mixed {
			body := r.mixed()
			dst = binary.AppendUvarint(dst, uint64(len(body))<<1|1)
			dst = append(dst, body...)
			continue
		}
		run, set = run+1, r.set
	}
	flush()
	return dst
}

// turn moves on to the column.
func (r *gridRow) turn(col int) {
	if len(r.turns) == 0 || r.turns[0].col != col {
		return
	}
	for ; len(r.turns) > 0 && r.turns[0].col == col; r.turns = r.turns[1:] {
		for _, shape := range r.pieces[r.turns[0].piece].owners {
			r.in = toggle(r.in, shape)
		}
	}
	r.set = r.sets.add(r.in)
}

// mixed takes the next cell and returns its code without the length: the set of the corner, and the offsets of the lines.
func (r *gridRow) mixed() []byte {
	body := binary.AppendUvarint(nil, uint64(r.set))
	last := uint32(0)
	for _, i := range r.cells[0].pieces {
		body = binary.AppendUvarint(body, uint64(r.pieces[i].offset-last))
		last = r.pieces[i].offset
	}
	r.cells = r.cells[1:]
	return body
}

// visitCells calls visit for each cell that the edge passes through.
func visitCells(a, b vertex, visit func(row, col int)) {
	west, east := gridIndex(min(a[0], b[0]), 180), gridIndex(max(a[0], b[0]), 180)
	south, north := gridIndex(min(a[1], b[1]), 90), gridIndex(max(a[1], b[1]), 90)
	ea, eb := a.e7(), b.e7()
	for row := south; row <= min(north, gridRows-1); row++ {
		for col := west; col <= min(east, gridCols-1); col++ {
			sw, ne := corner(row, col), corner(row+1, col+1)
			side := left(ea, eb, sw)
			if (south == north || west == east) || left(ea, eb, ne) != side ||
				left(ea, eb, point7{sw.x, ne.y}) != side || left(ea, eb, point7{ne.x, sw.y}) != side {
				visit(row, col)
			}
		}
	}
}

// visitCorners calls visit for each row whose line of corners the edge crosses, with the first column whose corner lies east of it.
func visitCorners(a, b vertex, visit func(row, col int)) {
	if a[1] > b[1] {
		a, b = b, a
	}
	ea, eb := a.e7(), b.e7()
	for row := gridIndex(a[1], 90); row < gridRows; row++ {
		y := corner(row, 0).y
		if y >= eb.y {
			return
		}
		if y < ea.y {
			continue
		}
		col := gridIndex(min(a[0], b[0]), 180)
		for col < gridCols && left(ea, eb, corner(row, col)) {
			col++
		}
		if col < gridCols {
			visit(row, col)
		}
	}
}

// gridIndex returns the row or column of a coordinate, whose range is from -limit to limit degrees.
func gridIndex(v int32, limit int32) int { return int(v+limit*perDegree) / cellUnits }
