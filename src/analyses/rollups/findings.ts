import type { Finding } from "../estimate.ts";
import type { RollupsResult } from "./result.ts";

/** What may be said: whether the order of needs holds, what lags and leads among the parts, how even the branches are. */
export function findings(result: RollupsResult): readonly Finding[] {
  return [...orderFindings(result), ...result.tags.flatMap(partFindings), ...evennessFindings(result)];
}

/** A step against the order is said with its test; that none is shown is said only where every step could be tested. */
function orderFindings({ steps }: RollupsResult): readonly Finding[] {
  const against = steps.filter(({ onZero }) => onZero.verdict === "down");
  const first = steps[0];
  const claim = (step: (typeof steps)[number], name: string, verdict: Finding["verdict"]): Finding => ({
    id: `rollups.order.${step.from}`,
    case: name,
    measure: "rollups.step",
    subject: step.difference.subject,
    estimate: step.difference,
    comparison: step.onZero,
    verdict,
    rule: "paired-bh",
    with: { from: { kind: "vertical", id: step.from }, to: { kind: "vertical", id: step.to } },
  });
  if (against.length > 0) return against.map((step) => claim(step, "order-broken", "worse"));
  if (!first || steps.some(({ onZero }) => onZero.verdict === "untested")) return [];
  return [claim(first, "order-kept", "none")];
}

/** Of each tag the part furthest below people's own average, and the one furthest above. */
function partFindings({ tag, parts }: RollupsResult["tags"][number]): readonly Finding[] {
  const far = (row: (typeof parts)[number]) => row.ownMean.difference ?? 0;
  const below = parts.filter(({ ownMean }) => ownMean.verdict === "down").sort((a, b) => far(a) - far(b))[0];
  const above = parts.filter(({ ownMean }) => ownMean.verdict === "up").sort((a, b) => far(b) - far(a))[0];
  return [below, above].flatMap((row): readonly Finding[] => {
    if (!row) return [];
    const up = row.ownMean.verdict === "up";
    return [
      {
        id: `rollups.${tag}.${row.part}`,
        case: up ? "part-above" : "part-below",
        measure: `rollups.${tag}`,
        subject: row.score.subject,
        estimate: row.score,
        comparison: row.ownMean,
        verdict: up ? "better" : "worse",
        ...(row.ownMean.size && { size: row.ownMean.size }),
        rule: "paired-bh",
      },
    ];
  });
}

function evennessFindings({ consistency }: RollupsResult): readonly Finding[] {
  const overall = consistency[0];
  if (!overall || overall.onZero.verdict === "untested") return [];
  const uneven = overall.onZero.verdict === "up";
  return [
    {
      id: "rollups.consistency",
      case: uneven ? "branches-uneven" : "branches-even",
      measure: "rollups.icc",
      subject: overall.icc.subject,
      estimate: overall.icc,
      comparison: overall.onZero,
      verdict: uneven ? "worse" : "none",
      rule: "f-test",
      with: { branches: overall.branches },
    },
  ];
}
