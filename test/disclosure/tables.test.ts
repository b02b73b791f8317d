import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CrosstabsResult } from "../../src/analyses/crosstabs/result.ts";
import { registry } from "../../src/analyses/registry.ts";
import { joinRows } from "../../src/disclosure/join-rows.ts";
import { follows, independent } from "../../src/disclosure/sums.ts";
import { measureStudy } from "../../src/measuring/study.ts";
import { type Random, randomOf } from "../example/random.ts";

const study = `
title: Case
client: Nobody
languages: [en]
waves: { w: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: w.csv } }
segments: [region, town, age]
scales:
  five: { from: 1, to: 5 }
  three: { from: 1, to: 3 }
  kinds: { options: { 1: A, 2: B, 3: C, 4: D, 5: E } }
  two: { from: 0, to: 1 }
questions:
  q1: { text: Q, scale: five }
  q2: { text: Q, scale: three }
  q3: { text: Q, scale: kinds }
  q4: { text: Q, scale: two }
analyses: { crosstabs: {} }
`;
const questions = ["q1", "q2", "q3", "q4"];
const lowest: Readonly<Record<string, number>> = { q4: 0 };
const count: Readonly<Record<string, number>> = { q1: 5, q2: 3, q3: 5, q4: 2 };

type Person = Readonly<Record<string, string>>;

/** People in towns within regions, some without an age; rare answers, and a question that few were asked. */
function draw(random: Random, size: number): readonly Person[] {
  return Array.from({ length: size }, () => {
    const town = Math.floor(7 * random.uniform() ** 1.8);
    const answer = (id: string, asked: number) => {
      if (random.uniform() > asked) return "";
      const code = (lowest[id] ?? 1) + count[id]! - 1 - Math.floor(count[id]! * random.uniform() ** 2.5);
      return String(code);
    };
    return {
      town: `t${town}`,
      region: `r${Math.floor(town / 3)}`,
      age: random.uniform() < 0.03 ? "" : `a${Math.floor(3 * random.uniform())}`,
      q1: answer("q1", 1),
      q2: answer("q2", 0.3),
      q3: answer("q3", 0.9),
      q4: answer("q4", 0.8),
    };
  });
}

async function publish(people: readonly Person[]): Promise<CrosstabsResult> {
  const root = mkdtempSync(join(tmpdir(), "satisfact-test-"));
  try {
    const folder = join(root, "data", "case");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "study.yaml"), study);
    const names = ["region", "town", "age", ...questions];
    writeFileSync(
      join(folder, "w.csv"),
      [names.join(","), ...people.map((person) => names.map((name) => person[name]).join(","))].join("\n"),
    );
    const kept = { read: () => undefined, write: () => {}, tidy: () => {} };
    const { waves } = await measureStudy({ folder, root, registry, program: "", kept });
    return (waves[0]!.outcomes.get("crosstabs") as { kind: "done"; result: CrosstabsResult }).result;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Row echelon form; whether a further row lies in the span of those before. */
function spanOf(rows: readonly (readonly number[])[]): (target: readonly number[]) => boolean {
  const basis: { readonly pivot: number; readonly row: number[] }[] = [];
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

/** Everything that can be solved for although it counts one to four people, or a group that is hidden. */
function solvedIn(
  people: readonly Person[],
  result: CrosstabsResult,
): { readonly solved: readonly string[]; readonly hidden: number } {
  const solved: string[] = [];
  let hidden = 0;
  for (const table of result.questions) {
    const { question } = table;
    const answered = people.filter((person) => person[question] !== "");
    const codes = Array.from({ length: count[question]! }, (_, k) => (lowest[question] ?? 1) + k);
    const kinds = [...new Set(answered.map(({ town, age }) => `${town} ${age}`))];
    const personOf = new Map(answered.map((person) => [`${person.town} ${person.age}`, person]));
    // an unknown per kind of people and answer
    const sum = (isIn: (person: Person) => boolean, factor: (code: number) => number) =>
      kinds.flatMap((kind) => codes.map((code) => (isIn(personOf.get(kind)!) ? factor(code) : 0)));
    const everybody = () => true;
    // of everybody each answer is known, which is more than is published
    const published = codes.map((code) => sum(everybody, (other) => Number(other === code)));
    const targets: (readonly [string, readonly number[]])[] = [];
    result.groups.forEach(({ segment, value }, at) => {
      const column = table.columns[at]!;
      const isIn = (person: Person) => person[segment] === value;
      const own = answered.filter(isIn);
      const tally = (row: readonly number[]) => own.filter((person) => row.includes(Number(person[question]))).length;
      const few = (row: readonly number[]) => tally(row) > 0 && tally(row) < 5;
      const target = (row: readonly number[]) => {
        hidden++;
        targets.push([
          `${question} ${segment}=${value} ${row}: ${tally(row)}`,
          sum(isIn, (code) => Number(row.includes(code))),
        ]);
      };
      if (column.base !== null) published.push(sum(isIn, () => 1));
      else target(codes);
      if (column.mean && column.mean.value !== null) published.push(sum(isIn, (code) => code));
      table.rows.forEach((row, k) => {
        const cell = column.shares[k]!;
        if (cell.value === null) {
          if (few(row)) target(row);
          return;
        }
        expect(Math.round(cell.value * column.base!)).toBe(tally(row));
        if (few(row)) solved.push(`${question} ${segment}=${value} ${row} is shown`);
        published.push(sum(isIn, (code) => Number(row.includes(code))));
      });
      for (const code of codes) if (few([code])) target([code]);
    });
    const follows = spanOf(published);
    solved.push(...targets.filter(([, target]) => follows(target)).map(([name]) => name));
  }
  return { solved, hidden };
}

describe("tables by group", () => {
  it("give no count of one to four people away, nor a hidden group, to whoever solves for them", async () => {
    let shown = 0;
    for (const [seed, size] of [
      [1, 90],
      [2, 140],
      [3, 200],
      [4, 320],
      [5, 500],
      [6, 900],
    ] as const) {
      const people = draw(randomOf(seed, 99), size);
      const result = await publish(people);
      const { solved, hidden } = solvedIn(people, result);
      expect(hidden, `${size} people`).toBeGreaterThan(5);
      expect(solved, `${size} people`).toEqual([]);
      shown += result.questions
        .flatMap(({ columns }) => columns.flatMap(({ shares }) => shares))
        .filter(({ value }) => value !== null).length;
    }
    // and yet there are tables
    expect(shown).toBeGreaterThan(150);
  }, 60_000);
});

describe("joined answers", () => {
  const rules = { cellBelow: 5, ordered: true, published: [] };

  it("stay as they are where every count is large or none", () => {
    expect(
      joinRows(
        [
          [9, 0, 7],
          [5, 12, 0],
        ],
        rules,
      ),
    ).toEqual([[0], [1], [2]]);
  });

  it("go to the smaller neighbour", () => {
    expect(joinRows([[30, 3, 20, 40]], rules)).toEqual([[0], [1, 2], [3]]);
  });

  it("take in a third where a mean would tell two apart, and not where none is published", () => {
    const mean = { ...rules, published: [[0, 1, 2, 3, 4]] };
    expect(joinRows([[3, 20, 30, 40, 50]], rules)).toEqual([[0, 1], [2], [3], [4]]);
    expect(joinRows([[3, 20, 30, 40, 50]], mean)).toEqual([[0, 1, 2], [3], [4]]);
  });

  it("are what is small, wherever it stands, where answers have no order", () => {
    expect(joinRows([[3, 20, 40, 4]], { ...rules, ordered: false })).toEqual([[0, 3], [1], [2]]);
  });
});

it("knows what follows by adding and subtracting", () => {
  const sum = (factors: Readonly<Record<string, number>>) => new Map(Object.entries(factors));
  expect(follows(sum({ a: 1 }), [sum({ a: 1, b: 1 }), sum({ a: 1, b: 2 })])).toBe(true);
  expect(follows(sum({ a: 1 }), [sum({ a: 1, b: 1, c: 1 }), sum({ b: 1, c: 2 })])).toBe(false);
  const kept = independent([sum({ a: 1 }), sum({ a: 2 }), sum({ b: 1 }), sum({ a: 1, b: 1 })], (own) => own, 9);
  expect(kept).toEqual([sum({ a: 1 }), sum({ b: 1 })]);
});
