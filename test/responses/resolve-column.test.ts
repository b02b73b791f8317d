import { describe, expect, it } from "vitest";
import {
  codeOf,
  comparedOf,
  differenceOf,
  givenOf,
  nonzeroOf,
  pointedOf,
  rescaledOf,
  scoreOf,
  statusOf,
} from "../../src/responses/column.ts";
import { columnOf } from "../../src/responses/resolve-column.ts";
import { takeRows } from "../../src/responses/responses.ts";
import { code, numbers } from "./coding.ts";
import { makeQuestion, makeScale, makeStudy } from "./make-study.ts";

const missing = { dontKnow: [98], notApplicable: [99] };

/** Methods example `index_missing_rules`: four items on 1-5, the third reversed; person, then q1-q4. */
describe("a person's score", () => {
  const five = makeScale("five", 1, 5, missing);
  const study = makeStudy(["q1", "q2", "q3", "q4"].map((id) => makeQuestion(id, five, { reversed: id === "q3" })));
  const file = "q1,q2,q3,q4\n5,4,2,\n,3,,\n1,2,5,1\n99,4,1,5\n98,98,3,4\n";
  const items = ["q1", "q2", "q3", "q4"].map(rescaledOf);

  it("follows the half rule: not applicable leaves the denominator, blank and don't know stay", async () => {
    const responses = await code(study, file);
    const scores = numbers(responses, scoreOf(items, 0.5));
    const expected = [83.3333333333, null, 6.25, 91.6666666667, 62.5];
    scores.forEach((score, k) => {
      if (expected[k] === null) expect(score).toBeNull();
      else expect(score).toBeCloseTo(expected[k]!, 9);
    });
    const given = scores.filter((score) => score !== null);
    expect(given.reduce((sum, score) => sum + score, 0) / given.length).toBeCloseTo(60.9375, 9);
  });

  it("is made of items whose kinds of missing are counted apart", async () => {
    const responses = await code(study, file);
    const count = (state: number) =>
      ["q1", "q2", "q3", "q4"].map((id) => numbers(responses, statusOf(id)).filter((value) => value === state).length);
    expect(count(1)).toEqual([1, 0, 1, 2]);
    expect(count(2)).toEqual([1, 1, 0, 0]);
    expect(count(3)).toEqual([1, 0, 0, 0]);
  });

  it("weighs its parts, those that are answered only", async () => {
    const responses = await code(study, "q1,q2,q3,q4\n5,1,5,1\n5,1,,\n");
    // (3 x 100 + 1 x 0 + 0 + 0) / 4 and (3 x 100 + 0) / (3 + 0).
    expect(numbers(responses, scoreOf(items, 0.5, [3, 0, 0, 1]))).toEqual([75, 100]);
    expect(numbers(responses, scoreOf(items, 0.5, [0, 3, 0, 1]))).toEqual([0, 0]);
    expect(numbers(responses, scoreOf(items, 0.5, [0, 0, 1, 1]))).toEqual([0, null]);
  });

  it("needs its share of answers exactly, no rounding in the way", async () => {
    const responses = await code(study, "q1,q2,q3,q4\n5,5,1,\n5,5,,\n");
    expect(numbers(responses, scoreOf(items, 0.75))).toEqual([100, null]);
  });

  it("of scores keeps the reasons: what applies to nobody leaves the denominator there too", async () => {
    const responses = await code(study, "q1,q2,q3,q4\n99,99,1,5\n98,98,1,5\n");
    const halves = [scoreOf(items.slice(0, 2), 0.5), scoreOf(items.slice(2), 0.5)];
    // The first half does not apply to person 1 (the whole rests on the second), and is unknown to person 2.
    expect(numbers(responses, scoreOf(halves, 0.75))).toEqual([100, null]);
  });
});

/** Methods example `c_ratio_states`: expected and perceived on 0-10, band 0. */
describe("perceived against expected", () => {
  const scale = makeScale("s", 0, 10);
  const study = makeStudy([makeQuestion("e", scale), makeQuestion("p", scale)]);
  const file = "e,p\n8,8\n8,6\n5,9\n10,9\n7,7\n0,5\n6,\n";
  const expected = nonzeroOf(codeOf("e"));
  const perceived = givenOf(codeOf("p"), expected);
  const mean = (values: readonly (number | null)[]) => {
    const given = values.filter((value) => value !== null);
    return given.reduce((sum, value) => sum + value, 0) / given.length;
  };

  it("stands on the pairs with an expectation that is not 0", async () => {
    const responses = await code(study, file);
    expect(numbers(responses, comparedOf(perceived, expected))).toEqual([0, -1, 1, -1, 0, null, null]);
    const gaps = numbers(responses, differenceOf(perceived, expected));
    expect(gaps).toEqual([0, -2, 4, -1, 0, null, null]);
    expect(mean(gaps)).toBeCloseTo(0.2, 9);
    const both = givenOf(expected, perceived);
    expect(mean(numbers(responses, givenOf(perceived, expected))) / mean(numbers(responses, both))).toBeCloseTo(
      1.0263157895,
      9,
    );
  });

  it("keeps the pair with 0 in a plain difference", async () => {
    const responses = await code(study, file);
    expect(numbers(responses, differenceOf(codeOf("p"), codeOf("e")))).toEqual([0, -2, 4, -1, 0, 5, null]);
  });

  it("counts as equal what lies within the band", async () => {
    const responses = await code(study, file);
    expect(numbers(responses, comparedOf(codeOf("p"), codeOf("e"), 1))).toEqual([0, -1, 1, 0, 0, 1, null]);
  });

  it("is the same where the pairs are too many to be numbered", async () => {
    const wide = makeStudy([makeQuestion("e", null), makeQuestion("p", null)]);
    const rows = Array.from({ length: 400 }, (_, k) => `${k},${399 - k}`);
    const responses = await code(wide, `e,p\n${rows.join("\n")}\n1,\n`);
    const spec = differenceOf(codeOf("p"), codeOf("e"));
    expect(columnOf(responses, spec).kind).toBe("plain");
    expect(numbers(responses, spec)).toEqual([...Array.from({ length: 400 }, (_, k) => 399 - 2 * k), null]);
  });
});

/** Methods example `servqual_raw_gap`: two dimensions of two items, points 60 and 40. */
describe("gaps by dimension, weighted by a person's points", () => {
  const seven = makeScale("seven", 1, 7, missing);
  const ids = [1, 2, 3, 4].flatMap((k) => [`e${k}`, `p${k}`]);
  const study = makeStudy([
    ...ids.map((id) => makeQuestion(id, seven)),
    makeQuestion("w1", null),
    makeQuestion("w2", null),
  ]);
  const e = [
    [6, 7, 6, 7],
    [7, 7, 6, 7],
    [5, 6, 6, 6],
    [7, 6, 7, 7],
    [6, 7, 7, 6],
    [7, 7, 7, 7],
  ];
  const p = [
    [5, 6, 4, 5],
    [6, 5, 5, 6],
    [5, 6, 3, 6],
    [6, 5, 6, 5],
    [6, 6, 5, 4],
    [5, 7, 6, null],
  ];
  const rows = (points: string) =>
    e.map((row, i) => [...row.flatMap((value, k) => [value, p[i]![k] ?? ""]), points].join(","));
  const file = (points: string) => `${[...ids, "w1", "w2"].join(",")}\n${rows(points).join("\n")}\n`;
  const gap = (k: number) => differenceOf(codeOf(`p${k}`), codeOf(`e${k}`));
  const dimensions = [scoreOf([gap(1), gap(2)], 0.5), scoreOf([gap(3), gap(4)], 0.5)];
  const mean = (values: readonly (number | null)[]) =>
    values.reduce<number>((sum, value) => sum + value!, 0) / values.length;

  it("are the means of the answered item gaps", async () => {
    const responses = await code(study, file("60,40"));
    expect(mean(numbers(responses, dimensions[0]!))).toBeCloseTo(-0.8333333333, 9);
    expect(mean(numbers(responses, dimensions[1]!))).toBeCloseTo(-1.5, 9);
  });

  it("add up by points, also when they sum to 95-105, and not beyond", async () => {
    const spec = pointedOf(dimensions, [codeOf("w1"), codeOf("w2")]);
    expect(mean(numbers(await code(study, file("60,40")), spec))).toBeCloseTo(-1.1, 9);
    expect(mean(numbers(await code(study, file("57,38")), spec))).toBeCloseTo(-1.1, 9);
    expect(numbers(await code(study, file("60,34")), spec)).toEqual(Array.from({ length: 6 }, () => null));
    expect(numbers(await code(study, file("60,")), spec)).toEqual(Array.from({ length: 6 }, () => null));
  });
});

describe("reasons of missing values", () => {
  const scale = makeScale("s", 0, 10, missing);
  const study = makeStudy([makeQuestion("a", scale), makeQuestion("b", scale), makeQuestion("c", scale)]);

  it("of a pair: what does not apply goes before don't know, don't know before blank", async () => {
    // Seen through a score of the pair and c: it stands when the pair leaves the denominator, and only then.
    const responses = await code(study, "a,b,c\n99,,7\n,99,7\n98,,7\n1,,7\n99,98,7\n");
    const spec = scoreOf([differenceOf(codeOf("a"), codeOf("b")), codeOf("c")], 1);
    expect(numbers(responses, spec)).toEqual([7, 7, null, null, 7]);
  });

  it("of a zero that is no value: it does not apply", async () => {
    const responses = await code(study, "a,b,c\n0,1,7\n5,1,7\n,1,7\n");
    expect(numbers(responses, nonzeroOf(codeOf("a")))).toEqual([null, 5, null]);
    expect(numbers(responses, scoreOf([nonzeroOf(codeOf("a")), codeOf("c")], 1))).toEqual([7, 6, null]);
  });
});

it("works a spec out once, and again for other rows", async () => {
  const study = makeStudy([makeQuestion("a", makeScale("s", 1, 5))]);
  const responses = await code(study, "a\n1\n2\n3\n");
  const values = () => {
    const column = columnOf(responses, scoreOf([codeOf("a")], 0.5));
    return column.kind === "plain" ? column.values : null;
  };
  expect(values()).toBe(values());
  const taken = takeRows(responses, Uint32Array.of(2, 0));
  expect(numbers(taken, codeOf("a"))).toEqual([3, 1]);
  expect(numbers(taken, scoreOf([codeOf("a")], 0.5))).toEqual([3, 1]);
  expect(taken.lineOf(0)).toBe(4);
});
