// The study that the bench builds: one language, seven waves, and as many charts on a page as the present methods give,
// from a file that holds the columns which the study uses and no others.

/** Ids of the waves, oldest first. */
export const waves = ["2025-q1", "2025-q2", "2025-q3", "2025-q4", "2026-q1", "2026-q2", "2026-q3"] as const;

/** Each element is asked on a scale of its own, since elements that share one share the drawing of their answers. */
const elements = Array.from({ length: 31 }, (_, k) => ({
  id: `t${k + 1}`,
  from: k % 2,
  to: 4 + (Math.floor(k / 2) % 8),
  reversed: k >= 16,
  dimension: `d${1 + (k % 5)}`,
  stage: ["before", "during", "after"][k % 3]!,
}));
const expected = elements.slice(0, 3);
const overall = ["overall", "expectation", "ideal"] as const;
const segments = Array.from({ length: 3 }, (_, k) => ({ id: `s${k + 1}`, values: 2 + k }));

export const studyYaml = `
title: Customers of the bench
client: The Bench
languages: [en]
respondent: id
weights: { column: weight }
waves:
${waves.map((wave) => `  ${wave}: ${waveYaml(wave)}`).join("\n")}
segments:
${segments.map(({ id }) => `  ${id}: { label: "Segment ${id.slice(1)}" }`).join("\n")}
scales:
  ten: { from: 1, to: 10 }
${elements.map(({ id, from, to }) => `  ${id}: { from: ${from}, to: ${to}, dont_know: [98] }`).join("\n")}
questions:
${overall.map((id) => `  ${id}: { text: "How satisfied are you (${id})?", scale: ten }`).join("\n")}
${elements.map(({ id, reversed }) => `  p_${id}: { text: "How do you rate ${id}?", scale: ${id}, reversed: ${reversed} }`).join("\n")}
${expected.map(({ id }) => `  e_${id}: { text: "What did you expect of ${id}?", scale: ${id} }`).join("\n")}
elements:
${elements.map((element) => `  ${element.id}: ${elementYaml(element)}`).join("\n")}
analyses:
  index: { overall: [${overall.join(", ")}], target: 60 }
  elements: {}
  gaps: {}
  trend: {}
`;

function waveYaml(wave: string): string {
  const [year, quarter] = wave.split("-q");
  const day = (k: number, date: string) => `${year}-${String(3 * (Number(quarter) - 1) + k).padStart(2, "0")}-${date}`;
  return `{ title: ${wave}, fieldwork: ${day(1, "05")}/${day(3, "25")}, responses: ${wave}.csv }`;
}

function elementYaml({ id, dimension, stage }: (typeof elements)[number]): string {
  const expectation = expected.some((element) => element.id === id) ? `, expectation: e_${id}` : "";
  return `{ label: "Service ${id.slice(1)}", performance: p_${id}${expectation}, dimension: ${dimension}, stage: ${stage} }`;
}

/** The answers of a wave as CSV: every person has a level of satisfaction that all ratings lean on; a third answer again. */
export function answersCsv(wave: number, rows: number): string {
  const draw = drawFrom(wave + 1);
  const rate = (level: number, from: number, to: number) => {
    const at = from + (to - from) * (level + (draw() - 0.5) * 0.7);
    return Math.min(to, Math.max(from, Math.round(at)));
  };
  const header = [
    "id",
    "weight",
    ...overall,
    ...elements.map(({ id }) => `p_${id}`),
    ...expected.map(({ id }) => `e_${id}`),
    ...segments.map(({ id }) => id),
  ];
  const lines = Array.from({ length: rows }, (_, row) => {
    const level = 0.35 + 0.01 * wave + 0.5 * draw();
    return [
      `R${wave * Math.round((2 * rows) / 3) + row}`,
      (0.5 + draw()).toFixed(3),
      ...overall.map(() => rate(level, 1, 10)),
      ...elements.map(({ from, to }, k) =>
        draw() < 0.03 ? (draw() < 0.5 ? "" : 98) : rate(level - k / 200, from, to),
      ),
      ...expected.map(({ from, to }) => rate(0.75, from, to)),
      ...segments.map(({ values }) => `v${Math.floor(draw() * values)}`),
    ].join(",");
  });
  return `${header.join(",")}\n${lines.join("\n")}\n`;
}

/** Numbers from 0 to below 1, by a linear congruential generator. */
function drawFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
