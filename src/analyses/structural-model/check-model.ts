import { quote, quoteAll } from "../../problems/quoting.ts";
import { didYouMean } from "../../problems/suggestion.ts";
import { type BuiltInModel, builtIn } from "./built-in.ts";

type Item = string | { readonly question: string; readonly yes: readonly number[] };
type Block = readonly Item[] | { readonly items: readonly Item[]; readonly mode: "A" | "B" };

/** The part of the options that says what the model is. */
export interface WrittenModel {
  readonly model?: BuiltInModel | undefined;
  readonly blocks: Readonly<Record<string, Block>>;
  readonly paths?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly drop: readonly string[];
  readonly outcomes?: readonly string[] | undefined;
}

interface Fault {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export function itemsOf(block: Block): readonly Item[] {
  return "items" in block ? block.items : block;
}

export function questionOf(item: Item): string {
  return typeof item === "string" ? item : item.question;
}

/** The arrows [from, to] between the latent variables that have a block. */
export function pathsOf({ model, blocks, paths }: WrittenModel): readonly (readonly [string, string])[] {
  if (model) return builtIn[model].paths.filter(([from, to]) => from in blocks && to in blocks);
  return Object.entries(paths ?? {}).flatMap(([to, causes]) => causes.map((from) => [from, to] as const));
}

/** What is wrong with a model as it is written, each at its place in the options. */
export function checkModel(written: WrittenModel): readonly Fault[] {
  return [
    ...checkBlocks(written),
    ...(written.model ? checkBuiltIn(written, written.model) : checkOwn(written)),
    ...checkOutcomes(written),
  ];
}

function checkBlocks({ blocks, drop }: WrittenModel): readonly Fault[] {
  const seen = new Map<string, string>();
  return Object.entries(blocks).flatMap(([latent, block]): Fault[] => {
    const within: readonly (string | number)[] = "items" in block ? ["blocks", latent, "items"] : ["blocks", latent];
    const items = itemsOf(block);
    const kept = items.filter((item) => !drop.includes(questionOf(item)));
    const faults = items.flatMap((item, k): Fault[] => {
      const question = questionOf(item);
      const other = seen.get(question);
      seen.set(question, other ?? latent);
      if (other === undefined) return [];
      const where =
        other === latent ? `twice in the block ${quote(latent)}` : `in the blocks ${quote(other)} and ${quote(latent)}`;
      return [
        fault(
          [...within, k],
          "model-duplicate-item",
          `the question ${quote(question)} stands ${where}.`,
          "A question measures one latent variable: leave it where it belongs.",
        ),
      ];
    });
    if (kept.length === 0)
      faults.push(
        fault(
          within,
          "model-empty-block",
          `the latent variable ${quote(latent)} has no question${items.length > 0 ? " left after `drop`" : ""}.`,
          "Name at least one question, or take the latent variable out.",
        ),
      );
    if ("items" in block && block.mode === "B" && kept.length === 1)
      faults.push(
        fault(
          ["blocks", latent, "mode"],
          "model-single-item-b",
          `the latent variable ${quote(latent)} has one question, which mode B cannot weigh.`,
          "Leave `mode` out: one question alone has the weight 1.",
        ),
      );
    return faults;
  });
}

function checkBuiltIn({ blocks, paths }: WrittenModel, model: BuiltInModel): readonly Fault[] {
  const known = builtIn[model].latents;
  const names = known.map(({ id }) => id);
  const missing = known.filter((latent) => !("optional" in latent) && !(latent.id in blocks)).map(({ id }) => id);
  if (model === "ecsi" && !["quality", "product", "service"].some((id) => id in blocks)) missing.push("quality");
  return [
    ...Object.keys(blocks)
      .filter((latent) => !names.includes(latent as never))
      .map((latent) =>
        fault(
          ["blocks", latent],
          "model-unknown-latent",
          `the model ${model} has no latent variable ${quote(latent)}.`,
          didYouMean(latent, names) ?? `It has ${quoteAll(names)}.`,
        ),
      ),
    ...(missing.length > 0
      ? [
          fault(
            ["blocks"],
            "model-missing-block",
            `the model ${model} needs questions for ${quoteAll(missing)}.`,
            "Name them, or write a model of your own with `paths` in place of `model`.",
          ),
        ]
      : []),
    ...("quality" in blocks && ("product" in blocks || "service" in blocks)
      ? [
          fault(
            ["blocks", "quality"],
            "model-two-qualities",
            "quality stands beside its parts.",
            "Give `quality`, or `product` and `service`.",
          ),
        ]
      : []),
    ...(paths
      ? [fault(["paths"], "model-two-models", `the model ${model} has its own arrows.`, "Take `paths` or `model` out.")]
      : []),
  ];
}

function checkOwn(written: WrittenModel): readonly Fault[] {
  const { blocks, paths } = written;
  if (!paths)
    return [
      fault(
        [],
        "model-no-paths",
        "a model of your own needs `paths`.",
        "Write what follows from what, or name a `model`: acsi, scsb or ecsi.",
      ),
    ];
  const names = Object.keys(blocks);
  const unknown = (latent: string, path: readonly (string | number)[]) =>
    names.includes(latent)
      ? []
      : [
          fault(
            path,
            "model-unknown-latent",
            `there is no latent variable ${quote(latent)} in \`blocks\`.`,
            didYouMean(latent, names) ?? `There are ${quoteAll(names)}.`,
          ),
        ];
  const faults = Object.entries(paths).flatMap(([to, causes]) => [
    ...unknown(to, ["paths", to]),
    ...causes.flatMap((from, k) => [
      ...unknown(from, ["paths", to, k]),
      ...(causes.indexOf(from) < k
        ? [fault(["paths", to, k], "model-duplicate-path", `${quote(from)} is named twice.`, "Name each cause once.")]
        : []),
    ]),
  ]);
  const circle = circleIn(pathsOf(written));
  if (circle)
    faults.push(
      fault(
        ["paths", circle.at(-1)!],
        "model-circle",
        `the arrows go in a circle: ${circle.map(quote).join(" → ")}.`,
        "Causes come before consequences: take one of these arrows out.",
      ),
    );
  const linked = new Set(pathsOf(written).flat());
  return [
    ...faults,
    ...names
      .filter((latent) => !linked.has(latent))
      .map((latent) =>
        fault(
          ["blocks", latent],
          "model-unlinked",
          `no arrow leads to or from ${quote(latent)}.`,
          "Draw an arrow in `paths`, or take it out.",
        ),
      ),
  ];
}

/** A circle that arrows form, from a latent variable back to it; undefined where there is none. */
function circleIn(paths: readonly (readonly [string, string])[]): readonly string[] | undefined {
  const done = new Set<string>();
  const follow = (at: string, via: readonly string[]): readonly string[] | undefined => {
    if (via.includes(at)) return [...via.slice(via.indexOf(at)), at];
    if (done.has(at)) return undefined;
    for (const [from, to] of paths) {
      const found = from === at ? follow(to, [...via, at]) : undefined;
      if (found) return found;
    }
    done.add(at);
    return undefined;
  };
  for (const [from] of paths) {
    const found = follow(from, []);
    if (found) return found;
  }
  return undefined;
}

function checkOutcomes({ blocks, outcomes }: WrittenModel): readonly Fault[] {
  const names = Object.keys(blocks);
  return (outcomes ?? []).flatMap((latent, k) =>
    names.includes(latent)
      ? []
      : [
          fault(
            ["outcomes", k],
            "model-unknown-latent",
            `there is no latent variable ${quote(latent)} in \`blocks\`.`,
            didYouMean(latent, names) ?? `There are ${quoteAll(names)}.`,
          ),
        ],
  );
}

function fault(path: Fault["path"], code: string, message: string, hint: string): Fault {
  return { path, code, message, hint };
}
