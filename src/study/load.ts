import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { z } from "zod";
import { sortProblems } from "../problems/printing.ts";
import { type Place, type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { buildStudy } from "./build.ts";
import { checkMeaning } from "./checks/all.ts";
import { checkFiles, checkNotes, isDirectory, namesIn } from "./checks/files.ts";
import { collect } from "./checks/report.ts";
import { isMapping, studyJsonSchema } from "./forms.ts";
import { isInside, nameFrom, realPath } from "./inside.ts";
import { studyFileSchema } from "./schema.ts";
import { describeShape } from "./shape.ts";
import { parseSound } from "./sound.ts";
import type { Study } from "./study.ts";
import { readUtf8 } from "./utf8.ts";
import { readYaml } from "./yaml.ts";

const largest = 5_000_000; // bytes
const studyFile = "study.yaml";
/** After these the rest of the file cannot be trusted to mean what it says. */
const unreadable = ["study/yaml", "study/too-deep", "study/alias"];
const folderName = /^[a-z0-9][a-z0-9-]*$/;

/**
 * The study of a folder, from its `study.yaml`. `analyses` gives the options' schema of every analysis by id. Everything
 * wrong with the file is told at once.
 * @throws ProblemError, its problems in file order
 */
export async function loadStudy(
  folder: string,
  { root, analyses }: { readonly root: string; readonly analyses: Readonly<Record<string, z.ZodType>> },
): Promise<Study> {
  const home = resolve(folder);
  const file = nameFrom(resolve(root), join(home, studyFile));
  const yaml = readYaml(await readText(home, resolve(root), file), file);
  if (yaml.problems.some(({ code }) => unreadable.includes(code))) throw new ProblemError(sortProblems(yaml.problems));
  if (yaml.data === undefined || yaml.data === null) {
    throw failure(
      "empty",
      { file, line: 1, column: 1 },
      "The study file is empty.",
      "Begin with the smallest study in docs/study-file.md.",
    );
  }
  if (!isMapping(yaml.data)) {
    throw failure(
      "type",
      yaml.placeOf([]),
      "The study file must be a mapping of keys and values.",
      'Its first line could be "title: Customer satisfaction".',
    );
  }

  const schema = studyFileSchema(analyses);
  const form = studyJsonSchema(analyses);
  const parsed = schema.safeParse(yaml.data);
  const issues = parsed.success ? [] : parsed.error.issues;
  const sound = parsed.success ? parsed.data : parseSound(schema, form, yaml.data, issues);
  const { problems, report } = collect();
  await checkFiles(home, form, yaml, report);
  if (sound.languages) await checkNotes(home, file, sound.languages, yaml, report);
  const all = [...yaml.problems, ...describeShape(issues, form, yaml), ...checkMeaning(sound, form, yaml), ...problems];
  if (!parsed.success || all.length > 0) throw new ProblemError(sortProblems(all));
  return buildStudy(parsed.data, yaml, { id: basename(home), folder: home, file });
}

/**
 * The folders `data/<study>` under a root that hold a study file, in the order of their names.
 * @throws ProblemError when there is none, or one whose name cannot stand in an address
 */
export async function findStudies(root: string): Promise<string[]> {
  const data = join(resolve(root), "data");
  const { problems, report } = collect();
  const found: string[] = [];
  for (const name of await namesIn(data)) {
    const folder = join(data, name);
    if (!(await isDirectory(folder))) continue;
    const place = { file: `data/${name}` };
    const files = await namesIn(folder);
    const misnamed = files.find((entry) => /^study\.ya?ml$/i.test(entry));
    if (!files.includes(studyFile)) {
      if (misnamed)
        report(
          "file-name",
          { file: `data/${name}/${misnamed}` },
          `The study file must be called ${studyFile}.`,
          "Rename it.",
        );
      continue;
    }
    found.push(folder);
    if (!folderName.test(name)) {
      report(
        "folder-name",
        place,
        `The study's folder ${quote(name)} stands in addresses, so it must be small letters, digits and hyphens.`,
        "Rename it, such as data/mobile.",
      );
    }
  }
  if (found.length === 0 && problems.length === 0) {
    report(
      "no-studies",
      { file: "data" },
      `No folder in data holds a ${studyFile}.`,
      `Create data/my-study/${studyFile}; docs/study-file.md begins with the smallest one that works.`,
    );
  }
  if (problems.length > 0) throw new ProblemError(sortProblems(problems));
  return found;
}

async function readText(folder: string, root: string, file: string): Promise<string> {
  const real = await realPath(join(folder, studyFile));
  const place = { file, line: 1, column: 1 };
  if (real === undefined || !(await stat(real)).isFile()) {
    throw failure(
      "no-file",
      { file },
      "There is no such study file.",
      "docs/study-file.md begins with the smallest one that works.",
    );
  }
  const home = (await realPath(folder)) ?? folder;
  if (!isInside((await realPath(root)) ?? root, home) || !isInside(home, real)) {
    throw failure(
      "outside-folder",
      { file },
      "The study file lies outside the folder that is built.",
      "Copy the study's folder there.",
    );
  }
  const { size } = await stat(real);
  if (size > largest)
    throw failure(
      "too-large",
      place,
      `The study file has ${(size / 1e6).toFixed(1)} MB; it may have 5.`,
      "Answers belong in a file of their own.",
    );
  const bytes = await readFile(real);
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const { text, wrongFrom } = readUtf8(bytes);
  if (wrongFrom) {
    throw failure(
      "encoding",
      wide ? place : { file, ...wrongFrom },
      `The study file is not in UTF-8${wide ? " but in UTF-16" : ""}.`,
      "Save it as UTF-8.",
    );
  }
  return text;
}

function failure(code: string, place: Place, message: string, hint: string): ProblemError {
  const problem: Problem = { code: `study/${code}`, severity: "error", place, message, hint };
  return new ProblemError([problem]);
}
