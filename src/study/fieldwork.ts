/** Days from the first of January 1970 to the middle of a wave's fieldwork (ISO dates): where the wave stands on an axis of time. */
export function middleOf({ from, to }: { readonly from: string; readonly to: string }): number {
  return (Date.parse(from) + Date.parse(to)) / 2 / 86_400_000;
}
