import type { Estimate } from "../analyses/estimate.ts";
import type { Series } from "../analyses/trend/result.ts";
import { sparkLine } from "../charts/marks/spark-line.ts";
import type { Edition } from "./edition.ts";
import { headlineMeasures } from "./pages.ts";
import { lastChange, type Reading } from "./reading.ts";
import { receiptLink } from "./receipts.ts";
import { changeBasis, changeOf } from "./sentences.ts";
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

const mostMeasures = 4;

/** The numbers of the row at the top of the summary. */
export function headlinesOf(reading: Reading): readonly Estimate[] {
  return headlineMeasures
    .flatMap((id) => reading.estimate(id) ?? [])
    .filter((estimate) => estimate.value !== null)
    .slice(0, mostMeasures);
}

export function measureView(estimate: Estimate, edition: Edition, url: string): MeasureView {
  const { reading, voice, siblings } = edition;
  const { measure, subject } = estimate;
  const series = reading.series(measure, subject);
  const comparison = lastChange(reading, measure, subject);
  const mark = comparison && series ? markOf(comparison, series.better) : null;
  const value = voice.value(estimate);
  // a percent sign after the number is set small; one before it stays where it is
  const [before, after] = voice.format.marks.percent;
  const percent = estimate.value !== null && estimate.unit === "share" && before === "";
  return {
    name: voice.measure(measure),
    scale: scaleOf(estimate, edition),
    value: percent ? value.slice(0, value.length - after.length) : value,
    unit: percent ? after : "",
    interval: voice.format.interval(estimate),
    href: receiptLink(measure, edition, url),
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
