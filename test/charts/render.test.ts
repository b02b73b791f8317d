import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisOver } from "../../src/charts/axis.ts";
import type { Chart } from "../../src/charts/chart.ts";
import { dotRows } from "../../src/charts/marks/dot-rows.ts";
import { trendLine } from "../../src/charts/marks/trend-line.ts";
import { compiledSpecs, drawChart } from "../../src/charts/render.ts";
import { anyLabel, frame } from "./drawings.ts";

function dots(label: string, value: number, rows = 1): Chart {
  const row = { label, value, low: value - 1, high: value + 1, text: value.toFixed(1), verdict: "better" } as const;
  return dotRows(
    { groups: [{ rows: Array.from({ length: rows }, () => row) }], axis: axisOver([0, 100], (tick) => String(tick)) },
    "wide",
  );
}

function trend(): Chart {
  const points = [0, 91, 182].map(
    (at) => ({ at, wave: `Day ${at}`, value: 70 + at / 100, low: 69, high: 73, verdict: "untested" }) as const,
  );
  return trendLine({ points, axis: axisOver([69, 73], (tick) => String(tick)) }, "wide");
}

/** Every element that is opened is closed, in order. */
function isBalanced(svg: string): boolean {
  const open: string[] = [];
  for (const [, slash, tag, empty] of svg.matchAll(/<(\/?)([a-zA-Z]+)(?:[^>"]|"[^"]*")*?(\/?)>/g)) {
    if (slash) {
      if (open.pop() !== tag) return false;
    } else if (!empty) open.push(tag!);
  }
  return open.length === 0;
}

describe("drawing", () => {
  test("is one svg with a name and a description of its own, without styles, Vega's roles or full decimals", () => {
    const svg = drawChart(dots("Billing", 66.123456), frame);
    expect(svg).toMatch(
      /^<svg [^>]*class="vl wide"[^>]*role="img" aria-labelledby="f1-title f1-desc"><title id="f1-title">Finding<\/title><desc id="f1-desc">What is drawn<\/desc>/,
    );
    expect(svg.match(/role=|<svg/g)).toHaveLength(2);
    expect(svg).not.toMatch(/style=|aria-label=|aria-hidden|aria-roledescription|class="mark|\d\.\d{3}/);
    expect(isBalanced(svg)).toBe(true);
    expect(svg).toContain('viewBox="0 0 704 ');
  });

  test("what a study says cannot leave its text", () => {
    const hostile = '</text><script>alert("x")</script>&amp;\u0000"';
    const svg = drawChart(dots(hostile, 50), {
      ...frame,
      title: hostile,
      description: hostile,
      language: 'en" onload="x',
    });
    expect(svg).not.toContain("<script");
    expect(svg).not.toContain('" onload=');
    expect(svg).toContain("&lt;/text&gt;&lt;script&gt;alert(");
    expect(isBalanced(svg)).toBe(true);
  });

  test("any label draws", () => {
    fc.assert(
      fc.property(anyLabel, (label) => {
        expect(isBalanced(drawChart(dots(label, 50), frame))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test("ids inside begin with the frame's and count from one in every drawing", () => {
    const spec = {
      width: 100,
      height: 50,
      data: { name: "rows" },
      mark: {
        type: "bar",
        clip: true,
        color: {
          gradient: "linear",
          stops: [
            { offset: 0, color: "red" },
            { offset: 1, color: "blue" },
          ],
        },
      },
      encoding: { x: { field: "x", type: "quantitative" } },
    } as unknown as Chart["spec"];
    const draw = (id: string) => drawChart({ spec, data: { rows: [{ x: 1 }] } }, { ...frame, id });
    const ids = [...draw("a").matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id) => /^a-\d+$/.test(id!)).sort()).toEqual(["a-1", "a-2"]);
    expect(draw("a")).toBe(draw("a"));
    expect(draw("b")).toBe(draw("a").replaceAll('"a-', '"b-').replaceAll("#a-", "#b-").replaceAll(" a-", " b-"));
  });

  test("a text over marks has its halo behind it", () => {
    const spec = {
      width: 100,
      height: 50,
      data: { name: "rows" },
      mark: { type: "text", stroke: "var(--paper)", strokeWidth: 4 },
      encoding: { text: { field: "t" } },
    } as unknown as Chart["spec"];
    expect(drawChart({ spec, data: { rows: [{ t: "73.8" }] } }, frame)).toContain('paint-order="stroke"');
  });
});

describe("one compilation a shape", () => {
  test("other rows, and another number of them, need no other", () => {
    drawChart(dots("a", 10), frame);
    const before = compiledSpecs();
    drawChart(dots("b", 90, 7), frame);
    expect(compiledSpecs()).toBe(before);
  });

  test("rows put into a compiled shape give the bytes of a fresh one", () => {
    const swapped = drawChart(dots("Billing", 66.1, 3), frame);
    const chart = dots("Billing", 66.1, 3);
    const before = compiledSpecs();
    // A name changes nothing that is drawn, but the shape is new.
    const fresh = drawChart({ ...chart, spec: { ...chart.spec, name: "fresh" } as Chart["spec"] }, frame);
    expect(compiledSpecs()).toBe(before + 1);
    expect(fresh.replaceAll("fresh_", "")).toBe(swapped);
  });

  test("what was drawn before with the shape leaves nothing behind: more rows, fewer, others, or a fault", () => {
    const charts = [dots("Billing", 66.1, 3), dots("Shops", 12, 9), dots("Billing", 66.1, 1)];
    const alone = charts.map((chart, k) => {
      // a name changes nothing that is drawn, but the shape is new
      const named = { ...chart, spec: { ...chart.spec, name: `own${k}` } as Chart["spec"] };
      return drawChart(named, frame).replaceAll(`own${k}_`, "");
    });
    expect([0, 1, 2, 1, 0].map((k) => drawChart(charts[k]!, frame))).toEqual([0, 1, 2, 1, 0].map((k) => alone[k]!));
    const unknown = { ...charts[0]!, data: { ...charts[0]!.data, none: [] } };
    expect(() => drawChart(unknown, frame)).toThrow();
    expect(() => drawChart(unknown, frame)).toThrow();
    expect(drawChart(charts[1]!, frame)).toBe(alone[1]);
  });

  test("rows are not changed by being drawn", () => {
    const chart = dots("Billing", 50);
    const before = JSON.stringify(chart.data);
    drawChart(chart, frame);
    expect(JSON.stringify(chart.data)).toBe(before);
    expect(Object.getOwnPropertySymbols(chart.data.points![0]!)).toEqual([]);
  });
});

describe("faults of a spec stop the build", () => {
  const bad =
    (spec: object, rows: readonly object[] = []) =>
    () =>
      drawChart({ spec: spec as Chart["spec"], data: { rows: rows as never } }, frame);

  test("a channel that Vega-Lite would drop with a warning", () => {
    expect(
      bad({
        width: 10,
        height: 10,
        data: { name: "rows" },
        mark: "rule",
        encoding: { x: { field: "a", type: "quantitative" }, shape: { field: "b" } },
      }),
    ).toThrow(/Vega/);
  });

  test("rows for a data set that the spec does not have, and a spec without a size", () => {
    expect(bad({ width: 10, height: 10, data: { name: "others" }, mark: "point", encoding: {} }, [{ a: 1 }])).toThrow();
    expect(bad({ data: { name: "rows" }, mark: "point", encoding: {} })).toThrow(/width or height/);
  });
});

test("the same bytes under another time zone", () => {
  const here = drawChart(trend(), frame);
  const zone = process.env.TZ;
  try {
    for (const other of ["Pacific/Kiritimati", "America/St_Johns"]) {
      process.env.TZ = other;
      expect(drawChart(trend(), frame)).toBe(here);
    }
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});
