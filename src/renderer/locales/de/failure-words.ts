/** In German: What the wordings of failures are made of. */
import type { Failure } from '../../../shared/model/failure.ts';

/** The server that failed, to begin a sentence with. */
export const server = (failure: Failure) => failure.server ?? 'Der Server';
/** Within a sentence, with its preposition: `zum Server`, `vom Server`, `mit dem Server`. */
export const toServer = ({ server: name }: Failure) => (name ? `zu ${name}` : 'zum Server');
export const fromServer = ({ server: name }: Failure) => (name ? `von ${name}` : 'vom Server');
export const withServer = ({ server: name }: Failure) => `mit ${name ?? 'dem Server'}`;

const hostName = (failure: Failure) => failure.data?.host ?? failure.server;

/** The host that failed, likewise. */
export const toHost = (failure: Failure) => (hostName(failure) ? `zu ${hostName(failure)}` : 'zum Server');
export const ofHost = (failure: Failure) => (hostName(failure) ? `von ${hostName(failure)}` : 'des Servers');
export const fromHost = (failure: Failure) => (hostName(failure) ? `von ${hostName(failure)}` : 'vom Server');
export const onHost = (failure: Failure) => `auf ${hostName(failure) ?? 'dem Server'}`;
/** The same, to begin a sentence with. */
export const hostFirst = (failure: Failure) => hostName(failure) ?? 'Der Server';
/** The domain that failed, within a sentence. */
export const domain = (failure: Failure) => failure.data?.domain ?? failure.server ?? 'diese Domäne';

/** A date in words; the value is milliseconds since 1970 or a date as text. */
export function day(value: string | undefined): string {
  const time = value === undefined ? Number.NaN : Number(value) || Date.parse(value);
  return Number.isNaN(time)
    ? 'zu einem früheren Zeitpunkt'
    : `am ${new Date(time).toLocaleDateString('de-DE', { dateStyle: 'long' })}`;
}

/** Whose certificate is missing, in parentheses, or nothing. */
export function issuer(failure: Failure): string {
  return failure.data?.issuer ? ` (${failure.data.issuer})` : '';
}

export const askSupport = 'Wenn das so bleibt, kopieren Sie die Details und senden Sie sie an Ihr Supportteam.';
export const tellOwner = 'Kopieren Sie die Details und senden Sie sie an den Betreiber des Servers.';
export const notYours = `Das können Sie nicht selbst beheben. ${tellOwner}`;
export const sendDetails = 'Kopieren Sie die Details und senden Sie sie an Ihr Supportteam.';
export const askAdministrator = (key: string) => `Ein Administrator müsste ${key} ändern.`;
export const detailsTell = 'Die Details zeigen, was der Server gemeldet hat.';
