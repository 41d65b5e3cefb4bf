package handles

const byID = "SELECT name FROM item WHERE id = ?"
