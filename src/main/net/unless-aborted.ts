/** An end to waiting for work that knows no signal. */

/** What the work gives, or undefined when the signal is aborted first: the work goes on unheard. Rejects as the work does. */
export function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T | undefined> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve(undefined);
    const stop = () => signal.removeEventListener('abort', onAbort);
    signal.addEventListener('abort', onAbort, { once: true });
    work.finally(stop).then(resolve, reject);
    if (signal.aborted) onAbort();
  });
}
