package machine

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// files is a machine's tree from names and contents.
func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

const (
	bareCPU  = "processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: fpu vme sse2 avx2\n"
	guestCPU = "processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: fpu vme sse2 hypervisor avx2\n"
	v2Mount  = "24 1 8:1 / / rw - ext4 /dev/sda1 rw\n30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n"
)

func of[T any](v T) *T { return &v }

func TestReadState(t *testing.T) {
	policy := cpuDir + "/cpu0/cpufreq/scaling_governor"
	for _, c := range []struct {
		name string
		root fstest.MapFS
		want State
	}{
		{"nothing is known", files(), State{}},
		{"laptop on battery", files(
			"proc/cpuinfo", bareCPU, "proc/loadavg", "1.25 0.90 0.70 2/900 4711\n",
			policy, "powersave\n", cpuDir+"/cpu1/cpufreq/scaling_governor", "powersave\n", cpuDir+"/intel_pstate/no_turbo", "0\n",
			"sys/class/power_supply/AC/type", "Mains\n", "sys/class/power_supply/AC/online", "0\n",
			"sys/class/power_supply/BAT0/type", "Battery\n", "sys/class/power_supply/BAT0/status", "Discharging\n",
			"sys/class/power_supply/mouse/type", "Battery\n", "sys/class/power_supply/mouse/scope", "Device\n", "sys/class/power_supply/mouse/status", "Full\n",
			"proc/stat", "cpu  100 5 50 800 10 2 3 0 0 0\ncpu0 1 1 1 1 1 1 1 0 0 0\n",
		), State{Governor: "powersave", Turbo: On, Power: Battery, Load: of(1.25), Virtual: "none", Times: CPUTimes{Total: 970, Busy: 160}}},
		{"the same on mains", files(
			"sys/class/power_supply/AC/type", "Mains\n", "sys/class/power_supply/AC/online", "1\n",
			"sys/class/power_supply/BAT0/type", "Battery\n", "sys/class/power_supply/BAT0/status", "Not charging\n",
		), State{Power: Mains}},
		{"a mouse's battery is nobody's power", files(
			"sys/class/power_supply/mouse/type", "Battery\n", "sys/class/power_supply/mouse/scope", "Device\n", "sys/class/power_supply/mouse/status", "Discharging\n",
		), State{}},
		{"bare metal with mixed governors and the turbo off", files(
			"proc/cpuinfo", bareCPU, "sys/class/dmi/id/sys_vendor", "Amazon EC2\n", "sys/class/dmi/id/product_name", "m5.metal\n",
			policy, "performance\n", cpuDir+"/cpu7/cpufreq/scaling_governor", "powersave\n", cpuDir+"/cpufreq/boost", "0\n",
		), State{Governor: "performance,powersave", Turbo: Off, Virtual: "none"}},
		{"boost by policy", files(cpuDir+"/cpufreq/policy0/boost", "0\n", cpuDir+"/cpufreq/policy1/boost", "1\n"), State{Turbo: On}},
		{"virtual machine with steal", files(
			"proc/cpuinfo", guestCPU, "sys/class/dmi/id/sys_vendor", "QEMU\n", "sys/class/dmi/id/product_name", "Standard PC\n",
			"proc/stat", "cpu  1000 0 500 8000 0 0 0 500 0 0\n", "proc/loadavg", "0.00 0.00 0.00 1/90 1\n",
		), State{Virtual: "kvm", Load: of(0.0), Times: CPUTimes{Total: 10000, Busy: 1500, Steal: 500}}},
		{"a guest of nobody known", files("proc/cpuinfo", guestCPU), State{Virtual: "unnamed"}},
		{"xen", files("sys/hypervisor/type", "xen\n"), State{Virtual: "xen"}},
		{"container with a quota, version 2, a group of its own", files(
			".dockerenv", "", "proc/self/cgroup", "0::/\n", "proc/self/mountinfo", v2Mount,
			"sys/fs/cgroup/cpu.max", "150000 100000\n", "sys/fs/cgroup/memory.max", "1073741824\n",
			"sys/fs/cgroup/cpu.stat", "usage_usec 5\nnr_periods 10\nnr_throttled 4\nthrottled_usec 9\n",
		), State{Container: "docker", CPUQuota: of(1.5), MemoryLimit: 1 << 30, Throttled: of(int64(4))}},
		{"the tightest group on the way up counts", files(
			"proc/self/cgroup", "0::/kubepods/pod1/c\n", "proc/self/mountinfo", v2Mount,
			"sys/fs/cgroup/kubepods/pod1/c/cpu.max", "max 100000\n", "sys/fs/cgroup/kubepods/pod1/c/memory.max", "max\n",
			"sys/fs/cgroup/kubepods/pod1/cpu.max", "50000 100000\n", "sys/fs/cgroup/kubepods/memory.max", "4096\n",
		), State{Container: "kubernetes", CPUQuota: of(0.5), MemoryLimit: 4096}},
		{"version 1, seen from inside of the container", files(
			"proc/self/cgroup", "5:memory:/docker/ab\n3:cpu,cpuacct:/docker/ab\n1:name=systemd:/docker/ab\n0::/\n",
			"proc/self/mountinfo", "31 30 0:27 /docker/ab /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n"+
				"32 30 0:28 /docker/ab /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n",
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "200000\n", "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n",
			"sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_periods 9\nnr_throttled 0\nthrottled_time 0\n",
			"sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912\n",
		), State{Container: "docker", CPUQuota: of(2.0), MemoryLimit: 512 << 20, Throttled: of(int64(0))}},
		{"version 1 without bounds", files(
			"proc/self/cgroup", "5:memory:/\n3:cpu:/\n",
			"proc/self/mountinfo", "31 30 0:27 / /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu\n32 30 0:28 / /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n",
			"sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n", "sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n",
			"sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n",
		), State{}},
		{"what cannot be read is unknown", files(
			"proc/loadavg", "many\n", "proc/stat", "cpu 1 2 x 4 5 6 7 8\n", "proc/self/cgroup", "0::/../../escape\nx\n",
			"proc/self/mountinfo", "short\n"+v2Mount, "sys/fs/cgroup/cpu.max", "-5 0\n",
		), State{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, ReadState(c.root)); diff != "" {
				t.Errorf("state (-want +got):\n%s", diff)
			}
		})
	}
}

func TestStolen(t *testing.T) {
	before := CPUTimes{Total: 1000, Busy: 10, Steal: 50}
	for _, c := range []struct {
		name  string
		after CPUTimes
		want  *float64
	}{
		{"a tenth", CPUTimes{Total: 2000, Steal: 150}, of(0.1)},
		{"none", CPUTimes{Total: 2000, Steal: 50}, of(0.0)},
		{"no time", before, nil},
		{"unknown", CPUTimes{}, nil},
		{"counted backwards", CPUTimes{Total: 2000, Steal: 40}, nil},
	} {
		if diff := cmp.Diff(c.want, c.after.Stolen(before)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	if got := before.Stolen(CPUTimes{}); got != nil {
		t.Errorf("since the unknown: %v", *got)
	}
}
