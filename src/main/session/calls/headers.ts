/** What an INVITE of a call says besides who calls whom. Protocol notes 9.1, 9.6 */
import { writeReplaces } from '../../../protocol/sip/replaces.ts';
import type { ProvisioningState } from '../../../shared/model/provisioning.ts';
import { serverFacts } from '../../../shared/model/server-facts.ts';
import { type DialogId, type HeaderList, placeOf } from '../../sip/dialog-id.ts';

export interface CallHeaders {
  readonly dialect: 'microsoft' | 'standard';
  readonly ownUri: string;
  readonly provisioning: ProvisioningState;
  /** `Ms-Conversation-ID`, which groups what belongs to one conversation. */
  readonly key: string;
}

/** Whoever has a line of their own says so: gateways show the number. Standard servers have no use for these headers. */
export function callHeaders({ dialect, ownUri, provisioning, key }: CallHeaders): HeaderList {
  if (dialect === 'standard') return [];
  const { ddi } = serverFacts(provisioning).own;
  const line = ddi?.startsWith('+') ? [['P-Preferred-Identity', `<${ownUri}>, <tel:${ddi}>`] as const] : [];
  return [...line, ['Ms-Conversation-ID', key]];
}

/** Asks the far end that holds this dialog to go on with the new call, and everybody else to leave it; undefined when its names cannot be written. */
export function replacing(dialog: DialogId): HeaderList | undefined {
  const value = writeReplaces(placeOf(dialog));
  return value === undefined
    ? undefined
    : [
        ['Require', 'replaces'],
        ['Replaces', value],
      ];
}
