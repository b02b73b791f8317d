import type { Finding } from "../estimate.ts";
import type { RegressionResult } from "./result.ts";

/** What goes with overall satisfaction when the others are held, how much the model explains, and whether the logit agrees and holds. */
export function findings(result: RegressionResult): readonly Finding[] {
  const { coefficients, r2, adjusted, model, levels } = result;
  const found = coefficients.filter(({ comparison }) => comparison.verdict === "up");
  const against = coefficients.filter(({ comparison }) => comparison.verdict === "down");
  const lead = found[0] ?? coefficients[0]!;
  const k = coefficients.length;
  return [
    {
      id: "regression.lead",
      case: found.length === 0 ? "regression-none" : "regression-lead",
      measure: "regression.slope",
      subject: lead.slope.subject,
      estimate: lead.slope,
      comparison: lead.comparison,
      verdict: found.length === 0 ? "none" : "level",
      rule: "coefficient-bh",
      with: { count: found.length, k },
    },
    {
      id: "regression.model",
      case: "regression-model",
      measure: "regression.r2",
      subject: r2.subject,
      estimate: r2,
      comparison: model,
      verdict: "level",
      rule: "coefficient-bh",
      with: { k, adjusted },
    },
    ...against.map(
      ({ slope, comparison }): Finding => ({
        id: `regression.against.${slope.subject.id}`,
        case: "regression-against",
        measure: "regression.slope",
        subject: slope.subject,
        estimate: slope,
        comparison,
        verdict: "open",
        rule: "coefficient-bh",
      }),
    ),
    ...("refused" in levels ? [] : oddsFindings(levels)),
  ];
}

function oddsFindings(levels: Exclude<RegressionResult["levels"], { refused: unknown }>): readonly Finding[] {
  const found = levels.odds.filter(({ comparison }) => comparison.verdict === "up");
  const lead = found[0] ?? levels.odds[0]!;
  return [
    {
      id: "regression.odds",
      case: `regression-odds-${levels.assumption}`,
      measure: "regression.odds",
      subject: lead.odds.subject,
      estimate: lead.odds,
      comparison: lead.comparison,
      verdict: levels.assumption === "broken" ? "open" : "level",
      rule: "coefficient-bh",
      with: { count: found.length, k: levels.odds.length },
    },
  ];
}
