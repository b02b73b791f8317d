import { best, buildAnew, buildSite, changeNote, type Line, withProject } from "./measure.ts";

/** A second build of the same site: with nothing changed, then with one note changed. */
export async function benchRebuild(): Promise<readonly Line[]> {
  return withProject(5_000, (root) => {
    buildAnew(root);
    const unchanged = best(() => buildSite(root));
    if (!unchanged.out.includes("unchanged")) throw new Error(`Nothing was changed, but: ${unchanged.out}`);
    let changes = 0;
    const note = best(() => {
      changeNote(root, `Changed ${++changes} times.`);
      return buildSite(root);
    });
    if (note.out.includes("unchanged")) throw new Error("A changed note was not noticed.");
    return [
      { what: "nothing changed", value: unchanged.seconds, most: 0.5, unit: "s" },
      {
        what: "one note changed",
        value: note.seconds,
        most: 2,
        unit: "s",
        from: `${note.processorSeconds.toFixed(2)} s of processor`,
      },
    ];
  });
}
