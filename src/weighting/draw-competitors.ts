import { codeResponses } from "../responses/code-responses.ts";
import type { ColumnSpec } from "../responses/column.ts";
import type { Responses } from "../responses/responses.ts";
import { readWaves } from "../sources/read-waves.ts";
import type { GroupResampler } from "../stats/grouped.ts";
import type { Ask, Tallies } from "../stats/tallies.ts";
import type { Study, Wave } from "../study/study.ts";
import { drawSample } from "./draw-sample.ts";
import type { Sample } from "./sample.ts";

type Asks = readonly Ask<ColumnSpec>[];

/** The table of the study that holds other providers' customers. */
const table = "competitors";

/**
 * Other providers' customers by wave, to be tallied by `provider.column`: those of the table `competitors` (the same
 * columns as the answers, and where the study has several waves a column `wave` with the wave's id), or where the study has no such table those in the
 * answers themselves. Only the questions named are read. Their own weights count where the study's come from a column; a fit to our
 * own population says nothing of theirs. Waves without any are left out.
 *
 * @throws ProblemError where the table cannot be read
 */
export async function drawCompetitors(
  study: Study,
  answers: readonly Responses[],
  questions: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Sample>> {
  const { provider } = study;
  if (!provider || questions.size === 0) return new Map();
  const file = study.tables.get(table);
  const waves = answers.map(({ wave }) => wave);
  const asked = file === undefined ? answers : await readTable(study, file, waves, questions);
  return new Map(
    asked.flatMap((responses) => {
      const { texts, codes } = responses.columns.get(provider.column)!;
      const isOther = texts.map((text) => text !== "" && text !== provider.own);
      const kept = Uint8Array.from(codes, (code) => (isOther[code] ? 1 : 0));
      if (!kept.includes(1)) return [];
      return [[responses.wave.id, drawSample(study, { ...responses, wave: asDrawn(responses.wave) }, kept)] as const];
    }),
  );
}

/** The customers of another provider: their tallies, and how they are drawn and dealt anew. */
export interface TalliedProvider {
  readonly provider: string;
  readonly rows: number;
  readonly tallies: Tallies;
  /** All other providers' customers, by provider. */
  readonly resample: (asks: Asks) => GroupResampler;
  /** Dealt anew among them and those of `own`, which is the first group. */
  readonly permute: (asks: Asks) => GroupResampler;
}

/** Other providers' customers, one provider after the other in the order of the study file. `own`: our customers of the wave. */
export function tallyCompetitors(
  { id, provider, conventions: { draws } }: Study,
  own: Sample,
  sample: Sample | undefined,
  asks: Asks,
): readonly TalliedProvider[] {
  if (!provider || !sample) return [];
  const listed = [...provider.values.keys()];
  const place = (name: string) => (listed.includes(name) ? listed.indexOf(name) : listed.length);
  const { column } = provider;
  // a seed of their own: rows that have but a number for a key are no people of ours
  const seed = `${id} providers`;
  return [...sample.tallyBy(column, asks)]
    .map(([name, { rows, tallies }]) => ({
      provider: name,
      rows,
      tallies,
      resample: (wanted: Asks) => sample.resampleBy(column, wanted, seed, draws),
      permute: (wanted: Asks) => own.permuteWith(sample, column, name, wanted, seed, draws),
    }))
    .sort((a, b) => place(a.provider) - place(b.provider));
}

async function readTable(
  study: Study,
  file: string,
  wanted: readonly Wave[],
  questions: ReadonlySet<string>,
): Promise<readonly Responses[]> {
  const { respondent: _, unit: __, quality: ___, provider, ...rest } = study;
  const among = wanted.filter(({ id }) => provider?.waves?.has(id) ?? true);
  const waves = among.map((wave): Wave => {
    const where: Readonly<Record<string, string>> = study.waves.length === 1 ? {} : { wave: wave.id };
    return { ...asDrawn(wave), responses: { file, where, decimal: wave.responses.decimal } };
  });
  const theirs: Study = {
    ...rest,
    ...(provider && { provider }),
    waves,
    segments: [],
    questions: new Map([...study.questions].filter(([id]) => questions.has(id))),
  };
  const tables = await readWaves(theirs);
  return waves.map((wave) => codeResponses(theirs, wave, tables.get(wave.id)!));
}

/** The wave as other providers' customers were drawn: nobody fitted them to a population. */
function asDrawn({ weights, design: _, ...wave }: Wave): Wave {
  return { ...wave, ...(weights?.kind === "column" && { weights }) };
}
