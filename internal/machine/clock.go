package machine

import (
	"io/fs"
	"slices"
	"strings"
)

const cpuDir = "sys/devices/system/cpu"

// governor joins the different governors of all processors.
func governor(root fs.FS) string {
	files, err := fs.Glob(root, cpuDir+"/cpu[0-9]*/cpufreq/scaling_governor")
	if err != nil {
		return ""
	}
	var seen []string
	for _, name := range files {
		if g := text(root, name); g != "" && !slices.Contains(seen, g) {
			seen = append(seen, g)
		}
	}
	slices.Sort(seen)
	return strings.Join(seen, ",")
}

// turbo reads the switch of Intel's own driver, which is the wrong way round,
// or that of all others, for the system or for each policy.
func turbo(root fs.FS) Switch {
	switch text(root, cpuDir+"/intel_pstate/no_turbo") {
	case "0":
		return On
	case "1":
		return Off
	}
	files, err := fs.Glob(root, cpuDir+"/cpufreq/policy*/boost")
	if err != nil {
		return ""
	}
	found := Switch("")
	for _, name := range append([]string{cpuDir + "/cpufreq/boost"}, files...) {
		switch text(root, name) {
		case "1":
			return On
		case "0":
			found = Off
		}
	}
	return found
}

// power looks at the machine's supplies. Batteries of mice and the like power
// themselves only.
func power(root fs.FS) Power {
	entries, err := fs.ReadDir(root, "sys/class/power_supply")
	if err != nil {
		return ""
	}
	source := Power("")
	for _, e := range entries {
		dir := "sys/class/power_supply/" + e.Name()
		kind, status := text(root, dir+"/type"), text(root, dir+"/status")
		switch {
		case text(root, dir+"/scope") == "Device":
		case kind != "Battery" && kind != "" && text(root, dir+"/online") == "1":
			return Mains
		case kind == "Battery" && status == "Discharging":
			source = Battery
		case kind == "Battery" && (status == "Charging" || status == "Full") && source == "":
			source = Mains
		}
	}
	return source
}
