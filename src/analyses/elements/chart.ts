import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import { stackedBars } from "../../charts/marks/stacked-bars.ts";
import { scaleOf } from "../../study/scales.ts";
import type { Study } from "../../study/study.ts";
import type { Figure } from "../analysis.ts";
import { cells, endsOf, firstAndLast, groupRows, rangeOf, tableOf, verdictOf, wordsOf } from "../rows.ts";
import { bandsOf, findings } from "./compute.ts";
import type { ElementsResult } from "./result.ts";

export function figures(result: ElementsResult, study: Study): readonly Figure[] {
  return [
    scoresFigure(result),
    ...distributionFigures(result, study),
    ...(result.stages.length > 1 ? [stagesFigure(result)] : []),
  ];
}

function scoresFigure(result: ElementsResult): Figure {
  const { elements } = result;
  const targets = new Set(elements.map((row) => row.target?.value));
  const target = targets.size === 1 ? [...targets][0] : undefined;
  return {
    id: "elements",
    caption: findings(result)[0] ?? { code: "elements" },
    how: "chart.elements.how",
    note: { code: "elements" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            [...endsOf(elements.map((row) => row.score)), target ?? null],
            (tick, digits) => say.number(tick, "index", { digits }),
            {
              within: [0, 100],
              span: 10,
            },
          ),
          groups: groupRows(
            firstAndLast(elements).map(({ score, ownMean }) => ({
              ...wordsOf(score, say),
              value: score.value,
              low: score.low,
              high: score.high,
              ...verdictOf(score, ownMean, "higher"),
            })),
            say,
          ),
          ...(target !== undefined && {
            references: [
              { value: target, label: say.word("chart.target", { t: say.number(target, "index", { digits: 0 }) }) },
            ],
          }),
        },
        size,
      ),
    table: tableOf(
      "elements",
      ["element", "score", "own-mean", "top", "dont-know", "not-applicable", "blank"],
      elements.map((row) => ({
        element: cells.subject(row.score.subject),
        score: cells.estimate(row.score),
        "own-mean": cells.comparison(row.ownMean, "higher"),
        top: cells.estimate(row.top),
        "dont-know": cells.estimate(row.dontKnow),
        "not-applicable": cells.estimate(row.notApplicable),
        blank: cells.estimate(row.blank),
      })),
    ),
  };
}

/** One drawing per run of codes: shares of different scales do not stand under one heading. */
function distributionFigures(result: ElementsResult, study: Study): readonly Figure[] {
  const questionOf = (row: (typeof result.elements)[number]) =>
    study.questions.get(study.elements.get(row.element)!.performance)!;
  const runOf = (row: (typeof result.elements)[number]) => {
    const { from, to } = scaleOf(questionOf(row));
    return `${from}-${to}${questionOf(row).reversed ? "-reversed" : ""}`;
  };
  const runs = [...new Set(result.elements.map(runOf))];
  return runs.map((run): Figure => {
    const rows = result.elements.filter((row) => runOf(row) === run);
    const id = runs.length === 1 ? "distribution" : `distribution-${run}`;
    const { reversed } = questionOf(rows[0]!);
    const bands = bandsOf(questionOf(rows[0]!)).map(nameOf);
    // a drawing runs from the worst to the best answer, the table by code
    const order = bands.map((_, k) => (reversed ? bands.length - 1 - k : k));
    return {
      id,
      caption: { code: reversed ? "distribution-reversed" : "distribution" },
      how: "chart.distribution.how",
      note: { code: "distribution" },
      draw: (size, say) =>
        stackedBars(
          {
            names: order.map((k) => bands[k]!),
            order: "diverging",
            groups: [
              {
                rows: firstAndLast(rows).map(({ score, distribution }) => {
                  const { label, base } = wordsOf(score, say);
                  const words = { label, ...(base !== undefined && { base }), verdict: "none" } as const;
                  if (distribution.some(({ share }) => share.value === null))
                    return { ...words, shares: null, texts: [], reason: say.word("why.withheld") };
                  // what was joined is drawn in the last band that it holds, and says what it is
                  const at = (k: number) => distribution.find((part) => part.bands.at(-1) === k);
                  return {
                    ...words,
                    shares: order.map((k) => at(k)?.share.value ?? 0),
                    texts: order.map((k) => {
                      const part = at(k);
                      if (!part) return "";
                      const text = say.number(part.share.value!, "share");
                      return part.bands.length > 1
                        ? say.word("chart.joined", { band: nameOf([part.from, part.to]), share: text })
                        : text;
                    }),
                  };
                }),
              },
            ],
          },
          size,
        ),
      table: {
        id,
        columns: [
          { key: "element", heading: "element" },
          ...bands.map((band, k) => ({ key: `b${k}`, heading: "band", slots: { band } })),
        ],
        rows: rows.map((row) => ({
          element: cells.subject(row.score.subject),
          ...Object.fromEntries(
            row.distribution.flatMap(({ bands: places, share }) =>
              places.map(
                (k) =>
                  [`b${k}`, k === places.at(-1) ? cells.estimate(share) : cells.word("table.joined-to-next")] as const,
              ),
            ),
          ),
        })),
      },
    };
  });
}

function nameOf(codes: readonly number[]): string {
  return codes[0] === codes.at(-1) ? String(codes[0]) : `${codes[0]}–${codes.at(-1)}`;
}

function stagesFigure(result: ElementsResult): Figure {
  const { stages } = result;
  return {
    id: "stages",
    caption: rangeOf(
      "stages-range",
      stages.map((stage) => stage.score),
    ) ?? { code: "stages" },
    how: "chart.stages.how",
    note: { code: "stages" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            endsOf(stages.map((stage) => stage.score)),
            (tick, digits) => say.number(tick, "index", { digits }),
            {
              within: [0, 100],
              span: 10,
            },
          ),
          groups: groupRows(
            stages.map(({ score }) => ({
              ...wordsOf(score, say),
              value: score.value,
              low: score.low,
              high: score.high,
              verdict: score.status === "indicative" ? "indicative" : "none",
            })),
            say,
          ),
        },
        size,
      ),
    table: tableOf(
      "stages",
      ["stage", "score"],
      stages.map(({ score }) => ({ stage: cells.subject(score.subject), score: cells.estimate(score) })),
    ),
  };
}
