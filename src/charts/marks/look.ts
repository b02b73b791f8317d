/**
 * How a value stands, which decides colour and shape together (in grey print only the shape is left):
 * `better` / `worse` shown by a test, `none` nothing shown, `untested` no test was made, `open` the interval spans the
 * line of decision, `indicative` the base is too small for a verdict.
 */
export type Verdict = "better" | "worse" | "none" | "untested" | "open" | "indicative";

/** ▲ or ▼ before a number; `=` where nothing was shown. */
export type Sign = "up" | "down" | "same";

interface Look {
  /** Line of the interval, and the text that carries the verdict. */
  readonly colour: string;
  readonly fill: string;
  readonly stroke: string;
  readonly shape: "circle" | "diamond";
  /** Area in square pixels. */
  readonly area: number;
  readonly lineWidth: number;
}

const dot = { shape: "circle", area: 95, lineWidth: 1.5 } as const;

export const looks: Readonly<Record<Verdict, Look>> = {
  better: { ...dot, colour: "var(--est)", fill: "var(--est)", stroke: "var(--est)" },
  worse: { ...dot, colour: "var(--weak)", fill: "var(--weak)", stroke: "var(--weak)" },
  none: { ...dot, colour: "var(--ink-2)", fill: "var(--ink-2)", stroke: "var(--ink-2)", area: 78, lineWidth: 1.25 },
  untested: { ...dot, colour: "var(--est)", fill: "var(--est)", stroke: "var(--est)" },
  open: {
    ...dot,
    colour: "var(--ink-2)",
    fill: "var(--paper)",
    stroke: "var(--ink-2)",
    shape: "diamond",
    area: 120,
    lineWidth: 1.25,
  },
  indicative: {
    ...dot,
    colour: "var(--quiet)",
    fill: "var(--paper)",
    stroke: "var(--quiet)",
    area: 66,
    lineWidth: 1.25,
  },
};

/** The sign a verdict has unless the caller knows better (up may be bad news). */
export function signOf(verdict: Verdict): Sign | null {
  return verdict === "better" ? "up" : verdict === "worse" ? "down" : null;
}

export const fontSizes = { label: 13, axis: 12, big: 22 } as const;
