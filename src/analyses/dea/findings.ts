import type { Finding } from "../estimate.ts";
import type { DeaResult } from "./result.ts";

/** Whether the units are enough; how many are benchmarks; who is furthest from one. */
export function findings(result: DeaResult): readonly Finding[] {
  const { units, few, least, measures, orientation, divider } = result;
  const efficient = units.filter((unit) => unit.efficient);
  const first = units[0]!;
  const about = { measure: "dea.efficiency", verdict: "level", rule: "dea" } as const;
  const counts = { count: efficient.length, of: units.length, least, measures };
  if (few) {
    return [
      {
        id: "dea.few",
        case: "dea-few",
        subject: first.efficiency.subject,
        estimate: first.efficiency,
        ...about,
        with: counts,
      },
    ];
  }
  const furthest = units
    .filter(({ efficiency }) => efficiency.status === "shown")
    .reduce((low, unit) => (unit.efficiency.value! < low.efficiency.value! ? unit : low), first);
  const peer = furthest.peers[0];
  return [
    {
      id: "dea.benchmarks",
      case: "dea-benchmarks",
      subject: first.efficiency.subject,
      estimate: first.efficiency,
      ...about,
      with: counts,
    },
    ...(furthest.efficient || !peer
      ? []
      : [
          {
            id: "dea.furthest",
            case: `dea-furthest-${orientation}`,
            subject: furthest.efficiency.subject,
            estimate: furthest.efficiency,
            ...about,
            with: {
              peer: { kind: "segment", id: `${divider}=${peer.unit}` } as const,
              highest: furthest.highest,
            },
          },
        ]),
  ];
}
