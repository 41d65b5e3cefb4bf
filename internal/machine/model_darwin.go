package machine

import "golang.org/x/sys/unix"

// model asks the kernel; "" where it does not say.
func model() string {
	name, err := unix.Sysctl("machdep.cpu.brand_string")
	if err != nil {
		return ""
	}
	return name
}
