import type { z } from "zod";
import { type Form, isMapping } from "./forms.ts";
import type { StudyFile, studyFileSchema } from "./schema.ts";
import type { Path } from "./yaml.ts";

type Schema = ReturnType<typeof studyFileSchema>;

/**
 * The parts of the file whose form is sound, defaults filled in: a section is left out when it has a problem of form; of a section that maps ids,
 * only the entries that have one. So the checks of meaning still run on the rest, and one slip is not told twice.
 */
export function parseSound(
  schema: Schema,
  form: Form,
  data: Readonly<Record<string, unknown>>,
  issues: readonly z.core.$ZodIssue[],
): Partial<StudyFile> {
  const faulty = new Set<string>();
  for (const issue of issues) {
    const paths: Path[] =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [...(issue.path as Path), key])
        : [issue.path as Path];
    for (const [section, entry] of paths) {
      const isByEntry =
        mapsIds(form.properties?.[String(section)]) && isMapping(data[String(section)]) && entry !== undefined;
      faulty.add(isByEntry ? keyOf(section!, entry) : keyOf(section!));
    }
  }
  const sound = Object.fromEntries(
    Object.entries(data)
      .filter(([section]) => !faulty.has(keyOf(section)))
      .map(([section, value]) => {
        if (!isMapping(value)) return [section, value];
        return [
          section,
          Object.fromEntries(Object.entries(value).filter(([entry]) => !faulty.has(keyOf(section, entry)))),
        ];
      }),
  );
  // What has been left out may be needed, so nothing is needed here.
  return schema.partial().parse(sound) as Partial<StudyFile>;
}

/** Sections such as `questions`. */
function mapsIds(form: Form | undefined): boolean {
  return form?.anyOf ? form.anyOf.some(mapsIds) : form?.propertyNames !== undefined;
}

const keyOf = (...path: Path) => JSON.stringify(path);
