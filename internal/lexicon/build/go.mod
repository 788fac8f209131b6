module example.com/geotag/internal/lexicon/build

go 1.26.8

require example.com/geotag v0.0.0

replace example.com/geotag => ../../..
