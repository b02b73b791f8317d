import type { Finding } from "../estimate.ts";
import type { EffectRow, LatentRow, StructuralModelResult } from "./result.ts";

/**
 * What may be said: the level of satisfaction, what speaks against the model, its change, the driver it goes together with most, what its rise would go
 * with, and items whose weight has the wrong sign.
 */
export function findings(result: StructuralModelResult): readonly Finding[] {
  const lead = leadOf(result);
  const { index, latent } = lead;
  return [
    {
      id: `structural-model.${latent}`,
      case: lead.kind === "rate" ? "model-rate" : "model-index",
      measure: index.measure,
      subject: index.subject,
      estimate: index,
      verdict: "level",
      rule: "interval",
    },
    ...result.cautions.map(
      ({ code, slots }, k): Finding => ({
        id: `structural-model.caution.${k + 1}`,
        case: code,
        measure: index.measure,
        subject: index.subject,
        estimate: index,
        verdict: "open",
        rule: "admissible",
        ...(slots && { with: slots }),
      }),
    ),
    ...result.latents.flatMap((row) => (row.kind === "index" ? changeOf(row, row === lead) : [])),
    ...strongest(result, latent),
    ...result.latents.flatMap(({ items }) =>
      items
        .filter(({ notes }) => notes.some(({ code }) => code === "model-negative-weight"))
        .map(
          ({ question, weight }): Finding => ({
            id: `structural-model.negative.${question}`,
            case: "model-negative",
            measure: weight.measure,
            subject: weight.subject,
            estimate: weight,
            verdict: "open",
            rule: "interval",
          }),
        ),
    ),
  ];
}

/** Satisfaction, or in a model without it what most follows from. */
function leadOf({ latents, effects }: Pick<StructuralModelResult, "latents" | "effects">): LatentRow {
  const named = latents.find(({ latent }) => latent === "satisfaction");
  if (named) return named;
  const causes = ({ latent }: LatentRow) => effects.filter(({ to }) => to === latent).length;
  return [...latents].sort((a, b) => causes(b) - causes(a))[0]!;
}

function changeOf({ latent, index, change }: LatentRow, isLead: boolean): readonly Finding[] {
  if (!change || change.comparison.verdict === "untested") return [];
  const { comparison } = change;
  const moved = comparison.verdict === "up" || comparison.verdict === "down";
  if (!moved && !isLead) return [];
  return [
    {
      id: `structural-model.${latent}.change`,
      case: moved ? `model-${comparison.verdict}` : "model-same",
      measure: index.measure,
      subject: index.subject,
      estimate: index,
      comparison,
      verdict: moved ? (comparison.verdict === "up" ? "better" : "worse") : "none",
      ...(comparison.size && { size: comparison.size }),
      rule: "bootstrap-bh",
    },
  ];
}

/** The driver with the largest total effect whose interval lies above 0. */
function strongest({ effects }: StructuralModelResult, outcome: string): readonly Finding[] {
  const [first] = effects
    .filter(
      (row): row is EffectRow & { impact: NonNullable<EffectRow["impact"]> } =>
        row.to === outcome && row.impact !== undefined,
    )
    .filter(({ total, impact }) => total.status === "shown" && (total.low ?? 0) > 0 && impact.value !== null)
    .sort((a, b) => b.total.value! - a.total.value!);
  if (!first) return [];
  const { from, to, total, impact } = first;
  return [
    {
      id: `structural-model.driver`,
      case: "model-driver",
      measure: total.measure,
      subject: { kind: "latent", id: from },
      estimate: total,
      verdict: "level",
      rule: "interval",
      with: { outcome: { kind: "latent", id: to }, impact },
    },
  ];
}
