package lonely
