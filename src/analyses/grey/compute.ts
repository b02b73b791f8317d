import type { ColumnSpec } from "../../responses/column.ts";
import { greyOfUnits } from "../../stats/grey.ts";
import { momentsOf } from "../../stats/tallies.ts";
import type { Context, Group, Outcome } from "../analysis.ts";
import { readWeights } from "../element-weights.ts";
import { numberKey, type Subject } from "../estimate.ts";
import { elementsOf } from "./element-grades.ts";
import { directions, groupOf, meanOf } from "./means.ts";
import { type Indicator, indicatorsOf, overallOf } from "./model.ts";
import type { GreyOptions, GreyResult } from "./result.ts";
import { searchIn } from "./search-gain.ts";
import { seriesOf } from "./series.ts";
import { rhos, unitsOf } from "./unit-grades.ts";

/** An order of units needs so many. */
const fewestUnits = 3;

export function compute(context: Context<GreyOptions>): Outcome<GreyResult> {
  const { study, options, conventions } = context;
  if (!study.unit) return notApplicable("no-unit");
  const all = context.groups.filter(({ segment }) => segment === study.unit!.id);
  const overall = overallOf(study, options);
  const enough = (unit: Group, column: ColumnSpec, subject: Subject) =>
    momentsOf(unit.tallies, [column]).n >= conventions.hideBelow &&
    !context.hidden?.has(numberKey({ measure: "grey.mean", subject: { ...subject, group: groupOf(unit) } }));
  const rated = (unit: Group, { element, column }: Indicator) =>
    enough(unit, column, { kind: "element", id: element.id });
  const chosen = indicatorsOf(study, options);
  const asked = options.elements
    ? chosen
    : chosen.filter((indicator) => 2 * all.filter((unit) => rated(unit, indicator)).length > all.length);
  if (asked.length < 2) return notApplicable("entropy-elements");
  const units = all.filter((unit) => asked.every((indicator) => rated(unit, indicator)));
  if (units.length < fewestUnits) return notApplicable("grey-units");
  const given = readWeights(
    options.weights,
    asked.map(({ element }) => element),
    context,
  );
  if ("why" in given) return { kind: "notApplicable", why: given.why };

  const columns = asked.map(({ column }) => column);
  const matrix = units.map((unit) => columns.map((column) => meanOf(momentsOf(unit.tallies, [column]))));
  const found = greyOfUnits(matrix, directions(columns), given.weights, options.rho);
  if (!found) return notApplicable("grey-alike");
  const weights = found.kept.map((k) => given.weights[k]!);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const kept = found.kept.map((k) => asked[k]!);
  const parts = weights.map((weight) => weight / total);
  const keptMatrix = matrix.map((row) => found.kept.map((k) => row[k]!));

  const { rows, moved, ownRanks, ranksIn, drawnMeans } = unitsOf(context, {
    units,
    columns,
    kept,
    keptAt: found.kept,
    matrix: keptMatrix,
    parts,
    grades: found.grades,
    unit: study.unit.id,
  });
  const searched = searchIn(context, { kept, units, parts, matrix: keptMatrix, overall, enough, ownRanks, ranksIn });
  const elements = elementsOf(context, { asked, units, matrix, drawnMeans });
  const ordered = [...rows].sort((a, b) => b.grade.value! - a.grade.value!);
  return {
    kind: "done",
    result: {
      rho: options.rho,
      rhos: [...rhos],
      weights: given.kind,
      forced: given.forced,
      elements: kept.map(({ element }, k) => ({ element: element.id, weight: parts[k]! })),
      dropped: [
        ...chosen
          .filter((one) => !asked.includes(one))
          .map(({ element }) => because(element.id, "entropy-rarely-rated")),
        ...asked
          .filter((one) => !kept.includes(one))
          .map((one) =>
            because(one.element.id, given.weights[asked.indexOf(one)] === 0 ? "fuzzy-weightless" : "grey-constant"),
          ),
      ],
      units: ordered,
      unitsLeftOut: all.filter((unit) => !units.includes(unit)).map(({ value }) => value),
      ideal: [...elements],
      moved,
      ...searched,
      series: overall ? seriesOf(context, chosen, overall) : [],
      scored: [
        { by: "unit", method: "grey", rows: ordered.map(({ grade }) => grade) },
        ...(elements.length > 0
          ? [{ by: "element" as const, method: "grey", rows: elements.map(({ grade }) => grade) }]
          : []),
      ],
    },
  };
}

function notApplicable(code: string): Outcome<GreyResult> {
  return { kind: "notApplicable", why: { code } };
}

function because(element: string, code: string): GreyResult["dropped"][number] {
  return { element, why: { code } };
}
