/** Situations of the lab that one click makes: switches, as the reference documents set them. */
import type { LabSetting } from './lab-page.ts';

export const labSituations = {
  federated: [
    ...discovery(true),
    at('blocked-domains', 'contoso.com', []),
    at('enable-federation', 'tailspintoys.com', true),
    at('partner-domain-discovery', 'tailspintoys.com', true),
  ],
  'not-listed': [...discovery(false), at('allowed-domains', 'contoso.com', [])],
  blocked: [...discovery(true), ...listed([], ['tailspintoys.com'])],
  'partner-off': [...discovery(true), ...listed([], []), at('enable-federation', 'tailspintoys.com', false)],
  'no-record': [...discovery(true), ...listed([], []), at('federation-record', 'tailspintoys.com', false)],
  'online-off': [at('external-communications', 'contoso.onmicrosoft.com', 'off')],
  'online-not-listed': [
    at('external-communications', 'contoso.onmicrosoft.com', 'on-only-allowed'),
    at('allowed-domains', 'contoso.onmicrosoft.com', []),
  ],
  'no-guests': [at('anonymous-at-edge', 'tailspintoys.com', false)],
  lobby: [at('meeting-lobby', '2Z92HZZZ', true)],
  expired: [at('certificate', 'sip.contoso.com', 'expired')],
  slow: [at('latency', 'lab', 250)],
} as const satisfies Readonly<Record<string, readonly LabSetting[]>>;

export type LabSituation = keyof typeof labSituations;

function discovery(isOn: boolean): readonly LabSetting[] {
  return [at('enable-federation', 'contoso.com', true), at('partner-domain-discovery', 'contoso.com', isOn)];
}

function listed(allowed: readonly string[], blocked: readonly string[]): readonly LabSetting[] {
  return [at('allowed-domains', 'contoso.com', allowed), at('blocked-domains', 'contoso.com', blocked)];
}

function at(id: string, target: string, value: LabSetting['value']): LabSetting {
  return { id, target, value };
}
