import temml from "temml";

/** Styles of single elements that `docs/docs.css` has for all of their kind, of displayed formulas, accents and cells of tables. */
const served = /^(display:block math;|math-depth:0;|padding-(left|right):\d+em;padding-right:\d+em;)$/;

/**
 * A formula in LaTeX as MathML, which browsers draw by themselves: no script, no font. Pages allow no styles of single elements:
 * those that the style sheet serves are left out, others refused, since without them the formula would say something else.
 *
 * @throws Error for what is no LaTeX, with the place in it, and for what cannot be drawn without a style of its own
 */
export function formulaToMathml(latex: string, display: boolean): string {
  return temml
    .renderToString(latex, { displayMode: display, throwOnError: true, strict: true })
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => {
      if (served.test(style)) return "";
      throw new Error(`The formula ${latex} wants the style ${style}, which no page may have.`);
    });
}
