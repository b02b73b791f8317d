import { beforeAll, describe, expect, it } from "vitest";
import type { Figure } from "../../src/analyses/analysis.ts";
import type { EntropyResult } from "../../src/analyses/entropy/result.ts";
import type { FuzzyResult } from "../../src/analyses/fuzzy/result.ts";
import type { GreyResult } from "../../src/analyses/grey/result.ts";
import { registry } from "../../src/analyses/registry.ts";
import { readingOf } from "../../src/report/reading.ts";
import { type Voice, voiceOf } from "../../src/report/say.ts";
import { sentenceOf } from "../../src/report/sentences.ts";
import type { WaveResults } from "../../src/report/wave-results.ts";
import { loadWords } from "../../src/report/words.ts";
import { publish, type Sheet, storesStudy } from "./harness.ts";

const ids = ["a", "b", "c"] as const;
const study = (ahp: string) =>
  storesStudy(ids, `{ ahp: ${ahp}, entropy: {}, fuzzy: { weights: ahp }, grey: { weights: ahp, overall: [q_o] } }`);

const means = [
  [82, 60, 70],
  [55, 90, 61],
  [70, 45, 88],
  [40, 71, 52],
  [63, 80, 35],
];
const answers: Sheet = [
  ["store", ...ids.map((id) => `q_${id}`), "q_o"],
  ...means.flatMap((row, store) =>
    Array.from({ length: 40 }, (_, k) => {
      const own = row.map((mean, j) => mean + Math.round(8 * Math.sin(12.9898 * (40 * store + k) + 78.233 * j)));
      return [`s${store}`, ...own, own[1]!];
    }),
  ),
];

const circle = "z: { a: { b: 5, c: 1/4 }, b: { c: 6 } }";
const good = "x: { a: { b: 2, c: 4 }, b: { c: 2 } }";
const half = "y: { a: { b: 2 }, b: { c: 2 } }";

interface Told {
  readonly wave: WaveResults;
  readonly voice: Readonly<Record<"en" | "zh-CN", Voice>>;
}

async function tell(ahp: string): Promise<Told> {
  const [wave] = await publish(study(ahp), { "a.csv": answers });
  const voice = (language: "en" | "zh-CN") =>
    voiceOf(wave!.study, loadWords(wave!.study.folder, [language]).get(language)!);
  return { wave: wave!, voice: { en: voice("en"), "zh-CN": voice("zh-CN") } };
}

function resultOf<R>({ wave }: Told, id: string): R {
  const outcome = wave.outcomes.get(id)!;
  if (outcome.kind !== "done") throw new Error(outcome.why.code);
  return outcome.result as R;
}

function figuresOf({ wave }: Told, id: string): readonly Figure[] {
  return readingOf(wave, registry).figures(id);
}

/** Everything that stands in a drawing, as one text. */
function drawn(figure: Figure, voice: Voice): string {
  return ["wide", "narrow"].map((size) => JSON.stringify(figure.draw!(size as "wide" | "narrow", voice))).join();
}

function sentences({ wave, voice }: Told, id: string, language: "en" | "zh-CN"): string {
  return readingOf(wave, registry)
    .findings(id)
    .map((finding) => sentenceOf(finding, voice[language]))
    .join(" ");
}

/** Eigenvectors of three by three matrices are the cube roots of the rows' products (Crawford & Williams 1985). */
const cubes = [5 / 4, 6 / 5, 4 / 6].map(Math.cbrt);
const forcedWeights = cubes.map((root) => root / cubes.reduce((sum, one) => sum + one, 0));

/** The figures that are made with the weights. The drawing of ranks by coefficient has its word in the note. */
const usedIn = { fuzzy: ["fuzzy-membership", "fuzzy-operators", "fuzzy-units"], grey: ["grey-units", "grey-weights"] };
const mark = { en: /Forced weights of experts/, "zh-CN": /专家权重系强制采用/ };

describe.each([
  ["that contradict each other", `{ judgements: { ${circle} } }`],
  ["that lack a comparison", `{ judgements: { ${half} } }`],
  // CR 0.056: above the strict limit, below the usual
  ["above a strict limit", "{ judgements: { x: { a: { b: 1/3, c: 5 }, b: { c: 7 } } }, strict: true }"],
])("experts' judgements %s", (_, ahp) => {
  it("weigh nothing unless the study forces them, and every page says why", async () => {
    const told = await tell(ahp);
    for (const id of ["fuzzy", "grey"]) {
      expect(told.wave.outcomes.get(id)).toEqual({ kind: "notApplicable", why: { code: "weights-ahp-refused" } });
      expect(told.voice.en.word("why.weights-ahp-refused")).toMatch(/consistency is not accepted/);
      expect(told.voice["zh-CN"].word("why.weights-ahp-refused")).toMatch(/未通过一致性检验/);
    }
    const { elements, experts } = resultOf<EntropyResult>(told, "entropy");
    expect(experts).toBe("refused");
    expect(elements.filter((row) => row.experts)).toEqual([]);
    const [weights] = figuresOf(told, "entropy");
    expect(weights!.table.columns.map(({ key }) => key)).not.toContain("experts-weight");
    expect(sentences(told, "entropy", "en")).toMatch(/consistency of the judgements is not accepted/);
    expect(sentences(told, "entropy", "zh-CN")).toMatch(/没有通过一致性检验/);
  });
});

describe("forced judgements", () => {
  let told: Told;
  beforeAll(async () => {
    told = await tell(`{ judgements: { ${circle} }, force: true }`);
  });

  it("weigh the fuzzy evaluation, the grades and stand beside the entropy weights", () => {
    const fuzzy = resultOf<FuzzyResult>(told, "fuzzy");
    const grey = resultOf<GreyResult>(told, "grey");
    const entropy = resultOf<EntropyResult>(told, "entropy");
    expect([fuzzy.forced, grey.forced, entropy.experts]).toEqual([true, true, "forced"]);
    for (const [k, id] of ids.entries()) {
      const weight = forcedWeights[k]!;
      expect(fuzzy.factors.find(({ factor }) => factor === id)!.weight).toBeCloseTo(weight, 10);
      expect(grey.elements.find(({ element }) => element === id)!.weight).toBeCloseTo(weight, 10);
      expect(entropy.elements.find(({ element }) => element === id)!.experts!.value).toBeCloseTo(weight, 10);
    }
  });

  it.each(["en", "zh-CN"] as const)(
    "are marked in every sentence, drawing and table that uses them: %s",
    (language) => {
      const voice = told.voice[language];
      for (const [id, names] of Object.entries(usedIn)) {
        const figures = figuresOf(told, id);
        expect(sentences(told, id, language)).toMatch(/consistency is not accepted|未通过一致性检验/);
        const marked = figures.filter(({ draw }) => draw).filter((figure) => mark[language].test(drawn(figure, voice)));
        expect(marked.map((figure) => figure.id)).toEqual(names);
        for (const { table } of figures)
          for (const { key, heading } of table.columns)
            if (key === "weight" || key === "plain-weight")
              expect(voice.word(`table.${heading}`), `${table.id} ${key}`).toMatch(/for orientation only|仅供参考/);
      }
      const ranks = figuresOf(told, "grey").find(({ id }) => id === "grey-ranks")!;
      expect(voice.word(`note.${ranks.note.code}`, { k: "1" })).toMatch(/For orientation only|仅供参考/);
      expect(sentences(told, "entropy", language)).toMatch(/because the study insists|研究坚持/);
      const experts = figuresOf(told, "entropy")[0]!.table.columns.find(({ key }) => key === "experts-weight")!;
      expect(voice.word(`table.${experts.heading}`)).toMatch(/for orientation only|仅供参考/);
    },
  );
});

it("an expert who contradicts himself is forced in beside others: that is marked too", async () => {
  const told = await tell(`{ judgements: { ${good}, ${circle} }, force: true }`);
  expect(resultOf<FuzzyResult>(told, "fuzzy").forced).toBe(true);
  expect(resultOf<GreyResult>(told, "grey").forced).toBe(true);
  expect(resultOf<EntropyResult>(told, "entropy").experts).toBe("forced");
});

it.each([
  ["consistent and forced without need", `{ judgements: { ${good} }, force: true }`],
  ["consistent once a contradictory expert is left out", `{ judgements: { ${good}, ${circle} } }`],
])("judgements that are %s are used without a mark", async (_, ahp) => {
  const told = await tell(ahp);
  expect(resultOf<FuzzyResult>(told, "fuzzy").forced).toBe(false);
  expect(resultOf<GreyResult>(told, "grey").forced).toBe(false);
  expect(resultOf<EntropyResult>(told, "entropy").experts).toBe("accepted");
  // 4 : 2 : 1
  expect(resultOf<GreyResult>(told, "grey").elements.map(({ weight }) => Number((7 * weight).toFixed(9)))).toEqual([
    4, 2, 1,
  ]);
  for (const id of ["fuzzy", "grey"]) {
    const figures = figuresOf(told, id).filter(({ draw }) => draw);
    expect(figures.filter((figure) => mark.en.test(drawn(figure, told.voice.en)))).toEqual([]);
    expect(sentences(told, id, "en")).not.toMatch(/consistency is not accepted/);
  }
  expect(sentences(told, "entropy", "en")).not.toMatch(/judgements/);
});
