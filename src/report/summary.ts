import type { Finding, Subject } from "../analyses/estimate.ts";
import type { Edition } from "./edition.ts";
import { headlineMeasures } from "./pages.ts";
import type { Reading } from "./reading.ts";
import type { Voice } from "./say.ts";
import { sentenceOf } from "./sentences.ts";
import { evidenceTable, type Standouts, standoutsOf } from "./summary-evidence.ts";
import { limitsOf } from "./summary-limits.ts";
import { headlinesOf, measureView } from "./summary-measures.ts";
import { ownMeanTable } from "./summary-own-mean.ts";

/** What satisfaction leads to, told in words where the row at the top does not have it. */
const consequences = ["nps", "recommend", "repeat", "spend", "wallet"].map((name) => `indicators.${name}`);

/** Findings on complaints that the summary repeats. */
const complaints = ["indicators.filed.target", "indicators.voice.fewer"];

/** At most this many further changes. */
const mostMoved = 3;

/**
 * The summary by rule (METHODS D, page 2): headline measures, what to improve first and what is strong with the evidence
 * of each, what goes with it in loyalty and money, what else moved, what is not known. Every difference in it was shown by
 * a test.
 */
export function summaryOf(edition: Edition, url: string): Record<string, unknown> {
  const { reading, voice } = edition;
  const standouts = standoutsOf(reading);
  const part = (name: string, findings: readonly Finding[], say = sentenceOf) =>
    findings.length === 0
      ? []
      : [{ title: voice.word(`summary.${name}`), sentences: findings.map((finding) => say(finding, voice)) }];
  return {
    measures: headlinesOf(reading).map((estimate) => measureView(estimate, edition, url)),
    elements: standouts ? evidenceTable(standouts, edition, url) : ownMeanTable(edition, url),
    pair: [
      ...part("first", noneFirst(reading)),
      ...part("loyalty", [...consequencesOf(reading), ...of("indicators", ({ id }) => complaints.includes(id))]),
      ...part("moved", movedOf(reading, standouts).slice(0, mostMoved), movedText),
      ...part("groups", of("segments", isGroupClaim).slice(0, 1)),
      ...part("gaps", of("gaps").slice(0, 1)),
      ...(standouts ? [] : part("drivers", of("drivers", isDriver).slice(0, 2))),
    ],
    limits: limitsOf(edition),
  };

  function of(analysis: string, wanted: (finding: Finding) => boolean = () => true): readonly Finding[] {
    return reading.findings(analysis).filter(wanted);
  }
}

/** That nothing is shown to be both important and weak, where that is so. */
function noneFirst(reading: Reading): readonly Finding[] {
  return reading.findings("priorities").filter((finding) => finding.case === "priority-none");
}

function isDriver({ verdict, measure }: Finding): boolean {
  return verdict === "level" && measure !== "drivers.r2";
}

/** A group that differs from all others on a headline. */
function isGroupClaim({ verdict, measure }: Finding): boolean {
  return headlineMeasures.includes(measure) && (verdict === "better" || verdict === "worse");
}

/** Loyalty and money: how each changed where a change was shown, else where it stands. */
function consequencesOf(reading: Reading): readonly Finding[] {
  const above = headlinesOf(reading).map(({ measure }) => measure);
  const own = consequences.filter((measure) => !above.includes(measure));
  // who would recommend is half of the net promoter score
  const told = reading.estimate("indicators.nps") ? own.filter((id) => id !== "indicators.recommend") : own;
  return told.flatMap((measure): readonly Finding[] => {
    const known = reading.findings("indicators").filter((finding) => finding.measure === measure);
    const first = known.find(({ comparison }) => comparison?.with.kind === "wave") ?? known[0];
    const estimate = reading.estimate(measure);
    if (first) return [first];
    if (estimate?.status !== "shown" || estimate.value === null) return [];
    const { subject } = estimate;
    return [{ id: measure, case: "level", measure, subject, estimate, verdict: "level", rule: "interval" }];
  });
}

/** Shown changes that the summary does not tell elsewhere, element scores first, each subject once; sums of elements are left to their page. */
function movedOf(reading: Reading, standouts: Standouts | null): readonly Finding[] {
  const nameOf = ({ kind, id }: Subject) => `${kind}:${id}`;
  const elsewhere = [...headlinesOf(reading).map(({ measure }) => measure), ...consequences];
  const told = new Set(standouts?.shown.map(({ performance }) => nameOf(performance.subject)));
  const changes = reading
    .findings("trend")
    .filter(({ verdict }) => verdict === "better" || verdict === "worse")
    .filter(({ measure }) => !elsewhere.includes(measure) && !measure.startsWith("rollups."));
  const scores = changes.filter(({ measure }) => measure === "elements.score");
  return [...scores, ...changes].filter(({ subject }) => {
    const name = nameOf(subject);
    return !told.has(name) && told.add(name);
  });
}

/** A shown change in a few words. An element's score goes by the element's name. */
function movedText(finding: Finding, voice: Voice): string {
  const { comparison, measure, subject } = finding;
  if (comparison?.difference == null) return sentenceOf(finding, voice);
  const { difference, unit, verdict } = comparison;
  const whole = subject.kind === "overall" || subject.kind === "box";
  const name = whole ? voice.measure(measure) : voice.label(subject);
  return voice.word(`summary.moved-${verdict}`, {
    s:
      whole || measure === "elements.score"
        ? name
        : voice.word("format.in-group", { s: name, g: voice.measure(measure) }),
    d: voice.format.measured(Math.abs(difference), unit, { sign: false }),
    w: voice.label({ kind: "wave", id: comparison.with.id ?? "" }),
    i: voice.format.interval(comparison) || voice.word("ui.no-interval"),
  });
}
