# The figures of bench/scorecard-speed.ts by R's survey package, over the same columns: every factor's mean and shares with
# standard errors, for both populations and both together. Prints its CPU seconds, then one figure per line.
suppressMessages(library(survey))
words <- commandArgs(TRUE); folder <- words[1]; rows <- as.integer(words[2])
items <- lapply(split(readBin(file.path(folder, "items.bin"), "integer", 50L * rows, 1L, signed = FALSE), rep(1:50, each = rows)), identity)
cell <- readBin(file.path(folder, "cells.bin"), "integer", rows, 1L, signed = FALSE)
w <- readBin(file.path(folder, "weights.bin"), "double", rows)
before <- proc.time()
x <- lapply(items, function(byte) ifelse(byte >= 1 & byte <= 5, byte, NA)); reversed <- seq_along(x) %% 5 == 4
x[reversed] <- lapply(x[reversed], function(v) 6 - v)
asked <- lapply(items, function(byte) byte != 8 & byte != 9)
usable <- 2 * Reduce(`+`, lapply(x, function(v) !is.na(v))) >= Reduce(`+`, asked)
person <- function(f, value) { own <- (f - 1) * 5 + 1:5; n <- Reduce(`+`, lapply(x[own], function(v) !is.na(v)))
  sum <- Reduce(`+`, lapply(x[own], function(v) { y <- value(v); y[is.na(y)] <- 0; y }))
  y <- sum / n; y[n == 0 | 2 * n < Reduce(`+`, asked[own]) | !usable] <- NA; y }
measures <- list(function(v) (v - 1) * 25, function(v) 100 * (v > 3), function(v) 100 * (v == 3), function(v) 100 * (v < 3))
y <- list(); for (f in 1:10) for (m in 1:4) y[[paste0("y", f, "_", m)]] <- person(f, measures[[m]])
d <- svydesign(~1, strata = ~cell, weights = ~w, fpc = ~N, data = cbind(as.data.frame(y), cell = cell, w = w, N = rows))
domains <- list(subset(d, cell < 12), subset(d, cell >= 12), d)
out <- unlist(lapply(names(y), function(name) lapply(domains, function(g) { e <- svymean(reformulate(name), g, na.rm = TRUE); c(coef(e), SE(e)) })))
cat(sum((proc.time() - before)[c("user.self", "sys.self")]), "\n")
cat(format(out, digits = 17), sep = "\n")
