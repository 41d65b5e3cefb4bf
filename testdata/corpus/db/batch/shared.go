package batch

const insert = "INSERT INTO item (shelf, name) VALUES (1, ?)"
