package measure

// geography is how a language states distances and directions.
type geography struct {
}

func (g *geography) begin()                  {}
func (g *geography) enter(kind, list string) {}
func (g *geography) finish()                 {}
