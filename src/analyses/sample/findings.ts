import type { Finding } from "../estimate.ts";
import { heldEnough } from "./compute.ts";
import type { SampleResult } from "./result.ts";

/** What may be said of the sample: what it can show, where it departs from the population, what was left out, who answered. */
export function findings(result: SampleResult): readonly Finding[] {
  return [
    ...precisionFindings(result),
    ...makeUpFindings(result),
    ...cleaningFindings(result),
    ...responseFindings(result),
    ...arrivalFindings(result),
    adequacyFinding(result),
    ...missingFindings(result),
  ];
}

function level(name: string, estimate: Finding["estimate"], rest: Partial<Finding> = {}): Finding {
  return {
    id: name.replace("sample-", "sample."),
    case: name,
    measure: estimate.measure,
    subject: estimate.subject,
    estimate,
    verdict: "level",
    rule: "counted",
    ...rest,
  };
}

function precisionFindings({ precision }: SampleResult): readonly Finding[] {
  if (!precision || precision.margin.value === null) return [];
  const { margin, smallest, change, needed, power } = precision;
  const said = { change, smallest, power: 100 * power };
  return [
    level("sample-margin", margin, { rule: "planned", with: said }),
    ...(needed === null ? [] : [level("sample-next", smallest, { rule: "planned", with: { ...said, needed } })]),
  ];
}

/** Weighted, a group is where it belongs when it is this near its share. */
const near = 0.01;

/** Departures that chance does not explain first. */
function makeUpFindings({ makeUp }: SampleResult): readonly Finding[] {
  const claims = makeUp.flatMap(({ segment, values, distance, test }) => {
    if (test.verdict !== "up" && test.verdict !== "none") return [];
    const mended = values.every(
      ({ weighted, population }) =>
        weighted.value !== null && Math.abs(weighted.value - (population.value ?? 0)) < near,
    );
    const name = test.verdict === "none" ? "sample-near" : mended ? "sample-departs-weighted" : "sample-departs";
    return [level(name, distance, { comparison: test, rule: "chi-square-bh", id: `sample.make-up.${segment}` })];
  });
  const departs = ({ comparison }: Finding) => comparison?.verdict === "up";
  return [...claims.filter(departs), ...claims.filter((claim) => !departs(claim))];
}

function cleaningFindings({ flow, cleaning, signals }: SampleResult): readonly Finding[] {
  const [headline] = cleaning;
  const kept = flow.read - flow.excluded.reduce((sum, { rows }) => sum + rows, 0);
  const said = { read: flow.read, kept, out: flow.read - kept };
  if (!headline) return [level(signals.length > 0 ? "sample-kept-checked" : "sample-kept", flow.kept, { with: said })];
  const name = headline.moves ? `sample-cleaned-${headline.moves}` : "sample-cleaned";
  if (headline.without.status === "hidden") return [level("sample-kept-checked", flow.kept, { with: said })];
  const both = headline.moves ? {} : { without: headline.without, all: headline.with };
  return [level(name, flow.kept, { id: "sample.cleaned", with: { ...said, ...both } })];
}

function responseFindings({ response }: SampleResult): readonly Finding[] {
  if (!response || response.rate.value === null) return [];
  return [level("sample-response", response.rate, { with: { complete: response.complete } })];
}

function arrivalFindings({ arrival }: SampleResult): readonly Finding[] {
  if (!arrival || arrival.difference.verdict === "untested") return [];
  const { late, difference } = arrival;
  return [
    level(`sample-late-${difference.verdict}`, late, {
      id: "sample.late",
      comparison: difference,
      rule: "welch-halves",
    }),
  ];
}

function adequacyFinding({ adequacy, flow }: SampleResult): Finding {
  const kept = flow.read - flow.excluded.reduce((sum, { rows }) => sum + rows, 0);
  const [least, most] = heldEnough;
  return level(`sample-size-${adequacy}`, flow.kept, { id: "sample.size", with: { kept, least, most } });
}

function missingFindings({ missing }: SampleResult): readonly Finding[] {
  const worst = missing[0];
  if (worst?.blank.status !== "shown" || !worst.blank.value) return [];
  return [level("sample-blank", worst.blank, { rule: "wilson", id: "sample.missing" })];
}
