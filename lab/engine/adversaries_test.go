package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/benchgate/benchgate/internal/judge"
	"github.com/benchgate/benchgate/internal/round"
)

// text returns a table as it is printed.
func text(t *testing.T, tab table) string {
	t.Helper()
	var out bytes.Buffer
	if err := tab.write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestAdversaries holds the list against the benchmarks that there are.
func TestAdversaries(t *testing.T) {
	var source strings.Builder
	for _, name := range []string{"victim", "speed", "rarely"} {
		part, err := os.ReadFile(adverseDir + "/" + name + "_test.go")
		if err != nil {
			t.Fatal(err)
		}
		source.Write(part)
	}
	used := map[string]bool{}
	for _, a := range adversaries {
		for _, b := range a.benchmarks {
			used[b] = true
		}
	}
	for _, m := range regexp.MustCompile(`func Benchmark(\w+)`).FindAllStringSubmatch(source.String(), -1) {
		if !used[m[1]] {
			t.Errorf("no adversary uses %s", m[1])
		}
		delete(used, m[1])
	}
	if len(used) > 0 {
		t.Errorf("there is no %v", used)
	}
	for _, v := range []string{calmVariable, stepVariable, toldVariable} {
		part, err := os.ReadFile(adverseDir + "/adverse.go")
		if err != nil || !strings.Contains(source.String()+string(part), `"`+v+`"`) {
			t.Errorf("no benchmark reads %s; error %v", v, err)
		}
	}
}

const adverseDir = "../benchmarks/adverse"

func TestContests(t *testing.T) {
	var subjects []subject
	for _, run := range []string{"Chase", "Flush"} {
		subjects = append(subjects, subject{run: run})
	}
	var got []string
	for _, c := range contestsOf(adversaries, subjects, 3, 2) {
		got = append(got, c.name+"/"+c.head+"/"+strings.Repeat("x", c.reps)+c.subjects[0].run)
	}
	want := "hog in bursts/identical code/xxxChase, hog in bursts/+10.00 %/xxChase, " +
		"hog with the period of a pair/identical code/xxxChase, hog with the period of a pair/+10.00 %/xxChase, " +
		"periodic flushes/identical code/xxxFlush, periodic flushes/+10.00 %/xxFlush, periodic flushes/slower on the mean only/xxFlush"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s", strings.Join(got, ", "))
	}
	if all := contestsOf(adversaries, subjects, 0, 0); len(all) > 0 {
		t.Errorf("%d contests without trials", len(all))
	}
}

func TestAgainstTable(t *testing.T) {
	a := adversary{name: "a hog", hog: hogPeriod}
	contests := []contest{{adversary: a, head: headSame}, {adversary: a, head: "+10.00 %"}, {adversary: a, head: headRare}}
	one := func(head string, outcome judge.Outcome, hog float64) play {
		return play{Adversary: "a hog", Head: head, Seconds: 2, Hog: hog, Fates: []fate{
			{Benchmark: "A", Outcome: judge.Inconclusive, Rounds: 4},
			{Benchmark: "B", Outcome: outcome, Rounds: 6, Stage: round.Confirm, Reason: "so it is"}}}
	}
	plays := []play{one(headSame, judge.Regression, 0.5), one(headSame, judge.Pass, 1), one("+10.00 %", judge.Pass, 1),
		one("+10.00 %", judge.Regression, 1), one("+10.00 %", judge.Error, 1)}
	got := text(t, againstTable(plays, contests))
	for _, want := range []string{
		"| a hog | identical code | 2 | 1 of 4 | 2 of 4 | 1 of 4 | 0 of 4 | 0 of 4 | 5.0 | 1.00 s | 0.75 |",
		"| a hog | +10.00 % | 3 | 1 of 6 | 3 of 6 | 1 of 6 | 0 of 6 | 1 of 6 | 5.0 | 1.00 s | 1.00 |",
		"Identical code: 1 of 2 trials failed. Slower code: 1 of 6 benchmarks passed.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, headRare) {
		t.Errorf("a line without trials in\n%s", got)
	}
	got = text(t, broken(plays))
	for _, want := range []string{"| a hog | identical code | B | 0 | regression | confirm | so it is |", "| +10.00 % | B | 0 | pass |", "| error |"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "so it is"); n != 3 {
		t.Errorf("%d lines instead of 3 in\n%s", n, got)
	}
	if got := text(t, broken(plays[1:2])); !strings.Contains(got, "None.") {
		t.Errorf("got\n%s", got)
	}
}
