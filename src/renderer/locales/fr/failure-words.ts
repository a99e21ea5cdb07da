/** What the wordings of failures are made of. */
import type { Failure } from '../../../shared/model/failure.ts';

const named = (before: string, name: string | undefined) => (name ? `${before} ${name}` : before);
const hostName = (failure: Failure) => failure.data?.host ?? failure.server;

/** The server that failed, to begin a sentence with. */
export const server = (failure: Failure) => named('Le serveur', failure.server);
/** The same after « de ». */
export const ofServer = (failure: Failure) => named('du serveur', failure.server);
/** The same after « à ». */
export const toServer = (failure: Failure) => named('au serveur', failure.server);
/** The host that failed, to begin a sentence with. */
export const hostFirst = (failure: Failure) => named('Le serveur', hostName(failure));
/** The host that failed, within a sentence. */
export const host = (failure: Failure) => named('le serveur', hostName(failure));
/** The same after « de ». */
export const ofHost = (failure: Failure) => named('du serveur', hostName(failure));
/** The domain that failed, after « de ». */
export const ofDomain = (failure: Failure) => {
  const name = failure.data?.domain ?? failure.server;
  return name ? `du domaine ${name}` : 'de ce domaine';
};

/** A date in words; the value is milliseconds since 1970 or a date as text. */
export function day(value: string | undefined): string {
  const time = value === undefined ? Number.NaN : Number(value) || Date.parse(value);
  return Number.isNaN(time)
    ? 'à une date passée'
    : `le ${new Date(time).toLocaleDateString('fr', { dateStyle: 'long' })}`;
}

/** Whose certificate is missing, in parentheses, or nothing. */
export function issuer(failure: Failure): string {
  return failure.data?.issuer ? ` (${failure.data.issuer})` : '';
}

export const askSupport = 'Si le problème persiste, copiez les détails et envoyez-les à votre support technique.';
export const tellOwner = 'copiez les détails et envoyez-les au responsable du serveur.';
export const notYours = `Vous ne pouvez pas y remédier vous-même : ${tellOwner}`;
