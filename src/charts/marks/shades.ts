/** Fill of a segment and the ink that can be read on it (contrast of 4.5 or more, light and dark). */
export interface Shade {
  readonly fill: string;
  readonly opacity: number;
  readonly ink: string;
}

const strong = {
  est: { fill: "var(--est)", opacity: 1, ink: "var(--on-est)" },
  weak: { fill: "var(--weak)", opacity: 1, ink: "var(--on-weak)" },
} as const;
const neutral: Shade = { fill: "var(--quiet-soft)", opacity: 1, ink: "var(--ink)" };

/** The full colour and then tints of it over the paper; between 0.5 and 1 neither ink could be read. */
function tints(hue: "est" | "weak", count: number): Shade[] {
  return Array.from({ length: count }, (_, index) => {
    if (index === 0) return strong[hue];
    const opacity = count === 2 ? 0.4 : 0.5 - ((index - 1) / (count - 2)) * 0.36;
    return { fill: strong[hue].fill, opacity: Math.round(opacity * 100) / 100, ink: "var(--ink)" };
  });
}

/** From worst to best over a neutral middle: states, agreement, satisfaction. An even number has no middle. */
export function diverging(count: number): Shade[] {
  const half = Math.floor(count / 2);
  return [...tints("weak", half), ...(count % 2 === 1 ? [neutral] : []), ...tints("est", half).reverse()];
}

/** From little to much of one thing: frequency, length of a relation. */
export function sequential(count: number): Shade[] {
  return tints("est", count).reverse();
}

/** Hues of the theme's categories; its fifth is a grey, for what is no kind of its own. */
const hues = ["var(--cat-1)", "var(--cat-2)", "var(--cat-3)", "var(--cat-4)"];
const grey = "var(--cat-5)";

/**
 * Kinds without an order: a hue each, and greys for the last `muted` ones. Tints, because a full hue of two of them bears
 * neither ink in the light.
 */
export function categorical(count: number, muted = 0): Shade[] {
  const hued = count - muted;
  if (hued > hues.length) throw new Error(`There are ${hues.length} hues for categories, not ${hued}.`);
  return Array.from({ length: count }, (_, index) => {
    if (index < hued) return { fill: hues[index]!, opacity: 0.5, ink: "var(--ink)" };
    const step = muted === 1 ? 0 : (index - hued) / (muted - 1);
    return { fill: grey, opacity: Math.round((0.5 - 0.3 * step) * 100) / 100, ink: "var(--ink)" };
  });
}
