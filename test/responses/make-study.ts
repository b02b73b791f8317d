import type { Question, Scale, Study, Wave } from "../../src/study/study.ts";

const place = { file: "data/s/study.yaml", line: 1, column: 1 };

export function makeScale(id: string, from: number, to: number, more: Partial<Scale> = {}): Scale {
  return { id, from, to, dontKnow: [], notApplicable: [], labels: new Map(), answers: new Map(), ...more };
}

/** A question read from the column of its own name. */
export function makeQuestion(id: string, scale: Scale | null, more: Partial<Question> = {}): Question {
  const type = scale ? "rating" : "number";
  return {
    id,
    text: { en: id },
    type,
    column: id,
    reversed: false,
    breaks: new Map(),
    place,
    ...(scale && { scale }),
    ...more,
  };
}

export function makeWave(
  id = "w1",
  responses: Partial<Wave["responses"]> = {},
  more: Pick<Wave, "weights" | "design"> = {},
): Wave {
  return {
    id,
    title: { en: id },
    fieldwork: { from: "2026-01-01", to: "2026-01-31" },
    responses: { file: "answers.csv", where: {}, decimal: ".", ...responses },
    place,
    ...more,
  };
}

/** One wave, weighted by the column `w`. */
export const weightedWave = makeWave("w1", {}, { weights: { kind: "column", column: "w", place } });

export function makeStudy(questions: readonly Question[], more: Partial<Study> = {}): Study {
  return {
    id: "s",
    folder: "/nowhere",
    file: "data/s/study.yaml",
    title: { en: "S" },
    client: { en: "C" },
    invented: true,
    index: false,
    brand: { colour: "#000000" },
    languages: ["en"],
    waves: [makeWave()],
    segments: [],
    scales: new Map(),
    questions: new Map(questions.map((question) => [question.id, question])),
    elements: new Map(),
    tagLabels: new Map(),
    tables: new Map(),
    conventions: {
      level: 0.95,
      fdr: 0.05,
      top: 2,
      minimumAnswered: 0.5,
      hideBelow: 10,
      cautionBelow: 30,
      cellBelow: 5,
      sizes: [2, 5, 10],
      draws: 1000,
    },
    analyses: new Map(),
    placeOf: () => place,
    ...more,
  };
}
