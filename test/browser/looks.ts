// Functions that run inside the page: each is sent to the browser as it stands and sees nothing of this file. Each gives
// what is wrong, in words.

interface Rect {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What every tab has at hand for the functions below. */
interface InPage {
  readonly inkOf: typeof inkOf;
}

/** The lines of a text in a drawing as they stand on the screen: as wide as they are, as high as their ink. */
export function inkOf(text: SVGTextElement): Rect[] {
  const pen = document.createElement("canvas").getContext("2d")!;
  const lines: SVGTextContentElement[] = [...text.querySelectorAll("tspan")];
  return (lines.length > 0 ? lines : [text])
    .filter((line) => line.textContent!.trim())
    .map((line) => {
      const name = line.textContent!;
      const to = line.getScreenCTM()!;
      const { fontWeight, fontSize, fontFamily } = getComputedStyle(line);
      pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
      const ink = pen.measureText(name);
      const start = line.getStartPositionOfChar(0).matrixTransform(to);
      const end = line.getEndPositionOfChar(line.getNumberOfChars() - 1).matrixTransform(to);
      return {
        name,
        left: start.x,
        right: end.x,
        top: start.y - ink.actualBoundingBoxAscent * to.d,
        bottom: start.y + ink.actualBoundingBoxDescent * to.d,
      };
    });
}

/** Text of drawings that is smaller than 11 CSS px as it stands on the screen. */
export function smallChartText(): string[] {
  return [...document.querySelectorAll<SVGTextElement>("svg text")]
    .filter((text) => text.checkVisibility() && text.textContent?.trim())
    .flatMap((text) => {
      const to = text.getScreenCTM();
      const scale = to ? Math.sqrt(Math.abs(to.a * to.d - to.b * to.c)) : 0;
      const size = Number.parseFloat(getComputedStyle(text).fontSize) * scale;
      return size < 10.95 ? [`"${text.textContent}" is ${size.toFixed(1)} px`] : [];
    });
}

/** Text of drawings that sticks out of its drawing. A line of text is higher than its letters: a third of its size does not count. */
export function cutChartText(): string[] {
  return [...document.querySelectorAll<SVGTextElement>("svg text")]
    .filter((text) => text.checkVisibility() && text.textContent?.trim())
    .flatMap((text) => {
      const box = text.getBoundingClientRect();
      const frame = text.ownerSVGElement!.getBoundingClientRect();
      const slack = Number.parseFloat(getComputedStyle(text).fontSize) / 3;
      const sideways = Math.max(frame.left - box.left, box.right - frame.right);
      const upright = Math.max(frame.top - box.top, box.bottom - frame.bottom) - slack;
      const out = Math.max(sideways, upright);
      return out > 1 ? [`"${text.textContent}" sticks out by ${out.toFixed(0)} px`] : [];
    });
}

/** Text of drawings that stands on other text of the same drawing. */
export function crossingChartText(): string[] {
  const { inkOf } = globalThis as unknown as InPage;
  // what may meet by a hair: rounding, and the side bearing of a letter
  const hair = 1;
  return [...document.querySelectorAll<SVGSVGElement>("svg")]
    .filter((svg) => svg.checkVisibility() && svg.getBoundingClientRect().width > 0)
    .flatMap((svg) => {
      const lines = [...svg.querySelectorAll("text")].flatMap(inkOf);
      return lines.flatMap((one, k) =>
        lines.slice(k + 1).flatMap((other) => {
          const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
          const upright = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
          const where = svg.closest("figure")?.id ?? "";
          return across > hair && upright > hair ? [`${where}: "${one.name}" stands on "${other.name}"`] : [];
        }),
      );
    });
}

/** Sideways scrolling: of the document never, of a part only where it can be reached by keyboard and has a name. */
export function sidewaysScrolling(): string[] {
  const root = document.documentElement;
  const wide =
    root.scrollWidth > root.clientWidth ? [`the document is ${root.scrollWidth} px wide on ${root.clientWidth}`] : [];
  const parts = [...document.querySelectorAll<HTMLElement>("body *")].filter(
    (part) =>
      part.scrollWidth > part.clientWidth + 1 &&
      /auto|scroll/.test(getComputedStyle(part).overflowX) &&
      part.checkVisibility(),
  );
  const mute = parts.filter((part) => part.tabIndex < 0 || !(part.ariaLabel || part.getAttribute("aria-labelledby")));
  return [...wide, ...mute.map((part) => `<${part.localName} class="${part.className}"> scrolls without saying so`)];
}

/** Titles of the drawings that can be seen; one without a title stands as "". */
export function visibleCharts(): string[] {
  return [...document.querySelectorAll("svg[role=img]")]
    .filter((svg) => svg.checkVisibility() && svg.getBoundingClientRect().width > 0)
    .map((svg) => svg.querySelector("title")?.textContent ?? "");
}

/** Figures in which nothing is drawn and no table stands. */
export function emptyFigures(): string[] {
  return [...document.querySelectorAll("figure")]
    .filter((figure) => figure.checkVisibility())
    .filter(
      (figure) =>
        ![...figure.querySelectorAll("svg[role=img], table, img")].some(
          (part) => part.getBoundingClientRect().width > 0 || part.closest("details"),
        ),
    )
    .map((figure) => figure.id || figure.textContent?.trim().slice(0, 60) || "a figure");
}

/** In print: headings that a page may end with, figures that a page may cut or that are higher than a page. */
export function badBreaks(pageHeight: number): string[] {
  const kept = (part: Element): boolean =>
    /avoid/.test(getComputedStyle(part).breakInside) || (part.parentElement !== null && kept(part.parentElement));
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5")].filter(
    (heading) => heading.checkVisibility() && !/avoid/.test(getComputedStyle(heading).breakAfter) && !kept(heading),
  );
  // a long table without a drawing goes on over pages, under its head
  const figures = [...document.querySelectorAll("figure:not(.tabled)")].filter((figure) => figure.checkVisibility());
  const cut = figures.filter((figure) => !kept(figure));
  const high = figures.filter((figure) => figure.getBoundingClientRect().height > pageHeight);
  return [
    ...headings.map((heading) => `"${heading.textContent?.trim().slice(0, 60)}" may stand alone at the foot of a page`),
    ...cut.map((figure) => `figure ${figure.id} may be cut`),
    ...high.map((figure) => `figure ${figure.id} is higher than a page`),
  ];
}

/** In print: tables that are wider than the paper, which does not scroll. */
export function cutByPaper(): string[] {
  return [...document.querySelectorAll("table")]
    .filter((table) => table.checkVisibility())
    .flatMap((table) => {
      const out = table.getBoundingClientRect().right - document.documentElement.clientWidth;
      return out > 1 ? [`"${table.caption?.textContent}" is cut by ${out.toFixed(0)} px`] : [];
    });
}

export function linksOf(): string[] {
  return [...document.querySelectorAll("[href]")].map((link) => link.getAttribute("href") ?? "");
}

/**
 * In drawings of boxes and arrows: what stands on something that is not its own. Words are measured by the ink of each line, lines
 * and boxes as they stand on the screen, every second pixel along an arrow.
 */
export function diagramFaults(): string[] {
  const { inkOf } = globalThis as unknown as InPage;
  const rectOf = (name: string, part: Element): Rect => {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    return { name, left, right, top, bottom };
  };
  const meet = (a: Rect, b: Rect) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const holds = (a: Rect, b: Rect) => a.left <= b.left && a.right >= b.right && a.top <= b.top && a.bottom >= b.bottom;
  return [...document.querySelectorAll<SVGSVGElement>("#model-paths svg.vl")]
    .filter((svg) => svg.checkVisibility() && svg.getBoundingClientRect().width > 0)
    .flatMap((svg) => {
      const paths = [...svg.querySelectorAll("path")];
      const boxes = paths
        .filter((path) => path.hasAttribute("fill") && path.hasAttribute("stroke"))
        .map((path, k) => rectOf(`box ${k}`, path));
      const heads = paths
        .filter((path) => path.hasAttribute("fill") && !path.hasAttribute("stroke"))
        .map((path, k) => rectOf(`head ${k}`, path));
      const words = [...svg.querySelectorAll("text")].flatMap(inkOf);
      const ways = paths.filter((path) => !path.hasAttribute("fill"));
      if (boxes.length < 2 || ways.length !== heads.length || words.length < boxes.length + ways.length)
        return [`${boxes.length} boxes, ${ways.length} arrows, ${heads.length} heads, ${words.length} lines of words`];
      const inside = words.map((word) => boxes.some((box) => holds(box, word)));
      return [
        ...words.flatMap((one, k) => [
          ...words
            .slice(k + 1)
            .flatMap((other) => (meet(one, other) ? [`"${one.name}" stands on "${other.name}"`] : [])),
          ...heads.flatMap((head) => (meet(one, head) ? [`"${one.name}" stands on ${head.name}`] : [])),
          ...(inside[k]
            ? []
            : boxes.flatMap((box) => (meet(one, box) ? [`"${one.name}" stands on the edge of ${box.name}`] : []))),
        ]),
        ...boxes.flatMap((one, k) =>
          boxes.slice(k + 1).flatMap((other) => (meet(one, other) ? [`${one.name} stands on ${other.name}`] : [])),
        ),
        ...ways.flatMap((path, k) => {
          const to = path.getScreenCTM()!;
          const half = (Number(path.getAttribute("stroke-width")) * to.a) / 2;
          const hit = new Set<string>();
          for (let at = 0; at <= path.getTotalLength(); at += 2) {
            const { x, y } = path.getPointAtLength(at).matrixTransform(to);
            const on = (rect: Rect, by: number) =>
              x > rect.left - by && x < rect.right + by && y > rect.top - by && y < rect.bottom + by;
            for (const word of words) if (on(word, half)) hit.add(`arrow ${k} runs through "${word.name}"`);
            for (const box of boxes) if (on(box, -2)) hit.add(`arrow ${k} runs through ${box.name}`);
          }
          return [...hit];
        }),
      ];
    });
}
