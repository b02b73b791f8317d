import type { Finding } from "../estimate.ts";
import type { DriverRow, DriversResult, StatedRow } from "./result.ts";

/**
 * What may be said: what goes together most with overall satisfaction, how much all elements explain, hidden drivers, the
 * other drivers, what is stated to matter more than it shows, and ratings whose sign looks wrong.
 */
export function findings(result: DriversResult): readonly Finding[] {
  const lead = leadOf(result);
  const named = result.elements.filter((row) => row.role === "named" && row.element !== lead.subject.id);
  const second = lead.case === "drivers-pair" ? result.elements[1]!.element : undefined;
  const others = named.filter((row) => row.part && row.element !== second).map((row) => driver(row, "driver-named"));
  const stated = (which: StatedRow["class"], name: string) =>
    (result.stated?.rows ?? []).filter((row) => row.class === which).map((row) => besides(row, name));
  return [
    lead,
    ...(result.elements.length > 1 ? [modelFinding(result)] : []),
    ...stated("hidden", "driver-hidden"),
    ...others,
    ...stated("stated-only", "driver-stated-only"),
    ...result.elements.filter((row) => row.notes.length > 0).map(negative),
  ];
}

function leadOf(result: DriversResult): Finding {
  const { elements } = result;
  const [first, second] = elements as [DriverRow, DriverRow | undefined];
  if (!first.part) return single(first, result);
  const named = elements.filter((row) => row.role === "named");
  if (named.length === 0) {
    return {
      ...about("drivers.none", "drivers-none"),
      subject: result.r2.subject,
      measure: "drivers.share",
      estimate: first.part.share,
      verdict: "none",
      rule: result.carries ? "driver" : "driver-base",
    };
  }
  const tier = elements.filter((row) => row.part?.tier === 1);
  if (first.role !== "named") return driver(named[0]!, "driver-named");
  if (tier.length === 1) return driver(first, "driver-strongest");
  if (tier.length === 2 && second?.role === "named")
    return { ...driver(first, "drivers-pair"), with: { other: second.part!.share.subject, y: second.part!.share } };
  if (named.length === 1) return { ...driver(first, "driver-only"), with: { k: elements.length } };
  return { ...driver(first, "drivers-several"), with: { m: named.length, k: elements.length, tier: tier.length } };
}

function single(row: DriverRow, { model }: DriversResult): Finding {
  return {
    ...about(`drivers.${row.element}`, row.role === "named" ? "driver-single" : "driver-single-none"),
    subject: row.correlation.subject,
    measure: "drivers.correlation",
    estimate: row.correlation,
    comparison: model,
    verdict: row.role === "named" ? "level" : "none",
    rule: "driver",
  };
}

function driver({ element, part }: DriverRow, name: string): Finding {
  const { share } = part!;
  return {
    ...about(`drivers.${element}`, name),
    subject: share.subject,
    measure: "drivers.share",
    estimate: share,
    verdict: "level",
    rule: "driver",
  };
}

function modelFinding({ r2, adjusted, model, elements }: DriversResult): Finding {
  return {
    ...about("drivers.model", "drivers-model"),
    subject: r2.subject,
    measure: "drivers.r2",
    estimate: r2,
    comparison: model,
    verdict: "level",
    rule: "driver",
    with: { k: elements.length, adjusted },
  };
}

function besides(row: StatedRow, name: string): Finding {
  return {
    ...about(`drivers.stated.${row.element}`, name),
    subject: row.share.subject,
    measure: "drivers.share",
    estimate: row.share,
    comparison: row.shareComparison,
    verdict: "level",
    rule: "crosshair-bh",
    with: { stated: row.importance, rank: row.rank, derived: row.shareRank },
  };
}

function negative({ element, correlation }: DriverRow): Finding {
  return {
    ...about(`drivers.negative.${element}`, "driver-negative"),
    subject: correlation.subject,
    measure: "drivers.correlation",
    estimate: correlation,
    verdict: "open",
    rule: "driver",
  };
}

function about(id: string, name: string): Pick<Finding, "id" | "case"> {
  return { id, case: name };
}
