module example.com/corpus/core

go 1.26.0

require github.com/benchgate/benchgate v0.0.0

require github.com/HdrHistogram/hdrhistogram-go v1.4.0 // indirect

replace github.com/benchgate/benchgate => ../../..
