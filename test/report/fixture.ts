import type { Comparison, Estimate, Finding } from "../../src/analyses/estimate.ts";
import { type Voice, voiceOf } from "../../src/report/say.ts";
import { loadWords } from "../../src/report/words.ts";
import type { Study } from "../../src/study/study.ts";

const place = { file: "data/small/study.yaml" };

/** A study in two languages with an element whose label is hostile. */
export function smallStudy(rest: Partial<Study> = {}): Study {
  const scale = {
    id: "ten",
    from: 1,
    to: 10,
    dontKnow: [98],
    notApplicable: [],
    labels: new Map([[1, { en: "Bad", "zh-CN": "差" }]]),
    answers: new Map(),
  };
  const question = (id: string) =>
    [
      id,
      {
        id,
        text: { en: `How is ${id}?`, "zh-CN": `${id}怎么样？` },
        type: "rating",
        column: id,
        scale,
        reversed: false,
        breaks: new Map(),
        place,
      },
    ] as const;
  const element = (id: string, en: string, zh: string) =>
    [id, { id, label: { en, "zh-CN": zh }, performance: id, tags: {}, place }] as const;
  return {
    id: "small",
    folder: import.meta.dirname,
    file: "data/small/study.yaml",
    title: { en: "Small study", "zh-CN": "小调查" },
    client: { en: "Client", "zh-CN": "委托方" },
    invented: true,
    index: false,
    brand: { colour: "#0a6e5c" },
    languages: ["en", "zh-CN"],
    waves: [
      {
        id: "q2",
        title: { en: "Q2 2026", "zh-CN": "第二季度" },
        fieldwork: { from: "2026-04-01", to: "2026-06-20" },
        responses: { file: "a.csv", where: {}, decimal: "." },
        place,
      },
      {
        id: "q3",
        title: { en: "Q3 2026", "zh-CN": "第三季度" },
        fieldwork: { from: "2026-07-01", to: "2026-09-18" },
        responses: { file: "b.csv", where: {}, decimal: "." },
        place,
      },
    ],
    segments: [
      {
        id: "region",
        column: "region",
        label: { en: "Region", "zh-CN": "地区" },
        values: new Map([["n", { en: "North", "zh-CN": "北" }]]),
      },
    ],
    scales: new Map([["ten", scale]]),
    questions: new Map([question("desk"), question("evil")]),
    elements: new Map([
      element("desk", "Help desk", "服务台"),
      element("evil", "=cmd|' <b>&\u202e", "=cmd|' <b>&\u202e"),
    ]),
    tagLabels: new Map(),
    tables: new Map(),
    conventions: {
      level: 0.95,
      fdr: 0.05,
      top: 2,
      minimumAnswered: 0.5,
      hideBelow: 10,
      cautionBelow: 30,
      cellBelow: 5,
      sizes: [2, 5, 10],
      draws: 1000,
    },
    analyses: new Map(),
    placeOf: () => place,
    ...rest,
  };
}

export function voices(study: Study): { en: Voice; zh: Voice } {
  const words = loadWords(study.folder, ["en", "zh-CN"]);
  return { en: voiceOf(study, words.get("en")!), zh: voiceOf(study, words.get("zh-CN")!) };
}

export function estimate(rest: Partial<Estimate> = {}): Estimate {
  return {
    value: 73.8,
    low: 72.9,
    high: 74.7,
    level: 0.95,
    method: "t",
    base: 2412,
    effectiveBase: 600,
    unit: "index",
    measure: "index.score",
    subject: { kind: "overall", id: "overall" },
    status: "shown",
    ...rest,
  };
}

export function comparison(rest: Partial<Comparison> = {}): Comparison {
  return {
    measure: "index.score",
    subject: { kind: "overall", id: "overall" },
    with: { kind: "wave", id: "q2" },
    difference: -2.6,
    low: -3.9,
    high: -1.3,
    level: 0.95,
    p: 0.0001,
    adjusted: 0.0001,
    family: 1,
    test: "welch",
    linked: 0,
    unit: "points",
    verdict: "down",
    size: "small",
    ...rest,
  };
}

export function finding(rest: Partial<Finding> = {}): Finding {
  return {
    id: "x",
    case: "level",
    measure: "index.score",
    subject: { kind: "overall", id: "overall" },
    estimate: estimate(),
    verdict: "level",
    rule: "interval",
    ...rest,
  };
}
