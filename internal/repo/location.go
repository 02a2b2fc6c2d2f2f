package repo

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// location is where a Git repository is: a path, or an address that Git can
// fetch from.
type location struct {
	given  string // what Git is told; without a password
	shown  string // what people are told; without a user either
	remote bool
	auth   string // "user:password" for HTTP, or ""
	hidden secrets
}

// parseLocation tells paths and addresses apart the way Git does. Passwords for
// HTTP are taken out of the address, because Git passes it on to its helpers as
// an argument, where every user of the computer can see it.
func parseLocation(text string) (location, error) {
	switch {
	case text == "":
		return location{}, errors.New("no repository is named")
	case strings.HasPrefix(text, "-"):
		return location{}, fmt.Errorf("the repository's address %q begins with “-”", text)
	case strings.ContainsFunc(text, isControl):
		return location{}, errors.New("the repository's address has a control character")
	}
	scheme, rest, isURL := strings.Cut(text, "://")
	if !isURL {
		if helper, _, ok := strings.Cut(text, "::"); ok && !strings.Contains(helper, "/") {
			return location{}, fmt.Errorf("the repository's address uses the helper program %q, which is not allowed", helper)
		}
		return location{given: text, shown: text, remote: isSSH(text)}, nil
	}
	authority, path := rest, ""
	if at := strings.IndexAny(rest, "/?#"); at >= 0 {
		authority, path = rest[:at], rest[at:]
	}
	loc := location{given: text, remote: true}
	shownPath, _, _ := strings.Cut(path, "?") // some put a token there
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		user := authority[:at]
		authority = authority[at+1:]
		name, password, ok := strings.Cut(user, ":")
		loc.hidden = secretsOf(name, password)
		if ok && (scheme == "http" || scheme == "https") {
			loc.auth = unescape(name) + ":" + unescape(password)
			loc.given = scheme + "://" + authority + path
		}
	}
	loc.shown = scheme + "://" + authority + shownPath
	return loc, nil
}

// isSSH says whether text is an address like "git@example.org:group/content".
func isSSH(text string) bool {
	colon := strings.IndexByte(text, ':')
	if colon <= 1 || strings.Contains(text[:colon], "/") { // "C:\content" is a path
		return false
	}
	_, err := os.Lstat(text)
	return err != nil
}

func unescape(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}

// withAuth returns an environment in which Git sends the password of the
// location to that location only.
func (l location) withAuth(env []string) []string {
	if l.auth == "" {
		return env
	}
	count := 0
	env = slices.DeleteFunc(slices.Clone(env), func(entry string) bool {
		value, ok := strings.CutPrefix(entry, "GIT_CONFIG_COUNT=")
		if ok {
			count, _ = strconv.Atoi(value)
		}
		return ok
	})
	n := strconv.Itoa(count)
	header := "Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(l.auth))
	return append(env,
		"GIT_CONFIG_KEY_"+n+"=http."+l.given+".extraHeader",
		"GIT_CONFIG_VALUE_"+n+"="+header,
		"GIT_CONFIG_COUNT="+strconv.Itoa(count+1))
}

// secrets are texts that must not be shown.
type secrets []string

// secretsOf returns what of a user's name and password must not be shown: the
// password, in every form in which Git or a server may repeat it, and a name
// that is long enough to be a token.
func secretsOf(name, password string) secrets {
	all := secrets{password, unescape(password)}
	if len(name) >= 16 {
		all = append(all, name)
	}
	all = append(all, base64.StdEncoding.EncodeToString([]byte(unescape(name)+":"+unescape(password))))
	// One letter would tear every message apart and give itself away by it.
	return slices.DeleteFunc(all, func(secret string) bool { return len(secret) < 4 })
}

var (
	userInURL  = regexp.MustCompile(`([A-Za-z][A-Za-z0-9+.-]*://)[^/\s]*@`)
	queryInURL = regexp.MustCompile(`([A-Za-z][A-Za-z0-9+.-]*://[^\s'"?]*)\?[^\s'"]*`)
)

// hide removes passwords, and users and queries of addresses, from a message.
func (s secrets) hide(message string) string {
	for _, secret := range s {
		message = strings.ReplaceAll(message, secret, "***")
	}
	message = userInURL.ReplaceAllString(message, "$1")
	return queryInURL.ReplaceAllString(message, "$1")
}

// absoluteFolder returns the absolute path of a folder, with symbolic links on
// the way to it followed, or an error for people if it is no folder.
func absoluteFolder(dir string) (string, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return "", err
	}
	if !info.IsDir() {
		return "", fmt.Errorf("%s is not a folder", dir)
	}
	return realPath(dir)
}

// realPath returns the absolute path of something with all links followed.
func realPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(path)
}
