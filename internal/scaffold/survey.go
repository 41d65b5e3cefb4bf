package scaffold

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/benchgate/benchgate/internal/exit"
	"github.com/benchgate/benchgate/internal/gotest"
)

// systems are the CI systems, by a file that each has in a repository.
var systems = []struct{ glob, name string }{
	{".github/workflows/*.y*ml", "GitHub Actions"}, {".gitlab-ci.yml", "GitLab CI"}, {".circleci/config.yml", "CircleCI"},
	{"Jenkinsfile", "Jenkins"}, {".travis.yml", "Travis CI"}, {"azure-pipelines.yml", "Azure Pipelines"},
	{"bitbucket-pipelines.yml", "Bitbucket Pipelines"}, {".drone.yml", "Drone"}, {".woodpecker.y*ml", "Woodpecker"},
	{".buildkite/*.y*ml", "Buildkite"}, {".forgejo/workflows/*.y*ml", "Forgejo Actions"}, {".gitea/workflows/*.y*ml", "Gitea Actions"},
}

// survey looks at the repository. Benchmarks that cannot be counted are no
// obstacle; a repository without a module is one.
func (s *starter) survey(ctx context.Context) (Survey, error) {
	var seen Survey
	var err error
	if seen.Modules, err = gotest.Modules(s.repo.Root); err != nil {
		return seen, err
	}
	if len(seen.Modules) == 0 {
		return seen, exit.Usagef("go mod init makes one", "no Go module in %s: there is no go.mod", s.repo.Root)
	}
	g := gotest.Go{Env: gotest.ChildEnv(s.Env, nil)}
	packages, faults, err := g.List(ctx, s.repo.Root, s.repo.Root, []string{"./..."}, nil)
	switch noMatch := (*gotest.NoMatchError)(nil); {
	case ctx.Err() != nil:
		return seen, ctx.Err()
	case errors.As(err, &noMatch):
	case err != nil:
		seen.Unlisted = err.Error()
	case len(faults) > 0:
		seen.Unlisted = faults[0].Error()
	}
	for _, p := range packages {
		seen.Packages++
		seen.Benchmarks += len(p.Benchmarks)
	}
	for _, sys := range systems {
		if found, _ := fs.Glob(os.DirFS(s.repo.Root), sys.glob); len(found) > 0 {
			seen.CI = append(seen.CI, sys.name)
		}
	}
	if name, err := s.repo.DefaultBase(ctx); err == nil {
		seen.DefaultBranch = name
	}
	return seen, ctx.Err()
}
