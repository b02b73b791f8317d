# Makes test/reference/weighting.json (then biome format --write): Rscript test/reference/r/weighting.R > test/reference/weighting.json
# Base R 4.2.2. The answers are invented. Raking is a loop to 1e-14; residuals come from lm with the weights before the fit;
# variances are the sums over sampling units within strata, written out.

f <- function(x) paste0(ifelse(is.na(x), "null", sprintf("%.17g", x)), collapse = ", ")
arr <- function(x) paste0("[", if (is.character(x)) paste0('"', x, '"', collapse = ", ") else f(x), "]")
out <- c()
put <- function(.name, ...) {
  v <- list(...)
  body <- paste0('"', names(v), '": ', sapply(v, function(x) if (length(x) == 1) f(x) else arr(x)), collapse = ", ")
  out <<- c(out, sprintf(' "%s": { %s }', .name, body))
}

set.seed(20)
n <- 90
d <- data.frame(id = paste0("p", 1:n), stratum = rep(c("a", "b", "c", "d"), c(30, 36, 4, 20)), stringsAsFactors = FALSE)
d$psu <- c(rep(1:6, each = 5), rep(1:6, each = 6), rep(1, 4), rep(1:5, each = 4))
d$sex <- sample(c("f", "m"), n, TRUE, c(.6, .4))
d$age <- sample(c("young", "middle", "old"), n, TRUE, c(.2, .45, .35)); d$age[c(7, 41, 77)] <- ""
d$w <- round(runif(n, .5, 2), 2)
level <- rnorm(n) * .8 + match(d$age, c("old", "middle", "young"), nomatch = 2) * .7 + rep(rnorm(length(unique(paste(d$stratum, d$psu)))), times = rle(paste(d$stratum, d$psu))$lengths) * .6
cut10 <- function(x) pmin(10, pmax(1, round(x)))
d$x <- cut10(5 + 1.5 * level + rnorm(n)); d$y <- cut10(7 + .8 * level + rnorm(n))
d$x[c(3, 20, 55)] <- NA; d$y[c(9, 20)] <- NA
put("answers", id = d$id, stratum = d$stratum, psu = d$psu, sex = d$sex, age = d$age, w = d$w, x = d$x, y = d$y)

margin <- function(values, target) { blank <- mean(values == ""); c(target * (1 - blank), if (blank > 0) c("BLANK" = blank)) }
name <- function(values) ifelse(values == "", "BLANK", values)
rake <- function(base, margins) {
  v <- base
  for (round in 1:5000) {
    for (m in margins) { t <- tapply(v, m$of, sum) / sum(v); v <- v * unname((m$target[names(t)] / t)[m$of]) }
    off <- max(sapply(margins, function(m) { t <- tapply(v, m$of, sum) / sum(v); max(abs(t / m$target[names(t)] - 1)) }))
    if (off < 1e-14) break
  }
  v / mean(v)
}
sex <- list(of = d$sex, target = c(f = .48, m = .52))
age <- list(of = name(d$age), target = margin(d$age, c(young = .3, middle = .4, old = .3)))

# Σ_h (1 − f) n/(n − 1) Σ_c (t_hc − mean)²
variance <- function(z, unit, stratum, N = NULL) {
  total <- 0
  for (h in unique(stratum)) {
    t <- tapply(z[stratum == h], unit[stratum == h], sum); k <- length(t)
    fpc <- if (is.null(N)) 1 else 1 - k / N[h]
    total <- total + fpc * k / (k - 1) * sum((t - mean(t))^2)
  }
  unname(total)
}
one <- rep("all", n)
# value, se of mean(x)/mean(y) over a group; y = 1: of a mean
fit <- function(x, y, v, inside, unit, stratum, margins = NULL, base = NULL, N = NULL) {
  ok <- inside & !is.na(x) & !is.na(y); x[!ok] <- 0; y[!ok] <- 0
  C <- sum(v * x) / sum(v * y); e <- x - C * y
  if (!is.null(margins)) e <- residuals(lm(e ~ ., data = data.frame(e = e, lapply(setNames(margins, seq_along(margins)), `[[`, "of")), weights = base))
  z <- v * e / sum(v * y)
  used <- unique(data.frame(unit, stratum)[ok, ])
  list(value = C, se = sqrt(variance(z, unit, stratum, N)), df = nrow(used) - length(unique(used$stratum)), n = sum(ok), z = z)
}
everybody <- rep(TRUE, n); ones <- rep(1, n)
said <- function(name, r) put(name, value = r$value, se = r$se, df = r$df, n = r$n)
all4 <- function(name, v, unit, stratum, ...) {
  said(paste0(name, "Mean"), fit(d$x, ones, v, everybody, unit, stratum, ...))
  said(paste0(name, "Ratio"), fit(d$x, d$y, v, everybody, unit, stratum, ...))
  said(paste0(name, "Share"), fit(as.numeric(d$x >= 8), ones, v, everybody, unit, stratum, ...))
  said(paste0(name, "Women"), fit(d$x, ones, v, d$sex == "f", unit, stratum, ...))
  said(paste0(name, "Others"), fit(d$x, ones, v, d$sex != "f", unit, stratum, ...))
}
person <- d$id
raked <- rake(ones, list(sex, age)); put("raked", weights = raked)
all4("raked", raked, person, one, list(sex, age), ones)
based <- rake(d$w, list(sex, age)); put("based", weights = based)
all4("based", based, person, one, list(sex, age), d$w)
cell <- list(of = ifelse(d$age == "", "BLANK", paste(d$sex, d$age)), target = margin(d$age, c("f young" = .14, "f middle" = .2, "f old" = .14, "m young" = .16, "m middle" = .2, "m old" = .16)))
post <- rake(ones, list(cell)); put("post", weights = post)
all4("post", post, person, one, list(cell), ones)
# c has one unit: it goes with d
h <- ifelse(d$stratum == "c", "d", d$stratum); u <- paste(d$stratum, d$psu)
all4("design", d$w, u, h)
all4("plain", ones, u, h)
all4("strata", d$w, person, d$stratum)
all4("finite", d$w, u, h, N = c(a = 20, b = 15, d = 11))
all4("both", based, u, h, list(sex, age), d$w)
# cut at 1.2 times the median, then raked again from there
cut <- pmin(raked, 1.2 * median(raked)); again <- rake(cut, list(sex, age))
put("trimmed", weights = again, cut = sum(raked > 1.2 * median(raked)))
all4("trimmed", again, person, one, list(sex, age), cut)

# women less others: the variance of the difference of the two influences, df units - strata - 1
apart <- function(name, v, unit, stratum, ...) {
  a <- fit(d$x, ones, v, d$sex != "f", unit, stratum, ...); b <- fit(d$x, ones, v, d$sex == "f", unit, stratum, ...)
  used <- unique(data.frame(unit, stratum)[!is.na(d$x), ])
  put(paste0(name, "Apart"), difference = b$value - a$value, se = sqrt(variance(b$z - a$z, unit, stratum)), df = nrow(used) - length(unique(used$stratum)) - 1)
}
apart("raked", raked, person, one, list(sex, age), ones)
apart("design", d$w, u, h)
apart("both", based, u, h, list(sex, age), d$w)

# A second wave of the same people and others: later answers x2 of p21 … p90 and ten new ones; each wave raked by itself.
b <- data.frame(id = paste0("p", c(21:90, 101:110)), stringsAsFactors = FALSE)
b$sex <- c(d$sex[21:90], rep(c("f", "m"), 5)); b$age <- c(d$age[21:90], rep(c("young", "old"), 5)); b$age[b$age == ""] <- "old"
b$x <- cut10(c(d$x[21:90] + 1, 4:8, 4:8) + round(rnorm(80))); b$x[c(5, 44)] <- NA
put("later", id = b$id, sex = b$sex, age = b$age, x = b$x)
sexB <- list(of = b$sex, target = c(f = .48, m = .52)); ageB <- list(of = b$age, target = c(young = .3, middle = .4, old = .3))
v2 <- rake(rep(1, 80), list(sexB, ageB))
part <- function(x, v, margins) {
  ok <- !is.na(x); x[!ok] <- 0; e <- x - ok * sum(v * x) / sum(v * ok); m <- sum(v * x) / sum(v * ok)
  e <- residuals(lm(e ~ ., data = data.frame(e = e, lapply(setNames(margins, seq_along(margins)), `[[`, "of"))))
  z <- v * e / sum(v * ok); k <- length(z); list(value = m, z = sqrt(k / (k - 1)) * (z - mean(z)))
}
A <- part(d$x, raked, list(sex, age)); B <- part(b$x, v2, list(sexB, ageB))
shared <- intersect(d$id, b$id)
cross <- sum(A$z[match(shared, d$id)] * B$z[match(shared, b$id)])
put("change", difference = B$value - A$value, se = sqrt(sum(A$z^2) + sum(B$z^2) - 2 * cross))

cat("{\n \"source\": \"R 4.2.2, base; see r/weighting.R\",\n", paste(out, collapse = ",\n"), "\n}\n", sep = "")
