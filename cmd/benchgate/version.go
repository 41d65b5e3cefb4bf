package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"runtime/debug"
)

func newVersionFlags(asJSON *bool) *flag.FlagSet {
	fs := flag.NewFlagSet("version", flag.ContinueOnError)
	fs.BoolVar(asJSON, "json", false, "print a JSON object")
	return fs
}

// buildVersion is what "version" prints. Revision is empty where the build did
// not know its commit.
type buildVersion struct {
	Version  string `json:"version"`
	Revision string `json:"revision"`
	Go       string `json:"go"`
}

func versionOf(info *debug.BuildInfo, ok bool) buildVersion {
	v := buildVersion{Version: "(devel)"}
	if !ok {
		return v
	}
	v.Go = info.GoVersion
	if info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v.Revision = s.Value
		}
	}
	return v
}

func (p *program) versionVerb(_ context.Context, args []string) error {
	var asJSON bool
	operands, rest, err := parse(newVersionFlags(&asJSON), args)
	if err != nil {
		return p.orHelp("version", err)
	}
	if err := none("version", operands, rest); err != nil {
		return err
	}
	v := versionOf(debug.ReadBuildInfo())
	if asJSON {
		return json.NewEncoder(p.stdout).Encode(v)
	}
	_, err = fmt.Fprintf(p.stdout, "benchgate %s %s\n", v.Version, v.Go)
	return err
}
