package web

import (
	"encoding/json"
	"fmt"
	"html/template"
	"slices"

	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/lang"
)

// thing is an object in schema.org's words. Values that are not known are left
// out, never guessed.
type thing map[string]any

// put adds a value, unless it is empty.
func (t thing) put(name string, value any) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case []string:
		if len(v) == 0 {
			return
		}
	case []thing:
		if len(v) == 0 {
			return
		}
	case thing:
		if len(v) == 0 {
			return
		}
	}
	t[name] = value
}

// Structured tells programs what the page is about: JSON-LD in the words of
// schema.org, safe within a script element. It is called by the layout.
func (p *page) Structured() (template.JS, error) {
	if p.Canonical == "" {
		return "", nil // an error page
	}
	graph := p.things
	if len(graph) == 0 {
		graph = []thing{p.about()}
	}
	if t := p.breadcrumb(); t != nil {
		graph = append(slices.Clip(graph), t)
	}
	// The encoder writes <, > and & as \u003c and so on, also within texts.
	data, err := json.Marshal(thing{"@context": "https://schema.org", "@graph": graph})
	if err != nil {
		return "", fmt.Errorf("structured data: %w", err)
	}
	return template.JS(data), nil
}

// about describes the page as a page.
func (p *page) about() thing {
	t := thing{"@type": orElse(p.schema, "WebPage"), "@id": p.Canonical, "url": p.Canonical,
		"name": orElse(p.Title, p.SiteName()), "inLanguage": string(p.Lang), "isPartOf": p.site()}
	t.put("description", p.Description)
	return t
}

// site is the portal, named by its first address.
func (p *page) site() thing {
	return thing{"@type": "WebSite", "@id": p.base + "/", "url": p.base + "/" + string(p.Lang) + "/", "name": p.SiteName()}
}

// breadcrumb is the way to the page, itself included; nil for the first page.
func (p *page) breadcrumb() thing {
	if len(p.Crumb) == 0 {
		return nil
	}
	var steps []thing
	add := func(name, address string) {
		steps = append(steps, thing{"@type": "ListItem", "position": len(steps) + 1, "name": name, "item": address})
	}
	for _, c := range p.Crumb {
		add(c.Text, p.base+c.Href)
	}
	add(p.Title, p.Canonical)
	return thing{"@type": "BreadcrumbList", "itemListElement": steps}
}

// licence is that of all texts that do not say otherwise.
const licence = "https://creativecommons.org/licenses/by/4.0/"

// siteThings describe the portal and all that it holds, on its first page.
func (h *homePage) siteThings(v *visit) []thing {
	site := h.site()
	site.put("description", v.Tagline())
	site["inLanguage"] = v.view.Site().Languages
	site["potentialAction"] = thing{"@type": "SearchAction",
		"target":      thing{"@type": "EntryPoint", "urlTemplate": v.base + v.address("search") + "?q={q}"},
		"query-input": "required name=q"}
	data := thing{"@type": "Dataset", "@id": v.base + "/#knowledge", "name": v.SiteName(), "url": h.Canonical,
		"license": licence, "inLanguage": v.view.Site().Languages, "isAccessibleForFree": true,
		"dateModified": v.view.Info.Published.UTC().Format("2006-01-02")}
	data.put("description", orElse(h.Description, v.Tagline()))
	data.put("version", h.Commit)
	data.put("creator", v.projectThing())
	if address := v.view.Site().Repository; address != "" {
		data["distribution"] = thing{"@type": "DataDownload", "contentUrl": address}
	}
	return []thing{site, data}
}

// projectThing is the project behind the portal.
func (v *visit) projectThing() thing {
	id := v.view.Site().Project
	if v.view.Card(id) == nil {
		return nil
	}
	return v.linked("Project", id)
}

// linked is a document of the portal by its name and address alone, as a thing of
// a type.
func (v *visit) linked(kind, id string) thing {
	card := v.view.Card(id)
	if card == nil {
		return nil
	}
	text, t := card.Text(v.Lang)
	return thing{"@type": kind, "name": text.Title, "url": v.base + "/" + string(t) + "/" + id}
}

func (v *visit) allLinked(kind string, ids []string) []thing {
	var list []thing
	for _, id := range ids {
		if t := v.linked(kind, id); t != nil {
			list = append(list, t)
		}
	}
	return list
}

// works names documents by what they are.
func (v *visit) works(ids []string) []thing {
	var list []thing
	for _, id := range ids {
		if card := v.view.Card(id); card != nil {
			list = append(list, v.linked(orElse(schemaOf[card.Kind], "WebPage"), id))
		}
	}
	return list
}

// schemaOf is the type of a document's text; one of a kind that is not here is
// a page about something that has a type of its own.
var schemaOf = map[content.Kind]string{
	content.Practices: "Article", content.Legal: "Article", content.Instruments: "Article", content.Plans: "Article",
	content.Briefs: "Report", content.Reviews: "Report", content.Improvements: "Report",
	content.Learning: "LearningResource",
}

// locales are the names that Open Graph wants for languages.
var locales = map[lang.Tag]string{
	lang.EN: "en_GB", lang.FI: "fi_FI", lang.RO: "ro_RO", lang.NL: "nl_NL", lang.IT: "it_IT", lang.LV: "lv_LV",
}

// Locale is the language of the page, or of the text that it shows.
func (p *page) Locale() string {
	if p.shown != "" {
		return locales[p.shown]
	}
	return locales[p.Lang]
}
