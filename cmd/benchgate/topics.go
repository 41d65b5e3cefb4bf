package main

// A topic is a page of help that is no command's.
type topic struct{ name, about, text string }

// topics are in the order in which help shows them.
var topics = []topic{
	{"changed", "what run --changed leaves out, and why", `Only what changed (run --changed, or BENCHGATE_CHANGED=1)
With --changed a package is measured only if something that its test binary is
compiled from differs between base and head, tests and everything they import
included: Go, C and assembly files, embedded files, versions of modules, the Go
toolchain and the settings that the compiler is told. A package is measured,
too, if a file changed that a benchmark might read: any file that is no Go
source, unless the policy's ignore matches it, everything in a testdata
directory, and what the policy's inputs name; and if any file changed and the
package runs programs or reads Go source. Whatever is unclear counts as changed:
prepare commands, -overlay, -modfile, -toolexec, -pgo=FILE, packages that do not
load.

The report counts what was not selected; it did not pass. Where nothing is
selected the status is 0. log.txt says of each package why it was selected.

Example:
  benchgate run --changed -v`},
	{"environment", "the environment variables", `Environment
  BENCHGATE_BENCH, _BUDGET, _TIMEOUT, _ENGINE, _STRICT, _EXPLAIN
                     stand for the flags of these names; a flag wins, and the
                     policy file loses
  BENCHGATE_CHANGED  stands for --changed
  BENCHGATE_SKIP     set to 1: the pre-push hook lets everything through
  NO_COLOR           set to anything: no colour, unless --color=always
  TERM               dumb: no colour
  LC_ALL, LC_CTYPE, LANG
                     the first that is set says whether the terminal shows more
                     than ASCII

Example:
  BENCHGATE_BUDGET=2m benchgate run`},
	{"output", "the files that a run leaves", `Files in the output directory (--output, by default .benchgate)
  report.json   the report, schema benchgate.report/v1
  report.md     the same for people, as the comment on a pull request
  report.html   the same with every row and its rounds, to look at in a browser
  rounds.jsonl  every round, from which the decision can be recomputed
  base.txt      base's results in the Go benchmark format, a line a round
  head.txt      head's; benchstat base.txt head.txt shows the same centres
  profiles/     both sides' profiles of what was explained, for go tool pprof
  log.txt       every command and round`},
	{"profiling", "where benchgate itself spends its time", `Profiles of benchgate itself
Flags before the command write them, for go tool pprof:
  --cpuprofile FILE  CPU time
  --memprofile FILE  allocations, and what is in use at the end

Benchmarks are processes of their own and not in these profiles. Profiles of
what got slower are in the output directory: benchgate help output.

Example:
  benchgate --cpuprofile=cpu.pprof compare base.txt head.txt`},
	{"status", "the exit statuses", `Exit statuses
    0  pass; also where a benchmark was too noisy to be decided, or was removed,
       unless the policy says that this fails, and where nothing had to be
       measured because the test binaries are the same or nothing was selected
       by --changed
    1  a benchmark got slower than allowed, a limit is broken, or a benchmark
       was removed and the policy says that this fails
    2  a mistake on the command line or in the policy file; nothing was measured
    3  something could not be measured: git, a build, a crash, a timeout,
       results that cannot be read, no benchmark; the budget ended before a
       benchmark was decided; none that needs a test was decided; or no test
       had enough values ever to fail
  130  interrupted; everything is cleaned up, and the report is marked partial

When several apply, the first of 2, 3, 1, 0 is taken; the report lists all. But
a confirmed regression ends with 1 although others were not decided in time.`},
}
