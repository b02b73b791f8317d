import { quote, quoteAll } from "../../problems/quoting.ts";
import { didYouMean } from "../../problems/suggestion.ts";
import { leastInGrid } from "../build-quality.ts";
import type { StudyFile } from "../schema.ts";
import type { Path, YamlFile } from "../yaml.ts";
import type { Report } from "./report.ts";

type Rules = NonNullable<StudyFile["quality"]>;
type Scale = StudyFile["scales"][string];

/** The shares of a population add up, over values that the segment has. */
export function checkPopulation(
  { population, waves = {}, segments = {} }: Partial<StudyFile>,
  yaml: YamlFile,
  report: Report,
): void {
  const given = [
    { population, path: ["population"] as Path },
    ...Object.entries(waves).map(([id, wave]) => ({ population: wave.population, path: ["waves", id, "population"] })),
  ];
  for (const { population: one, path } of given) {
    for (const [segment, shares] of Object.entries(one?.shares ?? {})) {
      const at = [...path, "shares", segment];
      const total = Object.values(shares).reduce((sum, share) => sum + share, 0);
      if (Math.abs(total - 1) > 0.005) {
        const message = `The shares of ${quote(segment)} in the population add up to ${Number(total.toFixed(4))}, not to 1.`;
        report("shares", yaml.keyPlaceOf(at), message, "Give the share of every value: 0.4 for 40 %.");
      }
      const declared = Array.isArray(segments) ? undefined : segments[segment]?.values;
      const known = Object.keys(declared ?? {});
      for (const value of Object.keys(shares)) {
        if (known.length === 0 || known.includes(value)) continue;
        report(
          "unknown-value",
          yaml.keyPlaceOf([...at, value]),
          `The segment ${quote(segment)} has no value ${quote(value)}.`,
          didYouMean(value, known) ?? `Its values are ${quoteAll(known)}.`,
        );
      }
    }
  }
}

/** Grids are grids, ranges hold numbers, codes are on their scales, and no signal both leaves out and keeps. */
export function checkQuality(sound: Partial<StudyFile>, yaml: YamlFile, report: Report): void {
  const { quality: rules } = sound;
  if (!rules) return;
  checkColumns(rules, sound, yaml, report);
  for (const [k, grid] of (rules.grids ?? []).entries()) checkGrid(grid, ["quality", "grids", k], sound, yaml, report);
  for (const [question, { from, to }] of Object.entries(rules.ranges)) {
    const place = yaml.keyPlaceOf(["quality", "ranges", question]);
    if (from === undefined && to === undefined)
      report("range", place, `quality.ranges.${question} has neither from nor to.`, "Give one of them, or both.");
    else if ((from ?? Number.NEGATIVE_INFINITY) > (to ?? Number.POSITIVE_INFINITY))
      report("range", place, `quality.ranges.${question} begins at ${from}, above its end at ${to}.`);
  }
  for (const [question, codes] of Object.entries(rules.attention))
    checkCodes(question, [codes].flat(), ["quality", "attention", question], sound, yaml, report);
  for (const [k, conflict] of rules.conflicts.entries()) {
    const path = ["quality", "conflicts", k];
    if (Object.keys(conflict).length < 2) {
      const message = "A conflict takes the answers to two questions or more.";
      report("conflict", yaml.placeOf(path), message, "Write it as {customer: 0, complained: 1}.");
    }
    for (const [question, codes] of Object.entries(conflict))
      checkCodes(question, [codes].flat(), [...path, question], sound, yaml, report);
  }
  for (const [k, signal] of rules.keep.entries()) {
    if (!rules.exclude.includes(signal)) continue;
    const message = `quality says of ${quote(signal)} both that it leaves a questionnaire out and that it does not.`;
    report("signal-twice", yaml.placeOf(["quality", "keep", k]), message, "Take it out of exclude or out of keep.");
  }
}

function checkColumns(rules: Rules, { respondent }: Partial<StudyFile>, yaml: YamlFile, report: Report): void {
  for (const key of ["seconds", "received"] as const) {
    if (rules[key] === undefined || rules[key] !== respondent) continue;
    const message = `quality.${key} reads the column that names the respondent.`;
    report("same-column", yaml.placeOf(["quality", key]), message);
  }
}

function checkGrid(
  grid: readonly string[],
  path: Path,
  { questions = {}, scales = {} }: Partial<StudyFile>,
  yaml: YamlFile,
  report: Report,
): void {
  if (grid.length < leastInGrid) {
    const message = `A grid of quality.grids has ${grid.length === 1 ? "1 question" : `${grid.length} questions`}; it needs at least ${leastInGrid}.`;
    report("grid", yaml.placeOf(path), message, "Fewer answers alike may well be meant: take the grid out.");
  }
  for (const [k, question] of grid.entries())
    if (grid.indexOf(question) !== k)
      report("duplicate", yaml.placeOf([...path, k]), `A grid of quality.grids names ${quote(question)} twice.`);
  const ends = new Map<string, string>();
  for (const question of grid) {
    const { from, to } = scaleOf(question, questions, scales) ?? {};
    if (from !== undefined && to !== undefined) ends.set(`${from}-${to}`, question);
  }
  if (ends.size > 1) {
    const message = `A grid of quality.grids mixes scales: ${[...ends].map(([codes, question]) => `${quote(question)} has ${codes}`).join(", ")}.`;
    report("grid", yaml.placeOf(path), message, "Make a grid of each scale.");
  }
}

function checkCodes(
  id: string,
  codes: readonly number[],
  path: Path,
  { questions = {}, scales = {} }: Partial<StudyFile>,
  yaml: YamlFile,
  report: Report,
): void {
  const question = questions[id];
  if (question?.type === "text") {
    const message = `quality needs a question with codes; ${quote(id)} is answered in words.`;
    report("question-type", yaml.keyPlaceOf(path), message);
  }
  const scale = scaleOf(id, questions, scales);
  if (!scale) return;
  const options = Object.keys(scale.options ?? {}).map(Number);
  const has = (code: number) => (scale.options ? options.includes(code) : code >= scale.from! && code <= scale.to!);
  const strange = codes.find((code) => !has(code));
  if (strange === undefined || (!scale.options && (scale.from === undefined || scale.to === undefined))) return;
  const range = scale.options ? `has the options ${options.join(", ")}` : `goes from ${scale.from} to ${scale.to}`;
  report(
    "off-scale",
    yaml.placeOf(path),
    `quality names the code ${strange} of ${quote(id)}, whose scale ${range}.`,
    "Name a code that can be answered.",
  );
}

function scaleOf(
  id: string,
  questions: Partial<StudyFile>["questions"] & object,
  scales: Partial<StudyFile>["scales"] & object,
): Scale | undefined {
  const name = questions[id]?.scale;
  return name === undefined ? undefined : scales[name];
}
