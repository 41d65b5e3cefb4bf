//go:build !linux

package main

func orphanage() {}
