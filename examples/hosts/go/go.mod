module decide

go 1.19
