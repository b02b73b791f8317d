import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import type { Study } from "../../study/study.ts";
import type { Cell, Figure, Table } from "../analysis.ts";
import type { Code, Estimate, Finding, Subject } from "../estimate.ts";
import { cells, drawnGroups, endsOf, firstAndLast, groupRows, mostRows, tableOf, verdictOf, wordsOf } from "../rows.ts";
import { claimsOf, findingOf, isElement, isShown, size, testedOf } from "./findings.ts";
import type { SegmentCell, SegmentResult, SegmentRow, SegmentsResult } from "./result.ts";

export function figures(result: SegmentsResult, _study: Study): readonly Figure[] {
  return [
    ...result.segments.map((segment) => segmentFigure(segment, result)),
    ...differencesFigure(result),
    ...result.segments.filter(({ rows }) => rows.length > 0).map(bannerFigure),
  ];
}

function subjectOf(segment: SegmentResult, k: number): Subject {
  return { kind: "segment", id: `${segment.segment}=${segment.values[k]!.value}` };
}

function segmentFigure(segment: SegmentResult, result: SegmentsResult): Figure {
  const { values } = segment;
  const row = segment.rows.find(({ headline }) => headline);
  const id = `segment-${segment.segment}`;
  return {
    id,
    caption: captionOf(segment, row, result),
    how: values.length <= mostRows ? "chart.segment.how" : "chart.segment-sorted.how",
    note: { code: "segment" },
    drawn: drawnGroups(row?.cells ?? []).length,
    draw: row
      ? (drawSize, say) => {
          const { whole, better } = row;
          const all = row.cells.map((cell, k) => ({ ...cell, subject: subjectOf(segment, k) }));
          return dotRows(
            {
              axis: axisOver(
                [...endsOf(headlinesOf(result)), whole.value],
                (tick, digits) => say.number(tick, whole.unit, { digits }),
                whole.unit === "index" ? { within: [0, 100], span: 10 } : {},
              ),
              groups: groupRows(
                drawnGroups(all).map(({ estimate, rest, subject }) => ({
                  ...wordsOf(estimate, say, subject),
                  value: estimate.value,
                  low: estimate.low,
                  high: estimate.high,
                  ...(rest ? verdictOf(estimate, rest, better) : { verdict: "none" as const }),
                })),
                say,
              ),
              ...(whole.value !== null && {
                references: [
                  { value: whole.value, label: say.word("chart.overall", { x: say.number(whole.value, whole.unit) }) },
                ],
              }),
            },
            drawSize,
          );
        }
      : null,
    table: tableOf(
      id,
      ["segment", "group-people", "group-size", ...(row ? ["group-value", "rest"] : [])],
      values.map(({ size: share }, k) => ({
        segment: cells.subject(subjectOf(segment, k)),
        "group-people": { kind: "count", value: share.cases ?? null },
        "group-size": cells.estimate(share),
        ...(row && {
          "group-value": bannerCell(row, row.cells[k]!, segment),
          rest: cells.comparison(row.cells[k]!.rest, row.better),
        }),
      })),
    ),
  };
}

/** What all segments' charts show, so that they have one scale. */
function headlinesOf({ segments }: SegmentsResult): readonly Estimate[] {
  return segments.flatMap(
    ({ rows }) => rows.find(({ headline }) => headline)?.cells.map((cell) => cell.estimate) ?? [],
  );
}

/** The largest shown difference of the headline within the segment, or that none is shown. */
function captionOf(segment: SegmentResult, row: SegmentRow | undefined, result: SegmentsResult): Finding | Code {
  const about = { segment: { kind: "segment", id: segment.segment } as const };
  if (segment.why) return { code: segment.why.code, slots: about };
  if (!row) return { code: "segment", slots: about };
  const claim = claimsOf({ ...result, segments: [segment] }, (other) => other === row)[0];
  if (claim) return findingOf(claim);
  const tested = row.cells.some(({ rest }) => rest && rest.verdict !== "untested");
  return {
    id: `segments.${row.measure}.${segment.segment}`,
    case: tested ? "segment-none" : "segment-untested",
    measure: row.measure,
    subject: row.subject,
    estimate: row.whole,
    verdict: "none",
    rule: "rest-bh",
    with: about,
  };
}

/** Elements on which a group was shown to differ from the rest; where there are none, the largest differences that were tested. */
function differencesFigure(result: SegmentsResult): readonly Figure[] {
  const tested = testedOf(result, isElement);
  if (tested.length === 0) return [];
  const shown = claimsOf(result, isElement);
  const rows = shown.length > 0 ? shown : [...tested].sort((a, b) => size(b.rest) - size(a.rest)).slice(0, mostRows);
  const sorted = [...rows].sort((a, b) => (b.rest.difference ?? 0) - (a.rest.difference ?? 0));
  const moved = tested.filter(({ rest }) => isShown(rest)).length;
  const id = "segment-differences";
  return [
    {
      id,
      caption: {
        code: shown.length > 0 ? id : moved > 0 ? "segment-differences-small" : "segment-differences-none",
        slots: { shown: shown.length, moved, tested: tested.length, margin: result.margin },
      },
      how: shown.length > 0 ? "chart.segment-differences.how" : "chart.segment-differences-none.how",
      note: { code: "segment-differences", slots: { margin: result.margin } },
      draw:
        shown.length === 0
          ? null
          : (drawSize, say) =>
              dotRows(
                {
                  axis: axisOver(
                    sorted.flatMap(({ rest }) => [rest.low, rest.difference, rest.high]),
                    (tick, digits) => say.number(tick, "points", { digits, sign: true }),
                    { fromOrigin: true },
                  ),
                  references: [{ value: 0, label: say.word("chart.rest") }],
                  groups: [
                    {
                      rows: firstAndLast(sorted).map(({ row, cell, rest }) => ({
                        label: say.label(cell.estimate.subject),
                        value: rest.difference,
                        low: rest.low,
                        high: rest.high,
                        text: rest.difference === null ? "" : say.number(rest.difference, rest.unit, { sign: true }),
                        interval: say.interval(rest),
                        ...verdictOf(cell.estimate, rest, row.better),
                      })),
                    },
                  ],
                },
                drawSize,
              ),
      table: tableOf(
        id,
        ["element", "segment", "score", "rest"],
        sorted.map(({ row, cell, rest }) => ({
          element: cells.subject(row.subject),
          segment: cells.subject({ kind: "segment", id: cell.estimate.subject.group! }),
          score: cells.estimate(cell.estimate),
          rest: cells.comparison(rest, row.better),
        })),
      ),
    },
  ];
}

/** Every measure by every group of a segment: a table without a drawing. A measure that is hidden of every group has no row. */
function bannerFigure(segment: SegmentResult): Figure {
  const { values } = segment;
  const rows = segment.rows.filter(({ cells }) => cells.some(({ estimate }) => estimate.status !== "hidden"));
  const id = `banner-${segment.segment}`;
  const columns = values.map(({ letter }, k) => ({
    key: letter,
    heading: "group-letter",
    slots: { value: subjectOf(segment, k), letter },
  }));
  const ofAll = (name: string, cell: (value: (typeof values)[number]) => Cell): Table["rows"][number] => ({
    measure: cells.word(name),
    ...Object.fromEntries(values.map((value) => [value.letter, cell(value)])),
  });
  return {
    id,
    caption: { code: "banner", slots: { segment: { kind: "segment", id: segment.segment }, count: rows.length } },
    how: "chart.banner.how",
    note: { code: "banner" },
    draw: null,
    table: {
      id,
      columns: [
        { key: "measure", heading: "measure" },
        { key: "subject", heading: "subject" },
        { key: "whole", heading: "everybody" },
        ...columns,
      ],
      rows: [
        ofAll("table.group-people", ({ size: share }) => ({ kind: "count", value: share.cases ?? null })),
        ofAll("measure.segments.size", ({ size: share }) => ({
          kind: "banner",
          estimate: share,
          above: [],
          better: "none",
        })),
        ...rows.map((row) => ({
          measure: cells.word(`measure.${row.measure}`),
          subject: cells.subject(row.subject),
          whole: { kind: "banner", estimate: row.whole, above: [], better: row.better } as const,
          ...Object.fromEntries(row.cells.map((cell, k) => [values[k]!.letter, bannerCell(row, cell, segment)])),
        })),
      ],
    },
  };
}

/** Letters only of what disclosure has left: a comparison with a hidden group says nothing. */
function bannerCell(row: SegmentRow, { estimate, above, rest }: SegmentCell, { values, segment }: SegmentResult): Cell {
  const letterOf = new Map(values.map(({ value, letter }) => [`${segment}=${value}`, letter]));
  return {
    kind: "banner",
    estimate,
    above: above.flatMap((pair) => (pair.verdict === "up" ? [letterOf.get(pair.with.id!)!] : [])),
    ...(rest && { rest }),
    better: row.better,
  };
}
