import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import { dumbbellRows } from "../../charts/marks/dumbbell-rows.ts";
import type { Cell, Figure, Table } from "../analysis.ts";
import { cells, endsOf, groupRows, mostRows, tableOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { SampleResult } from "./result.ts";

export function figures(result: SampleResult): readonly Figure[] {
  return [
    planFigure(result),
    ...result.makeUp.map((makeUp) => makeUpFigure(result, makeUp)),
    flowFigure(result),
    ...(result.signals.length > 0 ? [signalsFigure(result)] : []),
    ...(result.cleaning.length > 0 ? [cleaningFigure(result)] : []),
    ...(result.response ? [responseFigure(result, result.response)] : []),
    ...(result.arrival ? [arrivalFigure(result, result.arrival)] : []),
    weightsFigure(result),
    missingFigure(result),
  ];
}

const count = (value: number | null): Cell => ({ kind: "count", value });

/** A figure that is its table: what it shows are counts, or few numbers. */
function tableFigure(result: SampleResult, name: string, table: Table, finding?: string): Figure {
  const said = findings(result).find(({ id }) => id === finding);
  return {
    id: `sample-${name}`,
    caption: said ?? { code: `sample-${name}` },
    how: `chart.sample-${name}.how`,
    note: { code: `sample-${name}` },
    draw: null,
    table,
  };
}

function planFigure(result: SampleResult): Figure {
  const { precision, share } = result;
  const row = (name: string, size: Cell, answers?: number | null) => ({
    what: cells.word(`plan.${name}`),
    size,
    ...(answers !== undefined && { answers: count(answers) }),
  });
  return tableFigure(
    result,
    "plan",
    tableOf(
      "sample-plan",
      ["what", "size", "answers"],
      [
        ...(precision
          ? [
              row("margin", cells.estimate(precision.margin)),
              row("smallest", cells.estimate(precision.smallest)),
              row("change", cells.estimate(precision.change), precision.needed),
            ]
          : []),
        row("share", cells.estimate(share.margin)),
        row("wanted", cells.estimate(share.wanted), share.needed),
        ...(share.neededOfPopulation === undefined
          ? []
          : [row("population", cells.estimate(share.wanted), share.neededOfPopulation)]),
        ...(share.krejcieMorgan === undefined
          ? []
          : [row("krejcie-morgan", cells.estimate(share.wanted), share.krejcieMorgan)]),
      ],
    ),
    "sample.next",
  );
}

function makeUpFigure(result: SampleResult, { segment, values }: SampleResult["makeUp"][number]): Figure {
  const said = findings(result).find(({ id }) => id === `sample.make-up.${segment}`);
  const subject = { kind: "segment", id: segment } as const;
  const shown = values.slice(0, mostRows);
  return {
    id: `sample-${segment}`,
    caption: said ?? { code: "sample-make-up", slots: { segment: subject } },
    how: "chart.sample-make-up.how",
    note: { code: "sample-make-up" },
    draw: (size, say) =>
      dumbbellRows(
        {
          axis: axisOver(
            shown.flatMap(({ unweighted, population }) => [unweighted.value, population.value]),
            (tick, digits) => say.number(tick, "share", { digits: Math.max(0, digits - 2) }),
            { within: [0, 1], span: 0.2, fromOrigin: true },
          ),
          names: { from: say.word("chart.in-population"), to: say.word("chart.in-sample") },
          groups: [
            {
              rows: shown.map(({ unweighted, population }) => {
                const { label, reason } = wordsOf(unweighted, say);
                return {
                  label,
                  ...(reason !== undefined && { reason }),
                  from: unweighted.value === null ? null : population.value,
                  to: unweighted.value,
                  fromText: say.number(population.value!, "share"),
                  ...(unweighted.value !== null && { toText: say.number(unweighted.value, "share") }),
                  verdict: "none",
                };
              }),
            },
          ],
        },
        size,
      ),
    table: tableOf(
      `sample-${segment}`,
      ["segment", "unweighted-share", "weighted-share", "population-share"],
      values.map(({ unweighted, weighted, population }) => ({
        segment: cells.subject(unweighted.subject),
        "unweighted-share": cells.estimate(unweighted),
        "weighted-share": cells.estimate(weighted),
        "population-share": cells.estimate(population),
      })),
    ),
  };
}

function flowFigure(result: SampleResult): Figure {
  const { read, excluded } = result.flow;
  const row = (name: string, rows: number) => ({ "step-of-way": cells.word(name), questionnaires: count(rows) });
  return tableFigure(
    result,
    "flow",
    tableOf(
      "sample-flow",
      ["step-of-way", "questionnaires"],
      [
        row("ledger.read", read),
        ...excluded.map(({ check, rows }) => row(`check.${check}`, rows)),
        row("ledger.kept", read - excluded.reduce((sum, { rows }) => sum + rows, 0)),
      ],
    ),
  );
}

function signalsFigure(result: SampleResult): Figure {
  return tableFigure(
    result,
    "signals",
    tableOf(
      "sample-signals",
      ["signal", "questionnaires", "left-out"],
      result.signals.map(({ signal, rows, excluded }) => ({
        signal: cells.word(`signal.${signal}`),
        questionnaires: count(rows),
        "left-out": count(excluded),
      })),
    ),
  );
}

function cleaningFigure(result: SampleResult): Figure {
  return tableFigure(
    result,
    "cleaned",
    tableOf(
      "sample-cleaned",
      ["measure", "without-careless", "with-careless"],
      result.cleaning.map((row) => ({
        measure: cells.word(`measure.${row.without.measure}`),
        "without-careless": cells.estimate(row.without),
        "with-careless": row.moves ? cells.word(`plan.moves-${row.moves}`) : cells.estimate(row.with),
      })),
    ),
    "sample.cleaned",
  );
}

const dispositions = ["complete", "partial", "refusal", "nonContact", "other", "unknown", "ineligible"] as const;

function responseFigure(result: SampleResult, response: NonNullable<SampleResult["response"]>): Figure {
  return tableFigure(
    result,
    "response",
    tableOf(
      "sample-response",
      ["disposition", "persons", "response-rate"],
      [
        ...dispositions.map((name) => ({
          disposition: cells.word(`disposition.${name}`),
          persons: count(response[name]),
        })),
        { disposition: cells.word("measure.sample.response"), "response-rate": cells.estimate(response.rate) },
      ],
    ),
    "sample.response",
  );
}

function arrivalFigure(
  result: SampleResult,
  { early, late, difference }: NonNullable<SampleResult["arrival"]>,
): Figure {
  return tableFigure(
    result,
    "arrival",
    tableOf(
      "sample-arrival",
      ["measure", "early", "late", "late-early"],
      [
        {
          measure: cells.word(`measure.${early.measure}`),
          early: cells.estimate(early),
          late: cells.estimate(late),
          "late-early": cells.comparison(difference, "none"),
        },
      ],
    ),
    "sample.late",
  );
}

function weightsFigure(result: SampleResult): Figure {
  const { weighted, designEffect, effectiveBase, lowest, highest } = result.weights;
  const row = (name: string, value: Cell) => ({ what: cells.word(`plan.${name}`), number: value });
  return tableFigure(
    result,
    weighted ? "weights" : "unweighted",
    tableOf(
      "sample-weights",
      ["what", "number"],
      [
        row("design-effect", cells.estimate(designEffect)),
        row("effective", count(Math.round(effectiveBase))),
        row("lowest", cells.estimate(lowest)),
        row("highest", cells.estimate(highest)),
      ],
    ),
  );
}

function missingFigure(result: SampleResult): Figure {
  const { missing } = result;
  const said = findings(result).find(({ id }) => id === "sample.missing");
  const shown = missing.slice(0, mostRows).map(({ blank }) => blank);
  return {
    id: "sample-missing",
    caption: said ?? { code: "sample-missing" },
    how: "chart.sample-missing.how",
    note: { code: "sample-missing" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            endsOf(shown),
            (tick, digits) => say.number(tick, "share", { digits: Math.max(0, digits - 2) }),
            { within: [0, 1], span: 0.05, fromOrigin: true },
          ),
          groups: groupRows(
            shown.map((blank) => ({
              ...wordsOf(blank, say),
              value: blank.value,
              low: blank.low,
              high: blank.high,
              verdict: blank.status === "indicative" ? "indicative" : "none",
            })),
            say,
          ),
        },
        size,
      ),
    table: tableOf(
      "sample-missing",
      ["asked-question", "blank", "dont-know", "not-applicable"],
      missing.map(({ blank, dontKnow, notApplicable }) => ({
        "asked-question": cells.subject(blank.subject),
        blank: cells.estimate(blank),
        "dont-know": cells.estimate(dontKnow),
        "not-applicable": cells.estimate(notApplicable),
      })),
    ),
  };
}
