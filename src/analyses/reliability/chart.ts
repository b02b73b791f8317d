import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import type { Verdict } from "../../charts/marks/look.ts";
import type { Study } from "../../study/study.ts";
import type { Figure, Say } from "../analysis.ts";
import type { Estimate, Subject } from "../estimate.ts";
import { cells, endsOf, firstAndLast, tableOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { ReliabilityResult } from "./result.ts";

export function figures(result: ReliabilityResult, study: Study): readonly Figure[] {
  return [blocksFigure(result), ...(result.pairs.length > 0 ? [pairsFigure(result)] : []), itemsFigure(result, study)];
}

function looks(verdict: ReliabilityResult["blocks"][number]["verdict"]): Verdict {
  return verdict === "met" ? "better" : verdict === "missed" ? "worse" : verdict === "open" ? "open" : "indicative";
}

const nothing = { kind: "none" } as const;

function drawn(estimate: Estimate, verdict: Verdict, say: Say) {
  const { value, low, high } = estimate;
  return { ...wordsOf(estimate, say), value, low, high, verdict };
}

function coefficientAxis(estimates: readonly Estimate[], line: number, say: Say) {
  return axisOver([...endsOf(estimates), line, 0], (tick, digits) => say.number(tick, "coefficient", { digits }));
}

function blocksFigure(result: ReliabilityResult): Figure {
  const { blocks, excluded, thresholds } = result;
  const line = thresholds.reliability;
  return {
    id: "reliability",
    caption: findings(result)[0]!,
    how: "chart.reliability.how",
    note: { code: "reliability", slots: { t: thresholds.extracted } },
    draw: (size, say) =>
      dotRows(
        {
          axis: coefficientAxis(
            blocks.map(({ alpha }) => alpha),
            line,
            say,
          ),
          references: [{ value: line, label: say.word("chart.threshold", { t: say.number(line, "coefficient") }) }],
          groups: [
            {
              rows: firstAndLast(blocks).map(({ alpha, verdict, block }) => ({
                ...drawn(alpha, looks(verdict), say),
                ...(block.kind === "overall" && { label: say.word("subject.block.overall") }),
              })),
            },
          ],
        },
        size,
      ),
    table: tableOf(
      "reliability",
      ["block", "alpha", "verdict", "alpha-standardised", "omega", "rho-a", "rho-c", "ave", "ave-verdict", "margin"],
      [
        ...blocks.map((row) => ({
          block: blockCell(row.block),
          alpha: cells.estimate(row.alpha),
          verdict: cells.word(`threshold-verdict.${row.verdict}`),
          "alpha-standardised": cells.estimate(row.standardised),
          omega: cells.estimate(row.omega),
          "rho-a": cells.estimate(row.rhoA),
          "rho-c": cells.estimate(row.rhoC),
          ave: cells.estimate(row.extracted),
          "ave-verdict": cells.word(`threshold-verdict.${row.extractedVerdict}`),
          margin: cells.estimate(row.margin),
        })),
        ...excluded.map(({ block, why }) => ({
          block: blockCell(block),
          verdict: cells.word(`why.${why.code === "reliability-constant" ? "constant-item" : why.code}`),
        })),
      ],
    ),
  };
}

function blockCell(block: ReliabilityResult["blocks"][number]["block"]) {
  return block.kind === "overall" ? cells.word("subject.block.overall") : cells.subject(block);
}

function pairsFigure(result: ReliabilityResult): Figure {
  const { pairs, thresholds } = result;
  const line = thresholds.htmt;
  const sorted = [...pairs].sort((a, b) => (b.htmt.value ?? -1) - (a.htmt.value ?? -1));
  const finding = findings(result).find(({ case: name }) => name === "reliability-pairs");
  return {
    id: "discriminant",
    caption: finding ?? { code: "discriminant" },
    how: "chart.discriminant.how",
    note: { code: "discriminant" },
    draw: (size, say) =>
      dotRows(
        {
          axis: coefficientAxis(
            pairs.map(({ htmt }) => htmt),
            line,
            say,
          ),
          references: [{ value: line, label: say.word("chart.threshold", { t: say.number(line, "coefficient") }) }],
          groups: [{ rows: firstAndLast(sorted).map(({ htmt, verdict }) => drawn(htmt, looks(verdict), say)) }],
        },
        size,
      ),
    table: tableOf(
      "discriminant",
      ["pair", "htmt", "verdict", "composite-correlation"],
      sorted.map(({ pair, htmt, correlation, verdict }) => ({
        pair: cells.subject(pair),
        htmt: cells.estimate(htmt),
        verdict: cells.word(`threshold-verdict.${verdict}`),
        "composite-correlation": cells.estimate(correlation),
      })),
    ),
  };
}

function itemsFigure({ blocks, thresholds }: ReliabilityResult, study: Study): Figure {
  // an element's name is shorter than the question that rates it
  const elements = [...study.elements.values()];
  const nameOf = (question: string): Subject => {
    const element = elements.find(({ performance }) => performance === question);
    return element ? { kind: "element", id: element.id } : { kind: "question", id: question };
  };
  const items = blocks.flatMap(({ block, items: own }) => own.map((item) => ({ block, ...item })));
  return {
    id: "items",
    caption: { code: "reliability-items", slots: { k: items.length } },
    how: "chart.reliability-items.how",
    note: { code: "reliability-items", slots: { t: Math.round(100 * thresholds.ends) } },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver([...endsOf(items.map(({ itemTotal }) => itemTotal)), 0], (tick, digits) =>
            say.number(tick, "coefficient", { digits }),
          ),
          references: [{ value: 0, label: say.word("chart.no-association") }],
          groups: [
            {
              rows: firstAndLast([...items].sort((a, b) => (b.itemTotal.value ?? -2) - (a.itemTotal.value ?? -2))).map(
                ({ itemTotal, question }) => ({
                  ...drawn(itemTotal, itemTotal.status === "shown" ? "none" : "indicative", say),
                  label: say.label(nameOf(question)),
                }),
              ),
            },
          ],
        },
        size,
      ),
    table: tableOf(
      "reliability-items",
      ["question", "block", "item-total", "alpha-without", "factor-loading", "worst-end", "best-end", "ends"],
      items.map((item) => ({
        question: cells.subject({ kind: "question", id: item.question }),
        block: blockCell(item.block),
        "item-total": cells.estimate(item.itemTotal),
        "alpha-without": cells.estimate(item.alphaWithout),
        "factor-loading": cells.estimate(item.loading),
        "worst-end": cells.estimate(item.floor),
        "best-end": cells.estimate(item.ceiling),
        ends: item.ends === "none" ? nothing : cells.word(`scale-end.${item.ends}`),
      })),
    ),
  };
}
