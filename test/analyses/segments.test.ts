import { describe, expect, it } from "vitest";
import { findings } from "../../src/analyses/segments/findings.ts";
import type { SegmentRow, SegmentsResult } from "../../src/analyses/segments/result.ts";
import reference from "../reference/segments.json" with { type: "json" };
import { measure, type Sheet } from "./harness.ts";

interface Setting {
  readonly options?: string;
  readonly weighted?: boolean;
  readonly values?: string;
}

function studyOf({ options = "{}", weighted = false, values = "{}" }: Setting): string {
  return `
title: Case
client: Nobody
languages: [en]
waves: { w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
${weighted ? "weights: { column: v }" : ""}
segments: { region: { values: ${values} } }
scales: { s: { from: 1, to: 5, dont_know: [8] } }
questions: { a: { text: A, scale: s }, b: { text: B, scale: s } }
elements: { a: { label: A, performance: a }, b: { label: B, performance: b } }
analyses: { index: { overall: a }, elements: {}, segments: ${options} }
`;
}

async function segmentsOf(rows: Sheet, setting: Setting = {}): Promise<SegmentsResult> {
  const sheet = [["region", "a", "b", "v"], ...rows];
  return (await measure(studyOf(setting), { "w1.csv": sheet })).get("segments") as SegmentsResult;
}

const drawn = reference.region.map((region, k) => [
  region,
  reference.a[k]!,
  reference.b[k]!,
  reference.weight[k]!,
]) satisfies Sheet;
const big = ["north", "south", "west"];

type Expected = Readonly<
  Record<string, { readonly difference: number; readonly p: number; readonly adjusted: number }>
>;

function rowsOf({ segments }: SegmentsResult, id: string): readonly SegmentRow[] {
  return segments[0]!.rows.filter((row) => row.measure === id);
}

/** Cells of the groups that are large enough, as `<element> <region>`. */
function cellsOf(result: SegmentsResult, id: string) {
  const places = result.segments[0]!.values.map(({ value }) => value);
  return rowsOf(result, id).flatMap((row) =>
    big.map((region) => [`${row.subject.id} ${region}`, row.cells[places.indexOf(region)]!] as const),
  );
}

describe.each([
  ["elements.score", "Means", false],
  ["elements.score", "Means", true],
  ["elements.top", "Shares", false],
  ["elements.top", "Shares", true],
] as const)("%s (%s, weighted: %s)", (id, kind, weighted) => {
  const name = `${kind}${weighted ? "Weighted" : ""}` as const;

  it("tests every group against the rest, as R does, adjusted over elements and groups", async () => {
    const cells = cellsOf(await segmentsOf(drawn, { weighted }), id);
    const expected = reference[`rest${name}`] as Expected;
    expect(cells.map(([key]) => key).sort()).toEqual(Object.keys(expected).sort());
    for (const [key, { rest }] of cells) {
      const { difference, p, adjusted } = expected[key]!;
      expect(rest!.difference! / difference, key).toBeCloseTo(1, 11);
      expect(rest!.p! / p, key).toBeCloseTo(1, 9);
      expect(rest!.adjusted! / adjusted, key).toBeCloseTo(1, 9);
      expect(rest!.verdict).toBe(adjusted > 0.05 ? "none" : difference > 0 ? "up" : "down");
      expect(rest!.family).toBe(6);
    }
  });

  it("tests every two groups, as R does, and letters the higher one", async () => {
    const cells = cellsOf(await segmentsOf(drawn, { weighted }), id);
    const found = cells.flatMap(([key, { above }]) =>
      above.map(
        ({ with: { id: other }, difference, adjusted }) => [`${key} > ${other}`, difference, adjusted] as const,
      ),
    );
    const wanted = Object.entries(reference[`pair${name}`] as Expected)
      .filter(([, { adjusted }]) => adjusted <= 0.05)
      .map(([key, { difference, adjusted }]) => {
        const [element, first, second] = key.split(" ");
        const [higher, lower] = difference > 0 ? [first, second] : [second, first];
        return [`${element} ${higher} > region=${lower}`, Math.abs(difference), adjusted] as const;
      });
    expect(wanted.length).toBeGreaterThan(0);
    expect(found.map(([key]) => key).sort()).toEqual(wanted.map(([key]) => key).sort());
    for (const [key, difference, adjusted] of wanted) {
      const own = found.find(([other]) => other === key)!;
      expect(own[1]! / difference).toBeCloseTo(1, 11);
      expect(own[2]! / adjusted).toBeCloseTo(1, 9);
    }
  });
});

describe("groups", () => {
  it("of fewer than thirty answers are in everybody's rest, but are not tested and have no letters", async () => {
    const result = await segmentsOf(drawn);
    const at = result.segments[0]!.values.findIndex(({ value }) => value === "isle");
    for (const row of result.segments[0]!.rows) {
      const cell = row.cells[at]!;
      expect(cell.estimate.status, row.measure).not.toBe("shown");
      expect(cell.rest).toMatchObject({ verdict: "untested", adjusted: null });
      expect(cell.above).toEqual([]);
      expect(row.cells.flatMap(({ above }) => above.map((pair) => pair.with.id))).not.toContain("region=isle");
    }
  });

  it("stand in the order of the study file, then the others, and have a share of everybody", async () => {
    const values = "{ west: West, north: North }";
    const { values: found } = (await segmentsOf(drawn, { values })).segments[0]!;
    expect(found.map(({ value, letter }) => `${letter} ${value}`)).toEqual(["A west", "B north", "C isle", "D south"]);
    expect(found.map(({ size }) => [size.cases, size.base])).toEqual([
      [60, 300],
      [120, 300],
      [15, 300],
      [100, 300],
    ]);
    const weighted = (await segmentsOf(drawn, { values, weighted: true })).segments[0]!.values[0]!;
    const sum = (of: (region: string) => boolean) =>
      reference.weight.reduce((total, v, k) => total + (of(reference.region[k]!) ? v : 0), 0);
    expect(weighted.size.value).toBeCloseTo(sum((region) => region === "west") / sum(() => true), 12);
  });

  it("in another order have the same verdicts", async () => {
    const verdicts = async (values: string) => {
      const result = await segmentsOf(drawn, { values });
      const letters = new Map(result.segments[0]!.values.map(({ value }, k) => [k, value]));
      return result.segments[0]!.rows.flatMap((row) =>
        row.cells.map((cell, k) =>
          JSON.stringify([
            row.measure,
            row.subject.id,
            letters.get(k),
            cell.rest?.verdict,
            cell.rest?.adjusted,
            cell.above.map((pair) => pair.with.id).sort(),
          ]),
        ),
      );
    };
    const one = await verdicts("{ north: N, south: S, west: W, isle: I }");
    const other = await verdicts("{ isle: I, west: W, south: S, north: N }");
    expect(one.sort()).toEqual(other.sort());
  });

  it("that are each other's rest make one claim", async () => {
    const two = drawn.map(([region, ...rest]) => [region === "south" ? "south" : "elsewhere", ...rest]) satisfies Sheet;
    const told = findings(await segmentsOf(two, { options: "{ measures: [elements.score] }" }));
    expect(told.slice(1).map(({ case: name, subject }) => [name, subject.group])).toEqual([
      ["group-below", "region=south"],
    ]);
  });

  it("that do not differ are told so", async () => {
    const same = Array.from({ length: 240 }, (_, k) => [["x", "y", "z"][k % 3]!, 1 + (Math.floor(k / 3) % 5), 3, 1]);
    const result = await segmentsOf(same);
    expect(findings(result).map((finding) => [finding.case, finding.verdict])).toEqual([["groups-none", "none"]]);
  });

  it("on which the headline does not differ, but an element does, are told so first", async () => {
    const rows: Sheet = drawn.map(([region, a, b, v]) => [region!, b!, a!, v!]);
    expect(findings(await segmentsOf(rows))[0]).toMatchObject({
      case: "groups-elements",
      with: { moved: 1, tested: 6 },
    });
  });

  it("with small differences are in the table alone", async () => {
    const [wide, narrow] = await Promise.all([segmentsOf(drawn), segmentsOf(drawn, { options: "{ margin: 50 }" })]);
    expect(findings(wide).some(({ case: name }) => name === "group-below")).toBe(true);
    expect(findings(narrow).map(({ case: name }) => name)).toEqual(["groups-some"]);
    expect(narrow.segments).toEqual(wide.segments);
  });
});

describe("what cannot be divided is told", () => {
  it("a segment of one value, alone or beside another", async () => {
    const one: Sheet = drawn.map(([, ...rest]) => ["north", ...rest]);
    expect(await segmentsOf(one)).toEqual({ code: "one-group" });
    const study = studyOf({}).replace("segments: { region", "segments: { wide: { column: v }, region");
    const sheet = [["region", "a", "b", "v"], ...one.map((row, k) => [...row.slice(0, 3), k % 2])];
    const { segments } = (await measure(study, { "w1.csv": sheet })).get("segments") as SegmentsResult;
    expect(segments.map(({ segment, why, rows }) => [segment, why?.code, rows.length > 0])).toEqual([
      ["wide", undefined, true],
      ["region", "one-group", false],
    ]);
  });

  it("a measure that the study does not have", async () => {
    expect(await segmentsOf(drawn, { options: "{ measures: [elements.score, gasp] }" })).toEqual({
      code: "no-measure",
      slots: { measure: "gasp" },
    });
  });
});
