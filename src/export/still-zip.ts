/** 1 January 1980, midnight: the first moment that a ZIP archive can name. */
const [date, time] = [(1 << 5) | 1, 0];

/**
 * A ZIP archive with the clock taken out: the same contents give the same bytes whenever they are packed (PKWARE APPNOTE
 * 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16).
 */
export function stillZip(archive: Uint8Array): Uint8Array {
  const bytes = archive.slice();
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22; // an archive without a comment ends in its directory's record
  if (view.getUint32(end, true) !== 0x06054b50) throw new Error("The archive does not end where it should.");
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error("The archive's directory is broken.");
    const local = view.getUint32(at + 42, true);
    for (const place of [at + 12, local + 10]) {
      view.setUint16(place, time, true);
      view.setUint16(place + 2, date, true);
    }
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return bytes;
}
