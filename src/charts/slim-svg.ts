/** What a mark needs to look as it does; Vega's classes, roles, labels and pointer rules are left behind. */
const dropped = /^(class|role|pointer-events|aria-(?!label$).*|style|xmlns(:.*)?|version)$/;
const defaults: Readonly<Record<string, string>> = {
  opacity: "1",
  "fill-opacity": "1",
  "font-family": "var(--sans)",
  "font-weight": "400",
  "font-style": "normal",
  "text-anchor": "start",
  transform: "translate(0,0)",
};
const geometry = new Set([
  "d",
  "transform",
  "x",
  "y",
  "x1",
  "x2",
  "y1",
  "y2",
  "dx",
  "dy",
  "cx",
  "cy",
  "r",
  "width",
  "height",
]);

interface Open {
  readonly tag: string;
  readonly kept: boolean;
}

/** Two decimals of a pixel: finer is not seen and weighs. */
export function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

function roundAll(value: string): string {
  if (!value.includes(".")) return value;
  return value.replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(round(Number(number))));
}

/** The names asked for so far: they are few, and the attributes many. */
const droppedNames = new Map<string, boolean>();

function isDropped(name: string): boolean {
  const known = droppedNames.get(name) ?? dropped.test(name);
  droppedNames.set(name, known);
  return known;
}

/** Name and value of each attribute of a tag. */
function* attributesOf(tag: string): Generator<readonly [name: string, value: string]> {
  for (let at = tag.indexOf(" "); at >= 0; ) {
    const equals = tag.indexOf('="', at);
    if (equals < 0) return;
    const end = tag.indexOf('"', equals + 2);
    yield [tag.slice(at + 1, equals).trim(), tag.slice(equals + 2, end)];
    at = end + 1;
  }
}

/**
 * The inside of an SVG as Vega wrote it, without what only Vega needs: groups that do nothing, empty backgrounds,
 * attributes that say a default. A label of a text mark (the whole text where the drawn one is cut) becomes its
 * `<title>`; a text with a stroke gets the stroke behind it; ids are made new under `id`.
 */
export function slimSvg(svg: string, id: string): string {
  const out: string[] = [];
  const stack: Open[] = [];
  const names = new Map<string, string>();
  const rename = (name: string): string => {
    if (!names.has(name)) names.set(name, `${id}-${names.size + 1}`);
    return names.get(name)!;
  };
  // Vega escapes < and > in texts and attributes, so each is the beginning or the end of a tag
  for (let at = 0; at < svg.length; ) {
    const start = svg.indexOf("<", at);
    if (start !== at) {
      const stop = start < 0 ? svg.length : start;
      out.push(svg.slice(at, stop));
      at = stop;
      continue;
    }
    const end = svg.indexOf(">", start);
    at = end + 1;
    if (svg[start + 1] === "/") {
      const { tag, kept } = stack.pop()!;
      if (kept) out.push(`</${tag}>`);
      continue;
    }
    const empty = svg[end - 1] === "/";
    const inside = svg.slice(start + 1, empty ? end - 1 : end);
    const tag = /^[a-zA-Z]+/.exec(inside)![0];
    let title = "";
    let kept = "";
    let invisible = tag === "svg";
    for (const [name, value] of attributesOf(inside)) {
      if (name === "display" && value === "none") invisible = true;
      if (name === "aria-label" && tag === "text") title = value;
      if (name === "aria-label" || isDropped(name) || defaults[name] === value) continue;
      if (name === "d" && value === "") invisible = true;
      if (name === "fill" && tag === "g" && value === "none") continue;
      if (name === "stroke-miterlimit" && tag === "g") continue;
      const shown = geometry.has(name) ? roundAll(value) : name === "id" ? rename(value) : value;
      const linked = shown.includes("url(#")
        ? shown.replace(/url\(#([^)]+)\)/g, (_, target: string) => `url(#${rename(target)})`)
        : shown;
      kept += ` ${name}="${linked}"`;
    }
    if (
      (tag === "path" || tag === "line" || tag === "rect") &&
      !/ (fill|stroke)="/.test(kept) &&
      !stack.some((open) => open.tag === "clipPath")
    ) {
      invisible = true;
    }
    if (tag === "text" && / stroke="/.test(kept)) kept += ' paint-order="stroke"';
    const bare = tag === "g" && kept === "";
    const shown = !invisible && !bare;
    if (shown) out.push(`<${tag}${kept}${empty ? "/" : ""}>`);
    if (shown && title) out.push(`<title>${title}</title>`);
    if (!empty) stack.push({ tag, kept: shown });
  }
  return out.join("");
}
