import { type Alias, isAlias, isMap, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { quote } from "../problems/quoting.ts";

const mostRepeated = 10_000;
// Half a character (a lone surrogate) or a control character other than tab and line end.
const forbidden = /(?![\t\n\r])\p{Cc}|\p{Surrogate}/u;

type Report = (offset: number, code: string, message: string, hint?: string) => void;

/**
 * The values under a YAML node as plain data: maps are objects without a prototype, keys texts as written. `follow` gives
 * the node that an alias stands for, any other node itself. Aliases may repeat a limited number of values, so that a small file cannot
 * become a large one.
 */
export function plainData(root: unknown, report: Report): { data: unknown; follow: (node: unknown) => unknown } {
  const anchors = new Map<string, unknown>();
  const targets = new Map<Alias, unknown>();
  const open = new Set<unknown>();
  let repeated = 0;

  function convert(node: unknown, repeating: boolean): unknown {
    if (repeating && ++repeated > mostRepeated) return undefined;
    if (isAlias(node)) return convertAlias(node, repeating);
    if (!isScalar(node) && !isSeq(node) && !isMap(node)) return null;
    if (node.anchor && !repeating) anchors.set(node.anchor, node);
    if (isScalar(node)) {
      if (typeof node.value === "string" && !repeating) checkCharacters(node.value, offsetOf(node));
      return node.value;
    }
    open.add(node);
    const value = isSeq(node) ? convertList(node, repeating) : convertMap(node, repeating);
    open.delete(node);
    return value;
  }

  function convertList(list: YAMLSeq, repeating: boolean): unknown[] {
    return list.items.map((item) => convert(item, repeating));
  }

  function convertMap(map: YAMLMap, repeating: boolean): Record<string, unknown> {
    const values: Record<string, unknown> = Object.create(null);
    const first = new Map<string, unknown>();
    for (const pair of map.items) {
      const key = keyText(pair);
      const again = key !== undefined && first.has(key);
      if (!repeating) checkKey(pair, key, again ? first.get(key) : undefined);
      if (key === undefined || again) continue;
      first.set(key, pair.key);
      values[key] = convert(pair.value, repeating);
    }
    return values;
  }

  function convertAlias(alias: Alias, repeating: boolean): unknown {
    const target = targets.get(alias) ?? anchors.get(alias.source);
    if (target === undefined || open.has(target)) {
      const why =
        target === undefined
          ? "names an anchor that does not stand before it"
          : "repeats something that it is itself a part of";
      report(offsetOf(alias), "alias", `The alias ${quote(`*${alias.source}`)} ${why}.`, "Write the value out.");
      return undefined;
    }
    targets.set(alias, target);
    const value = convert(target, true);
    if (repeated > mostRepeated && !repeating) {
      report(offsetOf(alias), "alias", `Aliases repeat more than ${mostRepeated} values.`, "Write the values out.");
    }
    return value;
  }

  function checkKey(pair: Pair, key: string | undefined, first: unknown): void {
    const at = offsetOf(pair.key);
    if (key === undefined) report(at, "key", "A key must be a plain word followed by a colon.");
    else if (first !== undefined)
      report(
        at,
        "duplicate-key",
        `The key ${quote(key)} stands twice in one mapping.`,
        "Rename or remove one of the two.",
      );
    else checkCharacters(key, at);
  }

  function checkCharacters(text: string, at: number): void {
    const found = forbidden.exec(text)?.[0];
    if (found === undefined) return;
    const point = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    report(
      at,
      "control-character",
      `${quote(text)} holds the character U+${point}, which cannot be printed.`,
      "Remove it.",
    );
  }

  const data = root === null ? undefined : convert(root, false);
  return { data, follow: (node) => (isAlias(node) ? targets.get(node) : node) };
}

/** A key as written; undefined for what cannot be one: nothing, a list, a map, an alias, `__proto__`. */
export function keyText(pair: Pair): string | undefined {
  return isScalar(pair.key) && pair.key.source && pair.key.source !== "__proto__" ? pair.key.source : undefined;
}

export function offsetOf(node: unknown): number {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0;
}
