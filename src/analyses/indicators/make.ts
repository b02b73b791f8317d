import { type ColumnSpec, codeOf } from "../../responses/column.ts";
import type { Measure } from "../analysis.ts";
import type { Answered } from "./check.ts";

export const whole = { kind: "overall", id: "overall" } as const;
/** Of the panel: one family of tests. */
export const family = "indicators";

interface Share {
  readonly column: ColumnSpec;
  readonly values: readonly number[];
  readonly questions: readonly string[];
  readonly better: Measure["better"];
}

/** A share of everybody who has a value in the column; 0-1. */
export function share(
  name: string,
  { column, values, questions, better }: Share,
  rest: Partial<Measure> = {},
): Measure {
  return {
    id: `indicators.${name}`,
    subject: whole,
    unit: "share",
    better,
    statistic: { kind: "share", column, values },
    bounds: [0, 1],
    questions,
    family,
    ...rest,
  };
}

/** The share of yes. */
export function yesMeasure(name: string, { question, yes }: Answered, better: Measure["better"]): Measure {
  return share(name, { column: codeOf(question.id), values: yes, questions: [question.id], better });
}

/** Share of `plus` − share of `minus`, −1 to 1. */
export function balance(
  name: string,
  column: ColumnSpec,
  plus: readonly number[],
  minus: readonly number[],
  questions: readonly string[],
): Measure {
  return {
    id: `indicators.${name}`,
    subject: whole,
    unit: "net",
    better: "higher",
    statistic: { kind: "balance", column, plus, minus },
    bounds: [-1, 1],
    questions,
    family,
  };
}
