import { describe, expect, test } from "vitest";
import { axisOver } from "../../../src/charts/axis.ts";
import { sparkLine } from "../../../src/charts/marks/spark-line.ts";
import { stripHead, stripRow } from "../../../src/charts/marks/strip-row.ts";

const at = (days: number, value: number | null, broken = false) => ({
  at: days,
  value,
  low: value === null ? null : value - 1,
  high: value === null ? null : value + 1,
  broken,
});

describe("spark line", () => {
  test("is interrupted by a break, dotted over a missing wave, and ends in the colour of its verdict", () => {
    const drawn = sparkLine([at(0, 70), at(1, 72, true), at(2, null), at(3, 74)], "worse");
    expect(drawn.match(/stroke-dasharray/g)).toHaveLength(1);
    expect(drawn).toMatch(/<path d="M8,[\d.]+M[\d.,]+M[\d.,]+" /);
    expect(drawn).toContain('<circle cx="144"');
    expect(drawn).toContain('fill="var(--weak)"');
  });

  test("one wave, equal waves and no wave", () => {
    expect(sparkLine([at(0, 70)], "none")).not.toMatch(/NaN|Infinity/);
    expect(
      sparkLine(
        [0, 1].map((days) => ({ at: days, value: 5, low: null, high: null })),
        "none",
      ),
    ).toContain('d="M8,20L144,20"');
    expect(sparkLine([at(0, null)], "none")).toBe("");
  });
});

describe("strip in a table cell", () => {
  const axis = axisOver([50, 90], (tick) => String(tick), { within: [50, 90] });

  test("positions are shares of the axis", () => {
    const drawn = stripRow({ value: 70, low: 50, high: 90, verdict: "better" }, axis, [{ value: 60, label: "Target" }]);
    expect(drawn).toContain('<circle cx="50%"');
    expect(drawn).toContain('<line x1="2%" x2="98%"');
    expect(drawn).not.toContain("viewBox");
    expect(stripRow(null, axis)).not.toContain("circle");
  });

  test("words of the head are escaped and none stands on another", () => {
    const head = stripHead(axis, [{ value: 70, label: "<Target> 70" }]);
    expect(head).toContain("&lt;Target&gt; 70");
    expect(head).not.toContain(">70<");
  });
});
