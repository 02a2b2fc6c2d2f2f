module github.com/ai4citizens/casebook

go 1.26.8
