import { describe, expect, it } from "vitest";
import type { Estimate } from "../../src/analyses/estimate.ts";
import { figures } from "../../src/analyses/structural-model/chart.ts";
import type { StructuralModelResult } from "../../src/analyses/structural-model/result.ts";
import type { Chart } from "../../src/charts/chart.ts";
import { estimate, smallStudy, voices } from "../report/fixture.ts";

const study = smallStudy();
const { en, zh } = voices(study);

const of = (value: number | null, low: number | null, high: number | null, unit: Estimate["unit"], latent: string) =>
  estimate({ value, low, high, unit, measure: "structural-model.index", subject: { kind: "latent", id: latent } });

function latent(id: string, index: Estimate, r2?: number, kind: "index" | "rate" = "index") {
  const item = { question: "desk", notes: [], crossed: [] };
  return {
    latent: id,
    mode: "A",
    kind,
    index,
    equal: false,
    ...(r2 !== undefined && { r2: of(r2, r2 - 0.05, r2 + 0.05, "share", id) }),
    items: [item],
    left: [],
  };
}

const coefficient = (value: number | null, low: number | null, high: number | null) =>
  of(value, low, high, "coefficient", "path");
const path = (from: string, to: string, value: Estimate) => ({ from, to, path: value });
const effect = (from: string, to: string, total: Estimate) => ({ from, to, total });

/** Only what is drawn. */
const result = {
  model: "own",
  complete: 506,
  asked: 584,
  draws: { made: 1000, failed: 0 },
  cautions: [],
  latents: [
    latent("quality", of(72.4, 70.4, 74.2, "index", "quality")),
    latent("value", of(60.1, 58, 62.1, "index", "value"), 0.3),
    latent("satisfaction", of(72.4, 70.5, 74.1, "index", "satisfaction"), 0.51),
    latent("complaints", of(0.09, 0.07, 0.12, "share", "complaints"), 0.14, "rate"),
  ],
  paths: [
    path("quality", "value", coefficient(0.47, 0.37, 0.56)),
    path("quality", "satisfaction", coefficient(0.05, -0.02, 0.11)),
    path("value", "satisfaction", coefficient(null, null, null)),
    path("satisfaction", "complaints", coefficient(-0.37, -0.46, -0.27)),
  ],
  effects: [
    effect("value", "satisfaction", coefficient(0.34, 0.26, 0.42)),
    effect("quality", "satisfaction", coefficient(0.62, 0.55, 0.68)),
    effect("quality", "value", coefficient(0.47, 0.37, 0.56)),
    effect("satisfaction", "complaints", coefficient(-0.37, -0.46, -0.27)),
    effect("quality", "complaints", coefficient(-0.02, -0.1, 0.06)),
  ],
  srmr: coefficient(0.03, null, null),
  trend: [
    { wave: "q2", indices: [{ latent: "satisfaction", index: of(77.6, 76, 79, "index", "satisfaction") }] },
    { wave: "q3", indices: [{ latent: "satisfaction", index: of(72.4, 70.5, 74.1, "index", "satisfaction") }] },
  ],
  whatIf: { step: 5, outcomes: ["satisfaction", "complaints"], rows: [] },
  segments: [],
  providers: [],
} as unknown as StructuralModelResult;

function drawn(id: string, say = en, given = study): Chart {
  return figures(result, given).find((figure) => figure.id === id)!.draw!("wide", say);
}

const textsOf = (chart: Chart) => (chart.data.texts as unknown as readonly { text: string }[]).map(({ text }) => text);

describe("figures of the path model", () => {
  it("draws every latent variable with index or rate and, where an arrow ends, R², in the language of the page", () => {
    const chart = drawn("model-paths");
    expect(chart.data.boxes).toHaveLength(4);
    expect(textsOf(chart)).toEqual(
      expect.arrayContaining(["Perceived quality", "72.4", "60.1 · R² 30%", "72.4 · R² 51%", "9% · R² 14%"]),
    );
    expect(textsOf(drawn("model-paths", zh))).toEqual(expect.arrayContaining(["感知质量", "72.4 · R² 51%"]));
    const tinted = chart.data.boxes!.map(({ fill }) => fill === "var(--est-soft)");
    expect(tinted).toEqual([false, false, true, false]);
  });

  it("draws every path with its interval, the one whose interval includes 0 and the hidden one as quiet", () => {
    const chart = drawn("model-paths");
    expect(textsOf(chart)).toEqual(
      expect.arrayContaining(["0.47", "0.37–0.56", "0.05", "−0.02 to 0.11", "–", "−0.37", "−0.46 to −0.27"]),
    );
    expect(chart.data.quiet).toHaveLength(2);
    const weights = ["0.47", "0.05", "–", "−0.37"].map(
      (text) => chart.data.texts!.find((row) => row.text === text)!.weight,
    );
    expect(weights).toEqual([700, 400, 400, 700]);
    expect(chart.data.arrows!.filter(({ stroke }) => stroke !== null)).toHaveLength(2);
  });

  it("draws the indices without the rate, which has another unit", () => {
    expect(drawn("model-indices").data.points!.map(({ value }) => value)).toEqual([72.4, 60.1, 72.4]);
  });

  it("draws total effects under each outcome, the strongest first, a negative one too", () => {
    const chart = drawn("model-effects");
    expect(chart.data.points!.map(({ value }) => value)).toEqual([0.62, 0.34, -0.37, -0.02]);
    expect(textsOf(chart)).toEqual(expect.arrayContaining(["On Satisfaction", "On Complaints"]));
  });

  it("draws the trend of what the model is about, and interrupts it where its question changed", () => {
    expect(drawn("model-trend").data.points!.map(({ value }) => value)).toEqual([77.6, 72.4]);
    expect(drawn("model-trend").data.breaks).toEqual([]);
    const desk = study.questions.get("desk")!;
    const changed = smallStudy({
      questions: new Map([["desk", { ...desk, breaks: new Map([["q3", { en: "Wording changed" }]]) }]]),
    });
    expect(drawn("model-trend", en, changed).data.breaks).toHaveLength(1);
  });
});
