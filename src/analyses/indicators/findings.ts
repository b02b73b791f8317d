import { meaningOf } from "../assess.ts";
import type { Estimate, Finding } from "../estimate.ts";
import type { IndicatorsResult } from "./result.ts";

type Row = IndicatorsResult["rows"][number];

/** Indicators whose level is told in a sentence of its own, the most important first. */
const told = ["reputation", "named", "repeat", "return", "observed", "unaided", "wallet", "defects"];

/** What may be said: a missed target, what moved, the net promoter score, the target else, complaints, levels. */
export function findings(result: IndicatorsResult): readonly Finding[] {
  const rows = new Map(result.rows.map((row) => [row.estimate.measure.split(".")[1]!, row]));
  const noScore = result.notes.find(({ code }) => code === "no-net-score");
  const target = targetFinding(result, rows.get("filed")?.estimate);
  const level = (name: string, rest: Partial<Finding> = {}) => levelOf(name, rows.get(name)?.estimate, rest);
  return [
    ...target.filter(({ verdict }) => verdict === "missed"),
    ...level("nps", { case: "nps", rule: "net" }),
    ...(noScore ? level("recommend", { case: "no-net-score", ...(noScore.slots && { with: noScore.slots }) }) : []),
    ...changeFindings(result.rows),
    ...target.filter(({ verdict }) => verdict !== "missed"),
    ...voiceFindings(rows),
    ...told.flatMap((name) => level(name)),
    ...(result.tolerance ? levelOf("tolerance", result.tolerance.median) : []),
  ];
}

function levelOf(name: string, estimate: Estimate | undefined, rest: Partial<Finding> = {}): readonly Finding[] {
  if (estimate?.status !== "shown" || estimate.value === null) return [];
  return [
    {
      id: `indicators.${name}`,
      case: "level",
      measure: estimate.measure,
      subject: estimate.subject,
      estimate,
      verdict: "level",
      rule: "interval",
      ...rest,
    },
  ];
}

function targetFinding({ target }: IndicatorsResult, filed: Estimate | undefined): readonly Finding[] {
  if (!target || !filed || target.verdict === "untested") return [];
  return [
    {
      id: "indicators.filed.target",
      case: `ceiling-${target.verdict}`,
      measure: filed.measure,
      subject: filed.subject,
      estimate: filed,
      comparison: target.comparison,
      verdict: target.verdict,
      rule: "interval-ceiling",
      with: { t: Number((100 * target.value).toPrecision(12)) },
    },
  ];
}

function changeFindings(rows: readonly Row[]): readonly Finding[] {
  return rows.flatMap(({ estimate, better, change }): Finding[] => {
    if (!change || (change.verdict !== "up" && change.verdict !== "down")) return [];
    return [
      {
        id: `${estimate.measure}.change`,
        case: change.verdict,
        measure: estimate.measure,
        subject: estimate.subject,
        estimate,
        comparison: change,
        verdict: meaningOf({ better }, change),
        rule: "change-bh",
      },
    ];
  });
}

/** How many complaints are heard; and that fewer of them are no progress where fewer of the annoyed speak up. */
function voiceFindings(rows: ReadonlyMap<string, Row>): readonly Finding[] {
  const [voice, felt, filed] = ["voice", "felt", "filed"].map((name) => rows.get(name));
  if (!voice || !felt || !filed || [voice, felt, filed].some(({ estimate }) => estimate.status !== "shown")) return [];
  const finding: Finding = {
    id: "indicators.voice",
    case: "voice",
    measure: voice.estimate.measure,
    subject: voice.estimate.subject,
    estimate: voice.estimate,
    verdict: "level",
    rule: "wilson",
    with: { felt: felt.estimate, filed: filed.estimate },
  };
  const fewer = voice.change?.verdict === "down" && filed.change?.verdict === "down";
  return [
    ...(fewer
      ? [
          {
            ...finding,
            id: "indicators.voice.fewer",
            case: "fewer-heard",
            comparison: voice.change!,
            verdict: "worse",
            rule: "change-bh",
          } as const,
        ]
      : []),
    finding,
  ];
}
