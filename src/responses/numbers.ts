/** The number that a text stands for, `decimal` being its decimal sign; null when it stands for none. Nothing is guessed. */
export function parseNumber(text: string, decimal: "." | ","): number | null {
  const form = decimal === "," ? withComma : withPoint;
  if (!form.test(text)) return null;
  const value = Number(text.replace(",", "."));
  return Number.isFinite(value) ? value : null;
}

const withPoint = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const withComma = /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i;

/** What a text that is no number may have been meant as, and what to do about it; undefined when nothing suggests itself. */
export function hintAtNumber(text: string, decimal: "." | ","): string | undefined {
  if (/[０-９]/.test(text)) return "It is written with full-width digits: write it as 0-9.";
  const other = decimal === "," ? "." : ",";
  if (parseNumber(text, other) !== null) {
    return other === ","
      ? 'If the comma is a decimal sign, say `decimal: ","` in the wave.'
      : "The wave says that the decimal sign is a comma: write this one so, or take `decimal` out of the wave.";
  }
  return undefined;
}
