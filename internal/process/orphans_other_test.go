//go:build !linux

package process

func orphanage() {}
