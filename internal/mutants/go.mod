module example.com/geotag/internal/mutants

go 1.26.8
