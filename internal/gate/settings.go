package gate

// envKeys are the keys of the policy file that BENCHGATE_* variables may set.
var envKeys = []string{"bench", "budget", "timeout", "engine", "strict", "explain"}

// misspelt warns of BENCHGATE_* variables that set nothing but are near one
// that does.
func (p *program) misspelt() []string {
	var warnings []string
	for _, kv := range p.Env {
		name, value, _ := strings.Cut(kv, "=")
		word, ours := strings.CutPrefix(name, "BENCHGATE_")
		near := config.Nearest(word, append([]string{"changed"}, envKeys...))
		if !ours || value == "" || near == "" || word == strings.ToUpper(near) {
			continue
		}
		warnings = append(warnings, fmt.Sprintf("the environment variable %s sets nothing: did you mean BENCHGATE_%s?", name, strings.ToUpper(near)))
	}
	return warnings
}

// override applies environment and flags, in this order: flag > BENCHGATE_* >
// file > default.
func (p *program) override(s *config.Settings, o *runOptions) error {
	if len(o.packages) > 0 {
		s.Packages = o.packages
	}
	s.BuildFlags = append(append([]string{}, s.BuildFlags...), o.build...)
	var all []override
	for _, key := range envKeys {
		name := "BENCHGATE_" + strings.ToUpper(key)
		if v, ok := p.Lookup(name); ok && v != "" {
			all = append(all, override{key, v, name})
		}
	}
	o.applied = append(all, o.overrides...)
	for _, ov := range o.applied {
		if err := config.Set(s, ov.key, ov.value); err != nil {
			return exit.Usagef("", "%s: %w", ov.from, err)
		}
	}
	return nil
}

// settingsHere loads the policy that is named, or that of the repository around
// the directory; outside of a repository, the directory's own.
func (p *program) settingsHere(ctx context.Context, name string) (config.Settings, string, error) {
	root := p.Dir
	if repo, err := git.Open(ctx, p.Dir, p.Env); err == nil {
		root = repo.Root
	}
	return config.Find(p.Absolute(name), root)
}
