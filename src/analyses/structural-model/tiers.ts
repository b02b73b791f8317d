import type { Problem } from "../../problems/problem.ts";
import { quote } from "../../problems/quoting.ts";
import { didYouMean } from "../../problems/suggestion.ts";
import type { FileAsk, FurtherFiles } from "../../study/further-file.ts";
import type { Study } from "../../study/study.ts";
import type { Context } from "../analysis.ts";
import { assess } from "../assess.ts";
import type { Estimate } from "../estimate.ts";
import { type Source, toldBy } from "./draws.ts";
import type { StructuralModelOptions } from "./options.ts";
import type { StructuralModelResult } from "./result.ts";
import { indexAt } from "./what-if.ts";

/** From the top: what each is the sum of stands below it. */
const tiers = ["nation", "sector", "industry", "company"] as const;

export function files(_: Study, { tiers: wanted }: StructuralModelOptions): readonly FileAsk[] {
  if (!wanted) return [];
  return [
    {
      file: wanted.file,
      wantedBy: "`analyses.structural-model.tiers`",
      columns: {
        id: { kind: "text" },
        label: { kind: "text" },
        tier: { kind: "text", values: tiers },
        parent: { kind: "text", blank: true },
        weight: { kind: "number", from: 0 },
        score: { kind: "number", from: 0, to: 100, blank: true },
      },
    },
  ];
}

interface Row {
  readonly line: number;
  readonly id: string;
  readonly label: string;
  readonly tier: (typeof tiers)[number];
  readonly parent: string | null;
  readonly weight: number;
  readonly score: number | null;
}

function rowsOf({ tiers: wanted }: StructuralModelOptions, read: FurtherFiles): readonly Row[] {
  return (read.get(wanted?.file ?? "")?.rows ?? []).map(({ line, cells }) => ({ line, ...cells }) as unknown as Row);
}

/** Whether the rows make one tree whose leaves have scores. */
export function checkTiers(options: StructuralModelOptions, read: FurtherFiles): readonly Problem[] {
  const wanted = options.tiers;
  if (!wanted) return [];
  const file = read.get(wanted.file);
  if (!file) return [];
  const rows = rowsOf(options, read);
  const ids = rows.map(({ id }) => id);
  const problem = (line: number, column: string, code: string, message: string, hint: string): Problem => ({
    code: `study/${code}`,
    severity: "error",
    place: file.placeOf(line, column),
    message,
    hint,
  });
  const problems = rows.flatMap((row, k): Problem[] => {
    const { id, line, parent, tier } = row;
    const above = rows.find((other) => other.id === parent);
    const level = tiers.indexOf(tier);
    const isLeaf = !rows.some((other) => other.parent === id);
    return [
      ...(ids.indexOf(id) < k
        ? [
            problem(
              line,
              "id",
              "tier-twice",
              `The id ${quote(id)} stands in line ${rows[ids.indexOf(id)]!.line} already.`,
              "Each row needs an id of its own.",
            ),
          ]
        : []),
      ...(level > 0 && !above
        ? [
            problem(
              line,
              "parent",
              "tier-parent",
              `${quote(id)} belongs to ${parent === null ? "nothing" : quote(parent)}, which has no row.`,
              (parent !== null && didYouMean(parent, ids)) || `The parent of a ${tier} is a ${tiers[level - 1]}.`,
            ),
          ]
        : []),
      ...(above && tiers.indexOf(above.tier) !== level - 1
        ? [
            problem(
              line,
              "tier",
              "tier-order",
              `${quote(id)} is a ${tier} below the ${above.tier} ${quote(above.id)}.`,
              "The order is nation, sector, industry, company.",
            ),
          ]
        : []),
      ...(isLeaf && row.score === null && id !== wanted.own
        ? [
            problem(
              line,
              "score",
              "tier-score",
              `${quote(id)} has neither a score nor rows below it.`,
              "Give its published score, or take the row out.",
            ),
          ]
        : []),
    ];
  });
  const own = rows.find(({ id }) => id === wanted.own);
  if (!own)
    problems.push(
      problem(
        1,
        "id",
        "tier-own",
        `No row has the id ${quote(wanted.own)}, which the study file names as its own.`,
        didYouMean(wanted.own, ids) ?? "Give this company a row.",
      ),
    );
  for (const top of rows) {
    const below = rows.filter(({ parent }) => parent === top.id);
    if (below.length > 0 && below.every(({ weight }) => weight === 0))
      problems.push(
        problem(
          top.line,
          "id",
          "tier-weights",
          `All rows below ${quote(top.id)} weigh nothing.`,
          "Give at least one of them a weight above 0.",
        ),
      );
  }
  return problems;
}

/**
 * Scores from companies up: the weighted mean of the tier below (METHODS B3 "Aggregation tiers"). Published scores are
 * taken as they are; what rests on this company's own index varies with it.
 */
export function tiersOf(
  { options, files: read, conventions }: Context<StructuralModelOptions>,
  source: Source,
  equal: readonly boolean[],
  indices: readonly Estimate[],
): Pick<StructuralModelResult, "tiers"> {
  const rows = rowsOf(options, read);
  const satisfaction = source.model.latents.findIndex(({ id }) => id === "satisfaction");
  if (!options.tiers || rows.length === 0 || satisfaction < 0) return {};
  const level = indexAt(source.model.solver.layout, satisfaction, equal[satisfaction]!);
  const below = (id: string) => rows.filter(({ parent }) => parent === id);
  const total = (id: string | null) =>
    rows.filter(({ parent }) => parent === id).reduce((sum, { weight }) => sum + weight, 0);
  const isOwn = (id: string) => id === options.tiers!.own;
  const rests = (id: string): boolean => isOwn(id) || below(id).some((row) => rests(row.id));
  const score = (row: Row, figures: Float64Array): number => {
    if (isOwn(row.id)) return level(figures);
    const parts = below(row.id);
    if (parts.length === 0) return row.score!;
    return parts.reduce((sum, part) => sum + part.weight * score(part, figures), 0) / total(row.id);
  };
  const estimate = (row: Row): Estimate => {
    if (isOwn(row.id)) return indices[satisfaction]!;
    const about = {
      id: "structural-model.tier",
      subject: { kind: "tier", id: row.id },
      unit: "index",
      better: "higher",
      bounds: [0, 100],
      questions: [],
    } as const;
    const { measure, evidence } = toldBy(
      about,
      source,
      score(row, source.figures),
      source.draws.map((figures) => figures && score(row, figures)),
    );
    const found = assess(measure, evidence, conventions);
    if (rests(row.id)) return found;
    const published = below(row.id).length === 0 ? "model-published" : "model-published-only";
    return {
      ...found,
      low: null,
      high: null,
      method: "none",
      base: null,
      effectiveBase: null,
      status: "shown",
      why: { code: published },
    };
  };
  return {
    tiers: tiers.flatMap((tier) =>
      rows
        .filter((row) => row.tier === tier)
        .map((row) => ({
          id: row.id,
          label: row.label,
          tier,
          parent: row.parent,
          own: isOwn(row.id),
          weight: row.weight,
          share: row.parent === null ? 1 : row.weight / total(row.parent),
          score: estimate(row),
        })),
    ),
  };
}
