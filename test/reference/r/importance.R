# Makes the part "drawn" of test/reference/importance.json (then biome format --write): Rscript test/reference/r/importance.R
# Base R 4.2.2. The answers are invented: a linear congruential generator, a habit that all ratings of a person share.
# LMG is averaged over all orders of lm() fits, as it is defined; Johnson's weights by eigen().

f <- function(x) paste0(sprintf("%.17g", x), collapse = ", ")
state <- 20260
draw <- function() { state <<- (state * 1103515245 + 12345) %% 2147483648; state / 2147483648 }
n <- 120; p <- 4
x <- matrix(0, n, p); y <- numeric(n); v <- numeric(n)
for (i in 1:n) {
  habit <- draw() + draw() + draw()
  for (j in 1:p) x[i, j] <- min(10, max(1, round(2 + 2 * habit * (1 - 0.15 * j) + 4 * draw())))
  y[i] <- min(10, max(1, round(0.45 * x[i, 1] + 0.3 * x[i, 2] + 0.1 * x[i, 3] + 4 * draw() - 1)))
  v[i] <- 0.5 + round(draw() * 4) / 4
}

subsets <- function(w) {
  r2 <- numeric(2^p)
  for (s in 1:(2^p - 1)) {
    use <- which(bitwAnd(s, 2^(0:(p - 1))) > 0)
    r2[s + 1] <- summary(lm(y ~ x[, use], weights = w))$r.squared
  }
  r2
}
orders <- function(k) if (k == 1) list(1) else unlist(lapply(orders(k - 1), function(o) lapply(0:(k - 1), function(at) append(o, k, at))), recursive = FALSE)
lmg <- function(w) {
  r2 <- subsets(w); out <- numeric(p); all <- orders(p)
  for (o in all) { s <- 0; for (j in o) { out[j] <- out[j] + r2[s + 2^(j - 1) + 1] - r2[s + 1]; s <- s + 2^(j - 1) } }
  out / length(all)
}
johnson <- function(r) {
  e <- eigen(r[-1, -1]); L <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
  b <- solve(L, r[-1, 1]); drop(L^2 %*% b^2)
}
report <- function(w) {
  r <- cov.wt(cbind(y, x), wt = w / sum(w), cor = TRUE)$cor
  m <- summary(lm(y ~ x, weights = w))
  beta <- solve(r[-1, -1], r[-1, 1])
  # Wald test of the slopes with the linearised covariance of weighted least squares, factor n/(n-1)
  X <- cbind(1, x); A <- solve(t(X) %*% (w * X)); e <- resid(lm(y ~ x, weights = w))
  V <- n / (n - 1) * A %*% (t(X) %*% (w^2 * e^2 * X)) %*% A
  b <- coef(lm(y ~ x, weights = w))
  W <- drop(b[-1] %*% solve(V[-1, -1], b[-1])) / p
  paste0('"r2": ', f(m$r.squared), ', "adjusted": ', f(m$adj.r.squared), ', "f": ', f(m$fstatistic[1]),
    ', "p": ', f(pf(m$fstatistic[1], m$fstatistic[2], m$fstatistic[3], lower.tail = FALSE)), ', "wald": ', f(W),
    ',\n "correlation": [', f(r[-1, 1]), '], "betas": [', f(beta), '], "vif": [', f(diag(solve(r[-1, -1]))),
    '],\n "lmg": [', f(lmg(w)), '], "johnson": [', f(johnson(r)), ']')
}
cat('{ "source": "', R.version.string, '",\n "overall": [', f(y), '],\n "elements": [', paste0("[", apply(x, 2, f), "]", collapse = ",\n"), '],\n "weights": [', f(v),
  '],\n "plain": {', report(rep(1, n)), '},\n "weighted": {', report(v), '} }\n', sep = "")
