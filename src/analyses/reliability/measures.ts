import { codeOf } from "../../responses/column.ts";
import { congenericOf } from "../../stats/reliability.ts";
import type { Study } from "../../study/study.ts";
import type { Measure } from "../analysis.ts";
import type { Subject, Unit } from "../estimate.ts";
import { type Block, blocksOf, compositeCorrelation, type Found, modelOf, outerFiguresOf, pairsOf } from "./model.ts";
import type { ReliabilityOptions } from "./result.ts";

const perBlock: readonly { readonly name: string; readonly of: (found: Found, block: number) => number | null }[] = [
  { name: "alpha", of: ({ inner }, b) => inner[b]?.alpha ?? null },
  { name: "standardised", of: ({ inner }, b) => inner[b]?.standardised ?? null },
  {
    name: "omega",
    of: ({ inner }, b) => {
      const loadings = inner[b]?.loadings;
      return loadings ? congenericOf(loadings) : null;
    },
  },
  { name: "rho_a", of: ({ rhoA }, b) => rhoA[b] ?? null },
  { name: "rho_c", of: (found, b) => outerFiguresOf(found, b)?.rhoC ?? null },
  { name: "extracted", of: (found, b) => outerFiguresOf(found, b)?.extracted ?? null },
  { name: "margin", of: (found, b) => outerFiguresOf(found, b)?.margin ?? null },
];

const perItem: readonly {
  readonly name: string;
  readonly of: (found: Found, block: number, item: number) => number | null;
}[] = [
  { name: "item_total", of: ({ inner }, b, i) => inner[b]?.items[i]?.corrected ?? null },
  { name: "alpha_without", of: ({ inner }, b, i) => inner[b]?.items[i]?.alphaWithout ?? null },
  { name: "loading", of: ({ inner }, b, i) => inner[b]?.loadings?.[i] ?? null },
];

/** Details all: how good a measure is is no news of the service. */
export function measures(study: Study, options: ReliabilityOptions): readonly Measure[] {
  const { blocks } = blocksOf(study, options);
  const pairs = pairsOf(blocks);
  const model = modelOf(blocks);
  const measure = (
    name: string,
    subject: Subject,
    questions: readonly string[],
    of: (found: Found) => number | null,
    own: Pick<Block, "columns">,
    unit: Unit = "coefficient",
  ): Measure => ({
    id: `reliability.${name}`,
    subject,
    unit,
    better: "none",
    detail: true,
    questions,
    statistic: {
      kind: "function",
      id: `reliability.${name} ${subject.kind}:${subject.id}`,
      // a block hears of all others through its composite, but its base is its own
      asks: [{ kind: "moments", columns: own.columns }],
      of: (tallies) => of(model(tallies)),
    },
  });
  return [
    ...blocks.flatMap((block, b) => [
      ...perBlock.map(({ name, of }) => measure(name, block.subject, block.questions, (found) => of(found, b), block)),
      ...block.questions.flatMap((question, i) =>
        perItem.map(({ name, of }) =>
          measure(name, { kind: "question", id: question }, [question], (found) => of(found, b, i), block),
        ),
      ),
    ]),
    ...pairs.flatMap((pair, k) => [
      measure("htmt", pair.subject, [], ({ htmt }) => htmt[k] ?? null, pair),
      measure("correlation", pair.subject, [], (found) => compositeCorrelation(found, pair.blocks), pair),
    ]),
    ...endMeasures(study, blocks),
  ];
}

/** The shares of answers at the worst and at the best code. */
function endMeasures(study: Study, blocks: readonly Block[]): readonly Measure[] {
  const questions = [...new Set(blocks.flatMap((block) => block.questions))];
  return questions.flatMap((id) => {
    const { scale, reversed } = study.questions.get(id)!;
    const [worst, best] = reversed ? [scale!.to, scale!.from] : [scale!.from, scale!.to];
    return (
      [
        ["floor", worst],
        ["ceiling", best],
      ] as const
    ).map(
      ([name, code]): Measure => ({
        id: `reliability.${name}`,
        subject: { kind: "question", id },
        unit: "share",
        better: "none",
        detail: true,
        bounds: [0, 1],
        questions: [id],
        statistic: { kind: "share", column: codeOf(id), values: [code] },
      }),
    );
  });
}
