import { meaningOf } from "../assess.ts";
import type { Comparison, Finding } from "../estimate.ts";
import { mostRows } from "../rows.ts";
import type { SegmentCell, SegmentResult, SegmentRow, SegmentsResult } from "./result.ts";

/** A group that was shown to differ from the rest on a measure. */
export interface Claim {
  readonly row: SegmentRow;
  readonly segment: SegmentResult;
  readonly letter: string;
  readonly cell: SegmentCell;
  readonly rest: Comparison;
}

/** Shown differences from the rest that are at least the margin, largest first. Of two groups that are each other's rest the worse one. */
export function claimsOf(result: SegmentsResult, of: (row: SegmentRow) => boolean): readonly Claim[] {
  return result.segments
    .flatMap((segment) =>
      segment.rows.filter(of).flatMap((row) => {
        const claims = row.cells.flatMap((cell, k): Claim[] => {
          const { rest } = cell;
          return rest && isShown(rest) && size(rest) >= marginOf(row, result)
            ? [{ row, segment, letter: segment.values[k]!.letter, cell, rest }]
            : [];
        });
        const twins = claims.length === 2 && segment.values.length === 2;
        return twins ? [claims.find(({ rest }) => meaningOf(row, rest) === "worse") ?? claims[0]!] : claims;
      }),
    )
    .sort((a, b) => size(b.rest) - size(a.rest));
}

export function isShown({ verdict }: Comparison): boolean {
  return verdict === "up" || verdict === "down";
}

export function size({ difference }: Comparison): number {
  return Math.abs(difference ?? 0);
}

/** The margin is one of scores 0-100. */
function marginOf({ whole }: SegmentRow, { margin }: SegmentsResult): number {
  return whole.unit === "index" || whole.unit === "points" ? margin : 0;
}

export function isElement({ measure }: SegmentRow): boolean {
  return measure === "elements.score";
}

/** Tests against the rest that were made; of two groups that are each other's rest one. */
export function testedOf({ segments }: SegmentsResult, of: (row: SegmentRow) => boolean = () => true) {
  return segments.flatMap((segment) =>
    segment.rows.filter(of).flatMap((row) => {
      const tested = row.cells.flatMap((cell) => {
        const { rest } = cell;
        return rest && rest.verdict !== "untested" ? [{ row, cell, rest }] : [];
      });
      return segment.values.length === 2 ? tested.slice(0, 1) : tested;
    }),
  );
}

/** What may be said of the groups: who differs on the headline, else that nobody is shown to; then who differs on the elements. */
export function findings(result: SegmentsResult): readonly Finding[] {
  const headline = claimsOf(result, (row) => row.headline);
  const elements = claimsOf(result, isElement);
  const claims = [...headline, ...elements.slice(0, mostRows)].map(findingOf);
  return headline.length > 0 ? claims : [...overview(result, elements.length), ...claims];
}

export function findingOf({ row, segment, letter, cell, rest }: Claim): Finding {
  return {
    id: `segments.${row.measure}.${row.subject.id}.${segment.segment}.${letter.toLowerCase()}`,
    case: rest.verdict === "up" ? "group-above" : "group-below",
    measure: row.measure,
    subject: cell.estimate.subject,
    estimate: cell.estimate,
    comparison: rest,
    verdict: meaningOf(row, rest),
    ...(rest.size && { size: rest.size }),
    rule: "rest-bh",
  };
}

/** Where no group stands apart on the headline: how many differences are shown elsewhere, of how many that were tested. */
function overview(result: SegmentsResult, elements: number): readonly Finding[] {
  const rows = result.segments.flatMap((segment) => segment.rows);
  const headline = testedOf(result, (row) => row.headline).length > 0;
  const first = (rows.find((row) => row.headline) ?? rows[0])?.whole;
  if (!first) return [];
  const all = testedOf(result);
  const moved = all.filter(({ rest }) => isShown(rest)).length;
  const [name, count, tested] =
    headline && elements > 0
      ? (["groups-elements", elements, testedOf(result, isElement).length] as const)
      : all.length === 0
        ? (["groups-untested", 0, 0] as const)
        : ([moved > 0 ? "groups-some" : "groups-none", moved, all.length] as const);
  return [
    {
      id: "segments.overview",
      case: name,
      measure: first.measure,
      subject: first.subject,
      estimate: first,
      verdict: "none",
      rule: "rest-bh",
      with: { moved: count, tested },
    },
  ];
}
