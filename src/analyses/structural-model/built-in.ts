/** A model whose latent variables and arrows are known: the study file only says which questions belong to which. */
interface BuiltIn {
  /** `optional`: may be left out, with its arrows. */
  readonly latents: readonly { readonly id: string; readonly optional?: boolean }[];
  /** [from, to]. */
  readonly paths: readonly (readonly [string, string])[];
}

export const builtIn = {
  /** Fornell, Johnson, Anderson, Cha & Bryant 1996. */
  acsi: {
    latents: [
      { id: "expectations" },
      { id: "quality" },
      { id: "value" },
      { id: "satisfaction" },
      { id: "complaints" },
      { id: "loyalty" },
    ],
    paths: [
      ["expectations", "quality"],
      ["expectations", "value"],
      ["expectations", "satisfaction"],
      ["quality", "value"],
      ["quality", "satisfaction"],
      ["value", "satisfaction"],
      ["satisfaction", "complaints"],
      ["satisfaction", "loyalty"],
      ["complaints", "loyalty"],
    ],
  },
  /** Fornell 1992. */
  scsb: {
    latents: [
      { id: "expectations" },
      { id: "performance" },
      { id: "satisfaction" },
      { id: "complaints" },
      { id: "loyalty" },
    ],
    paths: [
      ["expectations", "performance"],
      ["expectations", "satisfaction"],
      ["performance", "satisfaction"],
      ["satisfaction", "complaints"],
      ["satisfaction", "loyalty"],
      ["complaints", "loyalty"],
    ],
  },
  /** Tenenhaus et al. 2005; quality as one, or as product and service. */
  ecsi: {
    latents: [
      { id: "image" },
      { id: "expectations" },
      { id: "quality", optional: true },
      { id: "product", optional: true },
      { id: "service", optional: true },
      { id: "value" },
      { id: "satisfaction" },
      { id: "complaints", optional: true },
      { id: "loyalty" },
    ],
    paths: [
      ["image", "expectations"],
      ["image", "satisfaction"],
      ["image", "loyalty"],
      ["expectations", "quality"],
      ["expectations", "product"],
      ["expectations", "service"],
      ["expectations", "value"],
      ["expectations", "satisfaction"],
      ["quality", "value"],
      ["quality", "satisfaction"],
      ["product", "value"],
      ["product", "satisfaction"],
      ["service", "value"],
      ["service", "satisfaction"],
      ["value", "satisfaction"],
      ["satisfaction", "complaints"],
      ["satisfaction", "loyalty"],
      ["complaints", "loyalty"],
    ],
  },
} as const satisfies Readonly<Record<string, BuiltIn>>;

export type BuiltInModel = keyof typeof builtIn;
