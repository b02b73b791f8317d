import type { Problem } from "../../problems/problem.ts";
import { type Form, isMapping } from "../forms.ts";
import type { StudyFile } from "../schema.ts";
import type { YamlFile } from "../yaml.ts";
import { checkPopulation, checkQuality } from "./quality.ts";
import { checkElements, checkQuestions } from "./questions.ts";
import { checkReferences } from "./references.ts";
import { collect, type Report } from "./report.ts";
import { checkScales } from "./scales.ts";
import { checkConventions, checkSegments } from "./segments.ts";
import { checkTexts } from "./texts.ts";
import { checkWaves } from "./waves.ts";
import { checkWeights } from "./weights.ts";

/** Everything that can be wrong with a study file beyond its form, in the parts whose form is sound. */
export function checkMeaning(sound: Partial<StudyFile>, form: Form, yaml: YamlFile): readonly Problem[] {
  const { problems, report } = collect();
  checkTexts(form, sound.languages ?? [], yaml, report);
  checkReferences(form, yaml, report);
  checkPresence(yaml, report);
  checkWaves(sound.waves ?? {}, yaml, report);
  checkScales(sound.scales ?? {}, yaml, report);
  checkQuestions(sound, yaml, report);
  checkElements(sound, yaml, report);
  checkSegments(sound, yaml, report);
  checkPopulation(sound, yaml, report);
  checkQuality(sound, yaml, report);
  checkWeights(sound, yaml, report);
  checkConventions(sound, yaml, report);
  return problems;
}

const first = {
  waves:
    "Name the first wave, such as 2026-q2: { title: Q2 2026, fieldwork: 2026-04-01/2026-06-20, responses: 2026-q2.csv }.",
  questions: "Name a question, such as q1: { text: Overall satisfaction, scale: ten }.",
  analyses: "Name a method, such as index: { overall: q1 }.",
};

function checkPresence(yaml: YamlFile, report: Report): void {
  for (const [key, hint] of Object.entries(first)) {
    const section = isMapping(yaml.data) ? yaml.data[key] : undefined;
    if (isMapping(section) && Object.keys(section).length === 0)
      report("empty", yaml.keyPlaceOf([key]), `${key} names nothing yet.`, hint);
  }
}
