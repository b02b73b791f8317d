import { quote, quoteAll } from "../../problems/quoting.ts";
import { didYouMean } from "../../problems/suggestion.ts";
import { type Form, isMapping, namePath, walk } from "../forms.ts";
import type { ReferenceKind } from "../reference.ts";
import { elementTags, type Question } from "../study.ts";
import type { Path, YamlFile } from "../yaml.ts";
import type { Report } from "./report.ts";

/**
 * Checks every string that names something, wherever the form says so, the options of the analyses included. What the
 * file declares is read from the plain data, so that a slip inside a question does not make its name unknown.
 */
export function checkReferences(form: Form, yaml: YamlFile, report: Report): void {
  const declared = new Map<ReferenceKind, readonly string[]>();
  walk(form, yaml.data, (here, value, path, isKey) => {
    const kind = here.reference;
    if (kind === undefined || typeof value !== "string" || value === "") return;
    let known = declared.get(kind);
    if (!known) {
      known = declaredIn(yaml.data, kind);
      declared.set(kind, known);
    }
    const place = isKey ? yaml.keyPlaceOf(path) : yaml.placeOf(path);
    const subject = namePath(isKey ? path.slice(0, -1) : path);
    if (!known.includes(value)) {
      const missing = isTag(kind) ? "which no element has" : "which the study does not have";
      const offer = known.length > 0 ? `The study has ${quoteAll(known)}.` : `The study has no ${kind} yet.`;
      report(
        `unknown-${kind}`,
        place,
        `${subject} names the ${kind} ${quote(value)}, ${missing}.`,
        didYouMean(value, known) ?? offer,
      );
    } else if (here.questionType !== undefined) {
      const type = typeOf(yaml.data, value);
      if (type !== undefined && type !== here.questionType) {
        const message = `${subject} needs a question of type ${here.questionType}; ${quote(value)} is of type ${type}.`;
        report(
          "question-type",
          place,
          message,
          here.questionType === "rating" ? "A rating has a scale with from and to." : undefined,
        );
      }
    }
  });
}

/** The ids of a kind that the file declares, in no order that means anything, however much else is wrong with it. */
export function declaredIn(data: unknown, kind: ReferenceKind): readonly string[] {
  const sections = isMapping(data) ? data : {};
  if (isTag(kind)) {
    const elements = isMapping(sections.elements) ? Object.values(sections.elements) : [];
    const values = elements.map((element) => (isMapping(element) ? element[kind] : undefined));
    return [...new Set(values.filter((value) => typeof value === "string"))];
  }
  const section = sections[`${kind}s`];
  if (Array.isArray(section)) return section.filter((value) => typeof value === "string");
  return isMapping(section) ? Object.keys(section) : [];
}

function isTag(kind: ReferenceKind): boolean {
  return (elementTags as readonly string[]).includes(kind);
}

/** A question's type as far as the plain data tells; undefined when it does not. */
function typeOf(data: unknown, id: string): Question["type"] | undefined {
  const question = read(data, ["questions", id]);
  if (!isMapping(question)) return undefined;
  if (question.type === "number" || question.type === "text") return question.type;
  const scale = typeof question.scale === "string" ? read(data, ["scales", question.scale]) : undefined;
  return isMapping(scale) ? ("options" in scale ? "choice" : "rating") : undefined;
}

function read(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (isMapping(value) ? value[step] : undefined), data);
}
