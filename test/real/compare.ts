/** A figure made elsewhere that the results of a wave must hold; see `expected.json`. */
export interface Figure {
  readonly study: string;
  readonly wave: string;
  readonly measure: string;
  /** `group`: of the respondents with one value of a segment, `<segment>=<value>`. */
  readonly subject: { readonly kind: string; readonly id: string; readonly group?: string };
  /** What it is, in plain words, and where it stands in the reference. */
  readonly words: string;
  readonly source: string;
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly base?: number;
  readonly comparison?: Readonly<Record<string, number | string>> & { readonly with: string };
  /** Relative. */
  readonly tolerance: number;
}

/** One number of a figure beside ours; `ours` is undefined where the results have no such number. */
export interface Row {
  readonly figure: Figure;
  readonly part: string;
  readonly ours: number | undefined;
  readonly theirs: number;
  readonly equal: boolean;
}

type Node = Readonly<Record<string, unknown>>;

/** Sets the figures beside what a wave's `results.json` holds: every number of a figure is a row. */
export function compareFigures(results: unknown, figures: readonly Figure[]): Row[] {
  const nodes = [...nodesIn(results)];
  return figures.flatMap((figure) => {
    const found = figure.comparison
      ? comparisonFor(nodes, figure)
      : nodes.find((node) => "value" in node && isOf(node, figure));
    const { value, low, high, base, comparison } = figure;
    const parts = Object.entries(comparison ?? { value, low, high, base }).filter(
      ([, theirs]) => typeof theirs === "number",
    );
    return parts.map(([part, theirs]) => rowOf(figure, part, found?.[part], theirs as number));
  });
}

function rowOf(figure: Figure, part: string, found: unknown, theirs: number): Row {
  const ours = typeof found === "number" ? found : undefined;
  const equal = ours !== undefined && Math.abs(ours - theirs) <= figure.tolerance * Math.abs(theirs);
  return { figure, part, ours, theirs, equal };
}

/** Every object in a result, outermost first. */
function* nodesIn(value: unknown): Generator<Node> {
  if (value === null || typeof value !== "object") return;
  if (!Array.isArray(value)) yield value as Node;
  for (const inner of Object.values(value)) yield* nodesIn(inner);
}

function isOf(node: Node, { measure, subject }: Figure): boolean {
  const own = node.subject as Figure["subject"] | undefined;
  return node.measure === measure && own?.kind === subject.kind && own.id === subject.id && own.group === subject.group;
}

/** A test of the figure's measure: beside its estimate, or, between waves, at its point of the series. */
function comparisonFor(nodes: readonly Node[], figure: Figure): Node | undefined {
  const other = figure.comparison!.with;
  const isWith = (node: unknown): node is Node => {
    const side = (node as { with?: { kind: string; id?: string } } | undefined)?.with;
    return side !== undefined && (side.kind === "wave" ? side.id === other : side.kind === other);
  };
  for (const node of nodes) {
    const estimates = Object.values(node).filter((child): child is Node => child !== null && typeof child === "object");
    if (isWith(node.comparison) && estimates.some((child) => isOf(child, figure))) return node.comparison;
  }
  return undefined;
}
