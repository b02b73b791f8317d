import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/analyses/estimate.ts";
import { canBeSaid } from "../../src/report/reading.ts";
import { changeBasis, changeOf, clauseOf, sentenceOf, titleOf } from "../../src/report/sentences.ts";
import { comparison, estimate, finding, smallStudy, voices } from "./fixture.ts";

const { en, zh } = voices(smallStudy());
const desk = { kind: "element", id: "desk" } as const;

// Wordings after METHODS D2, written by hand.
test.each<[string, Partial<Finding>, string, string]>([
  [
    "level",
    { case: "level" },
    "The satisfaction index is 73.8 (95% CI 72.9–74.7, n\u00a0=\u00a02,412).",
    "满意度指数为73.8（95%置信区间72.9–74.7，n=2,412）。",
  ],
  [
    "down",
    { case: "down", size: "small", comparison: comparison() },
    "The satisfaction index is down 2.6 points on Q2 2026 (−3.9 to −1.3); statistically significant (p\u00a0<\u00a00.001), a small change.",
    "满意度指数与第二季度相比下降2.6分（−3.9至−1.3），差异显著（p<0.001），幅度小。",
  ],
  [
    "a share has no size word",
    {
      case: "up",
      measure: "index.top",
      subject: { kind: "box", id: "top" },
      comparison: comparison({
        unit: "share-points",
        difference: 0.042,
        low: 0.011,
        high: 0.073,
        adjusted: 0.0081,
        verdict: "up",
      }),
    },
    "The share of satisfied people is up 4 percentage points on Q2 2026 (+1 to +7); statistically significant (p\u00a0=\u00a00.008).",
    "满意率与第二季度相比上升4个百分点（+1至+7），差异具有统计显著性（p=0.008）。",
  ],
  [
    "no change",
    {
      case: "no-change",
      comparison: comparison({ difference: 0.7, low: -0.6, high: 2, adjusted: 0.254, verdict: "none" }),
    },
    "The satisfaction index moved by +0.7 points against Q2 2026 (−0.6 to +2.0); that is within sampling error, so no change can be claimed (p\u00a0=\u00a00.254).",
    "满意度指数较第二季度变动+0.7分（−0.6至+2.0），在抽样误差范围内，不能认定有变化（p=0.254）。",
  ],
  [
    "target",
    { case: "target-missed", comparison: comparison({ with: { kind: "target", value: 76 } }), with: { t: 76 } },
    "Target missed: the upper end of the 95% confidence interval, 74.7, is below the target of 76.",
    "未达标：95%置信区间上限74.7低于目标76。",
  ],
  [
    "gap",
    {
      case: "gap-short",
      measure: "gaps.gap",
      subject: desk,
      estimate: estimate({ value: -2.631, low: -2.84, high: -2.42, unit: "gap" }),
      with: { c: estimate({ value: 0.6861, unit: "ratio" }) },
    },
    "Perception of Help desk falls 2.63 scale points short of expectation (CI −2.84 to −2.42), C\u00a0=\u00a00.69.",
    "“服务台”的感知低于期望2.63分（区间−2.84至−2.42），C=0.69。",
  ],
  [
    "small base",
    { case: "small-base", estimate: estimate({ base: 17 }) },
    "Base 17, indicative only.",
    "基数17，仅供参考。",
  ],
])("%s", (_, rest, english, chinese) => {
  expect(sentenceOf(finding(rest), en)).toBe(english);
  expect(sentenceOf(finding(rest), zh)).toBe(chinese);
});

describe("titles", () => {
  const score = finding({
    case: "below-own-mean",
    measure: "elements.score",
    subject: desk,
    comparison: comparison({ with: { kind: "own-mean", value: 0 }, difference: -4.5, low: -6.4, high: -2.6 }),
  });

  test("are clauses without a full stop; a client's name keeps its first letter", () => {
    expect(titleOf(score, en)).toBe("Help desk lags, 4.5 points below people's own average");
    expect(titleOf(score, zh)).toBe("“服务台”拖后，低于受访者自身平均4.5分");
    expect(clauseOf(score, en)).toBe("Help desk lags");
  });

  test("what changed stands beside its number", () => {
    expect([changeOf(comparison(), en), changeBasis(comparison(), en)]).toEqual([
      "Down 2.6 points",
      "on Q2 2026 (−3.9 to −1.3)",
    ]);
    expect([changeOf(comparison(), zh), changeBasis(comparison(), zh)]).toEqual([
      "下降2.6分",
      "较第二季度（−3.9至−1.3）",
    ]);
    expect(changeBasis(comparison({ low: null, high: null }), en)).toBe("on Q2 2026");
  });
});

test("a finding that names a hidden number is not said", () => {
  const hidden = estimate({
    value: null,
    low: null,
    high: null,
    base: null,
    status: "hidden",
    why: { code: "withheld" },
  });
  expect(canBeSaid(finding())).toBe(true);
  expect(canBeSaid(finding({ estimate: hidden }))).toBe(false);
  expect(canBeSaid(finding({ with: { dissatisfied: hidden } }))).toBe(false);
  expect(canBeSaid(finding({ comparison: comparison({ why: { code: "withheld" } }) }))).toBe(false);
});
