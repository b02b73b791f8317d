import { type Estimate, estimatesIn, numberKey, type Subject, type Unit } from "../analyses/estimate.ts";

/** A figure that is another than before: its value, or what stood beside it. `null`: it was not shown. */
export interface Moved {
  readonly analysis: string;
  readonly measure: string;
  readonly subject: Subject;
  readonly unit: Unit;
  readonly before: Shown | null;
  readonly after: Shown | null;
}

interface Shown {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

type Outcomes = Iterable<readonly [string, unknown]>;

/**
 * Every estimate of a wave that differs between two sets of outcomes, in the order of the later ones; figures are
 * compared to the last bit. Estimates of other waves (the trend's) are told where they stand among the wave's own.
 */
export function movedFigures(before: Outcomes, after: Outcomes): readonly Moved[] {
  const old = figuresOf(before);
  const now = figuresOf(after);
  const moved: Moved[] = [];
  for (const [key, { analysis, estimate }] of now) {
    const was = old.get(key)?.estimate;
    if (was && isSame(was, estimate)) continue;
    moved.push({ ...nameOf(analysis, estimate), before: was ? shown(was) : null, after: shown(estimate) });
  }
  for (const [key, { analysis, estimate }] of old)
    if (!now.has(key)) moved.push({ ...nameOf(analysis, estimate), before: shown(estimate), after: null });
  return moved;
}

/** Whether two sets of outcomes say the same, comparisons and refusals included. */
export function sayTheSame(before: Outcomes, after: Outcomes): boolean {
  return JSON.stringify([...before]) === JSON.stringify([...after]);
}

function figuresOf(
  outcomes: Outcomes,
): ReadonlyMap<string, { readonly analysis: string; readonly estimate: Estimate }> {
  const found = new Map<string, { analysis: string; estimate: Estimate }>();
  for (const [analysis, outcome] of outcomes) {
    // the trend shows the other waves' figures too; those of this wave stand with the analyses that made them
    if (analysis === "trend") continue;
    for (const estimate of estimatesIn(outcome)) {
      const key = `${analysis} ${numberKey(estimate)}`;
      if (!found.has(key)) found.set(key, { analysis, estimate });
    }
  }
  return found;
}

function isSame(a: Estimate, b: Estimate): boolean {
  return a.value === b.value && a.low === b.low && a.high === b.high;
}

function shown({ value, low, high }: Estimate): Shown {
  return { value, low, high };
}

function nameOf(analysis: string, { measure, subject, unit }: Estimate) {
  return { analysis, measure, subject, unit };
}

/** Subjects of every estimate and comparison in a result. */
export function subjectsIn(outcomes: Outcomes): readonly Subject[] {
  const found = new Map<string, Subject>();
  const look = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    if ("subject" in value && isSubject(value.subject)) found.set(JSON.stringify(value.subject), value.subject);
    for (const inner of Object.values(value)) look(inner);
  };
  for (const [, outcome] of outcomes) look(outcome);
  return [...found.values()];
}

function isSubject(value: unknown): value is Subject {
  return typeof value === "object" && value !== null && "kind" in value && "id" in value;
}
