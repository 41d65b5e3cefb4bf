package record

// Environment is the machine that measured. What its system does not say is
// left out.
type Environment struct {
	// Go is the version that builds head. BaseGo and HeadGo are those of both sides,
	// where they are known; several of one side are joined by commas.
	Go     string `json:"go"`
	BaseGo string `json:"base_go,omitempty"`
	HeadGo string `json:"head_go,omitempty"`
	GOOS   string `json:"goos"`
	GOARCH string `json:"goarch"`
	CPU    string `json:"cpu"`
	CPUs   int    `json:"cpus"`

	// Governor picks the clock; several are joined by commas. Turbo is on or off,
	// Power mains or battery.
	Governor string `json:"governor,omitempty"`
	Turbo    string `json:"turbo,omitempty"`
	Power    string `json:"power,omitempty"`
	// Load is the mean number of processes of the minute before the run.
	Load *float64 `json:"load,omitempty"`
	// Virtual is the hypervisor, none on bare metal; Container the kind of
	// container.
	Virtual   string `json:"virtual,omitempty"`
	Container string `json:"container,omitempty"`
	// Steal is the share of the run's time that the hypervisor took away, from 0
	// to 1.
	Steal *float64 `json:"steal,omitempty"`
	// CPUQuota is how many processors' worth of time the control groups allow,
	// MemoryLimit their bytes.
	CPUQuota    *float64 `json:"cpu_quota,omitempty"`
	MemoryLimit int64    `json:"memory_limit,omitempty"`
	// DiskFree is the free space in bytes where both sides were laid out.
	DiskFree int64 `json:"disk_free,omitempty"`
	// Noise is how far off a round of turns of equal work is, as a fraction: a
	// robust standard deviation. Only benchgate doctor measures it.
	Noise *float64 `json:"noise,omitempty"`
}
