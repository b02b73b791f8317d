import type { Finding } from "../estimate.ts";
import type { BlockRow, ReliabilityResult } from "./result.ts";

/** How many blocks are shown to be reliable; each block; how many pairs are shown to be two things; items at an end. */
export function findings(result: ReliabilityResult): readonly Finding[] {
  const { blocks, pairs, thresholds } = result;
  const shown = blocks.filter(({ verdict }) => verdict !== "untested");
  const lowest = [...(shown.length > 0 ? shown : blocks)].sort(
    (a, b) => (a.alpha.value ?? 2) - (b.alpha.value ?? 2),
  )[0]!;
  const met = blocks.filter(({ verdict }) => verdict === "met").length;
  const tested = pairs.filter(({ verdict }) => verdict !== "untested");
  const apart = tested.filter(({ verdict }) => verdict === "met").length;
  const widest = [...tested].sort((a, b) => b.htmt.value! - a.htmt.value!)[0];
  const ends = blocks.flatMap(({ items }) => items.filter((item) => item.ends !== "none"));
  return [
    {
      id: "reliability.blocks",
      case: blocks.length === 1 ? `reliability-${lowest.verdict}` : "reliability-blocks",
      measure: "reliability.alpha",
      subject: lowest.block,
      estimate: lowest.alpha,
      verdict: blocks.length === 1 ? verdictOf(lowest) : met === blocks.length ? "met" : "open",
      rule: "interval-threshold",
      with: { count: met, k: blocks.length, t: thresholds.reliability },
    },
    ...(blocks.length === 1
      ? []
      : blocks.filter(({ verdict }) => verdict !== "untested").map((row) => blockFinding(row, result))),
    ...(widest
      ? [
          {
            id: "reliability.pairs",
            case: "reliability-pairs",
            measure: "reliability.htmt",
            subject: widest.pair,
            estimate: widest.htmt,
            verdict: apart === tested.length ? ("met" as const) : ("open" as const),
            rule: "interval-threshold",
            with: { count: apart, k: tested.length, t: thresholds.htmt },
          },
        ]
      : []),
    ...ends.map(
      ({ question, ends: end, floor, ceiling }): Finding => ({
        id: `reliability.ends.${question}`,
        case: end === "floor" ? "reliability-floor" : "reliability-ceiling",
        measure: end === "floor" ? "reliability.floor" : "reliability.ceiling",
        subject: floor.subject,
        estimate: end === "floor" ? floor : ceiling,
        verdict: "level",
        rule: "interval-threshold",
        with: { t: Math.round(1000 * thresholds.ends) / 10 },
      }),
    ),
  ];
}

function verdictOf({ verdict }: BlockRow): Finding["verdict"] {
  return verdict === "untested" ? "open" : verdict;
}

function blockFinding(row: BlockRow, { thresholds }: ReliabilityResult): Finding {
  return {
    id: `reliability.alpha.${row.block.id}`,
    case: `reliability-${row.verdict}`,
    measure: "reliability.alpha",
    subject: row.block,
    estimate: row.alpha,
    verdict: verdictOf(row),
    rule: "interval-threshold",
    with: { t: thresholds.reliability },
  };
}
