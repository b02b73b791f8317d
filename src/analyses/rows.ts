import type { Sign, Verdict } from "../charts/marks/look.ts";
import type { RowGroup, RowWords } from "../charts/marks/rows.ts";
import type { Cell, Measure, Say, Table } from "./analysis.ts";
import { meaningOf, soundFirst } from "./assess.ts";
import type { Code, Comparison, Estimate, Finding, Subject } from "./estimate.ts";

/** A drawing names at most this many rows; the table behind it has all (METHODS D1). */
export const mostRows = 12;

/** What a row of a drawing says of an estimate, in the page's language. */
export function wordsOf(estimate: Estimate, say: Say, subject: Subject = estimate.subject): Omit<RowWords, "verdict"> {
  const { value } = estimate;
  const label = say.label(subject);
  if (value === null) return { label, reason: say.word(`why.${estimate.why?.code ?? "withheld"}`) };
  return {
    label,
    ...(estimate.base !== null && { base: say.word("format.n", { n: say.count(estimate.base) }) }),
    text: say.number(value, estimate.unit),
    ...(estimate.low !== null && { interval: say.interval(estimate) }),
  };
}

/** How a tested estimate stands. */
export function verdictOf(
  estimate: Estimate,
  comparison: Comparison,
  better: Measure["better"],
): { verdict: Verdict; sign?: Sign } {
  if (estimate.status === "indicative") return { verdict: "indicative" };
  if (comparison.verdict === "untested") return { verdict: "untested" };
  const verdict = meaningOf({ better }, comparison);
  return { verdict, sign: comparison.verdict === "none" ? "same" : comparison.verdict };
}

/** Estimates that no test is about as rows with their intervals: the ends of the order, those on a small base apart. */
export function untestedRows(estimates: readonly Estimate[], say: Say) {
  return groupRows(
    firstAndLast(estimates).map((estimate) => ({
      ...wordsOf(estimate, say),
      value: estimate.value,
      low: estimate.low,
      high: estimate.high,
      verdict: estimate.status === "indicative" ? ("indicative" as const) : ("untested" as const),
    })),
    say,
  );
}

/** Rows on a sound base first; those on a small base under a heading of their own. */
export function groupRows<R extends RowWords>(rows: readonly R[], say: Say): readonly RowGroup<R>[] {
  const sound = rows.filter((row) => row.verdict !== "indicative");
  const small = rows.filter((row) => row.verdict === "indicative");
  return [
    ...(sound.length > 0 ? [{ rows: sound }] : []),
    ...(small.length > 0 ? [{ heading: say.word("chart.small-bases"), rows: small }] : []),
  ];
}

/**
 * Rows made with experts' weights that the study forces, under a heading that says so: a drawing is also read away from the
 * note below it.
 */
export function markForced<R extends RowWords>(
  groups: readonly RowGroup<R>[],
  forced: boolean,
  say: Say,
): readonly RowGroup<R>[] {
  return forced ? [{ heading: say.word("chart.forced-weights"), rows: [] }, ...groups] : groups;
}

/** The rows that a drawing shows: the first ones, and always those at the other end of the order. */
export function firstAndLast<T>(rows: readonly T[]): readonly T[] {
  if (rows.length <= mostRows) return rows;
  const head = Math.ceil(mostRows / 2);
  return [...rows.slice(0, head), ...rows.slice(rows.length - (mostRows - head))];
}

/**
 * Groups as a drawing shows them: in the order of the study file, which tiers and ages have of themselves. Where there are
 * more than it can name, by value, and without those of which nothing is shown.
 */
export function drawnGroups<T extends { readonly estimate: Estimate }>(groups: readonly T[]): readonly T[] {
  if (groups.length <= mostRows) return groups;
  return firstAndLast(
    groups
      .filter(({ estimate }) => estimate.status !== "hidden")
      .sort((a, b) => soundFirst(a.estimate, b.estimate) || (b.estimate.value ?? 0) - (a.estimate.value ?? 0)),
  );
}

export function tableOf(id: string, columns: readonly string[], rows: Table["rows"]): Table {
  return { id, columns: columns.map((key) => ({ key, heading: key })), rows };
}

export const cells = {
  estimate: (estimate: Estimate | undefined): Cell => (estimate ? { kind: "estimate", estimate } : { kind: "none" }),
  subject: (subject: Subject): Cell => ({ kind: "subject", subject }),
  comparison: (comparison: Comparison | undefined, better: Measure["better"]): Cell =>
    comparison ? { kind: "comparison", comparison, better } : { kind: "none" },
  word: (key: string): Cell => ({ kind: "word", key }),
  why: (why: Code): Cell => ({ kind: "why", why }),
} as const;

/** Low and high of estimates, for an axis that holds them all. */
export function endsOf(estimates: readonly Estimate[]): readonly (number | null)[] {
  return estimates.flatMap(({ value, low, high }) => [value, low, high]);
}

/** A caption that says from where to where shown estimates run: a description, no claim that they differ. Null below two. */
export function rangeOf(name: string, estimates: readonly Estimate[], about?: Subject): Finding | null {
  const shown = estimates
    .filter(({ status, value }) => status === "shown" && value !== null)
    .sort((a, b) => a.value! - b.value!);
  const [lowest, highest] = [shown[0], shown.at(-1)];
  if (!lowest || !highest || lowest === highest) return null;
  return {
    id: `${lowest.measure}.range`,
    case: name,
    measure: lowest.measure,
    subject: about ?? lowest.subject,
    estimate: lowest,
    verdict: "level",
    rule: "interval",
    with: { lowest: lowest.subject, highest: highest.subject, from: lowest, to: highest },
  };
}
