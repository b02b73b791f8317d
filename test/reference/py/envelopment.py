"""Envelopment programs solved one by one with every unit in, by scipy.optimize.linprog: python3 envelopment.py > ../envelopment.json"""
import json
import numpy as np
from scipy.optimize import linprog

INPUTS = [[20, 151], [19, 131], [25, 160], [27, 168], [22, 158], [55, 255], [33, 235], [31, 206], [30, 244], [50, 268], [53, 306], [38, 284], [24, 190], [41, 222]]
OUTPUTS = [[100, 90], [150, 50], [160, 55], [180, 72], [94, 66], [230, 90], [220, 88], [152, 80], [190, 100], [250, 100], [260, 147], [250, 120], [120, 61], [205, 83]]
X, Y = np.array(INPUTS, float), np.array(OUTPUTS, float)
N = len(X)


def radial(o, ref, returns, orientation):
    ins, outs, n = X.shape[1], Y.shape[1], len(ref)
    c = np.zeros(n + 1)
    c[n] = 1 if orientation == "input" else -1
    A, b = [], []
    for i in range(ins):
        A.append(np.append(X[ref, i], -X[o, i] if orientation == "input" else 0))
        b.append(0 if orientation == "input" else X[o, i])
    for r in range(outs):
        A.append(np.append(-Y[ref, r], 0 if orientation == "input" else Y[o, r]))
        b.append(-Y[o, r] if orientation == "input" else 0)
    one = np.append(np.ones(n), 0)
    eq = {"A_eq": [one], "b_eq": [1]} if returns == "variable" else {}
    if returns == "non-increasing":
        A.append(one)
        b.append(1)
    s = linprog(c, A_ub=A, b_ub=b, **eq, method="highs-ipm")
    if s.status == 2:
        return None
    return s.x[n] if orientation == "input" else 1 / s.x[n]


def slack_sum(o, returns):
    theta = radial(o, list(range(N)), returns, "input")
    ins, outs = X.shape[1], Y.shape[1]
    c = np.concatenate([np.zeros(N), -1 / X.mean(0), -1 / Y.mean(0)])
    A = np.vstack([np.hstack([X.T, np.eye(ins), np.zeros((ins, outs))]), np.hstack([Y.T, np.zeros((outs, ins)), -np.eye(outs)])])
    b = np.concatenate([theta * X[o], Y[o]])
    if returns == "variable":
        A = np.vstack([A, np.concatenate([np.ones(N), np.zeros(ins + outs)])])
        b = np.append(b, 1)
    return -linprog(c, A_eq=A, b_eq=b, method="highs-ds").fun


def cross(sign):
    total = np.zeros(N)
    for o in range(N):
        theta = radial(o, list(range(N)), "constant", "input")
        rest = [j for j in range(N) if j != o]
        c = np.concatenate([sign * -Y[rest].sum(0), np.zeros(X.shape[1])])
        A_eq = [np.concatenate([np.zeros(Y.shape[1]), X[rest].sum(0)]), np.concatenate([Y[o], -theta * X[o]])]
        s = linprog(c, A_ub=np.hstack([Y[rest], -X[rest]]), b_ub=np.zeros(N - 1), A_eq=A_eq, b_eq=[1, 0], method="highs-ds")
        u, v = s.x[: Y.shape[1]], s.x[Y.shape[1] :]
        total += (Y @ u) / (X @ v)
    return list(total / N)


ALL = list(range(N))
out = {"_source": "scipy.optimize.linprog 1.17.1; data invented", "inputs": INPUTS, "outputs": OUTPUTS, "models": {}}
for returns in ["constant", "non-increasing", "variable"]:
    for orientation in ["input", "output"]:
        out["models"][f"{returns} {orientation}"] = {
            "efficiency": [radial(o, ALL, returns, orientation) for o in ALL],
            "super": [radial(o, [j for j in ALL if j != o], returns, orientation) for o in ALL],
            "highest": [max(radial(o, [j for j in ALL if j != k], returns, orientation) for k in ALL if k != o) for o in ALL],
        }
out["slackSums"] = {returns: [slack_sum(o, returns) for o in ALL] for returns in ["constant", "variable"]}
out["cross"] = {"benevolent": cross(1), "aggressive": cross(-1)}
print(json.dumps(out, indent=1))
