import type { Finding } from "../estimate.ts";
import type { ComponentsResult } from "./result.ts";

/** How many components carry the ratings, what the first explains, whether the ratings suit, and the index it makes. */
export function findings(result: ComponentsResult): readonly Finding[] {
  const { components, kept, elements, kmo, composite, rules } = result;
  const first = components[0]!;
  const isFlat = rules[result.retention] === 0;
  const suits = kmo.low !== null && kmo.low >= 0.6 ? "met" : kmo.high !== null && kmo.high < 0.6 ? "missed" : "open";
  return [
    {
      id: "components.kept",
      case: isFlat ? "components-none" : kept === 1 ? "components-one" : "components-several",
      measure: "components.explained",
      subject: first.explained.subject,
      estimate: first.explained,
      verdict: isFlat ? "none" : "level",
      rule: "retention",
      with: { k: elements.length, count: kept },
    },
    ...(kmo.value === null || kmo.status !== "shown"
      ? []
      : [
          {
            id: "components.kmo",
            case: `components-kmo-${suits}`,
            measure: "components.kmo",
            subject: kmo.subject,
            estimate: kmo,
            verdict: suits,
            rule: "interval-threshold",
            with: { t: 0.6 },
          } satisfies Finding,
        ]),
    ...("index" in composite
      ? [
          {
            id: "components.composite",
            case: "components-composite",
            measure: "components.composite",
            subject: composite.index.subject,
            estimate: composite.index,
            verdict: "level",
            rule: "interval",
            with: { k: elements.length },
          } satisfies Finding,
        ]
      : []),
  ];
}
