module example.com/geotag/internal/bom

go 1.26.8

require (
	example.com/geotag v0.0.0
	github.com/CycloneDX/cyclonedx-go v0.12.0
	github.com/google/licensecheck v0.3.1
)

require (
	github.com/paulmach/orb v0.14.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)

replace example.com/geotag => ../..
