// Command comment turns the Markdown of a report into a page that looks like a
// comment on a pull request, for the picture in README.md:
//
//	benchgate render --format markdown report.json | go -C tools run ./comment > comment.html
//	chromium --headless --screenshot=docs/comment.png --window-size=1000,700 comment.html
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

const head = `<!doctype html><meta charset="utf-8"><title>comment</title><style>
body { font: 14px/1.5 -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; color: #1f2328; margin: 16px; }
article { border: 1px solid #d1d9e0; border-radius: 6px; padding: 8px 16px; max-width: 930px; }
table { border-collapse: collapse; margin: 12px 0; } th, td { border: 1px solid #d1d9e0; padding: 5px 12px; text-align: left; }
code { background: #eff1f3; border-radius: 4px; padding: 1px 5px; font: 12px "DejaVu Sans Mono", monospace; }
pre { background: #f6f8fa; padding: 10px; border-radius: 6px; overflow: hidden; } pre code { background: none; padding: 0; }
h2, h3 { margin: 12px 0 8px; } details { margin: 6px 0; }
</style><article>`

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "comment:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	text, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	// Our own reports only: raw HTML is wanted for the folded parts.
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	if _, err := io.WriteString(out, head); err != nil {
		return err
	}
	if err := md.Convert(text, out); err != nil {
		return err
	}
	_, err = io.WriteString(out, "</article>\n")
	return err
}
