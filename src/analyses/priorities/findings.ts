import type { Finding } from "../estimate.ts";
import type { PrioritiesResult, PriorityRow } from "./result.ts";

const whole = { kind: "overall", id: "overall" } as const;

/** What may be said: what to improve first, what else matters and falls short, which classes the contrast bears out. */
export function findings(result: PrioritiesResult): readonly Finding[] {
  const urgent = result.urgent.flatMap(({ element, because }): readonly Finding[] => {
    const row = rowOf(result, element);
    return row ? [about(row, because.length > 1 ? "urgent-threat" : "urgent", "worse", result)] : [];
  });
  const said = new Set(result.urgent.map(({ element }) => element));
  const concentrate = result.elements
    .filter((row) => row.quadrant === "concentrate" && !said.has(row.element))
    .map((row) => about(row, "priority", "worse", result));
  const claims = [...urgent, ...concentrate];
  return [
    ...(claims.length > 0 ? claims : none(result)),
    ...borderline(result),
    ...classes(result),
    ...noContrast(result),
  ];
}

function rowOf(result: PrioritiesResult, element: string): PriorityRow | undefined {
  return result.elements.find((row) => row.element === element);
}

function about(
  row: PriorityRow,
  name: string,
  verdict: Finding["verdict"],
  { importanceKind }: PrioritiesResult,
): Finding {
  return {
    id: `priorities.${row.element}`,
    case: importanceKind === "derived" ? name : `${name}-stated`,
    measure: "priorities.performance",
    subject: row.performance.subject,
    estimate: row.performance,
    comparison: row.performanceTest,
    verdict,
    rule: "quadrant",
    with: { importance: row.importance },
  };
}

function none(result: PrioritiesResult): readonly Finding[] {
  const first = result.elements[0];
  if (!first) return [];
  return [
    {
      id: "priorities.none",
      case: "priority-none",
      measure: "priorities.performance",
      subject: whole,
      estimate: first.performance,
      verdict: "none",
      rule: "quadrant",
      with: { elements: result.elements.length },
    },
  ];
}

function borderline({ elements }: PrioritiesResult): readonly Finding[] {
  const rows = elements.filter(({ quadrant }) => quadrant === "borderline");
  const first = rows[0];
  if (!first) return [];
  return [
    {
      id: "priorities.borderline",
      case: rows.length === 1 ? "borderline-one" : "borderline",
      measure: "priorities.performance",
      subject: first.performance.subject,
      estimate: first.performance,
      verdict: "none",
      rule: "quadrant",
      with: { count: rows.length, elements: elements.length },
    },
  ];
}

function classes({ contrast }: PrioritiesResult): readonly Finding[] {
  return (contrast?.elements ?? []).flatMap((row): readonly Finding[] => {
    if (row.class === "unclear" || !row.asymmetry || !row.penalty || !row.reward) return [];
    return [
      {
        id: `priorities.contrast.${row.element}`,
        case: `contrast-${row.class}`,
        measure: "priorities.asymmetry",
        subject: row.asymmetry.subject,
        estimate: row.asymmetry,
        verdict: "level",
        rule: "contrast",
        with: { penalty: row.penalty.coefficient, reward: row.reward.coefficient },
      },
    ];
  });
}

function noContrast({ contrastWhy, elements }: PrioritiesResult): readonly Finding[] {
  const first = elements[0];
  const { n, needed } = contrastWhy?.slots ?? {};
  if (!first || typeof n !== "number" || typeof needed !== "number") return [];
  return [
    {
      id: "priorities.contrast",
      case: "contrast-base",
      measure: "priorities.asymmetry",
      subject: whole,
      estimate: first.performance,
      verdict: "none",
      rule: "base",
      with: { answered: n, needed },
    },
  ];
}
