import type { Finding } from "../estimate.ts";
import type { AhpResult } from "./result.ts";

/** What may be said: what weighs most, or that the judgements contradict themselves; who was left out; how firm the order is. */
export function findings(result: AhpResult): readonly Finding[] {
  const first = result.weights[0]!;
  const out = result.experts.filter(({ counts }) => !counts);
  const rest = {
    measure: "ahp.weight",
    subject: first.weight.subject,
    estimate: first.weight,
    verdict: "none",
    rule: "ahp",
  } as const;
  const counted = result.experts.length - out.length;
  const moves = result.sensitivity.filter(({ changes }) => changes.length > 0);
  const name = result.forced ? "ahp-forced" : result.usable ? (counted > 1 ? "ahp-first" : "ahp-one") : "ahp-refused";
  return [
    {
      ...rest,
      id: "ahp.first",
      case: name,
      with: { low: first.lowest, high: first.highest, experts: counted },
    },
    ...(out.length > 0
      ? [
          {
            ...rest,
            id: "ahp.out",
            case: "ahp-out",
            with: { names: out.map(({ expert }) => expert).join(", "), out: out.length, all: result.experts.length },
          },
        ]
      : []),
    {
      ...rest,
      id: "ahp.sensitivity",
      case: moves.length > 0 ? "ahp-moves" : "ahp-firm",
      with: { moves: moves.length, tried: result.sensitivity.length },
    },
  ];
}
