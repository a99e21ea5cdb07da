/** What each generation of servers says about itself and accepts (protocol 2.1, 3.1). */
import type { LabGeneration, LabScheme } from './settings.ts';

export interface GenerationFacts {
  /** The Server header. */
  readonly software: string;
  /** In the order of the challenges. */
  readonly schemes: readonly LabScheme[];
}

const WINDOWS: readonly LabScheme[] = ['NTLM', 'Kerberos'];
const WITH_CERTIFICATES: readonly LabScheme[] = [...WINDOWS, 'TLS-DSK'];

/** Certificates came with Lync 2010; the hosted service takes nothing else. */
export const GENERATIONS: Readonly<Record<LabGeneration, GenerationFacts>> = {
  'ocs-2007-r2': { software: 'RTC/3.5', schemes: WINDOWS },
  'lync-2010': { software: 'RTC/4.0', schemes: WITH_CERTIFICATES },
  'lync-2013': { software: 'RTC/5.0', schemes: WITH_CERTIFICATES },
  'sfb-2015': { software: 'RTC/6.0', schemes: WITH_CERTIFICATES },
  'sfb-2019': { software: 'RTC/7.0', schemes: WITH_CERTIFICATES },
  online: { software: 'RTC/7.0', schemes: ['TLS-DSK'] },
};
