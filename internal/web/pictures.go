package web

import (
	"encoding/hex"
	"image/color"
	"net/http"
	"regexp"
	"strings"

	"github.com/ai4citizens/casebook/internal/picture"
)

// documentPicture is the picture that others show beside a link to a document,
// in the language of the text that the link leads to.
func documentPicture(v *visit) (*answer, error) {
	d, moved, err := v.shown("card.png")
	if err != nil || moved != nil {
		return moved, err
	}
	// The words around the text are in the text's language too.
	r := v.portal.newReader(d.Version.Lang, v.view)
	return v.draw(picture.Card{Kind: r.KindName(d.Card.Kind), Title: d.Facts.Base().Title,
		Place: r.whereabouts(d.Card.City, d.Facts.Base().NUTS), Site: r.SiteName()})
}

// sitePicture is that of all other pages.
func sitePicture(v *visit) (*answer, error) {
	return v.draw(picture.Card{Title: orElse(v.Tagline(), v.SiteName()), Site: v.SiteName()})
}

// draw draws a picture, when it is its turn.
func (v *visit) draw(c picture.Card) (*answer, error) {
	give, err := v.portal.working.take(v.request.Context())
	if err != nil {
		return nil, err
	}
	defer give()
	c.Colours = v.theme.colours
	data, err := v.portal.painter.Draw(c)
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, mediaType: "image/png", body: data, policy: filePolicy}, nil
}

// whereabouts names the city and the regions of a document, a few of them.
func (r *reader) whereabouts(city string, regions []string) string {
	const most = 3
	var names []string
	if city != "" && !r.isRegion(city, regions) {
		names = append(names, city)
	}
	for _, code := range regions {
		if len(names) == most {
			names[most-1] += " …"
			break
		}
		names = append(names, r.term("nuts", code).Text)
	}
	return strings.Join(names, ", ")
}

// usualColours are those of a theme that has no tokens for them.
var usualColours = picture.Colours{
	Paper: color.RGBA{255, 255, 255, 255}, Ink: color.RGBA{0, 0, 0, 255},
	Soft: color.RGBA{64, 64, 64, 255}, Accent: color.RGBA{0, 64, 128, 255},
}

var colourToken = regexp.MustCompile(`--(paper|ink|soft|accent): #([0-9a-fA-F]{6});`)

// readColours takes the colours of pictures from the tokens of the style
// sheets: the light scheme comes first in a sheet, and a later sheet counts
// more.
func (t *theme) readColours() picture.Colours {
	c := usualColours
	into := map[string]*color.RGBA{"paper": &c.Paper, "ink": &c.Ink, "soft": &c.Soft, "accent": &c.Accent}
	for _, name := range []string{ownSheet, mainSheet} {
		sheet := t.assets[name]
		if sheet == nil {
			continue
		}
		for _, m := range colourToken.FindAllSubmatch(sheet.data, -1) {
			target := into[string(m[1])]
			raw, err := hex.DecodeString(string(m[2]))
			if target == nil || err != nil {
				continue // known already
			}
			*target = color.RGBA{raw[0], raw[1], raw[2], 255}
			delete(into, string(m[1]))
		}
	}
	return c
}
