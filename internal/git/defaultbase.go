package git

import (
	"context"
	"errors"
	"strings"
)

// DefaultBase returns the name of the default branch: what origin calls its
// HEAD, else the first that exists of main and master on origin, main and
// master here, and the branch that init.defaultBranch names. Where there is no
// origin but one other remote, that counts.
func (r *Repo) DefaultBase(ctx context.Context) (string, error) {
	remote, err := r.remote(ctx)
	if err != nil {
		return "", err
	}
	var candidates []string
	if remote != "" {
		prefix := "refs/remotes/" + remote + "/"
		candidates = append(candidates, prefix+"HEAD", prefix+"main", prefix+"master")
	}
	candidates = append(candidates, "refs/heads/main", "refs/heads/master")
	configured, err := r.run(ctx, r.here(), "config", "--get", "init.defaultBranch")
	if err != nil && !exited(err, 1) {
		return "", &Error{Op: "find the default branch", Err: err}
	}
	if name := strings.TrimSpace(configured); name != "" {
		candidates = append(candidates, "refs/heads/"+name)
	}
	found, err := r.shortNames(ctx, candidates)
	if err != nil {
		return "", &Error{Op: "find the default branch", Err: err}
	}
	for _, c := range candidates {
		if name := found[c]; name != "" {
			return name, nil
		}
	}
	advice := "name the base: --base REF"
	if remote != "" {
		advice += ", or fetch it: " + r.branchAdvice(ctx, remote, "main")
	}
	return "", &Error{Op: "find the default branch", Err: errors.New("neither a remote's HEAD nor a branch main or master exists"), Advice: advice}
}

// shortNames returns, for those of the full names that are refs, the shortest
// name that means that ref and no other; for a symbolic ref, that of its target.
func (r *Repo) shortNames(ctx context.Context, full []string) (map[string]string, error) {
	args := append([]string{"for-each-ref", "--format=%(refname) %(symref:short) %(refname:short)", "--"}, full...)
	out, err := r.run(ctx, r.here(), args...)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, line := range strings.Split(out, "\n") {
		words := strings.Split(line, " ")
		if len(words) != 3 {
			continue
		}
		names[words[0]] = words[1]
		if words[1] == "" {
			names[words[0]] = words[2]
		}
	}
	return names, nil
}

// remote returns origin, else the only remote there is, else "".
func (r *Repo) remote(ctx context.Context) (string, error) {
	out, err := r.run(ctx, r.here(), "remote")
	if err != nil {
		return "", &Error{Op: "list the remotes", Err: err}
	}
	names := strings.Fields(out)
	for _, name := range names {
		if name == "origin" {
			return name, nil
		}
	}
	if len(names) == 1 {
		return names[0], nil
	}
	return "", nil
}
