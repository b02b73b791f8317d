import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import { gradeStrip } from "../../charts/marks/grade-strip.ts";
import { stackedBars } from "../../charts/marks/stacked-bars.ts";
import type { Study } from "../../study/study.ts";
import type { Figure } from "../analysis.ts";
import { cells, drawnGroups, endsOf, groupRows, mostRows, rangeOf, tableOf, wordsOf } from "../rows.ts";
import { findings } from "./compute.ts";
import type { IndexResult } from "./result.ts";

export function figures(result: IndexResult, study: Study): readonly Figure[] {
  return [gradeFigure(result), statesFigure(result), ...unitFigures(result, study)];
}

function gradeFigure(result: IndexResult): Figure {
  const { score, grade, target } = result;
  const found = findings(result);
  const verdict = target?.verdict === "met" ? "better" : target?.verdict === "missed" ? "worse" : "untested";
  return {
    id: "index",
    caption: found.find((finding) => finding.id === "index.score.grade") ?? found[0]!,
    how: "chart.index.how",
    note: { code: "index", slots: { cuts: grade.cuts.map((cut) => Math.round(cut * 10) / 10) } },
    draw: (size, say) =>
      gradeStrip(
        {
          grades: grade.names.map((name, k) => {
            const from = k === 0 ? 0 : grade.cuts[k - 1]!;
            return {
              name: say.label({ kind: "grade", id: name }),
              from,
              fromText: say.number(from, "index", { digits: Number.isInteger(from) ? 0 : 1 }),
            };
          }),
          low: 0,
          high: 100,
          value: score.value,
          from: score.low,
          to: score.high,
          text: score.value === null ? "" : say.number(score.value, "index"),
          ...(score.value === null && { reason: say.word(`why.${score.why?.code ?? "withheld"}`) }),
          verdict: score.status === "indicative" ? "indicative" : verdict,
          ...(target && {
            references: [
              {
                value: target.value,
                label: say.word("chart.target", { t: say.number(target.value, "index", { digits: 0 }) }),
              },
            ],
          }),
        },
        size,
      ),
    table: tableOf(
      "index",
      ["measure", "value"],
      [
        { measure: cells.word("measure.index.score"), value: cells.estimate(score) },
        ...(result.available
          ? [{ measure: cells.word("measure.index.available"), value: cells.estimate(result.available) }]
          : []),
        { measure: cells.word("measure.index.top"), value: cells.estimate(result.top) },
        { measure: cells.word("measure.index.bottom"), value: cells.estimate(result.bottom) },
        ...result.items.map((item) => ({
          measure: cells.subject({ kind: "question", id: item.question }),
          value: cells.estimate(item.mean),
        })),
      ],
    ),
  };
}

function statesFigure(result: IndexResult): Figure {
  const { states } = result;
  const shares = states.map((state) => state.value);
  return {
    id: "states",
    caption: findings(result).find((finding) => finding.id === "index.states") ?? { code: "states" },
    how: "chart.states.how",
    note: { code: "states" },
    draw: shares.includes(null)
      ? null
      : (size, say) =>
          stackedBars(
            {
              names: states.map((state) => say.label(state.subject)),
              order: "diverging",
              groups: [
                {
                  rows: [
                    {
                      label: say.word("subject.overall.overall"),
                      verdict: "none",
                      shares: shares as number[],
                      texts: shares.map((share) => say.number(share!, "share")),
                    },
                  ],
                },
              ],
            },
            size,
          ),
    table: tableOf(
      "states",
      ["state", "share"],
      states.map((state) => ({ state: cells.subject(state.subject), share: cells.estimate(state) })),
    ),
  };
}

/** The index of every unit: levels with intervals, no ranking and no verdict. */
function unitFigures({ units, score: { value: whole } }: IndexResult, { unit }: Study): readonly Figure[] {
  if (!unit || units.length < 2) return [];
  const scores = units.map(({ score }) => score);
  const all = units.map(({ value, score }) => ({ value, estimate: score }));
  const about = { kind: "segment", id: unit.id } as const;
  const subjectOf = (value: string) => ({ kind: "segment", id: `${unit.id}=${value}` }) as const;
  return [
    {
      id: `index-by-${unit.id}`,
      caption: rangeOf("segments-range", scores, about) ?? { code: "index-by", slots: { segment: about } },
      how: units.length <= mostRows ? "chart.index-by.how" : "chart.segment-sorted.how",
      note: { code: "index-by" },
      drawn: drawnGroups(all).length,
      draw: (size, say) =>
        dotRows(
          {
            axis: axisOver([...endsOf(scores), whole], (tick, digits) => say.number(tick, "index", { digits }), {
              within: [0, 100],
              span: 10,
            }),
            groups: groupRows(
              drawnGroups(all).map(({ value, estimate }) => ({
                ...wordsOf(estimate, say, subjectOf(value)),
                value: estimate.value,
                low: estimate.low,
                high: estimate.high,
                verdict: estimate.status === "indicative" ? "indicative" : "none",
              })),
              say,
            ),
            ...(whole !== null && {
              references: [{ value: whole, label: say.word("chart.overall", { x: say.number(whole, "index") }) }],
            }),
          },
          size,
        ),
      table: tableOf(
        `index-by-${unit.id}`,
        ["segment", "index"],
        units.map(({ value, score }) => ({ segment: cells.subject(subjectOf(value)), index: cells.estimate(score) })),
      ),
    },
  ];
}
