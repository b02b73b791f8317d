import type { Responses } from "../responses/responses.ts";
import { type QualityRules, type Signal, signals } from "../study/study.ts";
import { findIdentical } from "./identical.ts";
import { findPartials } from "./partials.ts";
import { findSpeeders } from "./speeders.ts";
import { findStraightLiners } from "./straight-liners.ts";
import { findConflicts, findImpossible, findInattentive } from "./wrong-answers.ts";

/** Says of a row whether the signal speaks against it, `kept` being the rows still in; null where the study does not ask for it. */
export type FindSignal = (
  rules: QualityRules,
  responses: Responses,
  kept: Uint8Array,
) => ((row: number) => boolean) | null;

const finders: Readonly<Record<Signal, FindSignal>> = {
  partial: findPartials,
  speeder: findSpeeders,
  "straight-liner": findStraightLiners,
  attention: findInattentive,
  impossible: findImpossible,
  conflict: findConflicts,
  identical: findIdentical,
};

/** How many rows a signal speaks against, and how many of them are left out, for whatever reason. */
export interface SignalCount {
  readonly signal: Signal;
  readonly rows: number;
  readonly excluded: number;
}

interface Screened {
  /** In the order of the signals; those that the study asks for. */
  readonly signals: readonly SignalCount[];
  /** Rows to leave out by reason, none for most: a signal that does so by itself, or `two-signals`. */
  readonly out: ReadonlyMap<Signal | "two-signals", readonly number[]>;
}

/**
 * Looks for signals among the kept rows. A row is left out for a signal that does so by itself (`partial`, and what the
 * study names in `exclude`), else where two signals meet; those in `keep` count for neither.
 */
export function screen(rules: QualityRules, responses: Responses, kept: Uint8Array): Screened {
  const alone = new Set<Signal>([...rules.exclude, ...(rules.keep.includes("partial") ? [] : (["partial"] as const))]);
  const found = signals.flatMap((signal) => {
    const speaks = finders[signal](rules, responses, kept);
    return speaks ? [{ signal, speaks, counts: !rules.keep.includes(signal), rows: 0, excluded: 0 }] : [];
  });
  const out = new Map<Signal | "two-signals", number[]>([...signals, "two-signals" as const].map((why) => [why, []]));
  for (let row = 0; row < responses.rows; row++) {
    if (kept[row] !== 1) continue;
    const against = found.filter(({ speaks }) => speaks(row));
    if (against.length === 0) continue;
    const counting = against.filter(({ counts }) => counts);
    const reason =
      counting.find(({ signal }) => alone.has(signal))?.signal ?? (counting.length > 1 ? "two-signals" : undefined);
    for (const one of against) {
      one.rows++;
      if (reason !== undefined) one.excluded++;
    }
    if (reason !== undefined) out.get(reason)!.push(row);
  }
  return { signals: found.map(({ signal, rows, excluded }) => ({ signal, rows, excluded })), out };
}
