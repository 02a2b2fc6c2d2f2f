package web

import (
	"encoding/json"
	"net/http"
)

// problemType is the media type of problems (RFC 9457).
const problemType = "application/problem+json"

// apiProblem is what a program is told when something is wrong.
type apiProblem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	// Detail says what would be right.
	Detail string `json:"detail"`
	// Parameter is the one that is wrong.
	Parameter string `json:"parameter,omitempty"`
	// Reference is what the log has the cause under.
	Reference string `json:"reference,omitempty"`
}

// wrongParameter is a failure of which one parameter is the cause.
func wrongParameter(name, detail string) error {
	return &failure{status: http.StatusBadRequest, parameter: name, detail: detail}
}

// problemDetails say what can be done where nothing more exact is known.
var problemDetails = map[int]string{
	http.StatusBadRequest:          "The address cannot be read.",
	http.StatusNotFound:            "There is nothing at this address. /api/v1/openapi.json lists those that there are.",
	http.StatusMethodNotAllowed:    "This address takes GET and HEAD only.",
	http.StatusRequestURITooLong:   "The address is too long. A query of more than 500 characters is cut in any case.",
	http.StatusInternalServerError: "The portal made a mistake. Those who run it find its cause in the log, under the reference.",
	http.StatusServiceUnavailable:  "The portal is busy, or has published nothing yet. Try again after as many seconds as the header Retry-After says.",
}

// problemAnswer is the one writer of problems.
func problemAnswer(f *failure, reference string) *answer {
	body, err := json.Marshal(apiProblem{
		Title: http.StatusText(f.status), Status: f.status, Detail: orElse(f.detail, problemDetails[f.status]),
		Parameter: f.parameter, Reference: reference,
	})
	if err != nil {
		return plainAnswer(f.status, http.StatusText(f.status)) // strings and numbers never fail
	}
	return &answer{status: f.status, mediaType: problemType, body: append(body, '\n'), cache: "no-store", more: map[string]string{}}
}
