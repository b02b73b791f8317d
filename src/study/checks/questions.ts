import { quote } from "../../problems/quoting.ts";
import type { StudyFile } from "../schema.ts";
import type { YamlFile } from "../yaml.ts";
import type { Report } from "./report.ts";

const roles = ["performance", "expectation", "importance", "minimum", "desired"] as const;

/** A question has one kind and a column of its own. */
export function checkQuestions(
  { questions = {}, scales = {}, respondent }: Partial<StudyFile>,
  yaml: YamlFile,
  report: Report,
): void {
  const columns = new Map<string, string>();
  for (const id of yaml.keysOf(["questions"])) {
    const question = questions[id];
    if (!question) continue;
    const name = `questions.${id}`;
    const place = yaml.keyPlaceOf(["questions", id]);
    if ((question.scale === undefined) === (question.type === undefined)) {
      const message =
        question.type === undefined
          ? `${name} has neither a scale nor a type.`
          : `${name} has both a scale and a type.`;
      report(
        "question-kind",
        place,
        message,
        "A rating or a choice has a scale; an amount has type: number, an open answer type: text.",
      );
    } else {
      // A scale with a slip of its own is not in `scales`: then nothing is said of its kind.
      const scale = question.scale === undefined ? undefined : scales[question.scale];
      const isRating = question.scale !== undefined && (scale === undefined || scale.options === undefined);
      for (const key of ["reversed", "target"] as const) {
        if (!isRating && question[key])
          report(
            "not-a-rating",
            yaml.keyPlaceOf(["questions", id, key]),
            `${name} is not a rating, so it cannot have ${key}.`,
            `Remove ${key}.`,
          );
      }
    }
    const column = question.column ?? id;
    const at = question.column === undefined ? place : yaml.placeOf(["questions", id, "column"]);
    const other = columns.get(column);
    if (other !== undefined)
      report(
        "same-column",
        at,
        `The questions ${quote(other)} and ${quote(id)} both read the column ${quote(column)}.`,
        "Give each question its own column.",
      );
    else columns.set(column, id);
    if (column === respondent)
      report(
        "same-column",
        at,
        `${name} reads the column ${quote(column)}, which names the respondent.`,
        "Nobody's id may reach the report: remove the question.",
      );
  }
}

/** An element's questions differ from one another, and nobody else has its performance question. */
export function checkElements({ elements = {} }: Partial<StudyFile>, yaml: YamlFile, report: Report): void {
  const owners = new Map<string, string>();
  for (const id of yaml.keysOf(["elements"])) {
    const element = elements[id];
    if (!element) continue;
    const owner = owners.get(element.performance);
    if (owner !== undefined) {
      const message = `The elements ${quote(owner)} and ${quote(id)} have the same performance question ${quote(element.performance)}.`;
      report(
        "same-question",
        yaml.placeOf(["elements", id, "performance"]),
        message,
        "Give each element its own question.",
      );
    } else owners.set(element.performance, id);
    const own = new Map<string, string>();
    for (const role of roles) {
      const question = element[role];
      if (question === undefined) continue;
      const other = own.get(question);
      if (other !== undefined)
        report(
          "same-question",
          yaml.placeOf(["elements", id, role]),
          `elements.${id} has ${quote(question)} as ${other} and as ${role}.`,
          "These are two questions.",
        );
      else own.set(question, role);
    }
  }
}
