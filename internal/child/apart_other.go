//go:build !linux

package child

import "errors"

// Enclose is not known here.
func Enclose() error { return errors.ErrUnsupported }
