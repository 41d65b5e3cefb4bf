package machine

import (
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// A mount is one line of proc/self/mountinfo, of a control group's file system.
type mount struct {
	root, point string
	v2          bool
	controllers []string // of version 1
}

// readGroups reads the bounds of the control groups that this process is in,
// of either version or of both at once. The tightest of a group and all above
// it counts, as far up as this process can see.
func (s *State) readGroups(root fs.FS) {
	mounts := groupMounts(text(root, "proc/self/mountinfo"))
	for _, line := range strings.Split(text(root, "proc/self/cgroup"), "\n") {
		parts := strings.SplitN(line, ":", 3)
		if len(parts) != 3 {
			continue
		}
		for _, m := range mounts {
			if m.serves(parts[1]) {
				for dir := m.dir(parts[2]); ; dir = path.Dir(dir) {
					s.readGroup(root, dir, m.v2)
					if dir == m.point || dir == "." || dir == "/" {
						break
					}
				}
			}
		}
	}
}

// serves tells whether the mount is that of a line of proc/self/cgroup, whose
// list of controllers is empty for version 2.
func (m mount) serves(list string) bool {
	if m.v2 || list == "" {
		return m.v2 && list == ""
	}
	for _, name := range strings.Split(list, ",") {
		for _, c := range m.controllers {
			if c == name && (c == "cpu" || c == "memory") {
				return true
			}
		}
	}
	return false
}

// dir is where the group called group is. A container often sees only its own
// part of the tree, mounted as if it were the whole.
func (m mount) dir(group string) string {
	rest, below := strings.CutPrefix(group, strings.TrimSuffix(m.root, "/"))
	if !below || strings.Contains(rest, "..") {
		return m.point
	}
	return path.Join(m.point, rest)
}

// groupMounts picks the control groups from proc/self/mountinfo. Its paths are
// made relative to the root, as fs.FS wants them.
func groupMounts(info string) []mount {
	var mounts []mount
	for _, line := range strings.Split(info, "\n") {
		left, right, ok := strings.Cut(line, " - ")
		fields, what := strings.Fields(left), strings.Fields(right)
		if !ok || len(fields) < 6 || len(what) < 3 || what[0] != "cgroup" && what[0] != "cgroup2" {
			continue
		}
		mounts = append(mounts, mount{root: fields[3], point: strings.TrimPrefix(fields[4], "/"),
			v2: what[0] == "cgroup2", controllers: strings.Split(what[2], ",")})
	}
	return mounts
}

// readGroup takes the bounds of one group where they are tighter.
func (s *State) readGroup(root fs.FS, dir string, v2 bool) {
	quota, period := "", ""
	memory := ""
	if v2 {
		quota, period, _ = strings.Cut(text(root, dir+"/cpu.max"), " ")
		memory = text(root, dir+"/memory.max")
	} else {
		quota, period = text(root, dir+"/cpu.cfs_quota_us"), text(root, dir+"/cpu.cfs_period_us")
		memory = text(root, dir+"/memory.limit_in_bytes")
	}
	if q, p := number(quota), number(period); q > 0 && p > 0 {
		if cpus := float64(q) / float64(p); s.CPUQuota == nil || cpus < *s.CPUQuota {
			s.CPUQuota, s.Throttled = &cpus, throttled(text(root, dir+"/cpu.stat"))
		}
	}
	// Version 1 says "no bound" with the largest number of whole pages.
	if b := number(memory); b > 0 && b < 1<<60 && (s.MemoryLimit == 0 || b < s.MemoryLimit) {
		s.MemoryLimit = b
	}
}

// number is 0 for max, for a missing file, and for what is no number.
func number(s string) int64 {
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return v
}

func throttled(stat string) *int64 {
	for _, line := range strings.Split(stat, "\n") {
		if v, ok := strings.CutPrefix(line, "nr_throttled "); ok {
			n := number(strings.TrimSpace(v))
			return &n
		}
	}
	return nil
}
