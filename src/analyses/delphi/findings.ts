import type { Finding } from "../estimate.ts";
import type { DelphiResult } from "./result.ts";

/** What may be said: whether the rounds have converged, what experts rate highest, who dropped out. */
export function findings(result: DelphiResult): readonly Finding[] {
  const now = result.rounds.at(-1)!;
  const met = result.conditions.filter((condition) => condition.met).length;
  const top = [...now.items].sort((a, b) => b.median.value! - a.median.value! || b.mean.value! - a.mean.value!)[0]!;
  const left = new Set(result.rounds.flatMap((round) => round.left));
  const undefinedW = now.concordance.value === null;
  return [
    {
      id: "delphi.converged",
      case: result.converged ? "delphi-converged" : undefinedW ? "delphi-undefined" : "delphi-open",
      measure: "delphi.concordance",
      subject: now.concordance.subject,
      estimate: now.concordance,
      verdict: "none",
      rule: "delphi",
      with: { rounds: result.rounds.length, experts: now.returned, met, of: result.conditions.length },
    },
    {
      id: "delphi.top",
      case: "delphi-top",
      measure: "delphi.median",
      subject: top.median.subject,
      estimate: top.median,
      verdict: "level",
      rule: "delphi",
      with: { from: top.q1, to: top.q3 },
    },
    ...(left.size > 0
      ? [
          {
            id: "delphi.left",
            case: "delphi-left",
            measure: "delphi.positive",
            subject: now.positive.subject,
            estimate: now.positive,
            verdict: "none",
            rule: "counted",
            with: { left: left.size, names: [...left].join(", ") },
          } as const,
        ]
      : []),
  ];
}
