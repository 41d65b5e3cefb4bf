package gotest

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
)

// merge returns the user's flags together with what the options add to
// -ldflags and -overlay. Either of them on the command line would hide its
// namesake in GOFLAGS, so that one is taken over.
func (g Go) merge(ctx context.Context, p Package, out string, o BuildOptions) ([]string, error) {
	if o.Ldflags == "" && len(o.Overlay) == 0 {
		return o.Flags, nil
	}
	text, err := g.output(ctx, p.ModuleDir, g.env(p.WorkOff), "env", "GOFLAGS")
	if err != nil {
		return nil, fmt.Errorf("read GOFLAGS: %w", err)
	}
	all := append(ofFlag(fields(text), "ldflags", "overlay"), o.Flags...)
	if o.Ldflags != "" {
		all = mergeLdflags(all, o.Ldflags)
	}
	if len(o.Overlay) == 0 {
		return all, nil
	}
	file := out + ".overlay.json"
	rest, err := mergeOverlay(all, o.Overlay, p.ModuleDir, file)
	if err != nil {
		return nil, err
	}
	return append(rest, "-overlay="+file), nil
}

// ofFlag returns the flags of the form -name=value that have one of the names.
func ofFlag(flags []string, names ...string) []string {
	var found []string
	for _, f := range flags {
		for _, name := range names {
			if _, ok := valueOf(f, name); ok {
				found = append(found, f)
			}
		}
	}
	return found
}

// valueOf returns the value of a flag of the form -name=value.
func valueOf(flag, name string) (string, bool) {
	flag = strings.TrimPrefix(strings.TrimPrefix(flag, "-"), "-")
	return strings.CutPrefix(flag, name+"=")
}

// mergeLdflags adds arguments to every -ldflags. Each of those may be for other
// packages (pattern=arguments) and the last that matches counts, so the bare
// arguments come first, for packages that none matches.
func mergeLdflags(flags []string, add string) []string {
	merged := []string{"-ldflags=" + add}
	for _, f := range flags {
		if v, ok := valueOf(f, "ldflags"); ok {
			f = "-ldflags=" + strings.TrimSpace(v+" "+add)
		}
		merged = append(merged, f)
	}
	return merged
}

// mergeOverlay writes the user's overlay, the last of flags, and ours to file
// and returns the flags without -overlay. As for the go command, relative paths
// are relative to the directory it runs in.
func mergeOverlay(flags []string, ours map[string]string, dir, file string) ([]string, error) {
	var rest []string
	theirs := ""
	for _, f := range flags {
		if v, ok := valueOf(f, "overlay"); ok {
			theirs = v
		} else {
			rest = append(rest, f)
		}
	}
	replace, err := readOverlay(theirs, dir)
	if err != nil {
		return nil, err
	}
	for path := range ours {
		if _, both := replace[filepath.Clean(path)]; both {
			return nil, fmt.Errorf("overlay %s: it replaces %s, which benchgate must replace", theirs, path)
		}
	}
	maps.Copy(replace, ours)
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return nil, fmt.Errorf("merge overlays: %w", err)
	}
	return rest, os.WriteFile(file, text, 0o666)
}

// readOverlay reads an overlay file and makes its paths absolute; an empty name
// is no overlay.
func readOverlay(name, dir string) (map[string]string, error) {
	if name == "" {
		return map[string]string{}, nil
	}
	text, err := os.ReadFile(absolute(dir, name))
	if err != nil {
		return nil, fmt.Errorf("read overlay: %w", err)
	}
	var overlay struct{ Replace map[string]string }
	if err := json.Unmarshal(text, &overlay); err != nil {
		return nil, fmt.Errorf("read overlay %s: %w", name, err)
	}
	replace := make(map[string]string, len(overlay.Replace))
	for from, to := range overlay.Replace {
		if to != "" { // an empty path deletes the file
			to = absolute(dir, to)
		}
		replace[absolute(dir, from)] = to
	}
	return replace, nil
}

func absolute(dir, path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

// fields splits the text of GOFLAGS as the go command does: at spaces, except
// that a field in single or double quotes may contain them.
func fields(text string) []string {
	var found []string
	for {
		text = strings.TrimLeft(text, " \t\r\n")
		if text == "" {
			return found
		}
		if q := text[0]; q == '\'' || q == '"' {
			field, rest, _ := strings.Cut(text[1:], string(q))
			found, text = append(found, field), rest
			continue
		}
		end := strings.IndexAny(text, " \t\r\n")
		if end < 0 {
			return append(found, text)
		}
		found, text = append(found, text[:end]), text[end:]
	}
}
