/**
 * The requests of a download, held so that they end when it does, and bring no more than was signed. electron-updater looks at a cancelled
 * download when the next packet comes, and at a package's length never: a place that falls silent, or never ends, would keep both open.
 */
import type { Readable } from 'node:stream';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';

export interface RequestLimits {
  /** Bytes of one answer. */
  readonly most: number;
  readonly signal: AbortSignal;
}

/**
 * Runs a download, whose signal is aborted when the given one is, or when an answer is too long. Rejects with the reason of that, else with what
 * the download rejects with.
 */
export async function withHeldRequests(
  executor: ProviderRuntimeOptions['executor'],
  { most, signal }: RequestLimits,
  download: (over: AbortSignal) => Promise<void>,
): Promise<void> {
  const tooLong = new AbortController();
  const over = AbortSignal.any([signal, tooLong.signal]);
  over.throwIfAborted();
  const { createRequest } = executor;
  executor.createRequest = (options, callback) => {
    const request = createRequest.call(executor, options, (response: Readable) => {
      let length = 0;
      response.on('data', (part: Uint8Array) => {
        length += part.length;
        if (length > most) tooLong.abort(new Error('more came than was signed'));
      });
      callback(response);
    });
    over.addEventListener('abort', () => request.abort());
    return request;
  };
  try {
    await download(over);
  } catch (error) {
    throw over.aborted ? over.reason : error;
  } finally {
    executor.createRequest = createRequest;
  }
}
