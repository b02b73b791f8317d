import temml from "temml";

/**
 * A formula in LaTeX as MathML, which browsers draw by themselves: no script, no font. Pages allow no styles of single elements, so
 * those of the library are left out; its classes are served by `docs/docs.css`.
 *
 * @throws Error for what is no LaTeX, with the place in it
 */
export function formulaToMathml(latex: string, display: boolean): string {
  return temml
    .renderToString(latex, { displayMode: display, throwOnError: true, strict: true })
    .replaceAll(/ style="[^"]*"/g, "");
}
