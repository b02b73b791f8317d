import { z } from "zod";
import { rescaledOf } from "../responses/column.ts";
import { meanOf } from "../stats/tallies.ts";
import { reference } from "../study/reference.ts";
import type { Element } from "../study/study.ts";
import type { AhpResult } from "./ahp/result.ts";
import type { Context } from "./analysis.ts";
import type { DriversResult } from "./drivers/result.ts";
import type { EntropyResult } from "./entropy/result.ts";
import type { Code } from "./estimate.ts";

const weightSource = z.enum(["equal", "stated", "derived", "entropy", "ahp"]);

/** Given weights must add up to 1 within this. */
const slack = 0.005;

/** Where the weights of elements come from: one source for every wave, or the weights themselves. */
export const weightsOption = z
  .union([weightSource, z.record(reference("element"), z.number().positive())])
  .default("equal")
  .superRefine((value, context) => {
    if (typeof value === "string") return;
    const sum = Object.values(value).reduce((total, weight) => total + weight, 0);
    if (Math.abs(sum - 1) <= slack) return;
    context.addIssue({
      code: "custom",
      message: `the weights add up to ${Number(sum.toFixed(4))}, not to 1.`,
      params: { code: "weights-sum", hint: `Divide each of them by ${Number(sum.toFixed(4))}.` },
    });
  })
  .meta({
    description:
      "Weights of the elements: `equal`, `stated` (customers' stated importance), `derived` (shares of the drivers), `entropy`, `ahp` (experts' judgements), or one weight per element, together 1. A source that is not there stops the evaluation; nothing stands in for it.",
    examples: ["derived", { network: 0.6, billing: 0.4 }],
  });
export type WeightsOption = z.infer<typeof weightsOption>;

/** The analyses whose results weights may come from. */
export const weightNeeds: readonly string[] = ["drivers", "entropy", "ahp"];

export const weightKind = z.enum(["equal", "named", "stated", "derived", "entropy", "ahp"]);
type WeightKind = z.infer<typeof weightKind>;

export interface ElementWeights {
  readonly kind: WeightKind;
  /** In the order of the elements, together 1. */
  readonly weights: readonly number[];
  /** Experts' judgements whose consistency is not accepted, used because the study insists: to be said wherever they are used. */
  readonly forced: boolean;
}

/** Experts' weights as other methods may use them: where their consistency is accepted, or the study insists. */
export function readExperts({ results }: Pick<Context<unknown>, "results">): AhpResult | { readonly why: Code } {
  const outcome = results.get("ahp");
  if (outcome?.kind !== "done") return { why: { code: "weights-ahp" } };
  const judged = outcome.result as AhpResult;
  return judged.usable || judged.forced ? judged : { why: { code: "weights-ahp-refused" } };
}

function kindOfWeights(option: WeightsOption): WeightKind {
  return typeof option === "string" ? option : "named";
}

/** The weights of these elements, or why the source does not give them. */
export function readWeights(
  option: WeightsOption,
  elements: readonly Element[],
  context: Pick<Context<unknown>, "results" | "tallies">,
): ElementWeights | { readonly why: Code } {
  const kind = kindOfWeights(option);
  const missing = (element: Element | undefined): { readonly why: Code } => ({
    why: element
      ? { code: `weights-${kind}-element`, slots: { element: { kind: "element", id: element.id } } }
      : { code: `weights-${kind}` },
  });
  const experts = kind === "ahp" ? readExperts(context) : null;
  if (experts && "why" in experts) return experts;
  if (kind === "derived" || kind === "entropy") {
    const outcome = context.results.get(kind === "derived" ? "drivers" : kind);
    if (outcome?.kind !== "done") return missing(undefined);
  }
  const found = elements.map((element) => weightOf(option, element, elements.length, context));
  const silent = elements.find((_, k) => !((found[k] ?? -1) >= 0));
  if (silent) return missing(silent);
  const sum = (found as number[]).reduce((total, weight) => total + weight, 0);
  if (sum <= 0) return missing(undefined);
  return { kind, weights: (found as number[]).map((weight) => weight / sum), forced: experts?.forced ?? false };
}

function weightOf(
  option: WeightsOption,
  { id, importance }: Element,
  elements: number,
  { results, tallies }: Pick<Context<unknown>, "results" | "tallies">,
): number | null | undefined {
  if (typeof option !== "string") return option[id];
  if (option === "equal") return 1 / elements;
  if (option === "stated") return importance === undefined ? undefined : meanOf(tallies, rescaledOf(importance));
  const outcome = results.get(option === "derived" ? "drivers" : option);
  if (outcome?.kind !== "done") return undefined;
  if (option === "derived")
    return (outcome.result as DriversResult).elements.find((row) => row.element === id)?.part?.share.value;
  const rows = option === "ahp" ? (outcome.result as AhpResult).weights : (outcome.result as EntropyResult).elements;
  return rows.find((row) => row.element === id)?.weight.value;
}

/** The importance questions behind stated weights. */
export function weightAsks(option: WeightsOption, elements: readonly Element[]) {
  if (option !== "stated") return [];
  return elements.flatMap(({ importance }) =>
    importance === undefined ? [] : [{ kind: "moments" as const, columns: [rescaledOf(importance)] }],
  );
}
