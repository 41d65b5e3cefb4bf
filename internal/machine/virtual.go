package machine

import (
	"io/fs"
	"slices"
	"strings"
)

// vendors are how hypervisors name themselves in the table of the firmware.
var vendors = []struct{ said, name string }{
	{"VMware", "vmware"}, {"VirtualBox", "virtualbox"}, {"innotek", "virtualbox"},
	{"Microsoft Corporation Virtual Machine", "hyper-v"}, {"Parallels", "parallels"},
	{"Amazon EC2", "kvm"}, {"Google Compute Engine", "kvm"}, {"QEMU", "kvm"}, {"KVM", "kvm"},
	{"OpenStack", "kvm"}, {"Xen", "xen"}, {"BHYVE", "bhyve"}, {"Apple Virtualization", "apple"},
}

// virtual finds the hypervisor, or that there is none. A processor that says
// it runs under one is believed where nothing gives a name.
func virtual(root fs.FS) string {
	if kind := text(root, "sys/hypervisor/type"); kind != "" {
		return kind
	}
	said := text(root, "sys/class/dmi/id/sys_vendor") + " " + text(root, "sys/class/dmi/id/product_name")
	guest, known := hypervisorFlag(root)
	for _, v := range vendors {
		// Amazon's bare machines carry its name too.
		if strings.Contains(said, v.said) && !(known && !guest) {
			return v.name
		}
	}
	switch {
	case guest:
		return "unnamed"
	case known:
		return "none"
	case text(root, "proc/device-tree/hypervisor/compatible") != "":
		return strings.Trim(text(root, "proc/device-tree/hypervisor/compatible"), "\x00")
	}
	return ""
}

// hypervisorFlag looks for the flag that x86 processors show to guests; known
// is false on processors without flags.
func hypervisorFlag(root fs.FS) (set, known bool) {
	for _, line := range strings.Split(text(root, "proc/cpuinfo"), "\n") {
		key, value, _ := strings.Cut(line, ":")
		if strings.TrimSpace(key) == "flags" {
			return slices.Contains(strings.Fields(value), "hypervisor"), true
		}
	}
	return false, false
}

// container knows the marks that the usual tools leave.
func container(root fs.FS) string {
	for _, mark := range []struct{ file, name string }{{".dockerenv", "docker"}, {"run/.containerenv", "podman"}} {
		if _, err := fs.Stat(root, mark.file); err == nil {
			return mark.name
		}
	}
	if name := text(root, "run/systemd/container"); name != "" {
		return name
	}
	groups := text(root, "proc/1/cgroup") + "\n" + text(root, "proc/self/cgroup")
	for _, mark := range []struct{ said, name string }{{"kubepods", "kubernetes"}, {"/docker", "docker"}, {"/libpod", "podman"}, {"/lxc", "lxc"}} {
		if strings.Contains(groups, mark.said) {
			return mark.name
		}
	}
	return ""
}
