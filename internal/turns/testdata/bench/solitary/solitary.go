package solitary
