module example.com/adverse

go 1.24
