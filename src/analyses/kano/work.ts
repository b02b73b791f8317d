import type { ElementsResult } from "../elements/result.ts";
import type { KanoContext } from "./compute.ts";
import type { KanoFeature, KanoWork } from "./result.ts";

/** Must-be first, then what is asked for, then what delights. */
const needs = ["M", "O", "A"] as const;

/**
 * The order of work (METHODS B5): must-be with poor performance, then one-dimensional with a shortfall by its size, then
 * attractive by better. What meets its level, and a must-be or one-dimensional feature of which no performance is known,
 * has no place in the order; nor has a mixed feature.
 */
export function orderWork(features: readonly KanoFeature[], context: KanoContext): readonly KanoWork[] {
  const rows = features.flatMap((feature) => {
    const need = needs.find((category) => category === feature.category);
    return need ? [{ ...provisionOf(feature, context), feature, need }] : [];
  });
  const isWork = ({ need, provision, feature }: (typeof rows)[number]) =>
    feature.state === "clear" && (provision === "poor" || (need === "A" && provision !== "not-poor"));
  const sorted = [...rows].sort(
    (a, b) =>
      Number(isWork(b)) - Number(isWork(a)) ||
      needs.indexOf(a.need) - needs.indexOf(b.need) ||
      (a.need === "A"
        ? (b.feature.better.value ?? 0) - (a.feature.better.value ?? 0)
        : (b.gap ?? -1e9) - (a.gap ?? -1e9)),
  );
  return sorted.map((row, k): KanoWork => {
    const { feature, need, provision, gap, score } = row;
    return {
      feature: feature.feature,
      ...(feature.element !== undefined && { element: feature.element }),
      need,
      state: feature.state,
      provision,
      ...(score && { score }),
      gap,
      order: isWork(row) ? k + 1 : null,
    };
  });
}

/** Against its target by the interval; without one against people's own mean by its test. */
function provisionOf(
  { element }: KanoFeature,
  { results }: KanoContext,
): Pick<KanoWork, "provision" | "score" | "gap"> {
  const elements = results.get("elements");
  const rows = elements?.kind === "done" ? (elements.result as ElementsResult).elements : [];
  const row = rows.find((candidate) => candidate.element === element);
  if (row?.score.status !== "shown" || row.score.value === null) return { provision: "unknown", gap: null };
  const { score, target, ownMean } = row;
  const poor = target ? target.verdict === "missed" : ownMean.verdict === "down";
  const gap = target ? target.value - score.value! : ownMean.difference === null ? null : 0 - ownMean.difference;
  return { provision: poor ? "poor" : "not-poor", score, gap };
}
