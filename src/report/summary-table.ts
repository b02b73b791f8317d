import type { Estimate } from "../analyses/estimate.ts";
import { axisOver } from "../charts/axis.ts";
import { stripHead, stripRow } from "../charts/marks/strip-row.ts";
import type { Voice } from "./say.ts";
import type { Mark } from "./tables.ts";

/** The summary's table of elements: what is weak and what is good, a few of each, their intervals drawn. */
export interface SummaryTable extends DrawnGroups {
  readonly title: string;
  readonly how: string;
  readonly note: string;
  /** Headings of the columns after the score. */
  readonly columns: readonly string[];
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

interface DrawnGroups {
  /** Axis of the drawings, as SVG. */
  readonly head: string;
  readonly groups: readonly GroupView[];
}

interface GroupView {
  readonly kind: "weak" | "good";
  readonly title: string;
  readonly rows: readonly RowView[];
}

interface RowView {
  readonly label: string;
  readonly base: string;
  readonly strip: string;
  readonly value: string;
  readonly interval: string;
  /** One for each of the columns. */
  readonly cells: readonly CellView[];
  readonly evidence: readonly Piece[];
}

interface CellView {
  readonly text: string;
  readonly small: string;
  readonly mark: Mark | null;
}

/** A piece of evidence in a few words, and where it stands in full. */
export interface Piece {
  readonly text: string;
  readonly mark: Mark | null;
  readonly href: string;
}

/** A row of the table before it is drawn. */
export interface RowPlan extends Pick<RowView, "cells" | "evidence"> {
  readonly estimate: Estimate;
}

export interface GroupPlan extends Pick<GroupView, "kind" | "title"> {
  readonly rows: readonly RowPlan[];
}

/** The groups that have rows, drawn on one axis. */
export function drawGroups(plans: readonly GroupPlan[], target: number | undefined, voice: Voice): DrawnGroups {
  const filled = plans.filter(({ rows }) => rows.length > 0);
  const ends = filled.flatMap(({ rows }) => rows.flatMap(({ estimate: { low, value, high } }) => [low, value, high]));
  const axis = axisOver([...ends, target ?? null], (tick, digits) => voice.number(tick, "index", { digits }), {
    within: [0, 100],
    span: 10,
  });
  const references =
    target === undefined
      ? []
      : [{ value: target, label: voice.word("chart.target", { t: voice.format.plain(target) }) }];
  return {
    head: stripHead(axis, references),
    groups: filled.map(({ kind, title, rows }) => ({
      kind,
      title,
      rows: rows.map(({ estimate, cells, evidence }) => {
        const { value, low, high, base } = estimate;
        const verdict = kind === "weak" ? "worse" : "better";
        return {
          label: voice.label(estimate.subject),
          base: base === null ? "" : voice.word("format.n", { n: voice.format.count(base) }),
          strip: stripRow(value === null ? null : { value, low, high, verdict }, axis, references),
          value: voice.value(estimate),
          interval: voice.format.interval(estimate),
          cells,
          evidence,
        };
      }),
    })),
  };
}
