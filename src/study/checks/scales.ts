import { quote } from "../../problems/quoting.ts";
import type { StudyFile } from "../schema.ts";
import type { Path, YamlFile } from "../yaml.ts";
import type { Report } from "./report.ts";

type Scale = StudyFile["scales"][string];
const longest = 1001;

/** A scale is a rating or a choice, and each of its codes means one thing. */
export function checkScales(scales: StudyFile["scales"], yaml: YamlFile, report: Report): void {
  for (const [id, scale] of Object.entries(scales)) {
    const path = ["scales", id];
    const isAnswer = checkCodes(path, scale, yaml, report);
    if (!isAnswer) continue;
    const meanings = new Map<number, string>();
    for (const key of ["dont_know", "not_applicable"] as const) {
      scale[key].forEach((code, k) => {
        const other = isAnswer(code) ? "an answer" : meanings.get(code);
        if (other)
          report(
            "code-twice",
            yaml.placeOf([...path, key, k]),
            `scales.${id}.${key} names ${code}, which is ${other} already.`,
            "Give each code one meaning.",
          );
        meanings.set(code, `a code of ${key}`);
      });
    }
    const isCode = (code: number) => isAnswer(code) || meanings.has(code);
    for (const code of Object.keys(scale.labels)) {
      if (!isCode(Number(code)))
        report(
          "unknown-code",
          yaml.keyPlaceOf([...path, "labels", code]),
          `scales.${id}.labels has words for ${code}, which is no code of the scale.`,
        );
    }
    checkAnswers(path, scale.answers, isCode, yaml, report);
  }
}

/** Which codes are answers; undefined when the scale does not say. */
function checkCodes(
  path: Path,
  { from, to, options }: Scale,
  yaml: YamlFile,
  report: Report,
): ((code: number) => boolean) | undefined {
  const name = path.join(".");
  const place = yaml.keyPlaceOf(path);
  if (options) {
    if (from !== undefined || to !== undefined) {
      report(
        "scale-kind",
        place,
        `${name} has options and also from or to.`,
        "Keep options for a choice without order, from and to for a rating.",
      );
      return undefined;
    }
    const codes = new Set(Object.keys(options).map(Number));
    if (codes.size < 2) report("scale-kind", yaml.placeOf([...path, "options"]), `${name} has fewer than two options.`);
    return (code) => codes.has(code);
  }
  if (from === undefined || to === undefined) {
    report(
      "scale-kind",
      place,
      `${name} needs from and to, or options.`,
      "Write { from: 1, to: 10 } for a rating, options: { 1: Shop, 2: Online } for a choice without order.",
    );
    return undefined;
  }
  if (from >= to) {
    report(
      "scale-kind",
      yaml.placeOf([...path, "to"]),
      `${name} goes from ${from} to ${to}, but to must be the higher code.`,
      "Where a high code is a bad answer, say reversed: true at the question.",
    );
    return undefined;
  }
  if (to - from >= longest) {
    report(
      "scale-kind",
      yaml.placeOf([...path, "to"]),
      `${name} has more than ${longest} codes.`,
      "Ask for an amount with type: number at the question.",
    );
  }
  return (code) => code >= from && code <= to;
}

function checkAnswers(
  path: Path,
  answers: Scale["answers"],
  isCode: (code: number) => boolean,
  yaml: YamlFile,
  report: Report,
): void {
  const name = [...path, "answers"].join(".");
  const seen = new Map<string, string>();
  for (const answer of yaml.keysOf([...path, "answers"])) {
    const here = [...path, "answers", answer];
    const code = answers[answer];
    if (code === undefined) continue;
    if (!isCode(code))
      report(
        "unknown-code",
        yaml.placeOf(here),
        `${name} gives ${quote(answer)} the code ${code}, which the scale does not have.`,
      );
    if (answer.trim() !== "" && Number.isFinite(Number(answer)) && Number(answer) !== code) {
      report(
        "answer-number",
        yaml.keyPlaceOf(here),
        `${name} gives the number ${quote(answer)} another code.`,
        "Numbers in the file are codes already; answers are for words.",
      );
    }
    const alike = answer.normalize("NFC").trim().toLowerCase();
    const other = seen.get(alike);
    if (other !== undefined)
      report(
        "same-answer",
        yaml.keyPlaceOf(here),
        `${name} has ${quote(other)} and ${quote(answer)}, which count as one text.`,
        "Keep one of them.",
      );
    else seen.set(alike, answer);
  }
}
