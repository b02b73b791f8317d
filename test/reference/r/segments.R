# Makes test/reference/segments.json (then biome format --write): Rscript test/reference/r/segments.R > test/reference/segments.json
# Base R 4.2.2. The answers are drawn. Unweighted: t.test (Welch), prop.test(correct = FALSE), p.adjust(method = "BH").
# Weighted: the linearised sums, row by row; d/se with Satterthwaite's df for means, with the normal for shares.
# Scores are 25 (x - 1); a share is that of 4 and 5. A group of fewer than 30 answers is in everybody's rest, but not tested.

set.seed(20260711)
region <- rep(c("north", "south", "west", "isle", ""), c(120, 100, 60, 15, 5))
n <- length(region)
shift <- c(north = 0, south = -.5, west = .35, isle = .2)[ifelse(region == "", "north", region)]
draw <- function(by) pmin(5, pmax(1, round(3.4 + by*shift + rnorm(n, sd = 1.1))))
x <- data.frame(a = draw(1), b = draw(.1)); x$a[sample(n, 22)] <- NA; x$b[sample(n, 13)] <- NA
v <- round(runif(n, .4, 2.2), 2)

f <- function(x) paste0(ifelse(is.na(x), "null", sprintf("%.17g", x)), collapse = ", ")
quoted <- function(x) paste0('"', x, '"', collapse = ", ")
out <- c(sprintf('"source": "%s, package stats"', R.version.string), sprintf('"region": [%s]', quoted(region)), sprintf('"weight": [%s]', f(v)),
         sprintf('"a": [%s]', f(x$a)), sprintf('"b": [%s]', f(x$b)))

lin <- function(x, v) {
  ok <- !is.na(x); x <- x[ok]; v <- v[ok]; m <- sum(v*x)/sum(v); k <- length(x)
  list(m = m, k = k, se = sqrt(sum((v*(x - m))^2))/sum(v)*sqrt(k/(k - 1)))
}
apart <- function(x, v, share) { # x, v: lists of two; first less second
  one <- lin(x[[1]], v[[1]]); two <- lin(x[[2]], v[[2]]); d <- one$m - two$m; se <- sqrt(one$se^2 + two$se^2)
  df <- se^4/(one$se^4/(one$k - 1) + two$se^4/(two$k - 1))
  c(d, if (share) 2*pnorm(-abs(d/se)) else 2*pt(-abs(d/se), df))
}
plain <- function(x, share) {
  x <- lapply(x, function(y) y[!is.na(y)])
  if (share) { r <- prop.test(sapply(x, sum), sapply(x, length), correct = FALSE); return(c(-diff(r$estimate), r$p.value)) }
  r <- t.test(x[[1]], x[[2]]); c(-diff(r$estimate), r$p.value)
}
big <- c("north", "south", "west")
pairs <- list(c("north", "south"), c("north", "west"), c("south", "west"))
family <- function(name, sides, labels) for (share in c(FALSE, TRUE)) for (weighted in c(FALSE, TRUE)) {
  r <- c(); l <- c()
  for (element in c("a", "b")) for (k in seq_along(sides)) {
    y <- if (share) as.numeric(x[[element]] >= 4) else 25*(x[[element]] - 1)
    s <- sides[[k]]; z <- list(y[s[[1]]], y[s[[2]]]); l <- c(l, paste(element, labels[k]))
    r <- rbind(r, if (weighted) apart(z, list(v[s[[1]]], v[s[[2]]]), share) else plain(z, share))
  }
  rows <- sprintf('"%s": { "difference": %s, "p": %s, "adjusted": %s }', l, sprintf("%.17g", r[, 1]), sprintf("%.17g", r[, 2]), sprintf("%.17g", p.adjust(r[, 2], "BH")))
  out <<- c(out, sprintf('"%s%s%s": { %s }', name, if (share) "Shares" else "Means", if (weighted) "Weighted" else "", paste(rows, collapse = ", ")))
}
family("rest", lapply(big, function(g) list(region == g, region != g)), big)
family("pair", lapply(pairs, function(p) list(region == p[1], region == p[2])), sapply(pairs, paste, collapse = " "))
cat("{", paste(out, collapse = ",\n"), "}\n")
