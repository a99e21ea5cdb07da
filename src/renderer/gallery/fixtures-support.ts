/** A copy for support as main would make it. */
import type { Reply } from '../../shared/ipc/bridge.ts';
import { type SupportFile, supportFileNames } from '../../shared/model/support.ts';

const lines = [
  '2026-11-21 10:32 UTC: Karen Berg signed in to sip.contoso.com with TLS-DSK; signed out 17:02.',
  '',
  '2026-11-21 10:31:58 signing in as karen@contoso.com',
  '2026-11-21 10:32:00 Karen Berg signed in to sip.contoso.com with TLS-DSK',
  '2026-11-21 17:02:11 signed out',
];
const files: readonly SupportFile[] = supportFileNames.map((name, place) => ({
  name,
  lines: lines.length,
  bytes: 4 ** (place + 3),
}));

export const supportAnswers: Readonly<Record<string, Reply>> = {
  'support.gather': { ok: true, value: files },
  'support.lines': { ok: true, value: lines },
};
