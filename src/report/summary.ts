import type { Estimate, Finding } from "../analyses/estimate.ts";
import type { Series } from "../analyses/trend/result.ts";
import { type Axis, axisOver, type Reference } from "../charts/axis.ts";
import type { Verdict } from "../charts/marks/look.ts";
import { sparkLine } from "../charts/marks/spark-line.ts";
import { stripHead, stripRow } from "../charts/marks/strip-row.ts";
import { linkTo } from "./addresses.ts";
import { addressOf, type Edition } from "./edition.ts";
import { headlineMeasures } from "./pages.ts";
import { lastChange, type Reading } from "./reading.ts";
import { receiptAnchor } from "./receipts.ts";
import { changeBasis, changeOf, sentenceOf } from "./sentences.ts";
import { type Mark, markOf } from "./tables.ts";

/** One of the measures in the row at the top of the summary. */
interface MeasureView {
  readonly name: string;
  readonly scale: string;
  readonly value: string;
  readonly unit: string;
  readonly interval: string;
  readonly href: string;
  readonly spark: string;
  readonly mark: Mark | null;
  readonly change: string;
  readonly on: string;
}

interface ElementRow {
  readonly label: string;
  readonly base: string;
  readonly strip: string;
  readonly value: string;
  readonly interval: string;
  readonly deviation: { readonly text: string; readonly small: string; readonly mark: Mark | null };
  readonly change: { readonly text: string; readonly mark: Mark | null } | null;
}

/** At most this many strengths and as many weaknesses. */
const mostRows = 3;
const mostMeasures = 4;

/** The summary by rule: headline measures, what stands out among the elements, what else was found, what limits the data. */
export function summaryOf(edition: Edition, url: string): Record<string, unknown> {
  const { reading, voice } = edition;
  const gaps = reading
    .findings("gaps")
    .slice(0, 1)
    .map((finding) => sentenceOf(finding, voice));
  const moved = movedOf(reading).map((finding) => sentenceOf(finding, voice));
  return {
    measures: measuresOf(edition, url),
    elements: elementsOf(edition),
    elementsHref: reading.pages.some((page) => page.id === "elements")
      ? linkTo(url, addressOf({ id: "elements" }, edition))
      : "",
    receiptHref: linkTo(url, addressOf({ id: "receipts" }, edition), "elements.score"),
    pair: [
      ...(moved.length > 0 ? [{ title: voice.word("summary.moved"), sentences: moved }] : []),
      ...(gaps.length > 0 ? [{ title: voice.word("summary.gaps"), sentences: gaps }] : []),
    ],
    limits: limitsOf(edition),
  };
}

/** Shown changes beside the index's, element scores first, each element or group once. */
function movedOf(reading: Reading): readonly Finding[] {
  const changes = reading
    .findings("trend")
    .filter((finding) => finding.verdict === "better" || finding.verdict === "worse");
  const others = changes.filter((finding) => !headlineMeasures.includes(finding.measure));
  const scores = others.filter((finding) => finding.measure === "elements.score");
  const named = new Map<string, Finding>();
  for (const finding of [...scores, ...others]) {
    const { kind, id } = finding.subject;
    if (!named.has(`${kind}:${id}`)) named.set(`${kind}:${id}`, finding);
  }
  return [...named.values()].slice(0, mostRows);
}

function measuresOf(edition: Edition, url: string): readonly MeasureView[] {
  const { reading } = edition;
  const shown = headlineMeasures
    .flatMap((id) => reading.estimate(id) ?? [])
    .filter((estimate) => estimate.value !== null);
  return shown.slice(0, mostMeasures).map((estimate) => measureView(estimate, edition, url));
}

function measureView(estimate: Estimate, edition: Edition, url: string): MeasureView {
  const { reading, voice, siblings } = edition;
  const { measure, subject } = estimate;
  const series = reading.series(measure, subject);
  const comparison = lastChange(reading, measure, subject);
  const mark = comparison && series ? markOf(comparison, series.better) : null;
  const value = voice.value(estimate);
  const percent = value.endsWith("%");
  return {
    name: voice.measure(measure),
    scale: scaleOf(estimate, edition),
    value: percent ? value.slice(0, -1) : value,
    unit: percent ? "%" : "",
    interval: voice.format.interval(estimate),
    href: linkTo(url, addressOf({ id: "receipts" }, edition), receiptAnchor(measure)),
    spark: series ? sparkOf(series, mark, siblings) : "",
    mark,
    change: comparison ? changeOf(comparison, voice) : "",
    on: comparison ? changeBasis(comparison, voice) : "",
  };
}

/** Waves lie to scale by the end of their fieldwork, in days since 1970. */
function sparkOf(series: Series, mark: Mark | null, siblings: readonly Reading[]): string {
  const ends = new Map(
    siblings.map(({ results }) => [results.wave.id, Date.parse(`${results.wave.fieldwork.to}T00:00:00Z`) / 86_400_000]),
  );
  const points = series.points.flatMap(({ wave, estimate, breaks }) => {
    const at = ends.get(wave);
    return at === undefined
      ? []
      : [{ at, value: estimate.value, low: estimate.low, high: estimate.high, broken: breaks.length > 0 }];
  });
  return points.length > 1 ? sparkLine(points, mark?.meaning ?? "untested") : "";
}

/** What the number can be: the ends of its scale, or the codes that count as the box. */
function scaleOf(estimate: Estimate, { reading, voice }: Edition): string {
  const measure = reading.measure(estimate.measure, estimate.subject);
  const statistic = measure?.statistic;
  const scale = reading.results.study.questions.get(measure?.questions[0] ?? "")?.scale;
  if (statistic?.kind === "share" && scale && statistic.values.length > 0) {
    const { from, to } = scale;
    const [low, high] = [Math.min(...statistic.values), Math.max(...statistic.values)];
    const slots = { low: String(low), high: String(high), from: String(from), to: String(to) };
    return voice.word(low === high ? "scale.code-one" : "scale.codes", slots);
  }
  return voice.words.has(`scale.${estimate.unit}`) ? voice.word(`scale.${estimate.unit}`) : "";
}

function elementsOf(edition: Edition): Record<string, unknown> | null {
  const { reading, voice } = edition;
  const claims = reading
    .findings("elements")
    .filter((finding) => finding.subject.kind === "element" && finding.id.startsWith("elements.score."));
  const pick = (verdict: "better" | "worse") =>
    claims.filter((finding) => finding.verdict === verdict).slice(0, mostRows);
  const groups = [
    { kind: "weak", findings: pick("worse") },
    { kind: "good", findings: pick("better") },
  ].filter((group) => group.findings.length > 0);
  if (groups.length === 0) return null;
  const all = groups.flatMap((group) => group.findings);
  const target = commonTarget(all, edition);
  const ends = all.flatMap(({ estimate }) => [estimate.low, estimate.value, estimate.high]);
  const axis = axisOver([...ends, target ?? null], (tick, digits) => voice.number(tick, "index", { digits }), {
    within: [0, 100],
    span: 10,
  });
  const references =
    target === undefined
      ? []
      : [{ value: target, label: voice.word("chart.target", { t: voice.format.plain(target) }) }];
  const hasChange = all.some((finding) => lastChange(reading, finding.measure, finding.subject));
  return {
    title: voice.word(
      groups.length === 2
        ? "summary.elements-both"
        : groups[0]!.kind === "weak"
          ? "summary.elements-weak"
          : "summary.elements-good",
      { weak: String(pick("worse").length), good: String(pick("better").length) },
    ),
    head: stripHead(axis, references),
    hasChange,
    groups: groups.map(({ kind, findings }) => ({
      kind,
      title: voice.word(`summary.group-${kind}`, { n: String(findings.length) }),
      rows: findings.map((finding) =>
        elementRow(finding, kind === "weak" ? "worse" : "better", axis, references, edition),
      ),
    })),
  };
}

function elementRow(
  finding: Finding,
  verdict: Verdict,
  axis: Axis,
  references: readonly Reference[],
  edition: Edition,
): ElementRow {
  const { reading, voice } = edition;
  const { estimate, comparison } = finding;
  const change = lastChange(reading, finding.measure, finding.subject);
  const { value, low, high } = estimate;
  return {
    label: voice.label(finding.subject),
    base: estimate.base === null ? "" : voice.word("format.n", { n: voice.format.count(estimate.base) }),
    strip: stripRow(value === null ? null : { value, low, high, verdict }, axis, references),
    value: voice.value(estimate),
    interval: voice.format.interval(estimate),
    deviation: {
      text: comparison?.difference == null ? "" : voice.format.number(comparison.difference, comparison.unit),
      small: comparison ? voice.format.interval(comparison) : "",
      mark: comparison ? markOf(comparison, "higher") : null,
    },
    change: change
      ? {
          text: change.difference === null ? "" : voice.format.number(change.difference, change.unit),
          mark: markOf(change, "higher"),
        }
      : null,
  };
}

/** The target of the elements shown, if they share one. */
function commonTarget(findings: readonly Finding[], { reading }: Edition): number | undefined {
  const targets = new Set(findings.map((finding) => reading.measure(finding.measure, finding.subject)?.target));
  return targets.size === 1 ? [...targets][0] : undefined;
}

/** One paragraph on what the figures cannot say. */
function limitsOf({ reading, voice }: Edition): readonly string[] {
  const { sample, study } = reading.results;
  const out = sample.excluded.reduce((sum, { rows }) => sum + rows, 0);
  return [
    voice.word(out > 0 ? "limits.left-out" : "limits.all-kept", {
      read: voice.format.count(sample.read),
      kept: voice.format.count(sample.kept),
      out: voice.format.count(out),
    }),
    voice.word(sample.weights.weighted ? "limits.weighted" : "limits.unweighted"),
    voice.word("limits.association"),
    ...(reading.notIncluded.length > 0
      ? [voice.word("limits.not-included", { n: String(reading.notIncluded.length) })]
      : []),
    ...(study.invented ? [voice.word("limits.invented")] : []),
  ];
}
