package demo

// demoDir makes the directory of the example. One that is not to be kept is
// removed by the next run where this process is killed; the gate that the demo
// runs removes what killed demos left.
func demoDir(keep bool) (dir string, remove func() error, err error) {
	if !keep {
		return git.Scratch()
	}
	dir, err = os.MkdirTemp("", "benchgate-demo-")
	return dir, func() error { return nil }, err
}

func (p *program) runDemo(ctx context.Context, repo string, keep bool) error {
	inner := *p
	inner.Dir, inner.Env, inner.fleeting = repo, p.demoEnv(), !keep
	err := inner.runVerb(ctx, []string{"--base", "HEAD~1", "--head", "HEAD", "--seed", "1", "--budget", "40s"})
	if keep {
		fmt.Fprintf(p.Stdout, "\nThe example is in %s, its reports in %s.\n", repo, filepath.Join(repo, ".benchgate"))
	}
	if errors.Is(err, exit.Verdict(exit.Regression)) {
		fmt.Fprintf(p.Stdout, "\nHere the gate would have ended with exit status 1 and stopped the change.\nNow try it on a repository of yours: benchgate run\n")
		return nil
	}
	if err == nil {
		return exit.Unmeasuredf("", "the demo's slowdown was not found")
	}
	return err
}

// demoEnv is the environment without what would lead git or go out of the
// example's directory, and without what CI or the user set for other runs.
func (p *program) demoEnv() []string {
	var env []string
	for _, kv := range p.Env {
		key, _, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(key, "GIT_") || strings.HasPrefix(key, "GITHUB_") || strings.HasPrefix(key, "BENCHGATE_") {
			continue
		}
		env = append(env, kv)
	}
	return append(env, "GOWORK=off", "GOFLAGS=-mod=mod", "GOPROXY=off")
}
