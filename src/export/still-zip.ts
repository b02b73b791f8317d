import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

/** The first moment that a ZIP archive can name, wherever the machine stands. */
const beginning = new Date(1980, 0, 1);

/**
 * A ZIP archive with the clock taken out: the same contents give the same bytes whenever they are packed. Text that tells the
 * time in one of its files is set by `mend`.
 */
export function stillZip(
  archive: Uint8Array,
  mend: Readonly<Record<string, (text: string) => string>> = {},
): Uint8Array {
  const files = unzipSync(archive);
  for (const [name, set] of Object.entries(mend)) files[name] = strToU8(set(strFromU8(files[name]!)));
  return zipSync(files, { mtime: beginning });
}
