import type { Finding } from "../estimate.ts";
import type { KanoFeature, KanoResult, KanoSegment } from "./result.ts";

const category = (id: string) => ({ kind: "category", id }) as const;

/** What may be said: what to do first, what moved, the category of each feature, then what was asked in a way that fails. */
export function findings(result: KanoResult): readonly Finding[] {
  const { features, drift, work } = result;
  const known = (id: string) => features.find(({ feature }) => feature === id)!;
  const first = work.find(({ order, need, provision }) => order === 1 && need !== "A" && provision === "poor");
  return [
    ...(first?.score
      ? [
          {
            ...base(known(first.feature), `kano-first-${first.need}`, "first"),
            with: { score: first.score, element: first.score.subject },
            verdict: "worse" as const,
          },
        ]
      : []),
    ...drift
      .filter(({ change }) => change.verdict === "up" || change.verdict === "down")
      .map(
        (row): Finding => ({
          id: `kano.drift.${row.feature}`,
          case: `kano-must-be-${row.change.verdict}`,
          measure: row.mustBe.measure,
          subject: row.mustBe.subject,
          estimate: row.mustBe,
          comparison: row.change,
          verdict: "none",
          rule: "proportions-bh",
        }),
      ),
    ...[...features]
      .filter(({ state }) => state === "clear")
      .sort(byShare)
      .map(
        (feature): Finding => ({
          ...base(feature, "kano-clear"),
          with: { category: category(feature.category!), next: category(feature.second!) },
        }),
      ),
    ...features.filter(({ state }) => state === "mixed").map((feature) => mixed(feature, result)),
    ...features.filter(({ state }) => state === "reverse").map((feature) => base(feature, "kano-reverse")),
    ...features
      .filter(({ state, caution }) => state === "questionable" || caution)
      .map(
        (feature): Finding => ({
          ...base(feature, feature.state === "questionable" ? "kano-questionable" : "kano-caution", "questionable"),
          estimate: shareOf(feature, "Q"),
        }),
      ),
  ];
}

function byShare(a: KanoFeature, b: KanoFeature): number {
  return (shareOf(b, b.top!).value ?? 0) - (shareOf(a, a.top!).value ?? 0);
}

function shareOf({ shares }: KanoFeature, id: string) {
  return shares.find(({ category }) => category === id)!.share;
}

function base(feature: KanoFeature, name: string, part = "category"): Finding {
  const estimate = shareOf(feature, feature.top!);
  return {
    id: `kano.${part}.${feature.feature}`,
    case: name,
    measure: estimate.measure,
    subject: estimate.subject,
    estimate,
    comparison: feature.lead,
    verdict: "none",
    rule: "binomial-bh",
  };
}

/** Where groups divide unlike and each is clearer than all together, they say it. */
function mixed(feature: KanoFeature, { segments }: KanoResult): Finding {
  const apart = segments.find((row): row is KanoSegment => row.feature === feature.feature && row.differs);
  return {
    ...base(feature, apart ? "kano-mixed-segment" : "kano-mixed"),
    with: {
      category: category(feature.category!),
      first: category(feature.top!),
      next: category(feature.second!),
      ...(apart && { segment: { kind: "segment" as const, id: apart.segment } }),
    },
  };
}
