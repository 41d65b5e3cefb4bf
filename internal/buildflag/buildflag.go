// Package buildflag knows which flags of go test a user may hand to the build of
// test binaries. It is pure.
package buildflag

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/benchgate/benchgate/internal/spelling"
)

// The build flags that a user may give, as in `go help build`.
var (
	buildSwitches = []string{"a", "asan", "linkshared", "modcacherw", "msan", "race"}
	buildValues   = []string{
		"asmflags", "buildmode", "compiler", "gccgoflags", "gcflags", "installsuffix",
		"ldflags", "mod", "modfile", "overlay", "p", "pgo", "pkgdir", "tags", "toolexec",
	}
)

// Names lists the flags that Split takes, -cpu included, in alphabetical order and
// without their dash.
func Names() []string {
	return slices.Sorted(slices.Values(slices.Concat(buildSwitches, buildValues, []string{"cpu"})))
}

// refused says why a flag that the go command knows may not be given.
var refused = map[string]string{
	"bench":     "use benchgate's --bench",
	"benchtime": "benchgate chooses how long to measure; use --budget",
	"count":     "benchgate chooses how often to measure; use --budget",
	"benchmem":  "benchgate always measures allocations",
	"run":       "benchgate runs benchmarks only",
	"skip":      "select benchmarks with --bench",
	"list":      "benchgate lists benchmarks itself",
	"fuzz":      "benchgate runs benchmarks only",
	"o":         "benchgate places the test binaries",
	"c":         "benchgate always builds test binaries",
	"i":         "benchgate always builds test binaries",
	"C":         "name packages relative to the current directory",
	"n":         "benchgate has to build",
	"x":         "use benchgate's -v",
	"v":         "use benchgate's -v",
	"json":      "use benchgate's --format",
	"work":      "benchgate removes its temporary files",
	"exec":      "benchgate starts the test binaries itself",
	"args":      "benchmarks take no arguments",
	"timeout":   "use timeout in the policy file",
	"trimpath":  "benchgate builds with -trimpath wherever it can",
	"buildvcs":  "benchgate builds with -buildvcs=false",
	"cover":     "coverage counters would be measured",
	"vet":       "benchgate does not run vet",
}

// Split reads what follows -- on the command line: build flags of `go
// test`, which it returns one element each in the form -name=value, and -cpu,
// whose list it returns apart (nil without one; the last one wins, as for the
// go command). Flags take one or two dashes, and their value behind = or as the
// next argument. Nothing is ever split at spaces.
//
// A flag that is benchgate's own business, one that is not known, a value that
// is missing or not wanted, and an argument that is no flag are errors.
func Split(args []string) (build []string, cpu []int, err error) {
	for len(args) > 0 {
		f, rest, err := nextFlag(args)
		if err != nil {
			return nil, nil, err
		}
		args = rest
		if f.name != "cpu" {
			build = append(build, f.String())
			continue
		}
		if cpu, err = parseCPU(f.value); err != nil {
			return nil, nil, err
		}
	}
	return build, cpu, nil
}

// A givenFlag is one flag as given; a switch may have no value.
type givenFlag struct {
	name, value string
	valued      bool
}

func (f givenFlag) String() string {
	if !f.valued {
		return "-" + f.name
	}
	return "-" + f.name + "=" + f.value
}

// nextFlag takes one flag, with its value, off args.
func nextFlag(args []string) (f givenFlag, rest []string, err error) {
	arg, rest := args[0], args[1:]
	name, ok := strings.CutPrefix(arg, "-")
	if !ok {
		return f, nil, fmt.Errorf("argument %q: only build flags of go test may stand here", arg)
	}
	f.name, f.value, f.valued = strings.Cut(strings.TrimPrefix(name, "-"), "=")
	if test, ok := strings.CutPrefix(f.name, "test."); ok && !slices.Contains(buildValues, test) {
		f.name = test
	}
	if why := whyRefused(f.name); why != "" {
		return f, nil, fmt.Errorf("flag -%s: %s", f.name, why)
	}
	if slices.Contains(buildSwitches, f.name) {
		if _, bad := strconv.ParseBool(f.value); f.valued && bad != nil {
			return f, nil, fmt.Errorf("flag -%s: %q is neither true nor false", f.name, f.value)
		}
		return f, rest, nil
	}
	if f.name != "cpu" && !slices.Contains(buildValues, f.name) {
		return f, nil, unknownFlag(f.name)
	}
	if !f.valued {
		if len(rest) == 0 {
			return f, nil, fmt.Errorf("flag -%s: its value is missing", f.name)
		}
		f.value, f.valued, rest = rest[0], true, rest[1:]
	}
	return f, rest, nil
}

func whyRefused(flag string) string {
	if strings.HasPrefix(flag, "fuzz") {
		flag = "fuzz"
	}
	if strings.HasPrefix(flag, "cover") {
		flag = "cover"
	}
	return refused[flag]
}

func unknownFlag(name string) error {
	if near := spelling.Nearest(name, Names()); near != "" {
		return fmt.Errorf("flag -%s: not a build flag of go test that benchgate knows: did you mean -%s?", name, near)
	}
	return fmt.Errorf("flag -%s: not a build flag of go test that benchgate knows (-%s)", name, strings.Join(Names(), ", -"))
}

// parseCPU reads the list of -cpu.
func parseCPU(list string) ([]int, error) {
	var cpu []int
	for field := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(field))
		if err != nil || n < 1 {
			return nil, fmt.Errorf("flag -cpu: %q is not a list of positive numbers", list)
		}
		if !slices.Contains(cpu, n) {
			cpu = append(cpu, n)
		}
	}
	return cpu, nil
}

// Check tells what is wrong with one build flag that stands alone, as in the
// policy file: its value, if it has one, behind =.
func Check(flag string) error {
	build, _, err := Split([]string{flag})
	if err == nil && len(build) == 0 {
		err = fmt.Errorf("flag -cpu: it belongs behind -- on the command line")
	}
	return err
}
