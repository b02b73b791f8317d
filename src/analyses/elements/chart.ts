import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import { stackedBars } from "../../charts/marks/stacked-bars.ts";
import { scaleOf } from "../../study/scales.ts";
import type { Study } from "../../study/study.ts";
import type { Figure } from "../analysis.ts";
import { cells, endsOf, firstAndLast, groupRows, tableOf, verdictOf, wordsOf } from "../rows.ts";
import { findings } from "./compute.ts";
import type { ElementsResult } from "./result.ts";

export function figures(result: ElementsResult, study: Study): readonly Figure[] {
  return [scoresFigure(result), ...distributionFigures(result, study), ...(result.stages.length > 1 ? [stagesFigure(result)] : [])];
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
          axis: axisOver([...endsOf(elements.map((row) => row.score)), target ?? null], (tick, digits) => say.number(tick, "index", { digits }), {
            within: [0, 100],
            span: 10,
          }),
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
          ...(target !== undefined && { references: [{ value: target, label: say.word("chart.target", { t: say.number(target, "index", { digits: 0 }) }) }] }),
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

/** One drawing per kind of scale: shares of different scales do not stand under one heading. */
function distributionFigures(result: ElementsResult, study: Study): readonly Figure[] {
  const scaleIdOf = (row: (typeof result.elements)[number]) => scaleOf(study.questions.get(study.elements.get(row.element)!.performance)!).id;
  const scales = [...new Set(result.elements.map(scaleIdOf))];
  return scales.map((scale): Figure => {
    const rows = result.elements.filter((row) => scaleIdOf(row) === scale);
    const id = scales.length === 1 ? "distribution" : `distribution-${scale}`;
    const bands = rows[0]!.distribution.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`));
    return {
      id,
      caption: { code: "distribution" },
      how: "chart.distribution.how",
      note: { code: "distribution" },
      draw: (size, say) =>
        stackedBars(
          {
            names: bands,
            order: "diverging",
            groups: [
              {
                rows: firstAndLast(rows).map(({ score, distribution }) => {
                  const shares = distribution.map(({ share }) => share.value);
                  const { label, base } = wordsOf(score, say);
                  const words = { label, ...(base !== undefined && { base }), verdict: "none" } as const;
                  return shares.includes(null)
                    ? { ...words, shares: null, texts: [], reason: say.word("why.withheld") }
                    : { ...words, shares: shares as number[], texts: shares.map((share) => say.number(share!, "share")) };
                }),
              },
            ],
          },
          size,
        ),
      table: {
        id,
        columns: [{ key: "element", heading: "element" }, ...bands.map((band, k) => ({ key: `b${k}`, heading: "band", slots: { band } }))],
        rows: rows.map((row) => ({
          element: cells.subject(row.score.subject),
          ...Object.fromEntries(row.distribution.map(({ share }, k) => [`b${k}`, cells.estimate(share)])),
        })),
      },
    };
  });
}

function stagesFigure(result: ElementsResult): Figure {
  const { stages } = result;
  return {
    id: "stages",
    caption: { code: "stages" },
    how: "chart.stages.how",
    note: { code: "stages" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(endsOf(stages.map((stage) => stage.score)), (tick, digits) => say.number(tick, "index", { digits }), {
            within: [0, 100],
            span: 10,
          }),
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
    table: tableOf("stages", ["stage", "score"], stages.map(({ score }) => ({ stage: cells.subject(score.subject), score: cells.estimate(score) }))),
  };
}
