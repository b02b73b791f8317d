// What prints as nothing, moves the cursor, turns the writing direction or passes for a space.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A text in which everything can be seen: control and format characters (bidi marks among them), line ends and
 * spaces other than U+0020 stand as YAML would write them between double quotes. Safe for a terminal.
 */
export function visible(text: string): string {
  return text.replace(invisible, (character) => named[character] ?? escaped(character.codePointAt(0)!));
}

/** A text of the user as it stands in a message: visible, in double quotes, cut to `longest` characters with an ellipsis. */
export function quote(text: string, longest = 60): string {
  const characters = [...text.slice(0, 2 * longest + 2)];
  const cut = characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text;
  return `"${visible(cut.replace(/["\\]/g, "\\$&"))}"`;
}

/** Texts of the user in a row, each quoted: `"a", "b" and 3 more`. */
export function quoteAll(texts: readonly string[], most = 8): string {
  const shown = texts.slice(0, most).map((text) => quote(text));
  if (texts.length > most) return `${shown.join(", ")} and ${texts.length - most} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown.join("");
}

function escaped(point: number): string {
  const digits = point.toString(16).toUpperCase();
  return point > 0xffff ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
}
