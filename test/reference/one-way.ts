/** Own figures, four branches of four customers; mean squares, F and ICC(1) worked out by hand and in a second program. */
export const consistency = {
  branches: [
    [8, 9, 7, 8],
    [6, 5, 7, 6],
    [9, 9, 8, 10],
    [7, 6, 8, 7],
  ],
  msb: 6.6666666667,
  msw: 0.6666666667,
  f: 10,
  df: [3, 12],
  p: 0.0013859073,
  icc: 0.6923076923,
} as const;

/**
 * R 4.2.2: a <- anova(lm(y ~ b)); n0 <- (N - sum(n^2)/N)/(k-1); icc <- function(r) (r-1)/(r+n0-1) at F, F/qf(.975, k-1, N-k),
 * F/qf(.025, k-1, N-k); sqrt(msw), sqrt((N-k)*msw/qchisq(c(.975, .025), N-k)).
 */
export const unequal = {
  groups: [
    [62, 75, 81, 70, 66],
    [55, 48, 60],
    [80, 85, 79, 90, 77, 83, 88],
    [70, 71],
  ],
  f: 17.9594012235012,
  p: 6.59075517210512e-5,
  icc: [0.81067164501589, 0.441518682111348, 0.984758046461412],
  within: [5.78342332429379, 4.19271546866602, 9.31734031604153],
} as const;
