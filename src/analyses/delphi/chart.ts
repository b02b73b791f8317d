import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import type { Figure } from "../analysis.ts";
import type { Subject } from "../estimate.ts";
import { cells, mostRows, tableOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { DelphiResult } from "./result.ts";

export function figures(result: DelphiResult): readonly Figure[] {
  return [
    mediansFigure(result),
    roundsFigure(result),
    conditionsFigure(result),
    ...(result.changes.length > 0 ? [changesFigure(result)] : []),
  ];
}

/** Items of the last round, the highest median first; under each item its rounds. */
function orderOf(result: DelphiResult): readonly string[] {
  return [...result.rounds.at(-1)!.items]
    .sort((a, b) => b.median.value! - a.median.value! || b.mean.value! - a.mean.value!)
    .map(({ item }) => item);
}

/** The element, or what else was rated, under this name. */
function subjectIn({ rounds }: DelphiResult, id: string): Subject {
  return rounds.flatMap(({ items }) => items).find(({ item }) => item === id)!.median.subject;
}

/** A drawing holds twelve rows: the items in full whose rounds fit. */
function drawnItems(result: DelphiResult): readonly string[] {
  const most = Math.max(1, Math.floor(mostRows / result.rounds.length));
  return orderOf(result).slice(0, most);
}

function mediansFigure(result: DelphiResult): Figure {
  const { scale, rounds } = result;
  const last = rounds.at(-1)!.round;
  const inRound = (item: string) =>
    rounds.flatMap((round) => {
      const found = round.items.find((one) => one.item === item);
      return found ? [{ round, found }] : [];
    });
  return {
    id: "delphi",
    caption: findings(result)[0]!,
    how: "chart.delphi.how",
    saysPart: true,
    note: {
      code: "delphi",
      slots: { drawn: drawnItems(result).length, items: rounds.at(-1)!.items.length },
    },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            drawnItems(result).flatMap((item) =>
              inRound(item).flatMap(({ found }) => [found.q1.value, found.q3.value]),
            ),
            (tick, digits) => say.number(tick, "code", { digits }),
            { within: [scale.from, scale.to] },
          ),
          groups: drawnItems(result).map((item) => ({
            heading: say.label(subjectIn(result, item)),
            rows: inRound(item).map(({ round, found }) => ({
              ...wordsOf(found.median, say),
              label: say.word("chart.delphi.round", { k: String(round.round), n: say.count(found.ratings) }),
              value: found.median.value,
              low: found.q1.value,
              high: found.q3.value,
              interval: say.interval({ low: found.q1.value, high: found.q3.value, unit: "code" }),
              verdict: round.round === last ? ("untested" as const) : ("none" as const),
            })),
          })),
        },
        size,
      ),
    table: tableOf(
      "delphi",
      ["rated-item", "round", "ratings", "median", "q1", "q3", "mean", "sd", "cv", "full-score", "authority"],
      orderOf(result).flatMap((item) =>
        inRound(item).map(({ round, found }) => ({
          "rated-item": cells.subject(subjectIn(result, item)),
          round: { kind: "count", value: round.round } as const,
          ratings: { kind: "count", value: found.ratings } as const,
          median: cells.estimate(found.median),
          q1: cells.estimate(found.q1),
          q3: cells.estimate(found.q3),
          mean: cells.estimate(found.mean),
          sd: cells.estimate(found.sd),
          cv: cells.estimate(found.cv),
          "full-score": cells.estimate(found.full),
          authority: cells.estimate(found.authority),
        })),
      ),
    ),
  };
}

function roundsFigure({ rounds }: DelphiResult): Figure {
  return {
    id: "delphi-rounds",
    caption: { code: "delphi-rounds", slots: { rounds: rounds.length } },
    how: "chart.delphi-rounds.how",
    note: { code: "delphi-rounds" },
    draw: null,
    table: tableOf(
      "delphi-rounds",
      [
        "round",
        "sent",
        "returned",
        "positive",
        "authority",
        "complete",
        "concordance",
        "chi-square",
        "df",
        "p",
        "delphi-test",
        "left",
        "joined",
      ],
      rounds.map((round) => ({
        round: { kind: "count", value: round.round },
        sent: { kind: "count", value: round.sent },
        returned: { kind: "count", value: round.returned },
        positive: cells.estimate(round.positive),
        authority: cells.estimate(round.authority),
        complete: { kind: "count", value: round.complete },
        concordance: cells.estimate(round.concordance),
        "chi-square": { kind: "number", value: round.chiSquare, digits: 2 },
        df: { kind: "count", value: round.df },
        p: { kind: "p", value: round.p },
        "delphi-test": cells.word(`delphi.${round.test}`),
        left: { kind: "text", text: round.left.join(", ") || "–" },
        joined: { kind: "text", text: round.joined.join(", ") || "–" },
      })),
    ),
  };
}

function conditionsFigure({ conditions, converged, limits }: DelphiResult): Figure {
  return {
    id: "delphi-conditions",
    caption: {
      code: converged ? "delphi-converged" : "delphi-open",
      slots: { met: conditions.filter(({ met }) => met).length, of: conditions.length },
    },
    how: "chart.delphi-conditions.how",
    note: { code: "delphi-conditions", slots: { cv: limits.cv, iqr: limits.iqr } },
    draw: null,
    table: tableOf(
      "delphi-conditions",
      ["condition", "condition-holds", "items-holding", "reason"],
      conditions.map(({ code, met, items, why }) => ({
        condition: cells.word(`delphi.${code === "change" ? `change-${limits.change}` : code}`),
        "condition-holds": cells.word(met ? "delphi.met" : "delphi.not-met"),
        "items-holding": { kind: "count", value: items },
        reason: why ? cells.word(`why.${why.code}`) : { kind: "none" },
      })),
    ),
  };
}

function changesFigure({ changes, rounds }: DelphiResult): Figure {
  const shown = changes.filter(({ comparison }) => comparison.verdict === "up" || comparison.verdict === "down").length;
  return {
    id: "delphi-changes",
    caption: {
      code: "delphi-changes",
      slots: { shown, tested: changes.filter(({ comparison }) => comparison.p !== null).length },
    },
    how: "chart.delphi-changes.how",
    note: { code: "delphi-changes", slots: { rounds: rounds.length } },
    draw: null,
    table: tableOf(
      "delphi-changes",
      ["rated-item", "round", "median-change", "pairs", "p", "adjusted-p"],
      changes.map(({ round, median, comparison }) => ({
        "rated-item": cells.subject(median.subject),
        round: { kind: "count", value: round },
        "median-change": cells.estimate(median),
        pairs: { kind: "count", value: comparison.linked },
        p: { kind: "p", value: comparison.p },
        "adjusted-p": { kind: "p", value: comparison.adjusted },
      })),
    ),
  };
}
