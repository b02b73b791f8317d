import { type FileHandle, open } from "node:fs/promises";

/** The bytes are no text in the encoding that was tried. */
export class UndecodableError extends Error {}

/** Two bytes in ten thousand characters of text are seldom 0 unless the text is UTF-16, where half of them may be. */
const headBytes = 65536;
/** The file is read in large steps, for each is a wait. */
const stepBytes = 524288;
/** It is given on in small pieces: a piece's cells are gone through column by column and should stay near the processor. */
const pieceBytes = 16384;

/** Whether a label such as `gb18030`, `big5` or `utf-16le` names an encoding that can be read. */
export function knowsEncoding(label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * The encodings that a file may be in, most certain first: byte-order mark, the NUL pattern of UTF-16, else UTF-8 where
 * every byte fits it, else the declared one, else GB18030. `binary` when NULs stand where no text has them. A guess from
 * letter frequencies is not made: on short Chinese files such guesses are wrong.
 */
export async function encodingsOf(path: string, declared?: string): Promise<readonly string[] | "binary"> {
  const head = await readHead(path);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return ["utf-8"];
  if (head[0] === 0xff && head[1] === 0xfe) return ["utf-16le"];
  if (head[0] === 0xfe && head[1] === 0xff) return ["utf-16be"];
  const nuls = [0, 0];
  head.forEach((byte, k) => {
    if (byte === 0) nuls[k % 2]!++;
  });
  const [even, odd] = nuls as [number, number];
  if (even + odd > 0) {
    // Commas, digits and line ends are half NULs in UTF-16; a character such as U+4E00 has its NUL on the other side.
    const enough = (even + odd) * 20 > head.length;
    if (enough && odd > 4 * even) return ["utf-16le"];
    if (enough && even > 4 * odd) return ["utf-16be"];
    return "binary";
  }
  return [...new Set(["utf-8", declared ? new TextDecoder(declared).encoding : "gb18030"])];
}

/** The text of a file in pieces, a byte-order mark left out; a character split across reads is put together. */
export async function* decodeFile(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const file = await open(path);
  try {
    const bytes = Buffer.allocUnsafe(stepBytes);
    for (;;) {
      const { bytesRead } = await file.read(bytes, 0, stepBytes, null);
      for (let at = 0; at < bytesRead; at += pieceBytes) {
        yield decode(decoder, bytes.subarray(at, Math.min(at + pieceBytes, bytesRead)), true);
      }
      if (bytesRead === 0) break;
    }
    yield decode(decoder, new Uint8Array(0), false);
  } finally {
    await file.close();
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch (error) {
    throw new UndecodableError(`Not ${decoder.encoding}.`, { cause: error });
  }
}

async function readHead(path: string): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const bytes = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(bytes, 0, headBytes, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file?.close();
  }
}
