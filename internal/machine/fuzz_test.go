package machine

import "testing"

// FuzzReadState gives any content to the files that are more than one value.
func FuzzReadState(f *testing.F) {
	f.Add(v2Mount, "0::/a/b\n", "cpu  1 2 3 4 5 6 7 8 0 0\n", "0.5 0 0 1/2 3\n", "50000 100000\n", guestCPU)
	f.Add("31 30 0:27 /docker/ab /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu\n", "3:cpu:/docker/ab\n", "cpu\n", "-1\n", "max 1\n", "flags\n")
	f.Add("1 1 0:1 /.. /sys/../fs ro - cgroup2 x y\n", "0::/../..\n", "", "", "1 0\n", "")
	f.Fuzz(func(t *testing.T, mounts, groups, stat, load, max, cpu string) {
		s := ReadState(files("proc/self/mountinfo", mounts, "proc/self/cgroup", groups, "proc/stat", stat, "proc/loadavg", load,
			"sys/fs/cgroup/cpu.max", max, "sys/fs/cgroup/a/cpu.max", max, "sys/fs/cgroup/cpu/cpu.cfs_quota_us", max, "proc/cpuinfo", cpu))
		if q := s.CPUQuota; q != nil && !(*q > 0) {
			t.Errorf("a quota of %v", *q)
		}
		if l := s.Load; l != nil && !(*l >= 0) {
			t.Errorf("a load of %v", *l)
		}
		if s.MemoryLimit < 0 {
			t.Errorf("a memory limit of %d", s.MemoryLimit)
		}
	})
}
