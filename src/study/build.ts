import { buildQuality } from "./build-quality.ts";
import { buildDesign, buildWeights } from "./build-weights.ts";
import type { StudyFile } from "./schema.ts";
import {
  type Dispositions,
  type Element,
  elementTags,
  labelKinds,
  type Question,
  type Scale,
  type Segment,
  type Study,
  type Text,
  type Wave,
} from "./study.ts";
import type { Path, YamlFile } from "./yaml.ts";

/** The study as the rest of the program knows it, from a file without problems. */
export function buildStudy(file: StudyFile, yaml: YamlFile, where: Pick<Study, "id" | "folder" | "file">): Study {
  const { languages } = file;

  function text(given: StudyFile["title"]): Text {
    return Object.fromEntries(
      languages.map((language) => [language, typeof given === "string" ? given : given[language]!]),
    );
  }

  /** A map of the file in the order of the file. */
  function mapOf<V, T>(
    path: Path,
    values: Readonly<Record<string, V>>,
    build: (value: V, key: string) => T,
  ): ReadonlyMap<string, T> {
    return new Map(yaml.keysOf(path).map((key) => [key, build(values[key]!, key)]));
  }

  function buildScale(scale: StudyFile["scales"][string], id: string): Scale {
    const codes = Object.keys(scale.options ?? {}).map(Number);
    const words = Object.entries({ ...scale.options, ...scale.labels }).map(
      ([code, label]) => [Number(code), text(label)] as const,
    );
    return {
      id,
      from: scale.from ?? Math.min(...codes),
      to: scale.to ?? Math.max(...codes),
      dontKnow: scale.dont_know,
      notApplicable: scale.not_applicable,
      labels: new Map(words.sort(([a], [b]) => a - b)),
      answers: mapOf(["scales", id, "answers"], scale.answers, (code) => code),
    };
  }

  function buildQuestion(question: StudyFile["questions"][string], id: string): Question {
    const given = question.scale === undefined ? undefined : file.scales[question.scale]!;
    return {
      id,
      text: text(question.text),
      type: question.type ?? (given?.options ? "choice" : "rating"),
      column: question.column ?? id,
      ...(question.scale !== undefined && { scale: scales.get(question.scale)! }),
      reversed: question.reversed,
      ...(question.target !== undefined && { target: question.target }),
      ...(question.waves && { waves: new Set(question.waves) }),
      breaks: mapOf(["questions", id, "break"], question.break, text),
      place: yaml.keyPlaceOf(["questions", id]),
    };
  }

  function buildElement(element: StudyFile["elements"][string], id: string): Element {
    const { label, performance, expectation, importance, minimum, desired } = element;
    return {
      id,
      label: text(label),
      performance,
      ...(expectation !== undefined && { expectation }),
      ...(importance !== undefined && { importance }),
      ...(minimum !== undefined && { minimum }),
      ...(desired !== undefined && { desired }),
      tags: Object.fromEntries(
        elementTags.filter((tag) => element[tag] !== undefined).map((tag) => [tag, element[tag]!]),
      ),
      place: yaml.keyPlaceOf(["elements", id]),
    };
  }

  function buildWave(wave: StudyFile["waves"][string], id: string): Wave {
    const [from, to] = wave.fieldwork.split("/") as [string, string];
    const path = ["waves", id, "responses", "where"];
    const given = typeof wave.responses === "string" ? undefined : wave.responses;
    return {
      id,
      title: text(wave.title),
      fieldwork: { from, to },
      ...(wave.mode !== undefined && { mode: text(wave.mode) }),
      responses: {
        file: given?.file ?? (wave.responses as string),
        // As written: 03 in the study file is the text 03 in the answers.
        where: Object.fromEntries(mapOf(path, given?.where ?? {}, (_, column) => yaml.textOf([...path, column])!)),
        ...(given?.encoding !== undefined && { encoding: given.encoding }),
        ...(given?.delimiter !== undefined && { delimiter: given.delimiter }),
        decimal: given?.decimal ?? ".",
      },
      ...(wave.dispositions && { dispositions: buildDispositions(wave.dispositions) }),
      ...buildPopulation(
        wave.population ? ["waves", id, "population"] : ["population"],
        wave.population ?? file.population,
      ),
      ...weightsOf(wave, id),
      ...designOf(wave, id),
      place: yaml.keyPlaceOf(["waves", id]),
    };
  }

  function weightsOf({ weights: own }: StudyFile["waves"][string], id: string): Pick<Wave, "weights"> {
    if (own === "none" || (!own && !file.weights)) return {};
    return {
      weights: own ? buildWeights(own, ["waves", id, "weights"], yaml) : buildWeights(file.weights!, ["weights"], yaml),
    };
  }

  function designOf({ design: own }: StudyFile["waves"][string], id: string): Pick<Wave, "design"> {
    if (own) return { design: buildDesign(own, ["waves", id, "design"], yaml) };
    return file.design ? { design: buildDesign(file.design, ["design"], yaml) } : {};
  }

  function buildDispositions(given: NonNullable<StudyFile["waves"][string]["dispositions"]>): Dispositions {
    const { non_contact: nonContact, ...same } = given;
    return { ...same, nonContact };
  }

  function buildPopulation(path: Path, given: StudyFile["population"]): Pick<Wave, "population"> {
    if (!given) return {};
    const shares = mapOf([...path, "shares"], given.shares, (values, segment) =>
      mapOf([...path, "shares", segment], values, (share) => share),
    );
    return { population: { ...(given.size !== undefined && { size: given.size }), shares } };
  }

  function buildSegment(segment: Extract<StudyFile["unit"], object>, id: string, path: Path): Segment {
    return {
      id,
      column: segment.column,
      label: text(segment.label ?? segment.column),
      values: mapOf([...path, "values"], segment.values, text),
    };
  }

  function buildSegments(): readonly Segment[] {
    if (Array.isArray(file.segments))
      return file.segments.map((id) => buildSegment({ column: id, values: {} }, id, ["segments", id]));
    return [
      ...mapOf(["segments"], file.segments, (segment, id) =>
        buildSegment({ ...segment, column: segment.column ?? id }, id, ["segments", id]),
      ).values(),
    ];
  }

  const scales = mapOf(["scales"], file.scales, buildScale);
  const questions = mapOf(["questions"], file.questions, buildQuestion);
  const { about, purpose, customers, confidentiality, conventions, unit } = file;
  return {
    ...where,
    title: text(file.title),
    client: text(file.client),
    ...(about !== undefined && { about: text(about) }),
    ...(purpose !== undefined && { purpose: text(purpose) }),
    ...(customers !== undefined && { customers: text(customers) }),
    ...(confidentiality !== undefined && { confidentiality: text(confidentiality) }),
    invented: file.invented,
    index: file.index,
    brand: { colour: file.brand.colour, ...(file.brand.logo !== undefined && { logo: file.brand.logo }) },
    languages,
    waves: [...mapOf(["waves"], file.waves, buildWave).values()],
    ...(file.respondent !== undefined && { respondent: file.respondent }),
    segments: buildSegments(),
    ...(unit !== undefined && {
      unit: buildSegment(typeof unit === "string" ? { column: unit, values: {} } : unit, "unit", ["unit"]),
    }),
    ...(file.provider && {
      provider: {
        column: file.provider.column,
        own: yaml.textOf(["provider", "own"])!,
        values: mapOf(["provider", "values"], file.provider.values, text),
        ...(file.provider.waves && { waves: new Set(file.provider.waves) }),
      },
    }),
    tables: mapOf(["tables"], file.tables, (table) => table),
    ...(file.quality && { quality: buildQuality(file.quality, questions, yaml) }),
    scales,
    questions,
    elements: mapOf(["elements"], file.elements, buildElement),
    tagLabels: new Map(
      labelKinds.flatMap((tag) =>
        [...mapOf(["labels", tag], file.labels[tag], text)].map(
          ([value, words]) => [`${tag}.${value}`, words] as const,
        ),
      ),
    ),
    conventions: {
      level: conventions.level,
      fdr: conventions.fdr,
      top: conventions.top,
      minimumAnswered: conventions.minimum_answered,
      hideBelow: conventions.hide_below,
      cautionBelow: conventions.caution_below,
      cellBelow: conventions.cell_below,
      sizes: conventions.sizes,
      draws: conventions.draws,
    },
    analyses: mapOf(["analyses"], file.analyses, (options) => options),
    placeOf: yaml.placeOf,
  };
}
