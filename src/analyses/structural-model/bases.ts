/** METHODS B0 "Base rules": at least so many people unless forced, and without a caution. */
export const fewestPeople = 60;
export const cautionBelow = 100;
