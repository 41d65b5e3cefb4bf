package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion(p *program) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "version [--json]",
		Short: "print the version",
		Long: `Version prints the version of benchgate and of the Go that built it; as JSON
also the commit it was built from, whether there were changes to it, and the
system it was built for.`,
		Example: `  benchgate version
  benchgate version --json`,
		ValidArgsFunction: cobra.NoFileCompletions,
		Args:              none,
		RunE:              func(*cobra.Command, []string) error { return p.version(asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print a JSON object")
	return c
}

// buildVersion is what "version" prints. Revision is empty where the build did
// not know its commit.
type buildVersion struct {
	Version  string `json:"version"`
	Revision string `json:"revision"`
	// Modified tells whether the tree had changes that are in no commit.
	Modified bool   `json:"modified"`
	Time     string `json:"time"` // of the commit, empty where it is not known
	Go       string `json:"go"`
	GOOS     string `json:"goos"`
	GOARCH   string `json:"goarch"`
}

func versionOf(info *debug.BuildInfo, ok bool) buildVersion {
	v := buildVersion{Version: "(devel)", GOOS: runtime.GOOS, GOARCH: runtime.GOARCH}
	if !ok {
		return v
	}
	v.Go = info.GoVersion
	if info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		case "vcs.time":
			v.Time = s.Value
		}
	}
	return v
}

// ownCommit is the commit that this benchgate was built from, "" where that is
// not known or there were changes besides.
func ownCommit() string {
	if v := versionOf(debug.ReadBuildInfo()); !v.Modified {
		return v.Revision
	}
	return ""
}

func (p *program) version(asJSON bool) error {
	v := versionOf(debug.ReadBuildInfo())
	if asJSON {
		return json.NewEncoder(p.Stdout).Encode(v)
	}
	_, err := fmt.Fprintf(p.Stdout, "benchgate %s %s\n", v.Version, v.Go)
	return err
}
