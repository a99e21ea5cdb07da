/** What the sections of a call do at the same time, since each may wait for a server. */

/** Resolves when all of it has ended, so that nothing goes on behind the next step; rejects then with the first failure. */
export async function sideBySide<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
