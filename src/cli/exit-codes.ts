/** Whose turn it is when the command has ended. */
export const exitCodes = { done: 0, problem: 1, usage: 2, fault: 70 } as const;
