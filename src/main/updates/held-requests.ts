/**
 * The requests of a download, held so that they end when it does, go to no other server, and bring no more than was signed. electron-updater looks
 * at a cancelled download when the next packet comes, and at a package's length never: a place that falls silent, or never ends, would keep both
 * open. It follows redirects to anybody, in clear text too.
 */
import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';

type Executor = ProviderRuntimeOptions['executor'];
type Request = ReturnType<Executor['createRequest']>;
/** Where a request goes, as the library has it. */
type Target = Parameters<Executor['createRequest']>[0];

export interface RequestLimits {
  /** Bytes of one answer. */
  readonly most: number;
  /** Scheme, name and port of the server that may be asked; a redirect to any other ends the download. */
  readonly origin: string;
  readonly signal: AbortSignal;
}

/**
 * Runs a download, whose signal is aborted when the given one is, when an answer is too long, or leads elsewhere. Rejects with the reason of that,
 * else with what the download rejects with.
 */
export async function withHeldRequests(
  executor: Executor,
  { most, origin, signal }: RequestLimits,
  download: (over: AbortSignal) => Promise<void>,
): Promise<void> {
  const refused = new AbortController();
  const over = AbortSignal.any([signal, refused.signal]);
  over.throwIfAborted();
  const { createRequest } = executor;
  executor.createRequest = (options, callback) => {
    if (originOf(options) !== origin) refused.abort(new Error('the server of the package led to another one'));
    if (over.aborted) return requestToNobody();
    const request = createRequest.call(executor, options, (response: Readable) => {
      let length = 0;
      response.on('data', (part: Uint8Array) => {
        length += part.length;
        if (length > most) refused.abort(new Error('more came than was signed'));
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

/** Undefined for what is no address. */
function originOf({ protocol, hostname, port }: Target): string | undefined {
  const address = `${protocol ?? 'https:'}//${hostname ?? ''}${port ? `:${port}` : ''}`;
  return URL.canParse(address) ? new URL(address).origin : undefined;
}

/** Made in place of one that is not wanted any more: a request of Electron's that is aborted before its end still goes out at its end. */
function requestToNobody(): Request {
  return Object.assign(new EventEmitter(), { abort: () => undefined, end: () => undefined }) as unknown as Request;
}
