import { beforeAll, describe, expect, test } from "vitest";
import { registry } from "../../src/analyses/registry.ts";
import type { Edition } from "../../src/report/edition.ts";
import { readingOf } from "../../src/report/reading.ts";
import { voiceOf } from "../../src/report/say.ts";
import { summaryOf } from "../../src/report/summary.ts";
import type { SummaryTable } from "../../src/report/summary-table.ts";
import { pageTitle } from "../../src/report/titles.ts";
import { loadWords } from "../../src/report/words.ts";
import { drawAnswers } from "./draw.ts";
import { measureDrawn } from "./drawn-study.ts";
import type { Change } from "./model.ts";
import { elements } from "./model.ts";
import { meanOf } from "./population.ts";

interface Summary {
  readonly title: string;
  readonly measures: readonly { readonly name: string; readonly mark: { readonly meaning: string } | null }[];
  readonly elements: SummaryTable;
  readonly pair: readonly { readonly title: string; readonly sentences: readonly string[] }[];
}

/** The English summary of the last of two waves, read from answers that were drawn with that change. */
async function summaryWith(change: Change): Promise<Summary> {
  const drawn = drawAnswers({ seed: 77, waves: 2, respondents: 1500, change });
  const { study, waves } = await measureDrawn(drawn, (file) => {
    file.conventions = { draws: 200 };
  });
  const siblings = waves.map((wave) => readingOf(wave, registry));
  const voice = voiceOf(study, loadWords(study.folder, ["en"]).get("en")!);
  const edition = { reading: siblings.at(-1)!, siblings, voice, terms: [] } as unknown as Edition;
  const page = edition.reading.pages.find(({ id }) => id === "summary")!;
  return { title: pageTitle(page, edition), ...(summaryOf(edition, "drawn/w1/en/summary/index.html") as object) } as Summary;
}

/** Elements of the table, by their name in the model. */
function namesOf(summary: Summary, kind: "weak" | "good"): readonly string[] {
  const rows = summary.elements.groups.filter((group) => group.kind === kind).flatMap((group) => group.rows);
  return rows.map(({ label }) => labels[label] ?? label);
}

/** Every sentence and piece of evidence, and the title. */
function textOf(summary: Summary): string {
  const rows = summary.elements.groups.flatMap((group) => group.rows);
  return [
    summary.title,
    ...rows.flatMap(({ label, evidence }) => evidence.map(({ text }) => `${label}: ${text}`)),
    ...summary.pair.flatMap(({ sentences }) => sentences),
  ].join("\n");
}

/** Elements that the summary says to have risen, or fallen. */
function moved(summary: Summary, way: "up" | "down"): readonly string[] {
  return Object.entries(labels)
    .filter(([label]) => new RegExp(`^${label}: ${way} `, "im").test(textOf(summary)))
    .map(([, id]) => id);
}

function headline(summary: Summary, name: string): string | undefined {
  return summary.measures.find((measure) => measure.name === name)?.mark?.meaning;
}

/** The score of an element in the population, 0-100, in the last wave. */
function truth(element: string, change: Change): number {
  return (100 * (meanOf(`p_${element}`, { change, wave: 1, waves: 2 }) - 1)) / 9;
}

const labels: Readonly<Record<string, string>> = {
  "Choice of bicycles": "range",
  "Tidy store": "store",
  "Waiting time": "waiting",
  "Clear prices": "quote",
  "Repair quality": "repair",
  "Ready on time": "punctual",
};
const target = 75;
