import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CrosstabsResult } from "../../src/analyses/crosstabs/result.ts";
import { type Comparison, type Estimate, numberKey } from "../../src/analyses/estimate.ts";
import { registry } from "../../src/analyses/registry.ts";
import { mask } from "../../src/disclosure/mask.ts";
import { measureStudy } from "../../src/measuring/study.ts";
import type { WaveResults } from "../../src/report/wave-results.ts";
import { type Random, randomOf } from "../example/random.ts";

const study = `
title: Case
client: Nobody
languages: [en]
waves: { w: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: w.csv } }
segments: [region, age]
unit: town
scales: { s: { from: 1, to: 5, dont_know: [8], not_applicable: [9] } }
questions: { q: { text: Q, scale: s }, p: { text: P, scale: s }, r: { text: R, scale: s } }
elements: { p: { label: P, performance: p }, r: { label: R, performance: r } }
analyses: { index: { overall: q }, elements: {}, segments: { unit: true }, crosstabs: {} }
`;
const dividers = { region: "region", age: "age", unit: "town" } as const;
const codes = ["1", "2", "3", "4", "5"];
const answers = [...codes, "", "8", "9"];

type Person = Readonly<Record<"region" | "town" | "age" | "q" | "p" | "r", string>>;

/** People in towns within regions, a few without an age; a question that many were not asked, and rare answers. */
function draw(random: Random, size: number): readonly Person[] {
  const answer = (asked: number, apart: number) => {
    if (random.uniform() > asked) return random.uniform() < 0.9 ? "9" : "";
    if (random.uniform() < apart) return "8";
    return String(5 - Math.floor(5 * random.uniform() ** 2));
  };
  return Array.from({ length: size }, () => {
    const town = Math.floor(7 * random.uniform() ** 1.8);
    return {
      town: `t${town}`,
      region: `r${Math.floor(town / 3)}`,
      age: random.uniform() < 0.03 ? "" : `a${Math.floor(3 * random.uniform())}`,
      q: answer(1, 0),
      p: answer(0.9, 0.05),
      r: answer(0.25, 0.15),
    };
  });
}

async function publish(people: readonly Person[]): Promise<WaveResults> {
  const root = mkdtempSync(join(tmpdir(), "satisfact-test-"));
  try {
    const folder = join(root, "data", "case");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "study.yaml"), study);
    const names = ["region", "town", "age", "q", "p", "r"] as const;
    const rows = people.map((person) => names.map((name) => person[name]).join(","));
    writeFileSync(join(folder, "w.csv"), [names.join(","), ...rows].join("\n"));
    const kept = { read: () => undefined, write: () => {}, tidy: () => {} };
    return (await measureStudy({ folder, root, registry, program: "", kept })).waves[0]!;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Everything with a measure in what is published: the results, and the tables of every page and download. */
function numbersIn({ outcomes, study: own }: WaveResults) {
  const estimates: Estimate[] = [];
  const comparisons: Comparison[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("measure" in value && "effectiveBase" in value) estimates.push(value as Estimate);
    else if ("measure" in value && "adjusted" in value) comparisons.push(value as Comparison);
    else for (const inner of Object.values(value)) collect(inner);
  };
  for (const [id, outcome] of outcomes) {
    if (outcome.kind !== "done") continue;
    collect(outcome.result);
    collect(registry.find((analysis) => analysis.id === id)!.figures(outcome.result, own));
  }
  return { estimates, comparisons };
}

/** Of each person one kind: who stands in the same groups. An unknown per kind and answer to one question. */
function unknownsOf(people: readonly Person[], question: "q" | "p" | "r") {
  const kindOf = ({ town, age }: Person) => `${town} ${age}`;
  const kinds = new Map(people.map((person) => [kindOf(person), person]));
  const sum = (isIn: (person: Person) => boolean, factor: (answer: string) => number): readonly number[] =>
    [...kinds.values()].flatMap((person) => answers.map((answer) => (isIn(person) ? factor(answer) : 0)));
  const count = (isIn: (person: Person) => boolean, is: (answer: string) => boolean) =>
    people.filter((person) => isIn(person) && is(person[question])).length;
  return { sum, count };
}

/** Row echelon form: whether a row lies in the span of others. */
function spanOf(rows: readonly (readonly number[])[]): (target: readonly number[]) => boolean {
  const basis: { readonly pivot: number; readonly row: readonly number[] }[] = [];
  const rest = (given: readonly number[]) => {
    const row = [...given];
    for (const known of basis) {
      const factor = row[known.pivot]!;
      if (factor !== 0)
        known.row.forEach((value, k) => {
          row[k] = row[k]! - factor * value;
        });
    }
    return row.map((value) => (Math.abs(value) < 1e-8 ? 0 : value));
  };
  for (const given of rows) {
    const row = rest(given);
    const pivot = row.findIndex((value) => value !== 0);
    if (pivot >= 0) basis.push({ pivot, row: row.map((value) => value / row[pivot]!) });
  }
  return (target) => rest(target).every((value) => value === 0);
}

type Is = (answer: string) => boolean;
const isCode: Is = (answer) => codes.includes(answer);
const isAsked: Is = (answer) => answer !== "9";
const scored = (answer: string) => (isCode(answer) ? Number(answer) : 0);

/** Which answers a measure counts, of which; `mean`: it sums their codes. */
function countedBy(measure: string): { readonly counts: Is | "mean"; readonly base: Is } | null {
  const among = (list: string) => (answer: string) => list.split(" ").includes(answer);
  const band = /^elements\.distribution\.(\d)-(\d)$/.exec(measure);
  if (band) return { counts: (answer) => isCode(answer) && answer >= band[1]! && answer <= band[2]!, base: isCode };
  switch (measure) {
    case "index.score":
    case "index.item":
    case "elements.score":
      return { counts: "mean", base: isCode };
    case "index.top":
    case "elements.top":
      return { counts: among("4 5"), base: isCode };
    case "index.bottom":
      return { counts: among("1 2"), base: isCode };
    case "elements.dont_know":
      return { counts: among("8"), base: isAsked };
    case "elements.blank":
      return { counts: among(""), base: isAsked };
    case "elements.not_applicable":
      return { counts: among("9"), base: () => true };
    default:
      return null;
  }
}

function measureIn({ measure, subject }: Pick<Estimate, "measure" | "subject">) {
  if (measure === "index.state")
    return {
      base: isCode,
      counts: (answer: string) =>
        isCode(answer) &&
        (answer < "3" ? "dissatisfied" : answer === "3" ? "satisfied" : "highly_satisfied") === subject.id,
    };
  return countedBy(measure);
}

function peopleIn(group: string | undefined): (person: Person) => boolean {
  if (group === undefined) return () => true;
  const [segment, value] = group.split("=") as [keyof typeof dividers, string];
  return (person) => person[dividers[segment]] === value;
}

/** What can be solved for although it rests on fewer than ten answers, or counts one to four people. */
function solvedIn(people: readonly Person[], estimates: readonly Estimate[], banners: CrosstabsResult) {
  const solved: string[] = [];
  let hidden = 0;
  for (const question of ["q", "p", "r"] as const) {
    const { sum, count } = unknownsOf(people, question);
    const published: (readonly number[])[] = [
      sum(
        () => true,
        () => 1,
      ),
    ];
    const targets: (readonly [string, readonly number[]])[] = [];
    for (const estimate of estimates) {
      const isIn = peopleIn(estimate.subject.group);
      if (estimate.measure === "segments.size") {
        if (estimate.value !== null) published.push(sum(isIn, () => 1));
        continue;
      }
      const own = estimate.measure.startsWith("index.") ? "q" : estimate.subject.id;
      const counted = own === question ? measureIn(estimate) : null;
      if (!counted) continue;
      const { counts, base } = counted;
      const n = count(isIn, base);
      const row = sum(isIn, counts === "mean" ? scored : (answer) => Number(counts(answer)));
      if (estimate.base !== null) {
        expect(estimate.base).toBe(n);
        published.push(sum(isIn, (answer) => Number(base(answer))));
      }
      if (estimate.value !== null) published.push(row);
      const cases = counts === "mean" ? n : count(isIn, counts);
      const few = counts !== "mean" && cases > 0 && cases < 5 && estimate.measure !== "elements.blank";
      if (n > 0 && (n < 10 || few)) {
        hidden++;
        const name = `${numberKey(estimate)}: ${cases} of ${n}`;
        if (estimate.value !== null) solved.push(`${name} is shown`);
        targets.push([name, row]);
      }
    }
    const table = banners.questions.find((candidate) => candidate.question === question)!;
    banners.groups.forEach(({ segment, value }, at) => {
      const isIn = peopleIn(`${segment}=${value}`);
      const { base, mean, shares } = table.columns[at]!;
      if (base !== null) published.push(sum(isIn, (answer) => Number(isCode(answer))));
      if (mean?.value != null) published.push(sum(isIn, scored));
      table.rows.forEach((row, k) => {
        const counts = (answer: string) => isCode(answer) && row.includes(Number(answer));
        const cases = count(isIn, counts);
        const cell = sum(isIn, (answer) => Number(counts(answer)));
        if (shares[k]!.value !== null) published.push(cell);
        else if (cases > 0 && cases < 5) targets.push([`${question} ${row} in ${segment}=${value}: ${cases}`, cell]);
      });
    });
    const follows = spanOf(published);
    solved.push(...targets.filter(([, row]) => follows(row)).map(([name]) => name));
  }
  return { solved: [...new Set(solved)], hidden };
}

describe("what is published by group", () => {
  it("gives no small group and no small cell away to whoever solves for them", async () => {
    let shown = 0;
    for (const [seed, size] of [
      [1, 80],
      [2, 120],
      [3, 180],
      [4, 260],
      [5, 400],
      [6, 700],
    ] as const) {
      const people = draw(randomOf(seed, 7), size);
      const wave = await publish(people);
      const { estimates, comparisons } = numbersIn(wave);
      const banners = wave.outcomes.get("crosstabs") as { readonly kind: "done"; readonly result: CrosstabsResult };
      const { solved, hidden } = solvedIn(people, estimates, banners.result);
      expect(hidden, `${size} people`).toBeGreaterThan(10);
      expect(solved, `${size} people`).toEqual([]);
      shown += estimates.filter(({ subject, value }) => subject.group !== undefined && value !== null).length;

      // a comparison is printed where both of its sides are
      const masked = new Set(estimates.filter(({ value }) => value === null).map(numberKey));
      for (const comparison of comparisons) {
        const { measure, subject, with: other, difference, p, verdict } = comparison;
        if (subject.group === undefined) continue;
        const { group: _, ...whole } = subject;
        const side = other.kind === "rest" ? whole : { ...whole, group: other.id! };
        if (!masked.has(numberKey({ measure, subject })) && !masked.has(numberKey({ measure, subject: side })))
          continue;
        expect([difference, p, verdict], numberKey(comparison)).toEqual([null, null, "untested"]);
      }
    }
    // and yet there is something to see
    expect(shown).toBeGreaterThan(400);
  }, 60_000);
});

/** Groups whose score on `p` is hidden although somebody answered. */
async function hiddenGroups(parts: readonly (readonly [number, string, string, string])[]): Promise<readonly string[]> {
  const people = parts.flatMap(([size, region, town, answer]) =>
    Array.from({ length: size }, (_, k): Person => ({ region, town, age: `a${k % 2}`, q: "3", p: answer, r: "2" })),
  );
  const { estimates } = numbersIn(await publish(people));
  const scores = estimates.filter(({ measure, subject }) => measure === "elements.score" && subject.id === "p");
  return [
    ...new Set(scores.flatMap(({ subject, value, base }) => (value === null && base !== 0 ? [subject.group!] : []))),
  ];
}

describe("a small group", () => {
  const large = [
    [60, "n", "c", "4"],
    [70, "s", "d", "2"],
    [80, "s", "e", "5"],
  ] as const;

  it("takes the other part of its region with it, not a smaller town elsewhere", async () => {
    expect(await hiddenGroups([[4, "n", "a", "5"], ...large])).toEqual(["unit=a", "unit=c"]);
  });

  it("does so where a third town has no answers, since that is said", async () => {
    const hidden = await hiddenGroups([[4, "n", "a", "5"], [30, "n", "b", "9"], ...large]);
    expect(hidden).toEqual(["unit=a", "unit=c"]);
  });

  it("does so where another is as small, if both together are still too few", async () => {
    const small = [
      [4, "n", "a", "5"],
      [5, "n", "b", "1"],
    ] as const;
    expect(await hiddenGroups([...small, ...large])).toEqual(["unit=a", "unit=b", "unit=c"]);
    expect(await hiddenGroups([small[0], [9, "n", "b", "1"], ...large])).toEqual(["unit=a", "unit=b"]);
  });

  it("does so where hardly anybody is blank", async () => {
    const regions = (hidden: readonly string[]) => hidden.filter((group) => group.startsWith("region"));
    const parts = [
      [6, "w", "a", "5"],
      [30, "n", "a", "4"],
      [30, "n", "b", "4"],
      [70, "s", "b", "4"],
    ] as const;
    expect(regions(await hiddenGroups([...parts, [2, "", "b", "3"]]))).toEqual(["region=n", "region=w"]);
    expect(regions(await hiddenGroups([...parts, [40, "", "b", "3"]]))).toEqual(["region=w"]);
  });
});

describe("a comparison", () => {
  const of = (group: string, other: Comparison["with"]): Comparison => ({
    measure: "m",
    subject: { kind: "overall", id: "overall", group },
    with: other,
    difference: 3,
    low: 1,
    high: 5,
    level: 0.95,
    p: 0.01,
    adjusted: 0.02,
    family: 2,
    test: "welch",
    linked: 0,
    unit: "points",
    verdict: "up",
  });
  const [own, whole] = ["m overall:overall in region=n", "m overall:overall"];

  it.each([
    ["with a group that is hidden", of("region=n", { kind: "group", id: "region=s" }), "m overall:overall in region=s"],
    ["of a group that is hidden", of("region=n", { kind: "group", id: "region=s" }), own],
    ["with the rest of everybody, who is hidden", of("region=n", { kind: "rest" }), whole],
    ["of a hidden group with the rest", of("region=n", { kind: "rest" }), own],
  ])("%s is hidden too", (_, comparison, hidden) => {
    const masked = mask(comparison, "w", new Map([["w", new Set([hidden])]]));
    expect(masked).toMatchObject({ difference: null, low: null, p: null, adjusted: null, verdict: "untested" });
  });

  it("of two groups that are shown is shown", () => {
    const comparison = of("region=n", { kind: "group", id: "region=s" });
    expect(mask(comparison, "w", new Map([["w", new Set([whole])]]))).toEqual(comparison);
  });
});
