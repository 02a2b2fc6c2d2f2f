package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/ai4citizens/casebook/internal/library"
	"github.com/ai4citizens/casebook/internal/publish"
	"github.com/ai4citizens/casebook/internal/search"
)

// failure is an error that says with which status it is answered. The reader
// is told what can be done, never what happened inside.
type failure struct {
	status int
	// allow lists the methods that the address takes, for status 405.
	allow string
	// detail says to a program what would be right, in English; parameter is the
	// one that is wrong.
	detail, parameter string
	// cause is for the log.
	cause error
}

func (f *failure) Error() string {
	if f.cause != nil {
		return http.StatusText(f.status) + ": " + f.cause.Error()
	}
	return http.StatusText(f.status)
}

func (f *failure) Unwrap() error { return f.cause }

// notFound says that there is nothing at an address.
func notFound() error { return &failure{status: http.StatusNotFound} }

// failureOf gives any error its status.
func failureOf(err error) *failure {
	var f *failure
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, library.ErrNotFound):
		return &failure{status: http.StatusNotFound}
	case errors.Is(err, publish.ErrNoEdition), errors.Is(err, search.ErrBusy),
		errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return &failure{status: http.StatusServiceUnavailable}
	}
	return &failure{status: http.StatusInternalServerError, cause: err}
}

// errorPage is the page of an error.
type errorPage struct {
	page
	Status int
	// Reference is what the log has the cause under, "" where there is none.
	Reference string
	// Suggest tells whether searching and browsing may help.
	Suggest bool
}

// explained tells whether a status has words of its own.
func explained(status int) bool {
	switch status {
	case http.StatusBadRequest, http.StatusNotFound, http.StatusMethodNotAllowed,
		http.StatusRequestURITooLong, http.StatusInternalServerError, http.StatusServiceUnavailable:
		return true
	}
	return false
}

// answerFailure answers a failure: people with a page, programs with a problem.
func (p *portal) answerFailure(v *visit, err error) *answer {
	f := failureOf(err)
	if errors.Is(err, library.ErrDamaged) || errors.Is(err, search.ErrDamaged) {
		p.config.Publisher.Damaged()
	}
	if !explained(f.status) {
		f = &failure{status: http.StatusInternalServerError, cause: f}
	}
	reference := ""
	if f.status == http.StatusInternalServerError {
		reference = newReference()
		p.config.Log.Error("a request failed", slog.String("reference", reference),
			slog.String("path", v.request.URL.Path), slog.Any("error", err))
	}
	var a *answer
	if isAPI(v.request.URL.Path) {
		a = problemAnswer(f, reference)
	} else {
		a = p.errorPage(v, f, reference)
	}
	switch f.status {
	case http.StatusMethodNotAllowed:
		a.more["Allow"] = f.allow
	case http.StatusServiceUnavailable:
		a.more["Retry-After"] = "5"
	}
	return a
}

// errorPage is the one writer of error pages.
func (p *portal) errorPage(v *visit, f *failure, reference string) *answer {
	id := "error." + strconv.Itoa(f.status)
	e := &errorPage{page: v.newPage(v.T(id + ".title")), Status: f.status}
	e.Description = v.T(id + ".text")
	e.NoIndex, e.Canonical, e.Alternates = true, "", nil
	e.Suggest = v.view != nil && f.status < 500
	e.Reference = reference
	a := &answer{status: f.status, mediaType: htmlType, cache: "no-store", more: map[string]string{"Vary": "Accept-Language"}}
	var err error
	if a.body, err = v.theme.render("error", e); err != nil {
		p.config.Log.Error("the error page failed", slog.Any("error", err))
		a.mediaType, a.body = plainType, []byte(strconv.Itoa(f.status)+" · "+e.Title+"\n")
	}
	return a
}

// newReference makes a word that joins what a reader sees with the log.
func newReference() string {
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
