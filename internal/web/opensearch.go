package web

import (
	"encoding/xml"
	"strings"

	"github.com/ai4citizens/casebook/internal/lang"
)

// openSearchDescription lets a browser add the portal to those that it searches
// in (OpenSearch 1.1).
type openSearchDescription struct {
	XMLName       xml.Name        `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName     string          `xml:"ShortName"`
	LongName      string          `xml:"LongName"`
	Description   string          `xml:"Description"`
	URLs          []openSearchURL `xml:"Url"`
	Image         *openSearchIcon `xml:"Image,omitempty"`
	Language      lang.Tag        `xml:"Language"`
	InputEncoding string          `xml:"InputEncoding"`
}

type openSearchURL struct {
	Type     string `xml:"type,attr"`
	Rel      string `xml:"rel,attr"`
	Template string `xml:"template,attr"`
}

type openSearchIcon struct {
	Width   int    `xml:"width,attr"`
	Height  int    `xml:"height,attr"`
	Type    string `xml:"type,attr"`
	Address string `xml:",chardata"`
}

// The longest names that OpenSearch allows.
const (
	maxShortName = 16
	maxLongName  = 48
)

// openSearch describes the search in one language.
func openSearch(v *visit) (*answer, error) {
	root := v.base + v.address("search")
	d := &openSearchDescription{
		ShortName: shortName(v.SiteName()), LongName: clip(v.SiteName()+" · "+v.OwnName(v.Lang), maxLongName),
		Description: v.T("search.label") + ". " + v.Tagline(), Language: v.Lang, InputEncoding: "UTF-8",
		URLs: []openSearchURL{
			{"text/html", "results", root + "?q={searchTerms}"},
			{"application/atom+xml", "results", root + "/feed.atom?q={searchTerms}"},
			{suggestionsType, "suggestions", v.base + "/api/v1/suggest?form=opensearch&lang=" + string(v.Lang) + "&q={searchTerms}"},
			{openSearchType, "self", v.base + v.address("opensearch.xml")},
		},
	}
	if icon := v.theme.assets["icon.svg"]; icon != nil {
		d.Image = &openSearchIcon{16, 16, icon.mediaType, v.base + icon.address}
	}
	return xmlAnswer(openSearchType, d)
}

// shortName takes as many of a name's words as OpenSearch allows.
func shortName(name string) string {
	short := clip(name, maxShortName)
	if at := strings.LastIndexByte(short, ' '); at > 0 && short != name && name[len(short)] != ' ' {
		short = short[:at]
	}
	return short
}

const openSearchType = "application/opensearchdescription+xml"
