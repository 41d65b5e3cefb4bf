package main

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// head is about what a comment on a pull request looks like.
const head = `<!doctype html><meta charset="utf-8"><title>comment</title><style>
body { font: 14px/1.5 -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; color: #1f2328; margin: 16px; }
article { border: 1px solid #d1d9e0; border-radius: 6px; padding: 8px 16px; max-width: 930px; }
table { border-collapse: collapse; margin: 12px 0; } th, td { border: 1px solid #d1d9e0; padding: 5px 12px; text-align: left; }
code { background: #eff1f3; border-radius: 4px; padding: 1px 5px; font: 12px "DejaVu Sans Mono", monospace; }
pre { background: #f6f8fa; padding: 10px; border-radius: 6px; overflow: hidden; } pre code { background: none; padding: 0; }
h2, h3 { margin: 12px 0 8px; } details { margin: 6px 0; }
</style><article>`

// page turns the Markdown of a comment into HTML as GitHub's dialect has it. It is
// for our own reports only: raw HTML is wanted for the folded parts.
func page(markdown string) (string, error) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	var b bytes.Buffer
	if err := md.Convert([]byte(strings.TrimSpace(markdown)), &b); err != nil {
		return "", err
	}
	return head + b.String() + "</article>\n", nil
}
