import { agreementOf } from "../../stats/rank-agreement.ts";
import type { Context, Outcome } from "../analysis.ts";
import type { ElementsResult } from "../elements/result.ts";
import { type Code, type Estimate, numberKey, type Subject } from "../estimate.ts";
import type { IndexResult } from "../index/result.ts";
import type { Scored } from "../scored.ts";
import { stated } from "../stated.ts";
import type { AgreementOptions, AgreementResult, Ranked } from "./result.ts";

/** The methods that are set side by side, and what each scores; what a study does not ask for is no method left out. */
const methods = [
  { analysis: "index", method: "index", scores: ["unit"] },
  { analysis: "elements", method: "mean", scores: ["element"] },
  { analysis: "components", method: "components", scores: ["unit"] },
  { analysis: "entropy", method: "entropy", scores: ["unit"] },
  { analysis: "fuzzy", method: "fuzzy", scores: ["unit", "element"] },
  { analysis: "dea", method: "dea", scores: ["unit"] },
  { analysis: "grey", method: "grey", scores: ["unit", "element"] },
] as const satisfies readonly { analysis: string; method: string; scores: readonly Scored["by"][] }[];
export const needed: readonly string[] = methods.map(({ analysis }) => analysis);
/** Those that are plain means: their scores stand beside the ranks. */
const plain: ReadonlySet<string> = new Set(["index", "mean"]);

type Table = AgreementResult["tables"][number];
/** Fewer things than this have no order worth comparing. */
const fewest = 4;

export function compute(context: Context<AgreementOptions>): Outcome<AgreementResult> {
  const tables = (["unit", "element"] as const).flatMap((by) => {
    const { ran, forced, leftOut } = gather(context, by);
    const table = compareMethods(by, ran, context.options, context.conventions.level);
    return table ? [{ ...table, forced, leftOut }] : [];
  });
  if (tables.length === 0) return { kind: "notApplicable", why: { code: "agreement-methods", slots: { fewest } } };
  return { kind: "done", result: { tables } };
}

/** What every method scores and may be shown, and which methods of the study could not. */
function gather(
  { results, study, hidden }: Context<AgreementOptions>,
  by: Scored["by"],
): { readonly ran: readonly Scored[] } & Required<Pick<Table, "forced" | "leftOut">> {
  const ran: Scored[] = [];
  const forced: string[] = [];
  const leftOut: { method: string; why: Code }[] = [];
  for (const { analysis, method, scores } of methods) {
    if (!study.analyses.has(analysis) || !(scores as readonly string[]).includes(by)) continue;
    const outcome = results.get(analysis);
    if (outcome?.kind === "notApplicable") leftOut.push({ method, why: outcome.why });
    if (outcome?.kind !== "done") continue;
    // a rank would tell much of a figure that is withheld
    const rows = scoredOf(analysis, outcome.result)
      .filter((scored) => scored.by === by)
      .flatMap((scored) => scored.rows)
      .map((row) => (hidden?.has(numberKey(row)) ? { ...row, status: "hidden" as const } : row));
    if (!rows.some(isSound)) leftOut.push({ method, why: { code: "agreement-no-scores" } });
    else {
      ran.push({ by, method, rows });
      if ((outcome.result as { readonly forced?: boolean }).forced) forced.push(method);
    }
  }
  return { ran, forced, leftOut };
}

/** The plain means come from the methods of their own; the others say themselves what they score. */
function scoredOf(id: string, result: unknown): readonly Scored[] {
  if (id === "index")
    return [{ by: "unit", method: "index", rows: (result as IndexResult).units.map(({ score }) => score) }];
  if (id === "elements")
    return [{ by: "element", method: "mean", rows: (result as ElementsResult).elements.map(({ score }) => score) }];
  return (result as { readonly scored?: readonly Scored[] }).scored ?? [];
}

/**
 * The methods side by side over what all of them score on a sound base. Null where fewer than two methods, or too few
 * things, are left.
 */
export function compareMethods(
  by: Scored["by"],
  ran: readonly Scored[],
  options: AgreementOptions,
  level: number,
): Omit<Table, "forced" | "leftOut"> | null {
  if (ran.length < 2) return null;
  const values = ran.map(({ rows }) => new Map(rows.filter(isSound).map((row) => [nameOf(row.subject), row])));
  const all = [...new Set(ran.flatMap(({ rows }) => rows.map(({ subject }) => nameOf(subject))))];
  const common = all.filter((name) => values.every((own) => own.has(name)));
  if (common.length < fewest) return null;
  const found = agreementOf(values.map((own) => common.map((name) => own.get(name)!.value!)));
  const m = ran.length;
  const n = common.length;
  const means = ran.findIndex(({ method }) => plain.has(method));
  const concludes = m >= options.methods;
  const number = (value: number | null, unit: Estimate["unit"], measure: string, subject: Subject) => {
    const why = { code: value === null ? "agreement-flat" : "same-answers" };
    return stated(`agreement.${measure}`, subject, unit, value, why, "shown", level);
  };
  const rows = common.map((name, thing): Ranked => {
    const subject = subjectOf(values[0]!.get(name)!.subject);
    const own = found.ranks.map((ranks) => ranks[thing]!);
    const { best, worst, mean } = found.spans[thing]!;
    return {
      subject,
      ...(means >= 0 && { score: values[means]!.get(name)! }),
      ranks: own.map((rank, method) => number(rank, "rank", `rank.${ran[method]!.method}`, subject)),
      best,
      worst,
      mean: number(mean, "rank", "mean_rank", subject),
      disputed: worst - best > options.moved * n,
      ...placeOf(own, n, concludes ? options.support * m : Number.POSITIVE_INFINITY),
    };
  });
  return {
    by,
    methods: ran.map(({ method }) => method),
    unranked: all.length - n,
    concludes,
    rows: rows.sort((a, b) => a.mean.value! - b.mean.value!),
    w: number(found.w, "coefficient", "w", { kind: "overall", id: by }),
    correlations: found.correlations.map((row, i) =>
      row.map((value, j) =>
        number(value, "coefficient", "spearman", { kind: "method", id: `${ran[i]!.method} ${ran[j]!.method}` }),
      ),
    ),
  };
}

function isSound({ status, value }: Estimate): boolean {
  return status === "shown" && value !== null;
}

/** The same thing in every method: a unit by its group, an element by its id. */
function nameOf({ kind, id, group }: Subject): string {
  return group ?? `${kind} ${id}`;
}

/** A unit is named as a whole, whatever the method measured of it. */
function subjectOf(subject: Subject): Subject {
  return subject.group === undefined ? subject : { kind: "segment", id: subject.group };
}

/** In the first or the last third by as many methods as it takes: counted from either end alike, so that both hold as many. */
function placeOf(ranks: readonly number[], n: number, wanted: number): Pick<Ranked, "place" | "support"> {
  const third = n / 3;
  const first = ranks.filter((rank) => rank <= third).length;
  const last = ranks.filter((rank) => n + 1 - rank <= third).length;
  // a share such as two thirds of six methods is four of them, however it rounds
  const enough = (count: number) => count >= wanted - 1e-9;
  if (enough(first)) return { place: "first", support: first };
  if (enough(last)) return { place: "last", support: last };
  return { place: "none", support: Math.max(first, last) };
}
