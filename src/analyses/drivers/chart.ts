import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import { dumbbellRows } from "../../charts/marks/dumbbell-rows.ts";
import type { RowGroup, RowWords } from "../../charts/marks/rows.ts";
import type { Figure, Say } from "../analysis.ts";
import type { Estimate } from "../estimate.ts";
import { cells, endsOf, firstAndLast, tableOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { DriverRow, DriversResult, StatedRow } from "./result.ts";

type Parted = DriverRow & { readonly part: NonNullable<DriverRow["part"]> };

export function figures(result: DriversResult): readonly Figure[] {
  const parted = result.elements.filter((row): row is Parted => row.part !== undefined);
  return [
    ...(parted.length > 0 ? [sharesFigure(result, parted)] : []),
    ...(parted.length > 0 && result.stated ? [statedFigure(result.stated)] : []),
    coefficientsFigure(result),
  ];
}

/** What every drawing says of a row; the base is the same throughout and stands in the note. */
function labelled(estimate: Estimate, say: Say, isNamed: boolean) {
  const { base: _, ...words } = wordsOf(estimate, say);
  return {
    ...words,
    value: estimate.value,
    low: estimate.low,
    high: estimate.high,
    strong: isNamed,
    verdict: isNamed ? ("untested" as const) : ("none" as const),
  };
}

function sharesFigure(result: DriversResult, rows: readonly Parted[]): Figure {
  const { complete, asked, method, missing } = result;
  const line = 1 / (2 * rows.length);
  const table = tableOf(
    "drivers",
    ["element", "driver-share", "raw", "rank", "tier", "role"],
    [
      ...rows.map(({ part, role }) => ({
        element: cells.subject(part.share.subject),
        "driver-share": cells.estimate(part.share),
        raw: cells.estimate(part.raw),
        rank: cells.estimate(part.rank),
        tier: { kind: "count", value: part.tier } as const,
        role: cells.word(`role.${role}`),
      })),
      ...excludedRows(result),
    ],
  );
  return {
    id: "drivers",
    caption: findings(result)[0]!,
    how: `chart.drivers-${method}.how`,
    note: { code: `drivers-${missing}`, slots: { n: complete, asked, k: rows.length } },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            [...endsOf(rows.map(({ part }) => part.share)), line, 0],
            (tick, digits) => say.number(tick, "share", { digits: Math.max(0, digits - 2) }),
            { within: [0, 1], fromOrigin: true },
          ),
          references: [{ value: line, label: say.word("chart.driver-line", { x: say.number(line, "share") }) }],
          groups: byTier(firstAndLast(rows), say).map(({ heading, rows: members }) => ({
            ...(heading !== undefined && { heading }),
            rows: members.map(({ part, role }) => labelled(part.share, say, role === "named")),
          })),
        },
        size,
      ),
    table,
  };
}

/** Elements that took no part, with the reason in place of a reading. */
function excludedRows({ excluded }: DriversResult): Figure["table"]["rows"] {
  return excluded.map(({ element, why }) => ({
    element: cells.subject({ kind: "element", id: element }),
    role: cells.word(`why.${why.code}`),
  }));
}

/** Tiers under headings, where there is more than one. */
function byTier(rows: readonly Parted[], say: Say): readonly { heading?: string; rows: readonly Parted[] }[] {
  const tiers = [...new Set(rows.map(({ part }) => part.tier))];
  if (tiers.length === 1) return [{ rows }];
  return tiers.map((tier) => ({
    heading: say.word("chart.tier", { k: String(tier) }),
    rows: rows.filter(({ part }) => part.tier === tier),
  }));
}

function statedFigure({ rows, equal }: NonNullable<DriversResult["stated"]>): Figure {
  const hidden = rows.filter((row) => row.class === "hidden").length;
  const isOpen = rows.every((row) => row.class === "borderline");
  const looks = (row: StatedRow): RowWords["verdict"] =>
    row.class === "hidden" ? "untested" : row.class === "stated-only" ? "open" : "none";
  return {
    id: "stated",
    caption: equal
      ? { code: "stated-equal" }
      : { code: hidden > 0 ? "stated-hidden" : isOpen ? "stated-open" : "stated", slots: { hidden, all: rows.length } },
    how: "chart.stated.how",
    note: { code: "stated" },
    draw: equal
      ? null
      : (size, say) => {
          const rank = (value: number) => say.number(value, "rank");
          return dumbbellRows(
            {
              axis: axisOver([1, rows.length], (tick) => rank(tick), { origin: 1 }),
              names: { from: say.word("chart.stated-rank"), to: say.word("chart.derived-rank") },
              groups: [
                {
                  rows: firstAndLast(rows).map((row) => ({
                    label: say.label(row.share.subject),
                    from: row.rank,
                    to: row.shareRank,
                    fromText: rank(row.rank),
                    toText: rank(row.shareRank),
                    verdict: looks(row),
                    strong: row.class === "hidden",
                    ...(row.class !== "borderline" && { text: say.word(`importance.${row.class}`) }),
                  })),
                },
              ] satisfies readonly RowGroup<RowWords & { from: number; to: number }>[],
            },
            size,
          );
        },
    table: tableOf(
      "stated",
      ["element", "stated", "stated-test", "stated-rank", "driver-share", "share-test", "derived-rank", "class"],
      rows.map((row) => ({
        element: cells.subject(row.share.subject),
        stated: cells.estimate(row.importance),
        "stated-test": cells.comparison(row.comparison, "none"),
        "stated-rank": { kind: "count", value: row.rank } as const,
        "driver-share": cells.estimate(row.share),
        "share-test": cells.comparison(row.shareComparison, "none"),
        "derived-rank": { kind: "count", value: row.shareRank } as const,
        class: cells.word(`importance.${row.class}`),
      })),
    ),
  };
}

/** Standardised coefficients with what qualifies them; those with high variance inflation are not drawn. */
function coefficientsFigure(result: DriversResult): Figure {
  const { elements } = result;
  const isSingle = elements.length === 1;
  const drawn = (row: DriverRow) => (isSingle ? row.correlation : row.beta);
  return {
    id: "coefficients",
    caption: isSingle ? findings(result)[0]! : { code: "coefficients", slots: { k: elements.length } },
    how: isSingle ? "chart.correlation.how" : "chart.coefficients.how",
    note: isSingle
      ? { code: "correlation", slots: { n: result.complete, asked: result.asked } }
      : { code: "coefficients" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver([...endsOf(elements.map(drawn)), 0], (tick, digits) =>
            say.number(tick, "coefficient", { digits }),
          ),
          references: [{ value: 0, label: say.word("chart.no-association") }],
          groups: [{ rows: firstAndLast(elements).map((row) => labelled(drawn(row), say, row.role === "named")) }],
        },
        size,
      ),
    table: tableOf(
      "coefficients",
      isSingle ? ["element", "correlation", "role"] : ["element", "beta", "slope", "vif", "correlation", "pratt"],
      [
        ...elements.map((row) => ({
          element: cells.subject(row.correlation.subject),
          beta: cells.estimate(row.beta),
          slope: cells.estimate(row.slope),
          vif: cells.estimate(row.vif),
          correlation: cells.estimate(row.correlation),
          pratt: cells.estimate(row.pratt),
          ...(isSingle && { role: cells.word(`role.${row.role}`) }),
        })),
        ...(isSingle ? excludedRows(result) : []),
      ],
    ),
  };
}
