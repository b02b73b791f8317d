// Functions that run inside the page: each is sent to the browser as it stands and sees nothing of this file. Each gives
// what is wrong, in words.

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
  const figures = [...document.querySelectorAll("figure")].filter((figure) => figure.checkVisibility());
  const cut = figures.filter((figure) => !kept(figure));
  const high = figures.filter((figure) => figure.getBoundingClientRect().height > pageHeight);
  return [
    ...headings.map((heading) => `"${heading.textContent?.trim().slice(0, 60)}" may stand alone at the foot of a page`),
    ...cut.map((figure) => `figure ${figure.id} may be cut`),
    ...high.map((figure) => `figure ${figure.id} is higher than a page`),
  ];
}

export function linksOf(): string[] {
  return [...document.querySelectorAll("[href]")].map((link) => link.getAttribute("href") ?? "");
}
