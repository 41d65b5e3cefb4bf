package wire

import _ "embed"

// Source is the text of wire.go, for compiling into package testing.
//
//go:embed wire.go
var Source string
