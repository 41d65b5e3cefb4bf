package doctor

import "fmt"

func goCommand(f Facts) Finding {
	n := Finding{Name: "go", Value: f.Go, Grade: Fit}
	if f.Go == "" {
		n.Value, n.Grade = f.GoErr, Unfit
		n.Means, n.Do = "benchmarks are built with the go command", "install Go, and see that it is in PATH: https://go.dev/dl"
	}
	return n
}

func turns(f Facts) Finding {
	n := Finding{Name: "turns engine", Value: "fits", Grade: Fit}
	switch {
	case f.Go == "":
		n.Value, n.Grade = "not known without Go", Unknown
	case !f.Turns:
		n.Value, n.Grade = f.TurnsErr, Noisy
		n.Means = "plain processes (engine exec) measure instead, which need more time for the same certainty"
		n.Do = "measure on Linux with Go 1.24 or newer; engine: exec in the policy says that it is meant"
	}
	return n
}

func gitCommand(f Facts) Finding {
	n := Finding{Name: "git", Value: f.Git, Grade: Fit}
	if f.Git == "" {
		n.Value, n.Grade = f.GitErr, Unfit
		n.Means, n.Do = "base and head are laid out by git", "install git 2.30 or newer, and see that it is in PATH"
	}
	return n
}

// room is the free space, in bytes, under which a run of middling size ends in a
// full disk: two trees, and two test binaries of some 10 MB a package, copied
// for every process.
const room = 1 << 30

func disk(f Facts) Finding {
	n := Finding{Name: "free disk", Value: fmt.Sprintf("%s in %s", bytes(f.Free), f.TempDir), Grade: Fit}
	switch {
	case f.FreeErr != "":
		n.Value, n.Grade = f.FreeErr, Unknown
	case f.Free < room:
		n.Grade = Unfit
		n.Means, n.Do = "two trees and their test binaries have to fit", "free some space, or let TMPDIR name a directory with more"
	}
	return n
}

// bytes is a size for people, in powers of 1024.
func bytes(n uint64) string {
	x, units := float64(n), []string{"B", "KiB", "MiB", "GiB", "TiB"}
	i := 0
	for x >= 1000 && i < len(units)-1 {
		x, i = x/1024, i+1
	}
	return fmt.Sprintf("%.3g %s", x, units[i])
}
