import type { Comparison } from "../estimate.ts";
import type { Quadrant } from "./result.ts";

/** What lies at a line belongs to its high side. */
export function sideOf(value: number, line: number): "high" | "low" {
  // a mean of the values themselves must not miss one of them by rounding
  return value >= line - 1e-9 * Math.max(1, Math.abs(line)) ? "high" : "low";
}

/** Martilla & James 1977. */
export function quadrantOf(importance: "high" | "low", performance: "high" | "low"): Quadrant {
  if (importance === "high") return performance === "high" ? "keep-up" : "concentrate";
  return performance === "high" ? "overkill" : "low-priority";
}

/** The quadrant that the tests of both differences from their lines bear out; `borderline` where one does not. */
export function testedQuadrant(importance: Comparison, performance: Comparison): Quadrant {
  const verdicts = [importance.verdict, performance.verdict];
  if (verdicts.includes("untested")) return "untested";
  if (verdicts.includes("none")) return "borderline";
  return quadrantOf(importance.verdict === "up" ? "high" : "low", performance.verdict === "up" ? "high" : "low");
}

export function meanOfNumbers(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
