package geo

import "math"

// The parameters of EPSG:3035, ETRS89-extended / LAEA Europe, the projection in
// which the European Union draws its statistics.
const (
	semiMajor     = 6378137.0          // of the ellipsoid GRS 1980, in metres
	flattening    = 1 / 298.257222101  // of the same
	originLat     = 52 * math.Pi / 180 // latitude of natural origin
	originLon     = 10 * math.Pi / 180 // longitude of natural origin
	falseEasting  = 4321000.0          // in metres
	falseNorthing = 3210000.0          // in metres
	eccentricity2 = flattening * (2 - flattening)
)

// Metres returns the easting and northing of a place in EPSG:3035. The formula
// is that of the Lambert azimuthal equal-area projection of an ellipsoid, method
// 9820 in IOGP Publication 373-7-2 (Geomatics Guidance Note 7, part 2), oblique
// aspect; its names are kept.
func Metres(lon, lat float64) (easting, northing float64) {
	lon, lat = lon*math.Pi/180, lat*math.Pi/180
	qP, qO := authalic(math.Pi/2), authalic(originLat)
	rq := semiMajor * math.Sqrt(qP/2)
	beta, betaO := math.Asin(authalic(lat)/qP), math.Asin(qO/qP)
	sinO := math.Sin(originLat)
	d := semiMajor * math.Cos(originLat) / math.Sqrt(1-eccentricity2*sinO*sinO) / (rq * math.Cos(betaO))
	b := rq * math.Sqrt(2/(1+math.Sin(betaO)*math.Sin(beta)+math.Cos(betaO)*math.Cos(beta)*math.Cos(lon-originLon)))
	easting = falseEasting + b*d*math.Cos(beta)*math.Sin(lon-originLon)
	northing = falseNorthing + b/d*(math.Cos(betaO)*math.Sin(beta)-math.Sin(betaO)*math.Cos(beta)*math.Cos(lon-originLon))
	return easting, northing
}

// authalic is q of the guidance note: in proportion to the area between the
// equator and a latitude.
func authalic(lat float64) float64 {
	e, s := math.Sqrt(eccentricity2), math.Sin(lat)
	return (1 - eccentricity2) * (s/(1-eccentricity2*s*s) - math.Log((1-e*s)/(1+e*s))/(2*e))
}

// The piece of Europe that the map shows, from Ireland to the Black Sea and
// from Sicily to Lapland, and its size in units of the drawing.
const (
	west, east   = 2_620_000.0, 6_000_000.0
	south, north = 1_420_000.0, 5_420_000.0

	// Width and Height are those of the drawing. A unit is about as large as a
	// pixel of a small phone, so that sizes can be chosen for one.
	Width  = 320
	Height = Width * (north - south) / (east - west)
)

// Point is a place in the drawing: X to the right, Y downwards.
type Point struct{ X, Y float64 }

// Place returns where a longitude and latitude lie in the drawing.
func Place(lon, lat float64) Point {
	easting, northing := Metres(lon, lat)
	const scale = Width / (east - west)
	return Point{(easting - west) * scale, (north - northing) * scale}
}
