/** The sign-in form: what is typed over what is remembered, and what is wrong with it at submit. */
import type { RememberedAccount } from '../../../shared/model/account.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { signInTexts } from '../../locales/en/sign-in.ts';

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
}

export interface Known {
  readonly remembered: RememberedAccount | null;
  readonly settings: Settings;
  readonly canRemember: boolean;
}

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
    passwordKept: isRemembered && remembered.hasPassword,
  };
}

function sameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** What keeps the form from being sent; an empty object when nothing does. Main reads the address again, strictly. */
export function formProblems(values: FormValues): FormProblems {
  const address = values.address.trim().replace(/^sips?:/i, '');
  return {
    ...(address === '' ? { address: signInTexts.addressMissing } : {}),
    ...(address !== '' && !/^[^\s@]+@[^\s@]+$/.test(address) ? { address: signInTexts.addressWrong } : {}),
    ...(values.password === '' && !values.passwordKept ? { password: signInTexts.passwordMissing } : {}),
  };
}
