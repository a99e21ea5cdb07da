/** The sign-in form: what is typed over what is remembered, and what is wrong with it at submit. */
import type { RememberedAccount } from '../../../shared/model/account.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import type { ManualServers, Settings } from '../../../shared/model/settings.ts';
import { readServerPlace } from '../../components/typed-names.ts';
import { failureTexts } from '../../locales/failures.ts';
import { signInTexts } from '../../locales/sign-in.ts';

/** Undefined means: untouched, so the remembered value shows. */
export interface Typed {
  readonly address?: string;
  readonly password?: string;
  readonly userName?: string;
  readonly internal?: string;
  readonly external?: string;
  readonly remember?: boolean;
}

export interface FormValues {
  readonly address: string;
  readonly password: string;
  readonly userName: string;
  readonly internal: string;
  readonly external: string;
  readonly remember: boolean;
  /** Main holds the password of this address; an empty field then means that one. */
  readonly passwordKept: boolean;
}

export interface FormProblems {
  readonly address?: string;
  readonly password?: string;
  readonly internal?: string;
  readonly external?: string;
}

export interface Known {
  readonly remembered: RememberedAccount | null;
  readonly settings: Settings;
  readonly canRemember: boolean;
  /** What the last sign-in ended with. */
  readonly failure: Failure | undefined;
}

/** The password, and with it the kept one, was not right, or main does not hold it any more. */
const passwordCodes: readonly FailureCode[] = ['CREDENTIALS_WRONG', 'ACCOUNT_MISMATCH', 'PASSWORD_MISSING'];

/** What the form shows. */
export function formValues(typed: Typed, known: Known): FormValues {
  const { remembered, settings } = known;
  const address = typed.address ?? remembered?.address ?? settings.lastAddress;
  const isRemembered = remembered !== null && sameAddress(address, remembered.address);
  const userName = isRemembered ? (remembered.userName ?? '') : settings.lastUserName;
  return {
    address,
    password: typed.password ?? '',
    userName: typed.userName ?? (typed.address === undefined || isRemembered ? userName : ''),
    internal: typed.internal ?? settings.manualServers.internal,
    external: typed.external ?? settings.manualServers.external,
    remember: known.canRemember && (typed.remember ?? remembered?.hasPassword ?? false),
    passwordKept: isRemembered && remembered.hasPassword && !blamesPassword(known.failure),
  };
}

function sameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** The same object each time: it is drawn from the state, again and again. */
const addressRefused: FormProblems = { address: signInTexts.addressWrong };

function blamesPassword(failure: Failure | undefined): boolean {
  return failure !== undefined && passwordCodes.includes(failure.code);
}

/** What a failure finds wrong with the form, at its field; undefined when no field is to blame. */
export function problemsFrom(failure: Failure, values: FormValues): FormProblems | undefined {
  const sentence = failureTexts[failure.code].sentence(failure);
  if (blamesPassword(failure)) return { password: sentence };
  if (failure.code === 'ADDRESS_INVALID') return addressRefused;
  if (failure.code !== 'MANUAL_SERVER_INVALID') return undefined;
  return failure.data?.text === values.external.trim() ? { external: sentence } : { internal: sentence };
}

/** The servers as main takes them. Call it for a form without problems. */
export function serversOf(values: FormValues): ManualServers {
  return { internal: readServerPlace(values.internal) ?? '', external: readServerPlace(values.external) ?? '' };
}

/** What a sign-in takes from the form besides the address: no password with a ticket, no servers in the lab. */
interface Way {
  readonly needsPassword: boolean;
  readonly usesServers: boolean;
}

/** What keeps the form from being sent; an empty object when nothing does. Main reads everything again, strictly. */
export function formProblems(values: FormValues, way: Way = { needsPassword: true, usesServers: true }): FormProblems {
  const address = values.address.trim().replace(/^sips?:/i, '');
  return {
    ...(address === '' ? { address: signInTexts.addressMissing } : {}),
    ...(address !== '' && !/^[^\s@]+@[^\s@]+$/.test(address) ? { address: signInTexts.addressWrong } : {}),
    ...(way.needsPassword && values.password === '' && !values.passwordKept
      ? { password: signInTexts.passwordMissing }
      : {}),
    ...(way.usesServers && readServerPlace(values.internal) === undefined ? { internal: signInTexts.serverWrong } : {}),
    ...(way.usesServers && readServerPlace(values.external) === undefined ? { external: signInTexts.serverWrong } : {}),
  };
}
