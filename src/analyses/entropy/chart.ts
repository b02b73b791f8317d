import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import type { Figure } from "../analysis.ts";
import type { Finding } from "../estimate.ts";
import { cells, endsOf, firstAndLast, groupRows, tableOf, untestedRows, wordsOf } from "../rows.ts";
import type { EntropyResult } from "./result.ts";

/** So often must an element have the largest weight over the draws to be called the first. */
const surely = 0.95;

/** Which element tells the units apart most, if that does not hang on chance; experts' weights that are forced, or not shown. */
export function findings({ elements, units, flat, few, experts }: EntropyResult): readonly Finding[] {
  const top = elements[0]!;
  const state = flat ? "flat" : top.first >= surely && !few ? "first" : "open";
  return [
    {
      id: "entropy.weight",
      case: `entropy-${state}`,
      measure: "entropy.weight",
      subject: top.weight.subject,
      estimate: top.weight,
      verdict: "level",
      rule: "draws",
      with: { units: units.length, often: Math.round(100 * top.first) },
    },
    ...(experts === "forced" || experts === "refused"
      ? [
          {
            id: "entropy.experts",
            case: `entropy-experts-${experts}`,
            measure: "entropy.weight",
            subject: top.weight.subject,
            estimate: top.weight,
            verdict: "level",
            rule: "weights-forced",
          } as const,
        ]
      : []),
  ];
}

export function figures(result: EntropyResult): readonly Figure[] {
  return [weightsFigure(result), unitsFigure(result)];
}

function weightsFigure(result: EntropyResult): Figure {
  const { elements, units, unitsLeftOut } = result;
  const beside = (name: "derived" | "experts") => elements.some((row) => row[name]);
  return {
    id: "entropy-weights",
    caption: findings(result)[0]!,
    how: "chart.entropy-weights.how",
    note: {
      code: result.few ? "entropy-few" : "entropy",
      slots: { k: units.length, out: unitsLeftOut.length },
    },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            [0, ...endsOf(elements.map(({ weight }) => weight))],
            (tick, digits) => say.number(tick, "share", { digits: Math.max(0, digits - 2) }),
            { within: [0, 1] },
          ),
          groups: groupRows(
            firstAndLast(elements).map(({ weight }) => ({
              ...wordsOf(weight, say),
              value: weight.value,
              low: weight.low,
              high: weight.high,
              verdict: "untested" as const,
            })),
            say,
          ),
          references: [{ value: 1 / elements.length, label: say.word("chart.equal-weight") }],
        },
        size,
      ),
    table: {
      id: "entropy-weights",
      columns: [
        ...["element", "entropy", "entropy-weight", ...(beside("derived") ? ["derived-share"] : [])].map((key) => ({
          key,
          heading: key,
        })),
        ...(beside("experts")
          ? [
              {
                key: "experts-weight",
                heading: result.experts === "forced" ? "experts-weight-forced" : "experts-weight",
              },
            ]
          : []),
      ],
      rows: elements.map(({ element, entropy, weight, derived, experts }) => ({
        element: cells.subject({ kind: "element", id: element }),
        entropy: cells.estimate(entropy),
        "entropy-weight": cells.estimate(weight),
        ...(beside("derived") && { "derived-share": cells.estimate(derived) }),
        ...(beside("experts") && { "experts-weight": cells.estimate(experts) }),
      })),
    },
  };
}

/** Sorted for reading; no place is claimed, since intervals are not compared here. */
function unitsFigure({ scored }: EntropyResult): Figure {
  const rows = scored[0]!.rows;
  return {
    id: "entropy-units",
    caption: { code: "entropy-units", slots: { k: rows.length } },
    how: "chart.entropy-units.how",
    note: { code: "entropy-units" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(endsOf(rows), (tick, digits) => say.number(tick, "index", { digits }), {
            within: [0, 100],
            span: 10,
          }),
          groups: untestedRows(rows, say),
        },
        size,
      ),
    table: tableOf(
      "entropy-units",
      ["unit-named", "entropy-score"],
      rows.map((score) => ({ "unit-named": cells.subject(score.subject), "entropy-score": cells.estimate(score) })),
    ),
  };
}
