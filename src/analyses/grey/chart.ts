import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import { dumbbellRows } from "../../charts/marks/dumbbell-rows.ts";
import { heatMatrix } from "../../charts/marks/heat-matrix.ts";
import type { Figure } from "../analysis.ts";
import type { Estimate, Finding, Subject } from "../estimate.ts";
import { cells, endsOf, firstAndLast, markForced, tableOf, untestedRows } from "../rows.ts";
import type { GreyResult } from "./result.ts";

/** So often must a unit be the first over the draws, among so many at least, to be called that. */
const surely = 0.95;
const enoughUnits = 5;

/** Who is nearest to the ideal, whether the order hangs on rho, what searching weights gains. */
export function findings(result: GreyResult): readonly Finding[] {
  const { units, search, forced, moved, rho } = result;
  const ranked = units.filter(({ rank }) => rank);
  const top = ranked[0] ?? units[0]!;
  const state = ranked.length >= enoughUnits && top.first >= surely ? "first" : "open";
  return [
    {
      id: "grey.grade",
      case: `grey-${state}`,
      measure: "grey.grade",
      subject: top.grade.subject,
      estimate: top.grade,
      verdict: "level",
      rule: "draws",
      with: { units: units.length, often: Math.round(100 * top.first) },
    },
    ...(forced
      ? [
          {
            id: "grey.forced",
            case: "weights-contradict",
            measure: "grey.grade",
            subject: top.grade.subject,
            estimate: top.grade,
            verdict: "level",
            rule: "weights-forced",
          } as const,
        ]
      : []),
    ...(moved > 0
      ? [
          {
            id: "grey.rho",
            case: "grey-rho",
            measure: "grey.rank",
            subject: top.grade.subject,
            estimate: top.grade,
            verdict: "open",
            rule: "rho",
            with: { k: moved, of: ranked.length, rho },
          } as const,
        ]
      : []),
    ...(search
      ? [
          {
            id: "grey.gain",
            case: search.verdict === "gain" ? "grey-gain" : "grey-no-gain",
            measure: "grey.gain",
            subject: search.gain.subject,
            estimate: search.gain,
            verdict: "level",
            rule: "held-out",
            with: { plain: search.plain, searched: search.searched },
          } as const,
        ]
      : []),
  ];
}

export function figures(result: GreyResult): readonly Figure[] {
  return [
    gradesFigure(result),
    ...(result.units.some(({ rank }) => rank) ? [ranksFigure(result)] : []),
    ...(result.ideal.length > 0 ? [elementsFigure(result)] : []),
    weightsFigure(result),
    ...(result.series.length > 0 ? [seriesFigure(result)] : []),
  ];
}

function gradesFigure(result: GreyResult): Figure {
  const { units, unitsLeftOut } = result;
  return {
    id: "grey-units",
    caption: findings(result)[0]!,
    how: "chart.grey-units.how",
    note: { code: `element-weights-${result.forced ? "forced" : result.weights}` },
    draw: dots(
      units.map(({ grade }) => grade),
      result.forced,
    ),
    table: tableOf(
      "grey-units",
      ["unit-named", "grey-grade", "rank", "first-share"],
      [
        ...units.map(({ grade, rank, first }) => ({
          "unit-named": cells.subject(grade.subject),
          "grey-grade": cells.estimate(grade),
          rank: cells.estimate(rank),
          "first-share": rank
            ? ({ kind: "number", value: 100 * first, digits: 0 } as const)
            : ({ kind: "none" } as const),
        })),
        ...unitsLeftOut.map((unit) => ({
          "unit-named": cells.subject({ kind: "overall", id: "overall", group: `${groupKey(units)}=${unit}` }),
          "grey-grade": cells.word("why.grey-unit-few"),
        })),
      ],
    ),
  };
}

/** The id of the unit, as groups are named by it. */
function groupKey(units: GreyResult["units"]): string {
  return units[0]!.grade.subject.group!.split("=")[0]!;
}

function dots(rows: readonly Estimate[], forced: boolean): Figure["draw"] {
  return (size, say) =>
    dotRows(
      {
        axis: axisOver(endsOf(rows), (tick, digits) => say.number(tick, "coefficient", { digits }), {
          within: [0, 1],
          span: 0.1,
        }),
        groups: markForced(untestedRows(rows, say), forced, say),
      },
      size,
    );
}

function ranksFigure(result: GreyResult): Figure {
  const { rhos, moved } = result;
  const rows = result.units.filter(({ rank }) => rank);
  return {
    id: "grey-ranks",
    caption: findings(result).find(({ id }) => id === "grey.rho") ?? {
      code: "grey-rho-same",
      slots: { k: rows.length },
    },
    how: "chart.grey-ranks.how",
    note: {
      code: `grey-ranks${moved === 0 ? "-same" : ""}${result.forced ? "-forced" : ""}`,
      slots: moved === 0 ? {} : { k: moved },
    },
    draw: (size, say) =>
      heatMatrix(
        {
          columns: rhos.map((rho) => say.word("chart.rho", { r: say.number(rho, "coefficient", { digits: 1 }) })),
          rows: firstAndLast(rows).map(({ grade, ranks }) => ({
            label: say.label(grade.subject),
            strong: new Set(ranks.map(({ value }) => value)).size > 1,
            cells: ranks.map(({ value }) => ({
              text: say.number(value!, "rank"),
              level: 1 - (value! - 1) / rows.length,
            })),
          })),
        },
        size,
      ),
    table: {
      id: "grey-ranks",
      columns: [
        { key: "unit-named", heading: "unit-named" },
        ...rhos.map((rho) => ({ key: `rho-${rho}`, heading: "rank-rho", slots: { r: String(rho) } })),
      ],
      rows: rows.map(({ grade, ranks }) => ({
        "unit-named": cells.subject(grade.subject),
        ...Object.fromEntries(rhos.map((rho, k) => [`rho-${rho}`, cells.estimate(ranks[k])])),
      })),
    },
  };
}

function elementsFigure({ ideal, units }: GreyResult): Figure {
  return {
    id: "grey-elements",
    caption: { code: "grey-elements", slots: { k: ideal.length, units: units.length } },
    how: "chart.grey-elements.how",
    note: { code: "grey-elements", slots: { units: units.length } },
    draw: dots(
      ideal.map(({ grade }) => grade),
      false,
    ),
    table: tableOf(
      "grey-elements",
      ["element", "grey-grade", "rank"],
      ideal.map(({ grade, rank }) => ({
        element: cells.subject(grade.subject),
        "grey-grade": cells.estimate(grade),
        rank: cells.estimate(rank),
      })),
    ),
  };
}

/** Plain weights, and beside them those that the search found. */
function weightsFigure(result: GreyResult): Figure {
  const { search, elements, dropped, searchWhy } = result;
  const subject = (element: string): Subject => ({ kind: "element", id: element });
  const number = (value: number) => ({ kind: "number", value, digits: 3 }) as const;
  return {
    id: "grey-weights",
    caption: findings(result).find(({ id }) => id === "grey.gain") ?? {
      code: "grey-weights",
      slots: { k: elements.length },
    },
    how: search ? "chart.grey-search.how" : "chart.grey-weights.how",
    note: search
      ? {
          code: "grey-search",
          slots: {
            seed: String(search.seed),
            population: search.population,
            generations: search.generations,
            moved: Math.round(100 * search.distance),
            k: search.reordered,
          },
        }
      : searchWhy!,
    draw: search
      ? (size, say) => {
          const share = (value: number) => say.number(value, "share");
          return dumbbellRows(
            {
              axis: axisOver(
                [0, ...search.weights.flatMap(({ plain, searched }) => [plain, searched])],
                (tick) => share(tick),
                {
                  within: [0, 1],
                },
              ),
              names: { from: say.word("chart.plain-weight"), to: say.word("chart.searched-weight") },
              groups: markForced(
                [
                  {
                    rows: firstAndLast(search.weights).map(({ element, plain, searched }) => ({
                      label: say.label(subject(element)),
                      from: plain,
                      to: searched,
                      fromText: share(plain),
                      toText: share(searched),
                      verdict: "none" as const,
                    })),
                  },
                ],
                result.forced,
                say,
              ),
            },
            size,
          );
        }
      : null,
    table: {
      id: "grey-weights",
      columns: [
        { key: "element", heading: "element" },
        { key: "plain-weight", heading: result.forced ? "weight-forced" : "plain-weight" },
        ...(search ? [{ key: "searched-weight", heading: "searched-weight" }] : []),
      ],
      rows: [
        ...elements.map(({ element, weight }, k) => ({
          element: cells.subject(subject(element)),
          "plain-weight": number(weight),
          ...(search && { "searched-weight": number(search.weights[k]!.searched) }),
        })),
        ...dropped.map(({ element, why }) => ({
          element: cells.subject(subject(element)),
          "plain-weight": cells.word(`why.${why.code}`),
        })),
      ],
    },
  };
}

function seriesFigure({ series }: GreyResult): Figure {
  return {
    id: "grey-series",
    caption: { code: "grey-series", slots: { k: series.length, waves: series[0]!.waves } },
    how: "chart.grey-series.how",
    note: { code: "grey-series" },
    draw: dots(
      series.map(({ incidence }) => incidence),
      false,
    ),
    table: tableOf(
      "grey-series",
      ["element", "incidence", "series-grade"],
      series.map(({ element, incidence, grade }) => ({
        element: cells.subject({ kind: "element", id: element }),
        incidence: cells.estimate(incidence),
        "series-grade": cells.estimate(grade),
      })),
    ),
  };
}
