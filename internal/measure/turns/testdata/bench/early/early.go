package early
