// Package secret knows which environment variables hold credentials or let a
// process act for its CI step. Whatever runs the code of a change must not have
// them: not in the environment of that code, and not in that of the processes
// above it, which the code can read.
//
// The package is pure.
package secret

import (
	"slices"
	"strconv"
	"strings"
)

// names are whole names of such variables, starts and ends the beginnings and
// ends of others. ACTIONS_ holds the runtime token and the request for an
// identity token, INPUT_ an action's inputs, which include its token. Other
// secrets (passwords, keys) stay, since benchmarks of services may need them.
var (
	names = map[string]bool{
		"TOKEN": true, "PAT": true, "GIT_ASKPASS": true, "SSH_ASKPASS": true, "GIT_CONFIG_PARAMETERS": true,
		"GITHUB_ENV": true, "GITHUB_OUTPUT": true, "GITHUB_PATH": true, "GITHUB_STATE": true, "GITHUB_STEP_SUMMARY": true,
	}
	starts = []string{"ACTIONS_", "INPUT_"}
	ends   = []string{"_TOKEN", "_PAT"}
)

// Name reports whether a variable of that name is withheld. Case does not
// matter.
func Name(name string) bool {
	name = strings.ToUpper(name)
	return names[name] ||
		slices.ContainsFunc(starts, func(s string) bool { return strings.HasPrefix(name, s) }) ||
		slices.ContainsFunc(ends, func(s string) bool { return strings.HasSuffix(name, s) })
}

// Shed returns env, as from os.Environ, without secrets. Of the configuration
// that GIT_CONFIG_COUNT gives to git, only settings that can hold no credentials
// stay. Shedding what has been shed changes nothing. The argument stays as it is.
func Shed(env []string) []string {
	kept := make([]string, 0, len(env))
	for _, kv := range env {
		if name, _, _ := strings.Cut(kv, "="); !Name(name) && !gitSetting(name) {
			kept = append(kept, kv)
		}
	}
	return append(kept, harmless(env)...)
}

// First returns the name of the first variable of env that holds a credential; ""
// where there is none. Of what Shed withholds the rest lets a process act for its
// step, and tells one that reads it nothing.
func First(env []string) string {
	for _, kv := range env {
		name, value, _ := strings.Cut(kv, "=")
		upper := strings.ToUpper(name)
		ends := slices.ContainsFunc(ends, func(s string) bool { return strings.HasSuffix("_"+upper, s) })
		if value != "" && (ends || strings.HasPrefix(upper, gitValue) && len(Shed([]string{kv})) == 0) {
			return name
		}
	}
	return ""
}

// The variables of git's configuration by environment.
const (
	gitCount = "GIT_CONFIG_COUNT"
	gitKey   = "GIT_CONFIG_KEY_"
	gitValue = "GIT_CONFIG_VALUE_"
)

func gitSetting(name string) bool {
	name = strings.ToUpper(name)
	return name == gitCount || strings.HasPrefix(name, gitKey) || strings.HasPrefix(name, gitValue)
}

// harmless are the settings of env that stay, counted anew.
func harmless(env []string) []string {
	value := map[string]string{}
	for _, kv := range env {
		if name, v, _ := strings.Cut(kv, "="); gitSetting(name) {
			value[name] = v
		}
	}
	var kept []string
	count := 0
	for i := range len(value) { // no more can be there, whatever the count says
		n := strconv.Itoa(i)
		if key := value[gitKey+n]; within(i, value[gitCount]) && plainSetting(key) {
			n = strconv.Itoa(count)
			kept = append(kept, gitKey+n+"="+key, gitValue+n+"="+value[gitValue+strconv.Itoa(i)])
			count++
		}
	}
	if count == 0 {
		return nil
	}
	return append([]string{gitCount + "=" + strconv.Itoa(count)}, kept...)
}

func within(i int, count string) bool {
	n, err := strconv.Atoi(count)
	return err == nil && i < n
}

// plainSetting reports whether a setting of git can hold no credentials and no
// command that gives some. Any other may: http.extraHeader, credential.helper,
// url.*.insteadOf, and what programs of their own keep there.
func plainSetting(key string) bool {
	key = strings.ToLower(key)
	switch section, name, _ := strings.Cut(key, "."); section {
	case "safe", "protocol", "advice":
		return true
	case "core":
		return name != "askpass" && name != "sshcommand" && name != "gitproxy"
	}
	return key == "init.defaultbranch" || key == "user.name" || key == "user.email"
}
