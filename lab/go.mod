module github.com/benchgate/benchgate/lab

go 1.26.0

require github.com/benchgate/benchgate v0.0.0

replace github.com/benchgate/benchgate => ../

require (
	github.com/aclements/go-moremath v0.0.0-20210112150236-f10218a38794 // indirect
	github.com/yuin/goldmark v1.8.2
	golang.org/x/perf v0.0.0-20260908200009-22c9c6c9d4da
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/sys v0.49.0
)
