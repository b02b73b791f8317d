import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import type { Cell, Figure } from "../analysis.ts";
import type { Estimate, Subject } from "../estimate.ts";
import { cells, firstAndLast, tableOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { AhpLevel, AhpResult } from "./result.ts";

export function figures(result: AhpResult): readonly Figure[] {
  return [
    weightsFigure("ahp-weights", result, result.weights),
    ...(result.groups.length > 0 ? [weightsFigure("ahp-groups", result, result.groups)] : []),
    consistencyFigure(result),
    ...(result.experts.some(({ levels }) => levels.some(({ worst }) => worst.length > 0)) ? [worstFigure(result)] : []),
    sensitivityFigure(result),
  ];
}

type Weighed = Pick<AhpResult["weights"][number], "weight" | "lowest" | "highest">;

function weightsFigure(id: "ahp-weights" | "ahp-groups", result: AhpResult, rows: readonly Weighed[]): Figure {
  const state = result.forced ? "forced" : result.usable ? "used" : "refused";
  const counted = result.experts.filter(({ counts }) => counts).length;
  return {
    id: id,
    caption: id === "ahp-weights" ? findings(result)[0]! : { code: "ahp-groups" },
    how: "chart.ahp.how",
    note: { code: `ahp-${state}`, slots: { n: counted, all: result.experts.length } },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            [0, ...rows.flatMap(({ lowest, highest }) => [lowest.value, highest.value])],
            (tick, digits) => say.number(tick, "share", { digits: Math.max(0, digits - 2) }),
            { within: [0, 1], fromOrigin: true },
          ),
          groups: [
            {
              ...(state !== "used" && { heading: say.word(`chart.ahp.${state}`) }),
              rows: firstAndLast(rows).map(({ weight, lowest, highest }) => ({
                ...wordsOf(weight, say),
                value: weight.value,
                low: lowest.value,
                high: highest.value,
                interval: say.interval({ low: lowest.value, high: highest.value, unit: "share" }),
                verdict: state === "used" ? ("untested" as const) : ("indicative" as const),
              })),
            },
          ],
        },
        size,
      ),
    table: tableOf(
      id,
      [id === "ahp-weights" ? "element" : "part", "ahp-weight", "ahp-lowest", "ahp-highest"],
      rows.map(({ weight, lowest, highest }) => ({
        [id === "ahp-weights" ? "element" : "part"]: cells.subject(weight.subject),
        "ahp-weight": cells.estimate(weight),
        "ahp-lowest": cells.estimate(lowest),
        "ahp-highest": cells.estimate(highest),
      })),
    ),
  };
}

function consistencyFigure(result: AhpResult): Figure {
  const { consensus, concordance, experts } = result;
  const row = (who: Cell, { ratio, limit, things, missing, table, randomIndex, state }: AhpLevel, counts: Cell) => ({
    expert: who,
    part: cells.subject(ratio.subject),
    things: { kind: "count", value: things } as const,
    missing: { kind: "count", value: missing } as const,
    "ahp-ratio": cells.estimate(ratio),
    limit: { kind: "number", value: limit, digits: 2 } as const,
    "random-index": cells.word(`ahp.${table}`),
    "random-index-value": { kind: "number", value: randomIndex, digits: 4 } as const,
    "ahp-state": cells.word(`ahp.${state}`),
    counts,
  });
  const out = experts.filter(({ counts }) => !counts);
  return {
    id: "ahp-consistency",
    caption: { code: "ahp-consistency", slots: { out: out.length, all: experts.length } },
    how: "chart.ahp-consistency.how",
    note: {
      code: consensus.value === null ? "ahp-one-expert" : "ahp-consensus",
      slots: {
        consensus: consensus.value === null ? 0 : Math.round(100 * consensus.value),
        w: concordance.value === null ? "–" : Number(concordance.value.toFixed(2)),
      },
    },
    draw: null,
    table: tableOf(
      "ahp-consistency",
      [
        "expert",
        "part",
        "things",
        "missing",
        "ahp-ratio",
        "limit",
        "random-index",
        "random-index-value",
        "ahp-state",
        "counts",
      ],
      [
        ...experts.flatMap(({ expert, counts, levels }) =>
          levels.map((level) =>
            row({ kind: "text", text: expert }, level, cells.word(counts ? "ahp.counts" : "ahp.left-out")),
          ),
        ),
        ...result.joint.map((level) => row(cells.word("ahp.joint"), level, { kind: "none" })),
      ],
    ),
  };
}

/** What stands at the top: a group, or an element where there is one level. */
function thing(result: AhpResult, id: string): Subject {
  return { kind: result.by === null ? "element" : (result.by as Subject["kind"]), id };
}

function worstFigure(result: AhpResult): Figure {
  return {
    id: "ahp-worst",
    caption: { code: "ahp-worst" },
    how: "chart.ahp-worst.how",
    note: { code: "ahp-worst" },
    draw: null,
    table: tableOf(
      "ahp-worst",
      ["expert", "first", "second", "judgement", "implied"],
      result.experts.flatMap(({ expert, levels }) =>
        levels.flatMap(({ of, worst }) =>
          worst.map(({ first, second, judgement, implied }) => {
            const subjectOf = (id: string): Subject =>
              of === "" && result.by !== null ? { kind: result.by as Subject["kind"], id } : { kind: "element", id };
            return {
              expert: { kind: "text", text: expert } as const,
              first: cells.subject(subjectOf(first)),
              second: cells.subject(subjectOf(second)),
              judgement: { kind: "number", value: judgement, digits: 2 } as const,
              implied: { kind: "number", value: implied, digits: 2 } as const,
            };
          }),
        ),
      ),
    ),
  };
}

function sensitivityFigure(result: AhpResult): Figure {
  const moves = result.sensitivity.filter(({ changes }) => changes.length > 0).length;
  const share = (value: number): Estimate => ({
    ...result.weights[0]!.weight,
    measure: "ahp.shift",
    unit: "share-points",
    value,
    subject: { kind: "overall", id: "overall" },
    why: { code: "ahp-shift" },
  });
  return {
    id: "ahp-sensitivity",
    caption: { code: "ahp-sensitivity", slots: { moves, tried: result.sensitivity.length } },
    how: "chart.ahp-sensitivity.how",
    note: { code: "ahp-sensitivity" },
    draw: null,
    table: tableOf(
      "ahp-sensitivity",
      ["moved", "shift", "element", "rank-before", "rank-after"],
      result.sensitivity.flatMap(({ moved, points, changes }) => {
        const head = { moved: cells.subject(thing(result, moved)), shift: cells.estimate(share(points)) };
        if (changes.length === 0) return [{ ...head, element: cells.word("ahp.no-change") }];
        return changes.map(({ element, from, to }) => ({
          ...head,
          element: cells.subject({ kind: "element", id: element }),
          "rank-before": { kind: "count", value: from } as const,
          "rank-after": { kind: "count", value: to } as const,
        }));
      }),
    ),
  };
}
