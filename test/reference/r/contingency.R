# Makes test/reference/contingency.json (then biome format --write):
#   Rscript test/reference/r/contingency.R > test/reference/contingency.json
# Base R 4.2.2: chisq.test, fisher.test, pchisq, uniroot. The tables are invented. The Rao-Scott figure is worked from rows:
# cell indicators, their linearised covariance (with replacement), and the generalised design effects of the contrasts of
# the log-linear model of independence (Rao & Scott 1984, eq. 2.10), whose mean divides X².

f <- function(x) sprintf("%.17g", x)
arr <- function(x) paste0("[", paste0(f(x), collapse = ", "), "]")
out <- c()
put <- function(.name, ...) {
  v <- list(...)
  body <- paste0('"', names(v), '": ', sapply(v, function(x) if (is.character(x)) paste0('"', x, '"') else if (length(x) == 1) f(x) else arr(x)), collapse = ", ")
  out <<- c(out, sprintf(' "%s": { %s }', .name, body))
}
limits <- function(x, df, m, deff = 1) {
  at <- function(p) if (pchisq(x, df) <= p) 0 else uniroot(function(l) pchisq(x, df, l) - p, c(0, 10 * x + 100), tol = 1e-13)$root
  l <- at(.975); u <- at(.025)
  c(if (l == 0) 0 else sqrt((l + df) * deff / m), sqrt((u + df) * deff / m))
}
plain <- function(name, cells, rows) {
  t <- matrix(cells, rows, byrow = TRUE)
  x <- suppressWarnings(chisq.test(t, correct = FALSE)); n <- sum(t); k <- min(dim(t)) - 1
  put(name, rows = rows, cells = cells, chiSquare = unname(x$statistic), df = unname(x$parameter), p = x$p.value,
    fisher = fisher.test(t, workspace = 2e7)$p.value, v = sqrt(unname(x$statistic) / (n * k)),
    interval = limits(unname(x$statistic), unname(x$parameter), n * k))
}
plain("regular", c(38, 33, 57, 39, 59, 47, 119, 127, 92, 126, 122, 167), 2)
plain("three", c(12, 30, 41, 22, 25, 19, 40, 28, 11), 3)
plain("even", c(20, 21, 19, 20, 22, 18), 2)
plain("strong", c(90, 5, 3, 4, 88, 6, 2, 7, 95), 3)
plain("small", c(3, 0, 2, 1, 4, 1, 0, 2, 6), 3)
plain("two", c(1, 9, 8, 2), 2)
plain("large", c(400, 5, 0, 380, 9, 2, 610, 3, 1), 3)

# The Monte-Carlo p is known from far more draws than a test makes.
set.seed(7)
sparse <- c(0, 6, 1, 0, 7, 2, 5, 0, 9, 1, 2, 8, 0, 6, 1, 7)
x <- chisq.test(matrix(sparse, 4, byrow = TRUE), simulate.p.value = TRUE, B = 400000)
put("sparse", rows = 4, cells = sparse, simulated = x$p.value)
mild <- c(3, 6, 4, 2, 5, 3, 4, 2, 3, 6, 2, 4, 1, 3, 5, 2)
x <- chisq.test(matrix(mild, 4, byrow = TRUE), simulate.p.value = TRUE, B = 400000)
put("mild", rows = 4, cells = mild, simulated = x$p.value)

# Weighted: 240 invented rows, three answers by four groups.
i <- 0:239
row <- c(0, 1, 2, 1, 0, 2, 1, 1)[i %% 8 + 1]; col <- (i * 7 + i %/% 11) %% 4
row <- ifelse(col == 3 & i %% 3 == 0, 2, row)
v <- 0.4 + ((i * 37) %% 19) / 10
n <- length(i); r <- 3; c <- 4
cell <- row * c + col
phat <- sapply(0:(r * c - 1), function(k) sum(v[cell == k]) / sum(v))
z <- sapply(0:(r * c - 1), function(k) v * ((cell == k) - phat[k + 1]) / sum(v))
V <- n * crossprod(z) * n / (n - 1)                   # n times the linearised covariance of the cell shares
pr <- tapply(phat, rep(1:r, each = c), sum); pc <- tapply(phat, rep(1:c, r), sum)
p0 <- as.vector(t(outer(pr, pc)))
X2 <- n * sum((phat - p0)^2 / p0)
contrast <- function(k) rbind(diag(k - 1), -1)
C <- kronecker(contrast(r), contrast(c))              # interaction part of the saturated model
main <- cbind(1, kronecker(contrast(r), rep(1, c)), kronecker(rep(1, r), contrast(c)))
P0 <- diag(p0) - outer(p0, p0)                        # multinomial covariance under independence
Cs <- C - main[, -1] %*% solve(t(main[, -1]) %*% P0 %*% main[, -1], t(main[, -1]) %*% P0 %*% C)
delta <- solve(t(Cs) %*% P0 %*% Cs, t(Cs) %*% V %*% Cs)
deff <- sum(diag(delta)) / ((r - 1) * (c - 1))
df <- (r - 1) * (c - 1); m <- n * (min(r, c) - 1)
put("weighted", rows = r, cells = sapply(0:(r * c - 1), function(k) sum(cell == k)),
  weight = sapply(0:(r * c - 1), function(k) sum(v[cell == k])), weight2 = sapply(0:(r * c - 1), function(k) sum(v[cell == k]^2)),
  chiSquare = X2, df = df, designEffect = deff, p = pchisq(X2 / deff, df, lower.tail = FALSE), v = sqrt(X2 / m), interval = limits(X2 / deff, df, m, deff))

# Noncentral chi-square: x, df, λ, P(X <= x)
grid <- expand.grid(x = c(.5, 4, 30, 400, 5000), df = c(1, 6, 33), lambda = c(.1, 3, 40, 380, 4900))
grid$p <- pchisq(grid$x, grid$df, grid$lambda); grid <- grid[grid$p > 1e-8, ]
put("noncentral", x = grid$x, df = grid$df, lambda = grid$lambda, p = grid$p)
cat("{\n", sprintf(' "source": "%s, package stats",\n', R.version.string), paste(out, collapse = ",\n"), "\n}\n", sep = "")
