// Package browser tests report.html in a real headless Chromium. It is a module
// of its own, so that who uses benchgate does not inherit what drives a browser.
// The test of internal/report/html makes the pages and runs it:
//
//	go test ./internal/report/html -run TestInABrowser
package browser
