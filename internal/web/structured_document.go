package web

import (
	"strings"
	"time"

	"github.com/ai4citizens/casebook/internal/citation"
	"github.com/ai4citizens/casebook/internal/content"
	"github.com/ai4citizens/casebook/internal/library"
)

// describe tells programs what the document is. Examples made up for training
// are not described: they would be taken for facts.
func (b *builder) describe(w citation.Work) {
	if b.doc.Facts.Base().Example {
		return
	}
	t := b.workThing(w)
	switch f := b.doc.Facts.(type) {
	case *content.Practice:
		t.put("temporalCoverage", interval(f.Timescale))
	case *content.Brief:
		t.put("datePublished", f.Date.String())
		t.put("isBasedOn", b.works(f.Practices))
	case *content.Improvement:
		t.put("isBasedOn", b.works(f.InspiredBy))
	case *content.LearningResource:
		b.lesson(t, f)
	case *content.LegalNote:
		law := thing{"@type": "Legislation", "name": f.Act}
		law.put("legislationIdentifier", f.CELEX)
		about, _ := t["about"].([]thing)
		t["about"] = append([]thing{law}, about...)
	case *content.Event:
		t["mainEntity"] = b.eventThing(f)
	case *content.Organisation:
		t["mainEntity"] = b.organisationThing(f)
	case *content.Project:
		t["mainEntity"] = b.ownProject(f)
	}
	b.page.things = []thing{t}
}

// workThing describes the text: what all kinds have.
func (b *builder) workThing(w citation.Work) thing {
	base := b.doc.Facts.Base()
	t := b.page.about()
	t["@type"] = orElse(schemaOf[b.doc.Card.Kind], "WebPage")
	t["inLanguage"] = string(b.doc.Version.Lang)
	if t["@type"] == "Article" || t["@type"] == "Report" {
		t["headline"] = base.Title
	}
	t["license"] = licence
	if base.Licence != "" {
		t["license"] = thing{"@type": "CreativeWork", "name": base.Licence}
		if strings.HasPrefix(base.Licence, "https://") {
			t["license"] = base.Licence
		}
	}
	if !w.Date.IsZero() {
		t["dateModified"] = w.Date.UTC().Format(time.DateOnly)
	}
	t.put("version", w.Version)
	t.put("author", base.Authors)
	t.put("publisher", b.linked("Organization", base.Organisation))
	t.put("keywords", base.Keywords)
	t.put("about", b.subjectThings())
	t.put("spatialCoverage", b.regionThings(base))
	t.put("citation", sourceThings(base.Sources))
	b.translations(t)
	return t
}

// translations tells which page translates which.
func (b *builder) translations(t thing) {
	card := b.doc.Card
	address := func(tag string) string { return b.base + "/" + tag + "/" + card.ID }
	if b.doc.State != library.Original {
		t["translationOfWork"] = thing{"@id": address(string(card.Original)), "inLanguage": string(card.Original)}
		return
	}
	var list []thing
	for _, tag := range card.Languages() {
		if tag != card.Original {
			list = append(list, thing{"@id": address(string(tag)), "inLanguage": string(tag)})
		}
	}
	t.put("workTranslation", list)
}

// subjectThings are the controlled terms that say what a document is about.
func (b *builder) subjectThings() []thing {
	var list []thing
	for _, scheme := range []string{"governance-element", "topic", "tsi-measure", "interreg-theme"} {
		for _, id := range b.doc.Card.Terms[scheme] {
			list = append(list, thing{"@type": "DefinedTerm", "name": b.term(scheme, id).Text, "termCode": id, "inDefinedTermSet": b.title(scheme)})
		}
	}
	return list
}

// regionThings are the regions that a document names.
func (b *builder) regionThings(base *content.Common) []thing {
	var list []thing
	for _, code := range base.NUTS {
		list = append(list, thing{"@type": "Place", "name": b.term("nuts", code).Text,
			"identifier": thing{"@type": "PropertyValue", "propertyID": strings.TrimSpace("NUTS " + base.NUTSVersion), "value": code}})
	}
	return list
}

func sourceThings(sources []content.Source) []thing {
	var list []thing
	for _, s := range sources {
		t := thing{"@type": "CreativeWork", "name": s.Title}
		t.put("url", s.URL)
		t.put("datePublished", s.Date.String())
		if s.Publisher != "" {
			t["publisher"] = thing{"@type": "Organization", "name": s.Publisher}
		}
		list = append(list, t)
	}
	return list
}

// interval is a span of time in ISO 8601; ".." is an end that is still open.
func interval(t content.Timescale) string {
	switch {
	case t.Start.IsZero():
		return ""
	case !t.End.IsZero():
		return t.Start.String() + "/" + t.End.String()
	case t.Ongoing:
		return t.Start.String() + "/.."
	}
	return t.Start.String()
}

// lesson adds what LRMI tells of learning resources.
func (b *builder) lesson(t thing, f *content.LearningResource) {
	label := func(scheme, id string) string {
		if id == "" {
			return ""
		}
		return b.term(scheme, id).Text
	}
	t.put("learningResourceType", label("learning-resource-type", f.Type))
	t.put("educationalLevel", label("level", f.Level))
	if n := int(f.Minutes.Float()); n > 0 {
		t["timeRequired"] = "PT" + itoa(n) + "M"
	}
	var teaches []string
	for _, x := range f.Teaches {
		teaches = append(teaches, x.Text)
	}
	t.put("teaches", teaches)
	var audience []thing
	for _, id := range f.Audience {
		audience = append(audience, thing{"@type": "EducationalAudience", "educationalRole": label("audience", id)})
	}
	t.put("audience", audience)
	t.put("accessibilityFeature", f.Accessibility)
	t.put("isBasedOn", b.works(f.BasedOn))
}

// placeThing is a city with its country; nil where neither is known.
func placeThing(p content.Place) thing {
	address := thing{}
	address.put("addressLocality", p.City)
	address.put("addressCountry", p.Country)
	if len(address) == 0 {
		return nil
	}
	address["@type"] = "PostalAddress"
	t := thing{"@type": "Place", "address": address}
	t.put("name", p.City)
	return t
}

func (b *builder) entity(kind, name string) thing {
	t := thing{"@type": kind, "name": name, "@id": b.page.Canonical + "#it"}
	t.put("description", b.doc.Facts.Base().Summary)
	return t
}

func (b *builder) eventThing(f *content.Event) thing {
	t := b.entity("Event", f.Title)
	t.put("startDate", f.Start.String())
	t.put("endDate", f.End.String())
	t.put("location", placeThing(f.Place))
	t.put("organizer", b.linked("Organization", f.Host))
	t.put("url", b.page.Canonical)
	return t
}

func (b *builder) organisationThing(f *content.Organisation) thing {
	t := b.entity("Organization", f.Title)
	if f.ShortName != f.Title {
		t.put("alternateName", f.ShortName)
	}
	t.put("url", f.URL)
	t.put("location", placeThing(f.Place))
	if b.doc.Card.Partner > 0 {
		t.put("memberOf", b.projectThing())
	}
	return t
}

func (b *builder) ownProject(f *content.Project) thing {
	t := b.entity("Project", f.Title)
	t.put("alternateName", f.Acronym)
	t.put("identifier", f.Code)
	t.put("url", f.URL)
	if f.Programme != "" {
		t["funder"] = thing{"@type": "Organization", "name": f.Programme}
	}
	t.put("member", b.allLinked("Organization", f.Partners))
	return t
}
