# Makes test/reference/differences.json (then biome format --write): Rscript test/reference/r/differences.R > test/reference/differences.json
# Base R 4.2.2. The answers are invented. Weighted and linked figures are the linearised sums, row by row;
# whatever base R has a function for comes from that function.

f <- function(x) paste0(ifelse(is.na(x), "null", sprintf("%.17g", x)), collapse = ", ")
arr <- function(x) paste0("[", f(x), "]")
out <- c()
put <- function(.name, ...) {
  v <- list(...)
  body <- paste0('"', names(v), '": ', sapply(v, function(x) if (is.character(x)) paste0('"', x, '"') else if (length(x) == 1) f(x) else arr(x)), collapse = ", ")
  out <<- c(out, sprintf(' "%s": { %s }', .name, body))
}
q <- function(df) qt(.975, df)

# Two waves of one panel: id, performance p, expectation e on 0-10, weight v. NA = no answer.
ida <- c(1:14);            pa <- c(7,8,6,9,NA,5,8,7,10,6,4,9,8,7); ea <- c(8,8,7,9,8,7,NA,8,10,7,6,9,9,8)
va <- c(1.2,.8,.8,1.5,1,.6,1.1,.9,1.3,.7,1,1.4,.9,1.6)
idb <- c(3:12,15:20);      pb <- c(8,9,6,NA,9,7,10,8,5,9,9,7,8,6,10,9); eb <- c(8,9,8,8,9,8,9,8,6,9,10,8,8,7,9,NA)
vb <- c(.9,1.3,1.1,.7,1,1,1.2,.8,1,1.2,1.4,.6,.9,1.1,1.3,.5)
put("panel", idA = ida, performanceA = pa, expectationA = ea, weightA = va, idB = idb, performanceB = pb, expectationB = eb, weightB = vb)

# value, se, df, interval and influence (v r / total) per row of a mean or ratio
lin <- function(x, y, v) {
  ok <- !is.na(x) & !is.na(y); C <- sum((v*x)[ok])/sum((v*y)[ok])
  z <- ifelse(ok, v*(x - C*y)/sum((v*y)[ok]), 0); n <- sum(ok)
  se <- sqrt(sum(z^2)*n/(n - 1))
  list(value = C, se = se, n = n, z = z, ok = ok)
}
one <- function(name, x, y, v) {
  l <- lin(x, y, v); t <- q(l$n - 1)
  put(name, value = l$value, se = l$se, n = l$n, effectiveN = sum(v[l$ok])^2/sum(v[l$ok]^2), low = l$value - t*l$se, high = l$value + t*l$se)
}
u14 <- rep(1, 14); u16 <- rep(1, 16)
one("meanA", pa, u14, va); one("meanUnweightedA", pa, u14, u14)
one("ratioA", pa, ea, va); one("ratioUnweightedA", pa, ea, u14)

two <- function(name, x, y, v, x2, y2, v2) {
  a <- lin(x, y, v); b <- lin(x2, y2, v2); d <- b$value - a$value
  se <- sqrt(a$se^2 + b$se^2); df <- se^4/(a$se^4/(a$n - 1) + b$se^4/(b$n - 1))
  put(paste0(name, "Apart"), difference = d, se = se, df = df, p = 2*pt(-abs(d/se), df), low = d - q(df)*se, high = d + q(df)*se)
  ids <- sort(unique(c(ida[a$ok], idb[b$ok]))); N <- length(ids)
  u <- sapply(ids, function(i) sum(b$z[idb == i]) - sum(a$z[ida == i]))
  se <- sqrt(sum(u^2)*N/(N - 1))
  put(paste0(name, "Linked"), difference = d, se = se, df = N - 1, p = 2*pt(-abs(d/se), N - 1), low = d - q(N - 1)*se, high = d + q(N - 1)*se,
      linked = length(intersect(ida[a$ok], idb[b$ok])))
}
two("mean", pa, u14, va, pb, u16, vb)
two("meanUnweighted", pa, u14, u14, pb, u16, u16)
two("ratio", pa, ea, va, pb, eb, vb)
two("share", as.numeric(pa >= 8), u14, va, as.numeric(pb >= 8), u16, vb)
two("shareUnweighted", as.numeric(pa >= 8), u14, u14, as.numeric(pb >= 8), u16, u16)

t1 <- t.test(pa, mu = 8)
put("oneSample", t = unname(t1$statistic), df = unname(t1$parameter), p = t1$p.value, low = t1$conf.int[1] - 8, high = t1$conf.int[2] - 8)

wilson <- function(p, n, level = .95) {
  z <- qnorm(1 - (1 - level)/2); c(p + z^2/(2*n) - z*sqrt(p*(1 - p)/n + z^2/(4*n^2)), p + z^2/(2*n) + z*sqrt(p*(1 - p)/n + z^2/(4*n^2)))/(1 + z^2/n)
}
newcombe <- function(p1, n1, p2, n2, phi = 0, level = .95) { # p2 - p1
  a <- wilson(p1, n1, level); b <- wilson(p2, n2, level); d <- p2 - p1
  c(d - sqrt((p2 - b[1])^2 - 2*phi*(p2 - b[1])*(a[2] - p1) + (a[2] - p1)^2), d + sqrt((b[2] - p2)^2 - 2*phi*(b[2] - p2)*(p1 - a[1]) + (p1 - a[1])^2))
}

# A weighted share with 12 of 30 people inside: 30 people with weights 1 + (i mod 4)/2, inside when i mod 5 < 2.
i <- 1:30; v <- 1 + (i %% 4)/2; s <- as.numeric(i %% 5 < 2); p <- sum(v*s)/sum(v)
se <- sqrt(sum(v^2*(s - p)^2))/sum(v)*sqrt(30/29); ne <- min(30, p*(1 - p)/se^2); ci <- wilson(p, ne)
put("weightedShare", value = p, se = se, effectiveN = ne, low = ci[1], high = ci[2])
# The same people, inside when i mod 5 == 0: 6 people, so Kish's number.
s <- as.numeric(i %% 5 == 0); p <- sum(v*s)/sum(v); k <- sum(v)^2/sum(v^2); ci <- wilson(p, k)
put("weightedShareSmall", value = p, effectiveN = k, low = ci[1], high = ci[2])

# Two proportions 45/120 and 71/130: prop.test, and Newcombe's interval at 95 and 99 %.
pt2 <- prop.test(c(45, 71), c(120, 130), correct = FALSE)
n95 <- newcombe(45/120, 120, 71/130, 130); n99 <- newcombe(45/120, 120, 71/130, 130, level = .99)
put("twoProportions", p = pt2$p.value, chisq = unname(pt2$statistic), low = n95[1], high = n95[2], low99 = n99[1], high99 = n99[2])
fe <- function(a, n, b, m) fisher.test(matrix(c(a, n - a, b, m - b), 2))$p.value
put("fisher", "p3of40_9of35" = fe(3, 40, 9, 35), "p0of12_4of11" = fe(0, 12, 4, 11), "p2of900_9of1100" = fe(2, 900, 9, 1100), "p38of40_40of40" = fe(38, 40, 40, 40))
pt1 <- prop.test(71, 130, p = .6, correct = FALSE)
put("scoreTest", p = pt1$p.value, low = pt1$conf.int[1] - .6, high = pt1$conf.int[2] - .6)

# The same people in both waves: both, only earlier, only later, neither.
pairs <- function(name, e, left, came, h) {
  n <- e + left + came + h; changed <- left + came
  p <- if (changed < 25) binom.test(left, changed, .5)$p.value else mcnemar.test(matrix(c(e, left, came, h), 2), correct = FALSE)$p.value
  A <- (e + left)*(came + h)*(e + came)*(left + h); B <- e*h - left*came
  phi <- if (A == 0) 0 else (if (B > 0) max(0, B - n/2) else B)/sqrt(A)
  ci <- newcombe((e + left)/n, n, (e + came)/n, n, phi)
  put(name, table = c(e, left, came, h), difference = (came - left)/n, p = p, low = ci[1], high = ci[2])
}
pairs("mcnemarExact", 59, 6, 16, 80)
pairs("mcnemarLarge", 110, 31, 52, 90)
pairs("mcnemarNegative", 2, 15, 20, 3)

x <- c(2.5, 3, 3, 4.25, 7, 9.5, 11)
put("quantile", values = x, p = c(0, .025, .1, .25, .5, .9, .975, 1), type7 = unname(quantile(x, c(0, .025, .1, .25, .5, .9, .975, 1), type = 7)))

cat('{\n "source": "', R.version.string, ', package stats",\n', paste(out, collapse = ",\n"), "\n}\n", sep = "")
