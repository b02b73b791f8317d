/** A text that should be in UTF-8; where it is not, the line and column from which on it is something else. */
export interface Utf8 {
  readonly text: string;
  readonly wrongFrom?: { readonly line: number; readonly column: number };
}

/** Reads bytes as UTF-8. What cannot be read stands as U+FFFD in the text, and is said. */
export function readUtf8(bytes: Uint8Array): Utf8 {
  const text = new TextDecoder("utf-8").decode(bytes);
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text };
  } catch {
    const lines = text.slice(0, text.indexOf("\ufffd")).split("\n");
    return { text, wrongFrom: { line: lines.length, column: lines.at(-1)!.length + 1 } };
  }
}
