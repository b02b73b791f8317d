import type { Comparison, Estimate } from "../estimate.ts";
import type { NeedsOfElement } from "./features.ts";
import type { Evidence, SwotCell } from "./result.ts";

/** What is known of an element; a comparison that was not made is absent. */
export interface Standing {
  readonly element: string;
  /** Share of importance at or above an equal share. */
  readonly important: boolean;
  /** 1 is the most important. */
  readonly rank: number;
  readonly performance: Estimate;
  /** The level to reach; without one the element is judged against people's own mean. */
  readonly target: number | undefined;
  /** Performance against the target, or against people's own mean. */
  readonly onLine: Comparison;
  /** The best other provider: its score, and own minus theirs. */
  readonly competitor?: { readonly score: Estimate; readonly comparison: Comparison };
  /** Performance on the last wave. */
  readonly change?: Comparison;
  /** Importance on the last wave. */
  readonly importanceChange?: Comparison;
  /** What its features are to customers; absent without Kano. */
  readonly needs?: NeedsOfElement;
}

export interface Placed {
  readonly element: string;
  readonly cell: SwotCell;
  readonly evidence: readonly Evidence[];
}

/**
 * Strengths, weaknesses, opportunities and threats by rule (METHODS B6). Against a target the interval of the score decides,
 * without one the test against people's own mean. An element may stand in several cells or in none.
 */
export function placeInSwot(standings: readonly Standing[]): readonly Placed[] {
  return standings.flatMap((standing) =>
    (Object.keys(rules) as SwotCell[]).flatMap((cell) => {
      const evidence = rules[cell](standing);
      return evidence.length > 0 ? [{ element: standing.element, cell, evidence }] : [];
    }),
  );
}

const rules: Readonly<Record<SwotCell, (standing: Standing) => readonly Evidence[]>> = {
  strength: (standing) => (isAbove(standing) && !isBeaten(standing) ? [onLine(standing, "above")] : []),
  weakness: (standing) => (isBelow(standing) && standing.important ? [onLine(standing, "below")] : []),
  opportunity: (standing) => {
    const { important, competitor, target, importanceChange, needs } = standing;
    const evidence: Evidence[] = [];
    if (important && competitor) {
      const { score, comparison } = competitor;
      // with a target the field's level counts, without one the lead over the best
      const open =
        target === undefined
          ? comparison.verdict === "up"
          : score.status === "shown" && score.high !== null && score.high < target && comparison.verdict !== "down";
      if (open)
        evidence.push({
          code: target === undefined ? "competitor-below" : "competitor-short",
          comparison,
          estimate: score,
        });
    }
    if (importanceChange?.verdict === "up") evidence.push({ code: "importance-rising", comparison: importanceChange });
    if (needs && needs.attractive.length > 0 && isBelow(standing))
      evidence.push(...needs.attractive, onLine(standing, "short-of"));
    return evidence;
  },
  threat: (standing) => {
    const { important, competitor, change, needs } = standing;
    const evidence: Evidence[] = [];
    if (important && competitor && isBeaten(standing))
      evidence.push({ code: "competitor-above", comparison: competitor.comparison, estimate: competitor.score });
    if (change?.verdict === "down") evidence.push({ code: "declining", comparison: change });
    if (needs) evidence.push(...needs.towardsMustBe);
    return evidence;
  },
};

function onLine({ performance, onLine: comparison, target }: Standing, side: "above" | "below" | "short-of"): Evidence {
  return { code: `${side}-${target === undefined ? "own-mean" : "target"}`, estimate: performance, comparison };
}

function isAbove({ performance, onLine: comparison, target }: Standing): boolean {
  if (performance.status !== "shown") return false;
  return target === undefined ? comparison.verdict === "up" : performance.low !== null && performance.low >= target;
}

function isBelow({ performance, onLine: comparison, target }: Standing): boolean {
  if (performance.status !== "shown") return false;
  return target === undefined ? comparison.verdict === "down" : performance.high !== null && performance.high < target;
}

function isBeaten({ competitor }: Standing): boolean {
  return competitor?.comparison.verdict === "down";
}

/** Weaknesses under threat, or among the three most important: what to improve first, the most important first. */
export function urgentOf(
  standings: readonly Standing[],
  swot: readonly Placed[],
): readonly { readonly element: string; readonly because: readonly Evidence[] }[] {
  const evidenceOf = (element: string, cell: SwotCell) =>
    swot.find((placed) => placed.element === element && placed.cell === cell)?.evidence ?? [];
  return [...standings]
    .sort((a, b) => a.rank - b.rank)
    .flatMap(({ element, rank }) => {
      const weakness = evidenceOf(element, "weakness");
      const threat = evidenceOf(element, "threat");
      return weakness.length > 0 && (threat.length > 0 || rank <= 3)
        ? [{ element, because: [...weakness, ...threat] }]
        : [];
    });
}
