# Makes test/reference/measurement-drawn.json (then biome format --write): Rscript test/reference/r/measurement.R > test/reference/measurement-drawn.json
# R 4.2.2, MASS 7.3-58.2, sandwich 3.0-2, survey 4.1-1. One-factor minres by optim() on its own definition; proportional odds
# by MASS::polr on MASS::housing (1,681 tenants of Copenhagen, Venables & Ripley 2002, 7.3); Brant's (1990) test from glm() and
# its definition; robust covariances by sandwich::vcovHC and survey::svyglm / svyolr.
suppressMessages({library(MASS); library(sandwich); library(survey)})
f <- function(x) paste0("[", paste0(sprintf("%.17g", x), collapse = ","), "]")
h <- housing[rep(seq_len(nrow(housing)), housing$Freq), ]
y <- as.integer(h$Sat)
X <- model.matrix(~ Infl + Type + Cont, h)[, -1]
o <- options(digits = 17)
m <- polr(factor(y) ~ X, Hess = TRUE, control = list(reltol = 1e-15, maxit = 10000))
s <- coef(summary(m))
p <- ncol(X); J <- 3
brant <- function(y, X) {
  Z <- cbind(1, X); J <- max(y); fits <- lapply(1:(J - 1), function(j) glm((y > j) ~ X, family = binomial, control = list(epsilon = 1e-15, maxit = 100)))
  pi <- sapply(fits, fitted); b <- unlist(lapply(fits, function(g) coef(g)[-1])); p <- ncol(X)
  V <- matrix(0, (J - 1) * p, (J - 1) * p); A <- lapply(1:(J - 1), function(j) solve(t(Z) %*% (pi[, j] * (1 - pi[, j]) * Z)))
  for (j in 1:(J - 1)) for (l in j:(J - 1)) {
    w <- pi[, l] - pi[, j] * pi[, l]
    v <- (A[[j]] %*% (t(Z) %*% (w * Z)) %*% A[[l]])[-1, -1]
    V[(j - 1) * p + 1:p, (l - 1) * p + 1:p] <- v; V[(l - 1) * p + 1:p, (j - 1) * p + 1:p] <- t(v)
  }
  D <- if (J > 2) do.call(rbind, lapply(2:(J - 1), function(j) { M <- matrix(0, p, (J - 1) * p); M[, 1:p] <- diag(p); M[, (j - 1) * p + 1:p] <- -diag(p); M }))
  d <- D %*% b; all <- drop(t(d) %*% solve(D %*% V %*% t(D), d))
  each <- sapply(1:p, function(k) { i <- seq(k, (J - 2) * p, p); drop(t(d[i]) %*% solve((D %*% V %*% t(D))[i, i], d[i])) })
  c(all, each)
}
state <- 4711
draw <- function() { state <<- (state * 1103515245 + 12345) %% 2147483648; state / 2147483648 }
n <- 150; q <- 3
x <- matrix(0, n, q); u <- integer(n); v <- numeric(n)
for (i in 1:n) {
  for (j in 1:q) x[i, j] <- 1 + floor(draw() * 5)
  u[i] <- min(4, max(1, round(0.4 * x[i, 1] + 0.3 * x[i, 2] + 2.4 * draw() - 0.6)))
  v[i] <- 0.5 + round(draw() * 4) / 4
}
l <- lm(u ~ x)
des <- svydesign(~1, weights = ~v, data = data.frame(u, x, v))
sv <- svyglm(u ~ X1 + X2 + X3, des)
w <- polr(factor(u) ~ x, weights = v, Hess = TRUE, control = list(reltol = 1e-15, maxit = 10000))
m2 <- polr(factor(u) ~ x, Hess = TRUE, control = list(reltol = 1e-15, maxit = 10000))
so <- svyolr(factor(u) ~ X1 + X2 + X3, des, control = list(reltol = 1e-15, maxit = 10000))
minres <- function(R) {
  k <- nrow(R); g <- function(a) sum((R - a %o% a)[lower.tri(R)]^2)
  a <- rep(.7, k); for (i in 1:20) a <- optim(a, g, method = "BFGS", control = list(reltol = 1e-16, maxit = 10000))$par; a * sign(sum(a))
}
R <- cor(cbind(x, u)); R5 <- diag(5); set <- c(.62, .55, .41, .48, .70, .39, .52, .33, .47, .44); R5[lower.tri(R5)] <- set; R5 <- R5 + t(R5) - diag(5)
e5 <- eigen(R5); L5 <- e5$vectors[, 1:2] %*% diag(sqrt(e5$values[1:2])); L5 <- L5 %*% diag(sign(colSums(L5)))
vm <- unclass(varimax(L5, eps = 1e-15)$loadings)
cat('{\n"housing":{"rows":', f(t(cbind(y, X))), ',"coefficients":', f(coef(m)), ',"thresholds":', f(m$zeta), ',"se":', f(s[, 2]), ',"deviance":', f(deviance(m)), ',"brant":', f(brant(y, X)),
 '},\n"drawn":{"x":', f(t(x)), ',"u":', f(u), ',"v":', f(v),
 ',"linear":', f(coef(l)), ',"classical":', f(sqrt(diag(vcov(l)))), ',"hc3":', f(sqrt(diag(vcovHC(l, "HC3")))), ',"weighted":', f(coef(sv)), ',"weightedSe":', f(sqrt(diag(vcov(sv)))),
 ',"odds":', f(c(coef(m2), m2$zeta)), ',"oddsSe":', f(coef(summary(m2))[, 2]), ',"weightedOdds":', f(c(coef(w), w$zeta)), ',"weightedOddsSe":', f(sqrt(diag(vcov(so)))), ',"brant":', f(brant(u, x)),
 '},\n"minres":{"correlations":', f(R5), ',"loadings":', f(minres(R5)), ',"unrotated":', f(t(L5)), ',"varimax":', f(t(vm)), '}}\n')
