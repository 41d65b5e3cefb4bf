package text

import (
	"fmt"

	"github.com/benchgate/benchgate/internal/report"
)

func (p *printer) failures() {
	if len(p.v.Failures) == 0 {
		return
	}
	const most = 20
	shown := p.v.Failures
	if !p.opts.Verbose && len(shown) > most {
		shown = shown[:most]
	}
	p.put("", "")
	p.say(0, red, "Not measured"+showing(len(shown), len(p.v.Failures)))
	for _, f := range shown {
		p.say(tableIndent, "", f.Title.String())
		for _, l := range f.Message.Excerpt(10) {
			p.say(tableIndent+2, "", l)
		}
	}
}

func (p *printer) remarks() {
	if changes := p.v.Changes; len(changes) > 0 {
		p.put("", "")
		p.say(0, yellow, "Policy: head changes it; the one of "+p.v.Applies().String()+" applies")
		p.list(changes)
	}
	if len(p.v.Warnings) > 0 {
		p.put("", "")
		p.put(yellow, "Warnings")
		p.list(p.v.Warnings)
	}
}

func (p *printer) list(items []report.Text) {
	const most = 20
	for i, s := range items {
		if i == most && !p.opts.Verbose {
			p.put("", fmt.Sprintf("  and %d more", len(items)-i))
			return
		}
		p.say(tableIndent, "", s.String())
	}
}
