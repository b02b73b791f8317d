import { quote } from "../../problems/quoting.ts";
import type { StudyFile } from "../schema.ts";
import type { YamlFile } from "../yaml.ts";
import type { Report } from "./report.ts";

/** Segments and the unit have names of their own, and no report is divided by person. */
export function checkSegments(
  { segments = {}, unit, respondent }: Partial<StudyFile>,
  yaml: YamlFile,
  report: Report,
): void {
  const list = Array.isArray(segments)
    ? segments.map((id, k) => ({ id, column: id, path: ["segments", k], at: ["segments", k] }))
    : [];
  const map = Array.isArray(segments)
    ? []
    : Object.entries(segments).map(([id, { column }]) => ({
        id,
        column: column ?? id,
        path: ["segments", id],
        at: ["segments", id, ...(column ? ["column"] : [])],
      }));
  const unitColumn = typeof unit === "object" ? unit.column : unit;
  const seen = new Set<string>();
  for (const { id, column, path, at } of [...list, ...map]) {
    if (seen.has(id))
      report("duplicate", yaml.placeOf(path), `segments names ${quote(id)} twice.`, "Remove one of the two.");
    seen.add(id);
    if (id === "unit")
      report(
        "reserved",
        yaml.keyPlaceOf(path),
        'A segment cannot be called "unit", which stands for the branches.',
        "Give it another id, and its column with column.",
      );
    if (column === respondent) tellPerson(`The segment ${quote(id)}`, yaml.keyPlaceOf(at));
    if (column === unitColumn) {
      const message = `The segment ${quote(id)} reads the column ${quote(column)}, which is the unit's.`;
      report("same-column", yaml.keyPlaceOf(at), message, "Remove it here: the unit divides respondents too.");
    }
  }
  if (unitColumn !== undefined && unitColumn === respondent) tellPerson("unit", yaml.keyPlaceOf(["unit"]));

  function tellPerson(subject: string, place: ReturnType<YamlFile["placeOf"]>): void {
    report(
      "same-column",
      place,
      `${subject} reads the column that names the respondent.`,
      "Divide people by something that many of them share.",
    );
  }
}

export function checkConventions({ conventions }: Partial<StudyFile>, yaml: YamlFile, report: Report): void {
  if (!conventions) return;
  const { hide_below, caution_below, sizes } = conventions;
  if (caution_below < hide_below) {
    const written = yaml.textOf(["conventions", "caution_below"]) === undefined ? "hide_below" : "caution_below";
    const message = `conventions: caution_below is ${caution_below}, below hide_below, which is ${hide_below}.`;
    report(
      "convention",
      yaml.placeOf(["conventions", written]),
      message,
      "Figures are first indicative, then hidden: caution_below is the higher of the two.",
    );
  }
  if (!(sizes[0] < sizes[1] && sizes[1] < sizes[2])) {
    report(
      "convention",
      yaml.placeOf(["conventions", "sizes"]),
      "conventions.sizes must rise from small to moderate to large.",
    );
  }
}
