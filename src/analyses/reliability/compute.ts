import type { ColumnSpec } from "../../responses/column.ts";
import { type Ask, momentsOf } from "../../stats/tallies.ts";
import type { Study } from "../../study/study.ts";
import type { Context, Outcome } from "../analysis.ts";
import { assess, targetVerdict } from "../assess.ts";
import { type Code, type Estimate, numberKey, type Subject } from "../estimate.ts";
import { measures } from "./measures.ts";
import { type Block, blocksOf, pairsOf } from "./model.ts";
import type { ReliabilityOptions, ReliabilityResult } from "./result.ts";

/** The moments of every block and of every two: the composites of one block hang on all others. */
export function asks(study: Study, options: ReliabilityOptions): readonly Ask<ColumnSpec>[] {
  const { blocks } = blocksOf(study, options);
  return [...blocks, ...pairsOf(blocks)].map(({ columns }) => ({ kind: "moments", columns }));
}

export function compute(context: Context<ReliabilityOptions>): Outcome<ReliabilityResult> {
  const { study, options, tallies, conventions, resampler } = context;
  const { blocks, single } = blocksOf(study, options);
  if (blocks.length === 0) return { kind: "notApplicable", why: { code: "reliability-no-blocks" } };
  const { thresholds } = options;
  const all = new Map(
    measures(study, options).map((measure) => [numberKey({ measure: measure.id, subject: measure.subject }), measure]),
  );
  const figure = (name: string, subject: Subject): Estimate =>
    explained(
      assess(all.get(numberKey({ measure: `reliability.${name}`, subject }))!, { tallies, resampler }, conventions),
      name,
    );
  const refused = blocks.map((block) => refusal(block, context));
  if (refused.every((why) => why !== null)) return { kind: "notApplicable", why: refused[0]! };
  return {
    kind: "done",
    result: {
      thresholds,
      blocks: blocks.flatMap(({ subject, questions }, b): ReliabilityResult["blocks"] => {
        if (refused[b]) return [];
        const alpha = figure("alpha", subject);
        const extracted = figure("extracted", subject);
        const margin = figure("margin", subject);
        return [
          {
            block: subject,
            alpha,
            standardised: figure("standardised", subject),
            omega: figure("omega", subject),
            rhoA: figure("rho_a", subject),
            rhoC: figure("rho_c", subject),
            extracted,
            margin,
            verdict: targetVerdict(alpha, thresholds.reliability),
            extractedVerdict: targetVerdict(extracted, thresholds.extracted),
            marginVerdict: targetVerdict(margin, 0),
            items: questions.map((question) => {
              const item = { kind: "question", id: question } as const;
              const [floor, ceiling] = [figure("floor", item), figure("ceiling", item)];
              return {
                question,
                itemTotal: figure("item_total", item),
                alphaWithout: figure("alpha_without", item),
                loading: figure("loading", item),
                floor,
                ceiling,
                ends: endsOf(targetVerdict(floor, thresholds.ends), targetVerdict(ceiling, thresholds.ends)),
              };
            }),
          },
        ];
      }),
      pairs: pairsOf(blocks).flatMap(({ subject, blocks: [a, b] }) => {
        if (refused[a] || refused[b]) return [];
        const htmt = figure("htmt", subject);
        return [
          {
            pair: subject,
            htmt,
            correlation: figure("correlation", subject),
            verdict: targetVerdict(htmt, thresholds.htmt, "low"),
          },
        ];
      }),
      excluded: [
        ...blocks.flatMap(({ subject }, b) => (refused[b] ? [{ block: subject, why: refused[b] }] : [])),
        ...single.map(({ subject }) => ({ block: subject, why: { code: "reliability-one-item" } })),
      ],
    },
  };
}

/** Why nothing can be said of a block. */
function refusal({ columns, questions }: Block, { tallies, conventions }: Context<ReliabilityOptions>): Code | null {
  const { n, low, high } = momentsOf(tallies, columns);
  if (n < conventions.hideBelow) return { code: "reliability-few" };
  const constant = questions.find((_, k) => low[k] === high[k]);
  return constant === undefined
    ? null
    : { code: "reliability-constant", slots: { question: { kind: "question", id: constant } } };
}

/** Why a figure is missing, in the words of its kind. */
function explained(estimate: Estimate, name: string): Estimate {
  if (estimate.why?.code !== "not-computable") return estimate;
  const code =
    name === "omega" || name === "loading"
      ? "no-one-factor"
      : name === "alpha_without"
        ? "two-items"
        : ["rho_a", "rho_c", "extracted", "margin", "htmt", "correlation"].includes(name)
          ? "blocks-apart"
          : "not-computable";
  return { ...estimate, why: { code } };
}

function endsOf(
  floor: ReturnType<typeof targetVerdict>,
  ceiling: ReturnType<typeof targetVerdict>,
): ReliabilityResult["blocks"][number]["items"][number]["ends"] {
  if (floor === "met") return ceiling === "met" ? "both" : "floor";
  return ceiling === "met" ? "ceiling" : "none";
}
