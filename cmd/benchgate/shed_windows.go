package main

// shedSecrets has nothing to do where a process cannot be replaced, nor its
// environment be read by files.
func shedSecrets() {}
