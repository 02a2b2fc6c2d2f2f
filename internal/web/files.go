package web

import (
	"net/http"
	"net/url"

	"github.com/ai4citizens/casebook/internal/content"
)

// file gives a file that stands beside a document.
func file(v *visit) (*answer, error) {
	mediaType := content.MediaType(v.vars["name"])
	if mediaType == "" {
		return nil, notFound()
	}
	data, blob, err := v.view.Asset(v.vars["kind"] + "/" + v.vars["slug"] + "/" + v.vars["name"])
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, mediaType: mediaType, body: data, tag: blob, policy: filePolicy}, nil
}

// themeAsset gives one of the theme's files. An address with the fingerprint of
// another state of it leads to the one there is.
func themeAsset(v *visit) (*answer, error) {
	a := v.theme.assets[v.vars["name"]]
	if a == nil {
		return nil, notFound()
	}
	if v.request.URL.Path != a.address {
		u := url.URL{Path: a.address}
		moved := redirect(http.StatusFound, u.String())
		moved.cache = "no-store"
		return moved, nil
	}
	return &answer{status: http.StatusOK, mediaType: a.mediaType, body: a.data, packed: a.packed, cache: foreverCache}, nil
}
