"""Linear and proportional-odds models of the drawn answers under weights and under strata with sampling units, in NumPy: cd test/reference/py && python3 designed_fits.py > ../designed-fits.json (then biome format --write)

Estimates maximise the weighted likelihood; covariances are A^-1 B A^-1 with A the derivative of the summed scores (by complex steps and
central differences, not by formula) and B = sum over strata of n/(n-1) times the scatter of the units' score totals (Binder 1983). Brant's
test: a weighted binary logit at every threshold, the scores of all of them stacked, Wald's test that slopes are equal.
"""
import json
import numpy as np

drawn = json.load(open("../measurement-drawn.json"))["drawn"]
u = np.array(drawn["u"])
X = np.array(drawn["x"], float).reshape(-1, 3)
v = np.array(drawn["v"], float)
n = len(u)
row = np.arange(n)
stratum = row % 3
unit = (row // 3) % (4 + stratum)  # 4, 5 and 6 units
CUTS = [2, 3, 4]


def scatter(scores, designed):
    total = np.zeros((scores.shape[1],) * 2)
    groups = [[scores[(stratum == h) & (unit == c)].sum(0) for c in range(4 + h)] for h in range(3)] if designed else [list(scores)]
    for parts in groups:
        z = np.array(parts)
        d = z - z.mean(0)
        total += len(z) / (len(z) - 1) * d.T @ d
    return total


def covariance(scores_of, theta, designed):
    m, h = len(theta), 1e-5
    A = np.zeros((m, m))
    for j in range(m):
        step = np.zeros(m)
        step[j] = h
        A[:, j] = (8 * (scores_of(theta + step).sum(0) - scores_of(theta - step).sum(0)) - (scores_of(theta + 2 * step).sum(0) - scores_of(theta - 2 * step).sum(0))) / (12 * h)
    inverse = np.linalg.inv(A)
    return inverse @ scatter(scores_of(theta), designed) @ inverse.T


def gradients(loglik, theta, w):
    out = np.zeros((n, len(theta)))
    for j in range(len(theta)):
        step = np.zeros(len(theta), complex)
        step[j] = 1e-30j
        out[:, j] = w * loglik(theta + step).imag / 1e-30
    return out


def maximise(loglik, theta, w):
    for _ in range(60):
        scores = lambda t: gradients(loglik, t, w)
        m, h = len(theta), 1e-5
        A = np.column_stack([(scores(theta + h * e).sum(0) - scores(theta - h * e).sum(0)) / (2 * h) for e in np.eye(m)])
        step = np.linalg.solve(A, scores(theta).sum(0))
        theta = theta - step
        if np.abs(step).max() < 1e-13:
            break
    return theta


def odds(theta):
    xb = X @ theta[:3]
    ends = [None] + list(theta[3:]) + [None]
    level = sum((u >= c).astype(int) for c in CUTS)
    up = np.array([1 if ends[k + 1] is None else 1 / (1 + np.exp(-(ends[k + 1] - b))) for k, b in zip(level, xb)])
    low = np.array([0 if ends[k] is None else 1 / (1 + np.exp(-(ends[k] - b))) for k, b in zip(level, xb)])
    return np.log(up - low)


def logit(cut):
    y = (u >= cut).astype(float)
    Z = np.column_stack([np.ones(n), X])
    return lambda b: y * (Z @ b) - np.log(1 + np.exp(Z @ b))


def brant(w, designed):
    fits = [maximise(logit(c), np.zeros(4), w) for c in CUTS]
    stacked = lambda t: np.hstack([gradients(logit(c), t[4 * j:4 * j + 4], w) for j, c in enumerate(CUTS)])
    V = covariance(stacked, np.concatenate(fits), designed)
    b = np.concatenate(fits)

    def wald(places):
        D = np.zeros((2 * len(places), 12))
        for r, p in enumerate(places):
            for j in (1, 2):
                D[2 * r + j - 1, p] = 1
                D[2 * r + j - 1, 4 * j + p] = -1
        d = D @ b
        return d @ np.linalg.solve(D @ V @ D.T, d)

    return [wald([1, 2, 3])] + [wald([p]) for p in (1, 2, 3)]


def root(matrix):
    return list(np.sqrt(np.diag(matrix)))


Z = np.column_stack([np.ones(n), X])
out = {"units": [4, 5, 6]}
for name, w, designed in [("weighted", v, False), ("designed", np.ones(n), True), ("both", v, True)]:
    beta = np.linalg.solve(Z.T @ (w[:, None] * Z), Z.T @ (w * u))
    linear = lambda t: (w * (u - Z @ t))[:, None] * Z
    theta = maximise(odds, np.array([0.1, 0.1, 0.1, -1.0, 0.0, 1.0]), w)
    out[name] = {
        "linear": list(beta),
        "linearSe": root(covariance(linear, beta, designed)),
        "odds": list(theta),
        "oddsSe": root(covariance(lambda t: gradients(odds, t, w), theta, designed)),
        "brant": brant(w, designed),
    }
print(json.dumps(out))
