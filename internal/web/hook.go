package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strings"
)

// maxHook is how long the message of a forge may be.
const maxHook = 1 << 20

// hook is called by a forge when something was pushed. GitHub, Forgejo and
// Gitea sign the message with the secret; GitLab sends the secret itself.
func hook(v *visit) (*answer, error) {
	secret := v.portal.config.HookSecret
	if secret == "" {
		return nil, notFound()
	}
	body, err := io.ReadAll(http.MaxBytesReader(nil, v.request.Body, maxHook))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return plainAnswer(http.StatusRequestEntityTooLarge, "the message is too long"), nil
	}
	if err != nil {
		return plainAnswer(http.StatusBadRequest, "the message could not be read"), nil
	}
	h := v.request.Header
	signature, token := h.Get("X-Hub-Signature-256"), h.Get("X-Gitlab-Token")
	switch {
	case signature == "" && token == "":
		return plainAnswer(http.StatusUnauthorized, "the message is not signed"), nil
	case signature != "" && !signed(signature, secret, body),
		signature == "" && subtle.ConstantTimeCompare([]byte(token), []byte(secret)) != 1:
		return plainAnswer(http.StatusForbidden, "the signature does not fit"), nil
	}
	if v.portal.config.Hook != nil {
		v.portal.config.Hook()
	}
	return plainAnswer(http.StatusAccepted, "the content will be looked at"), nil
}

// signed verifies "sha256=" with the message's HMAC in hexadecimal.
func signed(signature, secret string, body []byte) bool {
	given, err := hex.DecodeString(strings.TrimPrefix(signature, "sha256="))
	if err != nil || !strings.HasPrefix(signature, "sha256=") {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return hmac.Equal(given, mac.Sum(nil))
}

// alive says that the process lives.
func alive(*visit) (*answer, error) { return plainAnswer(http.StatusOK, "ok"), nil }

// ready says that there is an edition to be read; without one begin has
// already failed.
func ready(*visit) (*answer, error) { return plainAnswer(http.StatusOK, "ready"), nil }
