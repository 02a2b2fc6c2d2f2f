// Package browsertest looks at the portal through a real browser: every kind of
// page in every language, on a phone and on a desk, light and dark, with the
// keyboard alone, without scripts, and on paper. It holds tests only.
//
// What is needed beside Go is found as follows; what is missing is skipped with
// a word about it, or fails where CASEBOOK_BROWSER=required:
//
//	CASEBOOK_CHROMIUM     the browser; without it, Chromium or Chrome is looked for
//	CASEBOOK_AXE          axe.min.js of the npm package axe-core
//	CASEBOOK_VNU          vnu.jar of the npm package vnu-jar, which needs Java
//	CASEBOOK_SCREENSHOTS  a folder to keep pictures and print-outs of pages in
//
// The tests do not run with the race detector: the browser is what takes time,
// and they run without it anyway.
package browsertest
