package main

// publishVerb is "benchgate publish REPORT.json": the half of the gate that
// holds a token. It builds and runs nothing of what was measured.
func (p *program) publishVerb(ctx context.Context, args []string) error {
	o, err := parsePublishFlags(args)
	if err != nil {
		return p.orHelp("publish", err)
	}
	pub := &publication{program: p, options: o}
	if err := pub.open(); err != nil {
		return err
	}
	talk, cancel := context.WithTimeout(ctx, o.timeout)
	defer cancel()
	if o.accept {
		return pub.noteOnly(talk)
	}
	pub.findPull(talk)
	pub.note(talk)
	pub.load(talk)
	pub.publish(talk)
	if err := pub.leave(); err != nil {
		return err
	}
	return exit.With(pub.report.Status)
}
